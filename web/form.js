// The left side: area, policy and levers, and the wish that they add up to.

import { element, fill, number, option } from "./pieces.js";

const NOTHING = "";
/** Replicates at least where parameters are drawn: ten draws of two. */
const FEWEST_DRAWN = 20;

/** A value as people read it. */
export function shown(lever, value) {
  if (lever.is_share) return `${number(100 * value, 1)} %`;
  return number(value, value < 100 ? 1 : 0);
}

export class Form {
  constructor(desk, contents, changed) {
    this.desk = desk;
    this.contents = contents;
    this.changed = changed;
    this.files = [];
    this.levers = [];
    this.get = (id) => document.getElementById(id);
    this.#choices();
    for (const id of ["area", "estate"]) this.get(id).addEventListener("change", () => this.area());
    for (const id of ["start", "over", "from", "cost", "title", "replicates", "uncertainty"]) {
      this.get(id).addEventListener("change", () => this.#told());
    }
    this.get("back").addEventListener("click", () => this.putBack());
    this.get("file").addEventListener("change", (event) => this.#load(event.target));
  }

  #choices() {
    const { areas, policies, estates, outcomes } = this.contents;
    const kinds = [...new Set(areas.map((area) => area.kind))];
    const groups = kinds.map((kind) => {
      const group = element("optgroup", { label: kind });
      const of = areas.filter((area) => area.kind === kind);
      const sorted = of.sort((a, b) => a.title.localeCompare(b.title));
      fill(group, sorted.map((area) => option(area.name, area.title)));
      return group;
    });
    const whole = element("optgroup", { label: "The whole country" });
    fill(whole, [option("baseline", "England and Wales, in ten regions (slow)")]);
    fill(this.get("area"), [...groups, whole]);
    const start = [option(NOTHING, "nothing but the changes below")];
    fill(this.get("start"), [...start, ...policies.map((one) => option(one.name, one.title))]);
    this.get("estate-row").hidden = estates.length === 0;
    const asBaseline = option(NOTHING, "as in the baseline");
    fill(this.get("estate"), [asBaseline, ...estates.map((one) => option(one.name, one.title))]);
    fill(this.get("outcome"), outcomes.map((one) => option(one.id, one.thing)));
    this.get("outcome").value = "offences";
  }

  /** Shows an area: its figures, and its levers as they stand there. */
  async area() {
    const name = this.get("area").value;
    const known = this.contents.areas.find((area) => area.name === name);
    const told = await this.desk.ask({ ask: "levers", area: name, files: this.files });
    if (name !== this.get("area").value) return;
    this.levers = told.levers;
    this.day = told.from;
    this.get("from").value = told.from;
    this.get("area-note").textContent = known?.note || (known ? "" : (told.about ?? ""));
    const rows = (known?.figures ?? []).flatMap((figure) => {
      const isShare = figure.unit.startsWith("share");
      const value = isShare
        ? `${number(100 * figure.value, 2)} %`
        : number(figure.value, figure.value < 100 ? 1 : 0);
      const rank = known.kind.startsWith("Police") ? `, ${ordinal(figure.rank)} of 43` : "";
      const name = figure.what[0].toUpperCase() + figure.what.slice(1);
      return [
        element("dt", {}, `${name}, ${figure.unit}`),
        element("dd", {}, `${value}${rank} `, element("span", { class: "mark" }, figure.mark.toLowerCase())),
      ];
    });
    fill(this.get("figures"), rows);
    this.#drawLevers();
    this.#told();
  }

  #drawLevers() {
    const stages = [...new Set(this.levers.map((lever) => lever.stage))];
    const folds = stages.map((stage, n) => {
      const of = this.levers.filter((lever) => lever.stage === stage);
      const count = element("span", { class: "moved" });
      const summary = element("summary", {}, `${stage} `, count);
      const fold = element("details", { class: "stage" }, summary, ...of.map((one) => this.#lever(one)));
      fold.open = n === 0;
      fold.addEventListener("input", () => {
        const moved = this.moved().filter(({ lever }) => lever.stage === stage).length;
        count.textContent = moved ? `(${moved} changed)` : "";
      });
      return fold;
    });
    fill(this.get("levers"), folds);
  }

  #lever(lever) {
    const id = `lever-${lever.key.replaceAll(".", "-")}`;
    const at = lever.values.indexOf(lever.now);
    const last = lever.values.length - 1;
    const slider = element("input", {
      id, type: "range", min: 0, max: last, step: 1, value: at, "data-key": lever.key,
      "aria-describedby": `${id}-range`,
    });
    const out = element("output", { for: id });
    const band = element("div", { class: "band", "aria-hidden": "true" });
    const place = (value) => {
      const next = lever.values.findIndex((one) => one >= value);
      if (next <= 0) return next === 0 ? 0 : 100;
      const [low, high] = [lever.values[next - 1], lever.values[next]];
      return (100 * (next - 1 + (value - low) / (high - low))) / last;
    };
    if (lever.range) {
      const [from, to] = lever.range.map(place);
      const bar = element("span");
      bar.style.setProperty("left", `${from}%`);
      bar.style.setProperty("width", `${Math.max(1, to - from)}%`);
      band.append(bar);
    }
    const tick = element("i");
    tick.style.setProperty("left", `${(100 * at) / last}%`);
    band.append(tick);
    const say = () => {
      const value = lever.values[slider.value];
      const is = shown(lever, value);
      const moved = value !== lever.now;
      out.textContent = moved ? `${shown(lever, lever.now)} now, then ${is}` : `${is} now`;
      out.classList.toggle("moved", moved);
      slider.setAttribute("aria-valuetext", out.textContent);
    };
    slider.addEventListener("input", () => {
      say();
      this.#told();
    });
    say();
    const range = lever.range
      ? `Range of the present value: ${lever.range.map((end) => shown(lever, end)).join(" to ")}.`
      : "No range is stated for the present value.";
    const tried = lever.tried.map(([name, value]) => `${shown(lever, value)} in ${name}`);
    return element("div", { class: "lever" },
      element("label", { for: id }, lever.label), out, slider, band,
      element("details", {}, element("summary", {}, "What it is and where it comes from"),
        element("p", {}, lever.meaning),
        element("p", { id: `${id}-range` }, range),
        element("p", {}, `Source: ${lever.source}`),
        ...(tried.length ? [element("p", {}, `Built-in policies choose ${tried.join(", ")}.`)] : []),
        element("p", { class: "soft" }, "Parameter ", element("code", {}, lever.path))));
  }

  /** The levers that were moved, with their new values. */
  moved() {
    const sliders = [...document.querySelectorAll("#levers input[type=range]")];
    return sliders.flatMap((slider) => {
      const lever = this.levers.find((one) => one.key === slider.dataset.key);
      const value = lever.values[slider.value];
      return value === lever.now ? [] : [{ lever, value }];
    });
  }

  putBack() {
    this.get("start").value = NOTHING;
    this.get("cost").value = 0;
    this.get("from").value = this.day;
    this.get("over").value = "12mo";
    this.get("title").value = "Our plan";
    this.#drawLevers();
    this.#told();
  }

  /** What is asked for. */
  wish() {
    const value = (id) => this.get(id).value;
    const from = value("from");
    return {
      area: value("area"),
      estate: value("estate") || null,
      start: value("start") || null,
      files: this.files,
      replicates: Math.max(Number(value("replicates")), this.get("uncertainty").checked ? FEWEST_DRAWN : 1),
      uncertainty: this.get("uncertainty").checked,
      seed: 1,
      changes: {
        title: value("title"),
        from: from && from !== this.day ? from : null,
        over: value("over"),
        cost: Number(value("cost")) || 0,
        values: this.moved().map(({ lever, value: to }) => [lever.key, to]),
      },
    };
  }

  /** The same in words, a line each. */
  inWords() {
    const chosen = (id) => this.get(id).selectedOptions[0]?.textContent ?? "";
    const lines = [`Area: ${chosen("area")}`];
    if (this.get("estate").value) lines.push(`Prisons: ${chosen("estate")}`);
    if (this.get("start").value) lines.push(`Policy: ${chosen("start")}`);
    for (const { lever, value } of this.moved()) {
      lines.push(`${lever.label}: ${shown(lever, lever.now)} now, then ${shown(lever, value)}`);
    }
    if (this.moved().length) {
      const over = this.get("over").value ? `over ${chosen("over")}` : "all at once";
      lines.push(`From ${this.get("from").value}, ${over}`);
      if (Number(this.get("cost").value)) lines.push(`Other cost a year: £${number(Number(this.get("cost").value), 0)}`);
    }
    if (lines.length === 1) lines.push("Nothing is changed");
    return lines;
  }

  #told() {
    const start = this.get("start").value;
    const known = this.contents.policies.find((one) => one.name === start);
    const own = this.files.find((file) => file.name === start);
    this.get("start-about").textContent = known?.about ?? (own ? `From your file ${own.name}.` : "");
    this.changed();
  }

  /** Takes in a file of the visitor, or shows what is wrong with it as the terminal would. */
  async #load(input) {
    const [chosen] = input.files;
    if (!chosen) return;
    const wrong = this.get("wrong");
    wrong.hidden = true;
    try {
      // A name is a word of commands, too.
      const name = chosen.name.replace(/[^\w.-]+/g, "-");
      const file = { name, text: await chosen.text() };
      const told = await this.desk.ask({ ask: "check", file, files: this.files });
      this.files = [file, ...this.files.filter((one) => one.name !== file.name)];
      const title = `${told.title ?? told.name} (${file.name})`;
      const list = this.get(told.is_policy ? "start" : "area");
      [...list.options].find((one) => one.value === file.name)?.remove();
      list.append(option(file.name, title));
      if (told.is_policy && told.on) this.get("area").value = told.on;
      list.value = file.name;
      await this.area();
    } catch (error) {
      wrong.textContent = error.message;
      wrong.hidden = false;
    }
    input.value = "";
  }
}

function ordinal(rank) {
  const last = rank % 100 > 10 && rank % 100 < 14 ? "th" : ["th", "st", "nd", "rd"][rank % 10] ?? "th";
  return `${rank}${last}`;
}
