import { readFileSync } from "node:fs";

import { convert } from "fontverter";
import { describe, expect, it } from "vitest";

import { characters } from "../fonts/characters.mjs";
import { codepointsOf, familyOf } from "../fonts/rename.mjs";

const FONTS = [
  ["tiexi-serif-latin.woff2", "Tiexi Serif"],
  ["tiexi-sans-latin.woff2", "Tiexi Sans"],
  ["tiexi-serif-chinese.woff2", "Tiexi Serif SC"],
] as const;

const read = (file: string) => readFileSync(new URL(`../fonts/built/${file}`, import.meta.url));

describe("fonts", () => {
  it.each(FONTS)("%s carries our own family name", async (file, family) => {
    expect(familyOf(await convert(read(file), "sfnt"))).toBe(family);
  });

  it("together stay small", () => {
    expect(FONTS.reduce((sum, [file]) => sum + read(file).length, 0)).toBeLessThan(270_000);
  });

  it("have every Chinese character that the film can show", async () => {
    const there = codepointsOf(await convert(read("tiexi-serif-chinese.woff2"), "sfnt"));
    const missing = [...characters()].filter((character) => !there.has(character.codePointAt(0) ?? 0));
    // The font itself has no corner brackets; no text of ours uses them.
    expect(missing.filter((character) => !"「」『』".includes(character))).toEqual([]);
  });

  it("have the marks of numbers and prices", async () => {
    const there = codepointsOf(await convert(read("tiexi-sans-latin.woff2"), "sfnt"));
    expect([..."0123456789.,−×–¥%·’“”"].filter((mark) => !there.has(mark.codePointAt(0) ?? 0))).toEqual([]);
  });
});
