// Opens pages and pictures in Chromium as people do, and reports what is wrong with them: SCREENSHOTS FILE…
//
// Each page is opened at the widths of a phone, a tablet and a screen, in light and dark, and in print on A4
// and Letter. It must load nothing but itself, write nothing to the console, need no script, fit its width, keep
// every text inside its picture and apart from other texts, and pass the checks of axe-core. Ends with 1
// if a page does not.

import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

// The packages are not beside this file, but in the folder that `setup` installs them into.
const packages = createRequire(join(process.env.PACKAGES, "package.json"));
const { chromium } = packages("playwright-core");
const axe = await readFile(packages.resolve("axe-core/axe.min.js"), "utf8");

const [screenshots, ...pages] = process.argv.slice(2);
// The width in pixels, the colours, and the name of the screenshot.
const LOOKS = [
  { width: 360, height: 740, colours: "light", name: "phone" },
  { width: 800, height: 1100, colours: "dark", name: "tablet" },
  { width: 1400, height: 900, colours: "light", name: "screen" },
];
// The width of the text on a page of paper with margins of 15 mm, at 96 pixels an inch.
const PAPERS = [
  { format: "A4", width: 680 },
  { format: "Letter", width: 702 },
];
// With more elements, axe-core and paper take long: such a page is checked at one width, and printed on A4.
const MANY = 8000;
// The screenshot of a taller page, in pixels, shows its beginning.
const TALL = 16000;
// A loaded machine may be slow; nothing here waits for something that may not come.
const PATIENCE = 120_000;

const problems = [];

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
});
await mkdir(screenshots, { recursive: true });
for (const page of pages) {
  for (const look of LOOKS) await check(page, look);
  if (!page.endsWith(".svg")) await print(page);
}
await browser.close();
for (const problem of problems) console.log(problem);
console.log(`${pages.length} pages, ${problems.length} problems`);
process.exitCode = problems.length > 0 ? 1 : 0;

async function open(path, { width, height, colours }, told) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: colours, offline: true });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  const address = pathToFileURL(resolve(path)).href;
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) told(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => told(`error: ${error}`));
  page.on("dialog", (dialog) => {
    told(`a dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on("request", (request) => {
    const asked = request.url();
    if (asked !== address && !asked.startsWith("data:")) told(`asks for ${asked}`);
  });
  await page.goto(address);
  return { context, page };
}

async function check(path, look) {
  const name = basename(path).replace(/\.html$/, "");
  const told = (what) => problems.push(`${name} at ${look.width}: ${what}`);
  const { context, page } = await open(path, look, told);
  const { width } = await page.evaluate(() => ({ width: innerWidth }));
  if (width !== look.width) told(`the browser lays it out at ${width} pixels`);
  for (const what of await page.evaluate(faults)) told(what);
  const elements = await page.evaluate(() => document.querySelectorAll("*").length);
  if (!path.endsWith(".svg") && (elements < MANY || look.name === "tablet")) {
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
    for (const { id, help, nodes } of violations) {
      told(`axe: ${id}: ${help}: ${nodes.length} times, first ${nodes[0].html.slice(0, 160)}`);
    }
  }
  // Chromium waits forever for a full screenshot of a picture that is not a page.
  const fullPage = !path.endsWith(".svg") && (await page.evaluate(() => document.documentElement.scrollHeight)) < TALL;
  await page.screenshot({ path: join(screenshots, `${name}-${look.name}.png`), fullPage });
  await context.close();
}

async function print(path) {
  const name = basename(path).replace(/\.html$/, "");
  for (const { format, width } of PAPERS) {
    const told = (what) => problems.push(`${name} on ${format}: ${what}`);
    const { context, page } = await open(path, { width, height: 1000, colours: "light" }, told);
    await page.emulateMedia({ media: "print" });
    for (const what of await page.evaluate(faults)) told(what);
    const elements = await page.evaluate(() => document.querySelectorAll("*").length);
    if (elements < MANY || format === "A4") {
      await page.pdf({ path: join(screenshots, `${name}-${format}.pdf`), format });
    }
    await context.close();
  }
}

// Runs in the page: what is wrong with its layout and with what it could do.
function faults() {
  const found = [];
  const shown = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  // Text only for screen readers is clipped to nothing.
  const isForReaders = (element) => element && (getComputedStyle(element).clipPath !== "none" || isForReaders(element.parentElement));
  const isMark = (element) => /^[^\p{L}\p{N}]$/u.test(element.textContent.trim());
  const words = (element) => JSON.stringify(element.textContent.trim().slice(0, 60));
  const root = document.documentElement;
  // A picture alone has the size that it says it has.
  if (root.localName !== "svg" && root.scrollWidth > root.clientWidth) {
    const scrolls = (element) => element && (getComputedStyle(element).overflowX !== "visible" || scrolls(element.parentElement));
    const wide = [...root.querySelectorAll("*")].filter(
      (element) => element.getBoundingClientRect().right > root.clientWidth + 1 && !scrolls(element.parentElement)
    );
    const first = wide[0] ? `<${wide[0].localName} class="${wide[0].getAttribute("class") ?? ""}"> ${words(wide[0])}` : "";
    found.push(`is ${root.scrollWidth} pixels wide: ${first}`);
  }
  // What could act, and where links lead.
  const acting = document.querySelectorAll("script, iframe, object, embed, form, img[src^=http], link[rel=stylesheet], base, meta[http-equiv=refresh]");
  for (const element of acting) found.push(`has <${element.localName}>`);
  for (const element of document.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      if (/^on/i.test(name)) found.push(`<${element.localName}> has ${name}`);
      if (/^(xlink:)?href$/i.test(name) && !/^(https?:|mailto:|#)/i.test(value)) found.push(`leads to ${value}`);
    }
  }
  // Texts of pictures: inside the picture, and no two on one another. Marks, such as ≠, may be.
  for (const picture of document.querySelectorAll("svg")) {
    if (!shown(picture)) continue;
    // A picture that cuts nothing off may write into the margin of the page.
    const isCut = getComputedStyle(picture).overflow !== "visible";
    const around = ((!isCut && picture.closest("main, header, footer")) || picture).getBoundingClientRect();
    const texts = [...picture.querySelectorAll("text")].filter((text) => shown(text) && text.textContent.trim());
    const boxes = texts.map((text) => ({ text, box: text.getBoundingClientRect() })).filter(({ box }) => box.width > 0);
    for (const { text, box } of boxes) {
      if (box.left < around.left - 1 || box.right > around.right + 1 || box.top < around.top - 1 || box.bottom > around.bottom + 1) {
        found.push(`${words(text)} stands outside its picture`);
      }
    }
    boxes.sort((a, b) => a.box.top - b.box.top);
    boxes.forEach(({ text, box }, at) => {
      for (const other of boxes.slice(at + 1)) {
        if (other.box.top >= box.bottom - 2) break;
        if (isMark(text) || isMark(other.text)) continue;
        if (other.box.left < box.right - 2 && other.box.right > box.left + 2) {
          found.push(`${words(text)} and ${words(other.text)} stand on one another`);
        }
      }
    });
  }
  // Texts that are cut: boxes that hide what does not fit.
  for (const element of root.querySelectorAll("p, li, td, th, dt, dd, h1, h2, h3, h4, summary, figcaption, caption, blockquote")) {
    const hides = getComputedStyle(element).overflowX !== "visible";
    const letters = element.textContent.trim().length;
    if (shown(element) && !isForReaders(element) && letters > 8 && element.clientWidth > 0 && element.clientWidth < 24) found.push(`${words(element)} is squeezed`);
    if (shown(element) && hides && element.scrollWidth > element.clientWidth + 1) found.push(`${words(element)} is cut`);
  }
  return found.slice(0, 12);
}
