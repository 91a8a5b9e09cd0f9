// The right side: the sentence, the charts and the tables, all of them made by the program.

import { element, fill, number, save } from "./pieces.js";

/** What can be saved: name, and what it is called on the button. */
const SAVES = [
  ["report.html", "Report (page)"],
  ["comparison.csv", "Differences (CSV)"],
  ["summary.csv", "Levels (CSV)"],
  ["timeseries.csv", "Levels by month (CSV)"],
  ["replicates.csv", "Every replicate (CSV)"],
];

export class Results {
  constructor(desk) {
    this.desk = desk;
    this.get = (id) => document.getElementById(id);
    this.again = false;
    this.get("print").addEventListener("click", () => window.print());
    this.get("outcome").addEventListener("change", () => this.refresh());
  }

  /** A study was opened. */
  begin(told, lines) {
    this.told = told;
    this.has = false;
    this.get("shown").hidden = true;
    this.get("empty").hidden = false;
    this.get("stale").hidden = true;
    this.get("command").textContent = told.command;
    fill(this.get("warnings"), told.warnings.map((one) => element("li", {}, `Read with care: ${one}.`)));
    const notes = told.notes.map((one) => element("li", {}, one));
    fill(this.get("compared"), [element("ul", {}, ...lines.map((one) => element("li", {}, one)), ...notes)]);
    const file = told.policy && ` with ${told.policy.name} saved next to it`;
    this.get("beside").textContent = file ?? "";
    this.#saves();
    const { top } = this.get("results").getBoundingClientRect();
    if (top < 0 || top > window.innerHeight / 2) this.get("results").scrollIntoView();
  }

  /** Shows what was taken in; where that is going on already, once more after it. */
  refresh() {
    if (!this.told || !this.any) return Promise.resolve();
    this.again = true;
    this.showing ??= this.#show().finally(() => (this.showing = null));
    return this.showing;
  }

  async #show() {
    while (this.again) {
      this.again = false;
      try {
        const shown = await this.desk.ask({ ask: "show", outcome: this.get("outcome").value });
        this.#draw(shown);
      } catch (error) {
        // Nothing is whole yet.
        if (!/no replicate|no study/.test(error.message)) throw error;
      }
    }
  }

  #draw({ sentence, enough, done, parts }) {
    const first = !this.has;
    this.has = true;
    this.get("empty").hidden = true;
    this.get("shown").hidden = false;
    const say = sentence ?? "Nothing is changed: these are the figures of the area as it is.";
    if (this.get("sentence").textContent !== say) this.get("sentence").textContent = say;
    this.get("sentence").classList.toggle("open", !enough);
    this.get("shown").dataset.done = done;
    const [answer, years, ...rest] = parts;
    const open = new Set([...document.querySelectorAll("#shown details[open]")].map(nameOf));
    const focused = document.activeElement?.closest("#shown details");
    const focus = focused && nameOf(focused);
    // The program's own HTML: it holds no script, and the page's policy would run none.
    fill(this.get("parts"), []);
    for (const part of [answer, years, ...rest]) {
      const section = element("details", { class: "part", "data-name": part.id });
      section.append(element("summary", {}, element("h2", {}, part.title)));
      const body = element("div");
      body.innerHTML = part.html;
      section.append(body);
      this.get("parts").append(section);
    }
    // The chart of what was asked about stands first.
    const chart = this.get("parts").querySelector(`figure[id^="years-${this.get("outcome").value}"]`);
    fill(this.get("charts"), chart ? [chart] : []);
    if (first) open.add("answer");
    for (const details of document.querySelectorAll("#shown details")) {
      details.open = open.has(nameOf(details));
      if (nameOf(details) === focus) details.querySelector("summary").focus();
    }
  }

  #saves() {
    const buttons = SAVES.filter(([name]) => this.told.scenarios.length > 1 || name !== "comparison.csv");
    const all = buttons.map(([name, words]) => this.#button(name, words, () => this.#written(name)));
    if (this.told.policy) {
      const { name, text } = this.told.policy;
      all.unshift(this.#button(name, "Scenario file (TOML)", async () => new TextEncoder().encode(text)));
    }
    fill(this.get("saves"), all);
  }

  #button(name, words, bytes) {
    const button = element("button", { type: "button", class: "quiet", "data-file": name }, words);
    button.addEventListener("click", async () => {
      button.disabled = true;
      try {
        save(name, await bytes());
      } finally {
        button.disabled = false;
      }
    });
    return button;
  }

  async #written(name) {
    await this.desk.ask({ ask: "write" });
    return this.desk.do({ do: "file", question: { ask: "file", name } });
  }

  /** Says how far a run is: share done, and time left. */
  progress({ events, done, wanted, perReplicate }, begun) {
    const all = perReplicate ? perReplicate * wanted : Infinity;
    const share = Math.min(0.999, Math.max(events / all, done / wanted));
    this.get("progress").value = share;
    const passed = (Date.now() - begun) / 1000;
    const left = share > 0.02 ? (passed * (1 - share)) / share : NaN;
    const words = [`${done} of ${wanted} replicates done`];
    if (left > 0) words.push(left < 90 ? `about ${number(left, 0)} s left` : `about ${number(left / 60, 0)} min left`);
    this.get("progress-text").textContent = words.join("; ");
  }
}

/** What tells one fold from another, however often it is drawn. */
function nameOf(details) {
  const place = details.closest("figure, .part");
  const words = details.querySelector("summary").textContent;
  return details.dataset.name ?? `${place?.id || place?.dataset.name}: ${words}`;
}
