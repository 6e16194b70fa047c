import { describe, expect, it } from "vitest";

import { CHART_WORDS } from "../src/charts/words";
import { balanced, widthOf, wrap, wrapped } from "../src/charts/measure";

describe("words in charts", () => {
  it.each(Object.entries(CHART_WORDS))("%s has both languages and the same braces", (_, words) => {
    const braces = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map((found) => found[0]).sort();
    expect(words.en.trim()).not.toBe("");
    expect(words.zh.trim()).not.toBe("");
    expect(braces(words.zh)).toEqual(braces(words.en));
  });

  it.each(Object.entries(CHART_WORDS))("%s is Chinese in Chinese", (_, words) => {
    expect(words.zh.replace(/\{\w+\}/g, "")).not.toMatch(/[a-z]{3,}/i);
    expect(words.en).not.toMatch(/[\u4e00-\u9fff]/);
  });
});

describe("lines of a text", () => {
  it("fit, and lose nothing", () => {
    for (const text of ["Nobody wrote this order down, each workshop stopped when it could", "没有人写下这个顺序，每个车间都是干不下去了才停的", "supercalifragilistic"]) {
      for (const wide of [60, 90, 150]) {
        const lines = wrap(text, wide, 14);
        for (const line of lines) expect(widthOf(line, 14), line).toBeLessThanOrEqual(wide);
        expect(lines.join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
      }
    }
  });

  it("do not begin with a full stop or part a number from its unit", () => {
    for (const wide of [40, 55, 70, 85, 100]) {
      for (const line of wrap("没有人写下这个顺序，每个车间都停了。", wide, 14)) expect(line).not.toMatch(/^[，。]/);
      expect(wrap("coal 2,759\u00a0t", wide, 13).some((line) => line === "t")).toBe(false);
    }
  });

  it("part a word that is too wide after its hyphen", () => {
    expect(wrap("machine-tool works", 70, 14)).toEqual(["machine-", "tool works"]);
  });

  it("end in an ellipsis where there are too many", () => {
    const lines = wrapped("one two three four five six seven eight nine ten", 60, 2, 14);
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatch(/…$/);
    expect(widthOf(lines[1] ?? "", 14)).toBeLessThanOrEqual(60);
  });

  it("are of about one length, and no word is cut for that", () => {
    const lines = balanced("129,720 people not in the book", 170, 14, "bold");
    expect(lines).toHaveLength(2);
    expect(balanced("Copper cathodes 4,932\u00a0t", 70, 13)).toContain("cathodes");
  });
});
