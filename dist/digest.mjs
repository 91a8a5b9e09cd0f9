// The simulator of the page against the program: the same number everywhere in the records, to the last
// bit, and the same tables, to the byte.
//
// usage: node dist/digest.mjs WASM PROGRAM
//
// Protects: whatever differs between the two machines that compile them, such as a function of the
// platform that slipped into the simulation, an order that hangs on the width of a pointer, or a date
// on which a policy branches off.

import { execFileSync } from "node:child_process";
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

/** The program's records by name, and its tables. */
function native(area, policy, drawn, folder) {
  const out = join(folder, "results");
  const specs = ["compare", area, `${area}+${policy}`];
  const options = ["--replicates", `${REPLICATES}`, "--out", out, "--no-report", "--quiet"];
  if (drawn) options.push("--uncertainty", `${DRAWS}`);
  execFileSync(program, [...specs, ...options], { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
  const names = readdirSync(join(out, "replicates")).filter((name) => name.endsWith(".record"));
  return {
    records: names.map((name) => [name, readFileSync(join(out, "replicates", name))]),
    tables: TABLES.map((name) => readFileSync(join(out, name))),
  };
}

/** The digest of records that a desk takes in; each says itself whether it is whole and of this study. */
function digest(desk, wish, records) {
  desk.ask(wish);
  for (const [name, record] of records) {
    const [number, scenario] = name.split("-").map(Number);
    desk.take(number, scenario, record);
  }
  return desk.ask({ ask: "digest" });
}

const module = await WebAssembly.compile(readFileSync(wasm));
const [worker, desk] = [await Simulator.start(module), await Simulator.start(module)];
let differ = 0;
for (const [area, policy, drawn] of CASES) {
  const folder = mkdtempSync(join(tmpdir(), "throughcare-digest-"));
  const replicates = drawn ? DRAWS * REPLICATES : REPLICATES;
  const wish = { ask: "open", area, start: policy, replicates, uncertainty: drawn, seed: 1 };
  try {
    const there = native(area, policy, drawn, folder);
    const one = digest(desk, wish, there.records);

    worker.ask(wish);
    const records = [];
    for (let number = 0; number < replicates; number += 1) {
      const { scenarios } = worker.ask({ ask: "replicate", number });
      for (let scenario = 0; scenario < scenarios; scenario += 1) {
        records.push([`${number}-${scenario}`, worker.bytes({ ask: "record", scenario })]);
      }
    }
    const other = digest(desk, wish, records);
    desk.ask({ ask: "write" });
    const same = {
      numbers: one.numbers > 0 && one.numbers === other.numbers && one.digest === other.digest,
      tables: TABLES.every((name, at) => there.tables[at].equals(desk.bytes({ ask: "file", name }))),
    };
    const drawing = drawn ? ", parameters drawn" : "";
    for (const [what, holds] of Object.entries(same)) {
      differ += holds ? 0 : 1;
      const count = what === "numbers" ? `${other.numbers} numbers of records` : `${TABLES.length} tables`;
      const verdict = holds ? "equal" : `DIFFERENT (program ${one.digest}, page ${other.digest})`;
      console.log(`${area}, ${policy}${drawing}: ${count}, ${verdict}`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}
console.log(differ === 0 ? "the page and the program agree to the byte" : `${differ} differ`);
process.exit(differ === 0 ? 0 : 1);
