/**
 * Builds the fonts of the film into fonts/built: the Latin parts of Source Serif 4 and Source Sans 3, and of Noto Serif
 * SC the characters that the film can show. All are under the Open Font License (OFL.txt) and get names of our own.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { convert } from "fontverter";
import subsetFont from "subset-font";

import { characters } from "./characters.mjs";
import { renamed } from "./rename.mjs";

const HERE = fileURLToPath(new URL("./", import.meta.url));
const BUILT = `${HERE}built/`;
const STAMP = `${BUILT}stamp`;
const MOST_BYTES = 270_000;

/** Latin letters with their accents, and the marks of running text and charts. */
function latin() {
  const ranges = [[0x20, 0x7e], [0xa0, 0x17f], [0x2010, 0x2027], [0x202f, 0x203a], [0x2070, 0x209c], [0x2190, 0x2193]];
  const single = "−∕≈≠≤≥×÷½¼¾€™¥∞◊";
  return ranges.flatMap(([from = 0, to = 0]) => Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i))).join("") + single;
}

const WEIGHTS = { wght: { min: 400, max: 600, default: 400 } };

const FONTS = [
  {
    file: "tiexi-serif-latin.woff2", family: "Tiexi Serif", text: latin(), axes: WEIGHTS,
    from: "@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2",
  },
  {
    file: "tiexi-sans-latin.woff2", family: "Tiexi Sans", text: latin(), axes: WEIGHTS,
    from: "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2",
  },
  {
    file: "tiexi-serif-chinese.woff2", family: "Tiexi Serif SC", text: characters(), axes: undefined,
    from: "@fontsource/noto-serif-sc/files/noto-serif-sc-chinese-simplified-400-normal.woff2",
  },
];

/** Whether the fonts stand already: the same characters from the same sources by the same script. */
function stamp() {
  const digest = createHash("sha256");
  for (const file of ["build.mjs", "rename.mjs", "../package.json"]) digest.update(readFileSync(HERE + file));
  for (const font of FONTS) digest.update(font.text);
  return digest.digest("hex");
}

/** @param {typeof FONTS[number]} font */
async function build(font) {
  const whole = readFileSync(`${HERE}../node_modules/${font.from}`);
  const variationAxes = font.axes ? { variationAxes: font.axes } : {};
  const part = await subsetFont(whole, font.text, { targetFormat: "sfnt", preserveNameIds: [0, 5, 13, 14], noHinting: true, ...variationAxes });
  const woff2 = await convert(renamed(part, font.family), "woff2");
  writeFileSync(BUILT + font.file, woff2);
  console.log(`${font.file}: ${[...font.text].length} characters asked for, ${(woff2.length / 1000).toFixed(1)} kB`);
  return woff2.length;
}

async function main() {
  const now = stamp();
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === now && FONTS.every(({ file }) => existsSync(BUILT + file))) return;
  mkdirSync(BUILT, { recursive: true });
  let bytes = 0;
  for (const font of FONTS) bytes += await build(font);
  if (bytes > MOST_BYTES) throw new Error(`the fonts have ${bytes} bytes, at most ${MOST_BYTES}: the film must stay small`);
  writeFileSync(STAMP, now);
}

await main();
