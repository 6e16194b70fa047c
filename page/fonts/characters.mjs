/** Which Chinese characters the film needs: those of every text that can get into it. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Folders with texts, and how the names of the files end that carry them. */
const SOURCES = [
  ["page/src", ".ts"],
  ["page/index.html", ".html"],
  ["src/tiexi/report", ".py"],
  ["src/tiexi/regions", ".csv"],
  ["src/tiexi/regions", ".toml"],
];

/** Figures, counters and marks that the page makes up while it runs. */
const ALWAYS = "〇一二三四五六七八九十百千万亿年月日元分人岁男女，。、；：？！（）《》“”‘’—…·％";

const CHINESE = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]/gu;

/** @param {string} path @param {string} ending @returns {string[]} */
function files(path, ending) {
  if (path.endsWith(ending)) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Every needed character once, in order, so that the same sources give the same font. */
export function characters() {
  const found = new Set(ALWAYS);
  for (const [path, ending] of SOURCES) {
    for (const file of files(join(ROOT, path ?? ""), ending ?? "")) {
      for (const character of readFileSync(file, "utf8").match(CHINESE) ?? []) found.add(character);
    }
  }
  return [...found].sort().join("");
}
