// Small pieces of a page.

/** An element with attributes and children. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** A choice of a list. */
export function option(value, text) {
  return element("option", { value }, text);
}

/** Puts children in place of what was there. */
export function fill(parent, children) {
  parent.replaceChildren(...children);
}

/** A number with commas and at most so many decimals. */
export function number(value, decimals) {
  return value.toLocaleString("en-GB", { maximumFractionDigits: decimals });
}

/** Lets the visitor keep bytes as a file. */
export function save(name, bytes) {
  const kinds = { csv: "text/csv", html: "text/html", json: "application/json", toml: "text/plain" };
  const type = kinds[name.split(".").pop()] ?? "application/octet-stream";
  const link = element("a", { href: URL.createObjectURL(new Blob([bytes], { type })), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
