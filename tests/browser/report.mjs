// The report as a reader opens it: from a file, without a network, on a screen, on paper, and by ear.
//
// usage: node report.mjs REPORT.html CHROMIUM
//
// Protects: the page opens from a mail attachment, asks for nothing else, has no accessibility
// violation that axe knows, fits narrow screens, has its nine parts, and prints on A4.

import { readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const [file, executablePath] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PARTS = 9;
const LARGEST = 2_000_000;
const failures = [];
const check = (holds, what) => holds || failures.push(what);

check(statSync(file).size < LARGEST, `the page is ${statSync(file).size} bytes`);

const browser = await puppeteer.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-gpu"],
});
try {
  const page = await browser.newPage();
  await page.setOfflineMode(true);
  const asked = [];
  const url = pathToFileURL(file).href;
  page.on("request", (request) => request.url() === url || asked.push(request.url()));
  page.on("console", (message) => failures.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => failures.push(`error: ${error.message}`));
  await page.goto(url, { waitUntil: "load" });
  check(asked.length === 0, `it asks for ${asked.join(", ")}`);

  const seen = await page.evaluate(() => ({
    title: document.title,
    scripts: document.scripts.length,
    parts: document.querySelectorAll("main > section > h2").length,
    figures: [...document.querySelectorAll("figure")].map((figure) => ({
      id: figure.id,
      heading: figure.querySelector("h3")?.textContent ?? "",
      title: figure.querySelector("svg > title")?.textContent ?? "",
      text: figure.querySelector("svg > desc")?.textContent ?? "",
      rows: figure.querySelectorAll("details tbody tr").length,
    })),
    numbers: document.querySelectorAll("data[data-file]").length,
    twice: [...document.querySelectorAll("[id]")]
      .map((element) => element.id)
      .filter((id, at, all) => all.indexOf(id) !== at),
  }));
  check(seen.title.length > 0, "it has no title");
  check(seen.scripts === 0, "it holds a script");
  check(seen.parts === PARTS, `it has ${seen.parts} parts`);
  check(seen.figures.length > 0, "it has no chart");
  check(seen.numbers > 100, `only ${seen.numbers} numbers say where they come from`);
  check(seen.twice.length === 0, `ids that are there twice: ${seen.twice.join(", ")}`);
  for (const figure of seen.figures) {
    const whole = figure.heading && figure.title && figure.text && figure.rows > 0;
    check(whole, `chart ${figure.id} lacks its title, its description or its table`);
  }

  for (const [width, height] of [[1280, 900], [768, 1024], [360, 740]]) {
    await page.setViewport({ width, height });
    const wide = await page.evaluate(() => document.scrollingElement.scrollWidth);
    check(wide <= width, `at ${width} pixels the page is ${wide} wide`);
  }

  await page.setViewport({ width: 1280, height: 900 });
  for (const open of [false, true]) {
    await page.evaluate((open) => {
      document.querySelectorAll("details").forEach((details) => (details.open = open));
    }, open);
    // Run in the page's isolated world would still meet its policy: axe is evaluated, not loaded.
    const violations = await page.evaluate(`${axe}; axe.run().then((result) => result.violations)`);
    for (const violation of violations) {
      const where = violation.nodes.slice(0, 3).map((node) => node.target.join(" "));
      failures.push(`axe: ${violation.id}: ${violation.help} (${where.join("; ")})`);
    }
  }

  await page.evaluate(() => {
    document.querySelectorAll("details").forEach((details) => (details.open = false));
  });
  const paper = Buffer.from(await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  const boxes = [...paper.matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/g)];
  check(boxes.length > 0, "nothing was printed");
  for (const [, width, height] of boxes) {
    const isA4 = Math.abs(width - 595.3) < 1.5 && Math.abs(height - 841.9) < 1.5;
    check(isA4, `a printed page measures ${width} x ${height}`);
  }
  console.log(
    `${seen.figures.length} charts, ${seen.numbers} numbers with their cells, ${boxes.length} pages of A4`,
  );
} finally {
  await browser.close();
}

for (const failure of failures) console.error(failure);
console.log(`${failures.length === 0 ? "the report holds" : "the report fails"} in a browser`);
process.exit(failures.length === 0 ? 0 : 1);
