// The simulator of the page against the program: the same records and the same tables, to the byte.
//
// usage: node dist/digest.mjs WASM PROGRAM
//
// Protects: whatever differs between the two machines that compile them, such as a function of the
// platform that slipped into the simulation, an order that hangs on the width of a pointer, or a date
// on which a policy branches off.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Simulator } from "../web/simulator.js";

const [wasm, built] = process.argv.slice(2);
const program = resolve(built);
// Area, policy, and whether parameters are drawn.
const CASES = [
  ["areas/durham", "more-drrs", false],
  ["areas/durham", "through-the-gate", false],
  ["areas/tower-hamlets", "more-drrs", false],
  ["areas/tower-hamlets", "through-the-gate", false],
  ["areas/tower-hamlets", "more-drrs", true],
];
const REPLICATES = 2;
const DRAWS = 2;
const TABLES = ["summary.csv", "comparison.csv", "timeseries.csv", "flows.csv"];

const digest = (parts) => {
  const hash = createHash("sha256");
  parts.forEach((part) => hash.update(part));
  return hash.digest("hex");
};

/** The program's records, in the order of replicate and scenario, and its tables. */
function native(area, policy, drawn, folder) {
  const out = join(folder, "results");
  const specs = ["compare", area, `${area}+${policy}`];
  const options = ["--replicates", `${REPLICATES}`, "--out", out, "--no-report", "--quiet"];
  if (drawn) options.push("--uncertainty", `${DRAWS}`);
  execFileSync(program, [...specs, ...options], { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
  const records = readdirSync(join(out, "replicates")).filter((name) => name.endsWith(".record"));
  return {
    records: records.sort().map((name) => readFileSync(join(out, "replicates", name))),
    tables: TABLES.map((name) => readFileSync(join(out, name))),
  };
}

/** The same from the page's simulator: one instance runs, another keeps. */
function ofThePage(area, policy, drawn, [worker, desk]) {
  const replicates = drawn ? DRAWS * REPLICATES : REPLICATES;
  const wish = { ask: "open", area, start: policy, replicates, uncertainty: drawn, seed: 1 };
  worker.ask(wish);
  desk.ask(wish);
  const records = [];
  for (let number = 0; number < replicates; number += 1) {
    const { scenarios } = worker.ask({ ask: "replicate", number });
    for (let scenario = 0; scenario < scenarios; scenario += 1) {
      const record = worker.bytes({ ask: "record", scenario });
      desk.take(number, scenario, record);
      records.push(record);
    }
  }
  desk.ask({ ask: "write" });
  return { records, tables: TABLES.map((name) => desk.bytes({ ask: "file", name })) };
}

const module = await WebAssembly.compile(readFileSync(wasm));
const pair = [await Simulator.start(module), await Simulator.start(module)];
let differ = 0;
for (const [area, policy, drawn] of CASES) {
  const folder = mkdtempSync(join(tmpdir(), "throughcare-digest-"));
  try {
    const [there, here] = [native(area, policy, drawn, folder), ofThePage(area, policy, drawn, pair)];
    for (const what of ["records", "tables"]) {
      const [one, other] = [digest(there[what]), digest(here[what])];
      const same = there[what].length > 0 && one === other;
      differ += same ? 0 : 1;
      const verdict = same ? "equal" : `page ${other.slice(0, 16)}: DIFFERENT`;
      const drawing = drawn ? ", parameters drawn" : "";
      console.log(`${area}, ${policy}${drawing}: ${here[what].length} ${what} ${one.slice(0, 16)}, ${verdict}`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}
console.log(differ === 0 ? "the page and the program agree to the byte" : `${differ} differ`);
process.exit(differ === 0 ? 0 : 1);
