// The page: starts the simulator that it carries, and runs what the form asks for.

import { Crew } from "./crew.js";
import { Form } from "./form.js";
import { Results } from "./results.js";

const get = (id) => document.getElementById(id);

function trouble(words) {
  get("trouble").textContent = words;
  get("trouble").hidden = false;
}

/** What the browser lacks, in words for whoever sits before it. */
function lacking() {
  const needs = [
    ["WebAssembly", typeof WebAssembly === "object"],
    ["web workers", typeof Worker === "function"],
    ["decompression", typeof DecompressionStream === "function"],
  ];
  const missing = needs.filter(([, there]) => !there).map(([name]) => name);
  if (missing.length === 0) return null;
  return (
    `This browser has no ${missing.join(" and no ")}, or it is switched off here. Open the page in a current ` +
    "Edge, Chrome, Firefox or Safari, or use the program for Windows or Linux, which gives the same figures."
  );
}

const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%,()*+-;.=>?@^_`{|}~";

/** Bytes from a text of five letters for four of them, as dist/page.py writes it. */
function bytesOf(text) {
  const value = new Uint8Array(128);
  [...LETTERS].forEach((letter, at) => (value[letter.charCodeAt(0)] = at));
  const lacks = (5 - (text.length % 5)) % 5;
  const whole = text + LETTERS.at(-1).repeat(lacks);
  const bytes = new DataView(new ArrayBuffer((whole.length / 5) * 4));
  for (let from = 0, to = 0; from < whole.length; from += 5, to += 4) {
    let word = 0;
    for (let at = from; at < from + 5; at += 1) word = word * 85 + value[whole.charCodeAt(at)];
    bytes.setUint32(to, word);
  }
  return new Uint8Array(bytes.buffer, 0, bytes.byteLength - lacks);
}

/** The module that stands in the page, packed. */
async function unpacked() {
  const bytes = bytesOf(get("simulator").textContent);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return WebAssembly.compile(await new Response(stream).arrayBuffer());
}

async function begin() {
  const missing = lacking();
  if (missing) return trouble(missing);
  const source = URL.createObjectURL(new Blob([get("worker").textContent], { type: "text/javascript" }));
  const crew = new Crew(source, await unpacked());
  const results = new Results(crew.desk);
  const form = new Form(crew.desk, await crew.desk.ask({ ask: "contents" }), () => {
    get("stale").hidden = !ran || JSON.stringify(form.wish()) === ran;
  });
  let ran = null;

  const running = (is) => {
    get("run").disabled = is;
    get("stop").hidden = !is;
    get("progress-row").hidden = !is;
    document.body.classList.toggle("running", is);
  };
  const stop = async (why) => {
    crew.stop();
    if (why) trouble(why);
    await results.refresh();
    // Said once, at the end: a sentence a replicate would drown everything else.
    get("announced").textContent = get("sentence").textContent;
    running(false);
    get("progress-text").textContent = "";
  };
  get("stop").addEventListener("click", () => stop());
  get("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    get("trouble").hidden = true;
    const wish = form.wish();
    ran = JSON.stringify(wish);
    const begun = Date.now();
    get("progress").removeAttribute("value");
    get("progress-text").textContent = "Reading the scenarios";
    results.any = false;
    get("announced").textContent = "Running";
    running(true);
    try {
      await crew.conduct(wish, {
        opened: (told) => results.begin(told, form.inWords()),
        progress: (state) => results.progress(state, begun),
        finished: () => {
          results.any = true;
          results.refresh();
        },
      });
      await stop();
    } catch (error) {
      await stop(error.message);
    }
  });
  await form.area();
  get("page").hidden = false;
  document.body.dataset.ready = "yes";
}

begin().catch((error) => trouble(`The simulator could not be started: ${error.message}`));
