import { describe, expect, it } from "vitest";

import { fill, WORDS } from "../src/words";

/** Commands, braces, and names of keys and files: the same in every language. */
const SAME = /`[^`]*`|\{\w+\}|\b(Shift|Home|End|Esc|Space|PgUp|PgDn|SVG|PNG|PDF|HTML)\b/g;

describe("words", () => {
  it.each(Object.entries(WORDS))("%s has both languages and the same braces", (_, words) => {
    expect(words.en.trim()).not.toBe("");
    expect(words.zh.trim()).not.toBe("");
    const braces = (text: string) => [...text.matchAll(/\{\w+\}/g)].map((found) => found[0]).sort();
    expect(braces(words.zh)).toEqual(braces(words.en));
  });

  it.each(Object.entries(WORDS))("%s is Chinese in Chinese", (_, words) => {
    const told = words.zh.replace(SAME, "");
    expect(told).not.toMatch(/[a-z]{3,}/i);
    expect(words.en).not.toMatch(/[\u4e00-\u9fff]/);
  });

  it("keeps a brace that nobody fills", () => {
    expect(fill("{a} of {b}", { a: 3 })).toBe("3 of {b}");
  });
});
