// The explorer as an office uses it: from a file, without a network, by mouse, by keyboard and by ear;
// and its figures against those of the program.
//
// usage: node explorer.mjs EXPLORER.html PROGRAM CHROMIUM [FOLDER FOR PICTURES]
//
// Protects: the page starts from a file and asks for nothing; a lever moved by keyboard reaches the
// simulation; nothing is concluded below ten replicates; what it saves are the program's own files, equal
// to those of the command that it shows; a wrong file is told as in the terminal; no accessibility
// violation that axe knows; a word where WebAssembly is missing.

import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const [file, built, executablePath, pictures] = process.argv.slice(2);
const program = resolve(built);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const LARGEST = 2 * 1024 * 1024;
const REPLICATES = 10;
const AREA = "areas/durham";
const LEVER = "#lever-diversion-custody-offered";
const failures = [];
const check = (holds, what) => holds || failures.push(what);
const scratch = mkdtempSync(join(tmpdir(), "throughcare-explorer-"));
const url = pathToFileURL(file).href;

check(statSync(file).size < LARGEST, `the page is ${statSync(file).size} bytes`);
const browser = await puppeteer.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });

async function opened(before = () => {}) {
  const page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 900 });
  await page.setOfflineMode(true);
  await before(page);
  page.on("request", (request) => {
    const its = request.url();
    if (its !== url && !/^(blob|data):/.test(its)) failures.push(`it asks for ${its}`);
  });
  page.on("console", (message) => failures.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => failures.push(`error: ${error.message}`));
  await page.goto(url, { waitUntil: "load" });
  return page;
}

const text = (page, id) => page.$eval(`#${id}`, (element) => element.textContent.trim());
const done = (page) => page.$eval("#shown", (element) => Number(element.dataset.done ?? 0));
const until = (page, condition, ...of) => page.waitForFunction(condition, { timeout: 240_000, polling: 100 }, ...of);
const rested = (page) => until(page, () => !document.body.classList.contains("running"));

async function picture(page, name) {
  if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: false });
}

async function accessible(page, when) {
  const violations = await page.evaluate(`${axe}; axe.run().then((result) => result.violations)`);
  for (const violation of violations) {
    const where = violation.nodes.slice(0, 3).map((node) => node.target.join(" "));
    failures.push(`axe ${when}: ${violation.id}: ${violation.help} (${where.join("; ")})`);
  }
}

async function saved(page, name) {
  await page.click(`#saves button[data-file="${name}"]`);
  const path = join(scratch, name);
  const end = Date.now() + 60_000;
  while (!existsSync(path) && Date.now() < end) await new Promise((wait) => setTimeout(wait, 100));
  check(existsSync(path), `${name} was not saved`);
  return existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
}

/** The cells of a table by the words that find its row, as the page names them. */
function cells(csv) {
  const [head, ...rows] = csv.toString("utf8").trim().split("\n").map((line) => line.split(","));
  const keys = ["policy", "scenario"].map((key) => head.indexOf(key)).filter((at) => at >= 0).slice(0, 1);
  const places = [...keys, ...["metric", "stratum", "period"].map((key) => head.indexOf(key))];
  return new Map(rows.map((row) => [places.map((at) => row[at]).join("|"), (column) => row[head.indexOf(column)]]));
}

try {
  const page = await opened();
  await until(page, () => document.body.dataset.ready === "yes");
  await accessible(page, "at first");

  // A wrong file, as the terminal tells it.
  const wrong = join(scratch, "wrong.toml");
  writeFileSync(wrong, 'extends = "baseline.toml"\n[release]\nmet_at_gat = 0.9\n');
  await (await page.$("#file")).uploadFile(wrong);
  await until(page, () => !document.getElementById("wrong").hidden);
  const told = await text(page, "wrong");
  check(told.includes("wrong.toml:3") && told.includes("met_at_gate"), `a wrong file is told as: ${told}`);

  // A right one is a policy to begin with.
  const right = join(scratch, "gate.toml");
  writeFileSync(right, 'title = "Met at the gate"\nextends = "baseline.toml"\n[release]\nmet_at_gate = 0.9\n');
  await (await page.$("#file")).uploadFile(right);
  await until(page, () => document.getElementById("start").value === "gate.toml");
  await page.select("#start", "");

  await page.select("#area", AREA);
  await until(page, () => document.getElementById("figures").textContent.includes("640,551"));
  await page.$eval(LEVER, (slider) => (slider.closest("details").open = true));
  await page.focus(LEVER);
  for (let step = 0; step < 5; step += 1) await page.keyboard.press("ArrowRight");
  const said = await page.$eval(LEVER, (slider) => slider.getAttribute("aria-valuetext"));
  check(said === "50 % now, then 75 %", `the lever says: ${said}`);
  await page.select("#replicates", `${REPLICATES}`);
  await page.focus("#run");
  await page.keyboard.press("Enter");

  await until(page, () => Number(document.getElementById("progress").value) > 0);
  await until(page, () => Number(document.getElementById("shown").dataset.done) >= 1);
  if ((await done(page)) < REPLICATES) {
    const early = await text(page, "sentence");
    check(early.startsWith("Too few to tell."), `after a few replicates it says: ${early}`);
    const share = await page.$eval("#progress", (progress) => progress.value);
    check(share < 1, `with replicates to come the progress is ${share}`);
  }
  await picture(page, "running");
  await rested(page);
  check((await done(page)) === REPLICATES, `${await done(page)} replicates are shown`);
  const sentence = await text(page, "sentence");
  check(/^Our plan .* 10 replicates\.$/.test(sentence), `it says: ${sentence}`);
  await picture(page, "results");

  // What is saved, against the program.
  const session = await page.createCDPSession();
  await session.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath: scratch });
  const files = {};
  for (const name of ["our-plan.toml", "report.html", "comparison.csv", "summary.csv"]) {
    files[name] = await saved(page, name);
  }
  const [, ...words] = (await text(page, "command")).split(" ");
  check(words.join(" ").startsWith(`compare ${AREA} our-plan.toml`), `the command is: ${words.join(" ")}`);
  execFileSync(program, [...words, "--out", "native", "--quiet"], { cwd: scratch, stdio: ["ignore", "ignore", "inherit"] });
  for (const name of ["comparison.csv", "summary.csv"]) {
    const same = readFileSync(join(scratch, "native", name)).equals(files[name]);
    check(same && files[name].length > 0, `${name} is not that of the program`);
  }
  const tables = { "comparison.csv": cells(files["comparison.csv"]), "summary.csv": cells(files["summary.csv"]) };
  const numbers = await page.$$eval("#shown data[data-file]", (all) =>
    all.map(({ dataset, value }) => ({ ...dataset, value: Number(value) })));
  let compared = 0;
  for (const { file: of, key, column, times, value } of numbers) {
    if (!tables[of]) continue;
    const cell = tables[of].get(key)?.(column);
    const expected = Number(cell) * Number(times ?? 1);
    compared += 1;
    const near = Math.abs(value - expected) <= 1e-9 * Math.abs(expected);
    check(cell !== undefined && near, `${key} ${column}: ${value} on the page, ${cell} in ${of}`);
  }
  check(compared > 100, `only ${compared} figures of the page have a cell`);

  // Every fold open and closed, narrow and wide, and on paper.
  for (const open of [true, false]) {
    await page.$$eval("details", (all, open) => all.forEach((one) => (one.open = open)), open);
    await accessible(page, open ? "with everything open" : "with everything closed");
    for (const width of [1280, 768, 360]) {
      await page.setViewport({ width, height: 900 });
      const wide = await page.evaluate(() => document.scrollingElement.scrollWidth);
      check(wide <= width, `at ${width} pixels the page is ${wide} wide`);
    }
  }
  await page.setViewport({ width: 1280, height: 900 });
  const twice = await page.$$eval("[id]", (all) =>
    all.map((one) => one.id).filter((id, at, ids) => ids.indexOf(id) !== at));
  check(twice.length === 0, `ids that are there twice: ${twice.join(", ")}`);
  const paper = Buffer.from(await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  check(/\/MediaBox\s*\[\s*0 0 59[45][.\d]* 84[12]/.test(paper), "it does not print on A4");

  // A change makes the results old; a run that is stopped keeps what it has.
  await page.$eval(LEVER, (slider) => (slider.closest("details").open = true));
  await page.focus(LEVER);
  await page.keyboard.press("ArrowLeft");
  check(await page.$eval("#stale", (stale) => !stale.hidden), "a change does not make the results old");
  await page.select("#replicates", "200");
  await page.click("#run");
  await until(page, () => {
    const shown = document.getElementById("shown");
    return document.body.classList.contains("running") && !shown.hidden && Number(shown.dataset.done) >= 2;
  });
  await page.click("#stop");
  await rested(page);
  const kept = await done(page);
  check(kept >= 2 && kept < 200, `after a stop ${kept} replicates are shown`);
  await page.close();

  const old = await opened((page) => page.evaluateOnNewDocument(() => delete globalThis.WebAssembly));
  await until(old, () => !document.getElementById("trouble").hidden);
  check((await text(old, "trouble")).includes("no WebAssembly"), "nothing is said where WebAssembly is missing");
  console.log(`${compared} figures of the page equal their cells; ${readdirSync(scratch).length} files and folders saved`);
} catch (error) {
  failures.push(error.stack);
} finally {
  await browser.close();
  rmSync(scratch, { recursive: true });
}

for (const failure of [...new Set(failures)].slice(0, 40)) console.error(failure);
console.log(`${failures.length === 0 ? "the explorer holds" : "the explorer fails"} in a browser`);
process.exit(failures.length === 0 ? 0 : 1);
