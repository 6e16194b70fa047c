// @vitest-environment happy-dom
import { describe, expect, it, vi } from "vitest";

import { drawChart } from "../src/charts";
import { widthOf } from "../src/charts/measure";
import type { Chart } from "../src/data";
import { film, LARGE, ODD, SMALL, TWICE } from "./charts-data";

interface Found {
  words: string;
  size: number;
  x: number;
  y: number;
  w: number;
  h: number;
}

/** Boxes of all texts, from what stands in the SVG and not from what the drawing remembers. */
function boxes(svg: SVGSVGElement): Found[] {
  return [...svg.querySelectorAll("text")].map((text) => {
    const size = Number(text.getAttribute("font-size"));
    const spans = [...text.querySelectorAll("tspan")];
    const lines = spans.length ? spans.map((s) => s.textContent ?? "") : [text.textContent ?? ""];
    const classes = (text.getAttribute("class") ?? "").split(" ");
    const face = classes.includes("bold") ? "bold" : classes.includes("serif") ? "serif" : "sans";
    const w = Math.max(...lines.map((line) => widthOf(line, size, face)));
    const anchor = text.getAttribute("text-anchor") ?? "start";
    const x = Number(text.getAttribute("x")) - (anchor === "end" ? w : anchor === "middle" ? w / 2 : 0);
    const down = spans.reduce((sum, s) => sum + Number(s.getAttribute("dy") ?? 0), 0);
    return { words: lines.join(" "), size, x, y: Number(text.getAttribute("y")) - size, w, h: size * 1.38 + down };
  });
}

function faults(chart: Chart, lang: "en" | "zh", width: number, twice = false): string[] {
  const { svg } = drawChart(chart, { film: film(twice ? TWICE : null), lang, width });
  const tall = Number(svg.getAttribute("height"));
  const found = boxes(svg);
  const said: string[] = [];
  found.forEach((a, i) => {
    if (a.size < 13) said.push(`${a.words}: ${a.size} px`);
    if (a.x < -0.6 || a.x + a.w > width + 0.6 || a.y < -0.6 || a.y + a.h > tall + 0.6) said.push(`${a.words}: outside`);
    for (const b of found.slice(i + 1)) {
      if (a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h) said.push(`${a.words} over ${b.words}`);
    }
  });
  if (svg.outerHTML.includes("NaN") || svg.outerHTML.includes("undefined") || svg.outerHTML.includes("Infinity")) said.push("a number is missing");
  return said;
}

const WIDTHS = [940, 640, 350, 320];
// Hundreds of small pictures: ample time for a machine that does other things too.
vi.setConfig({ testTimeout: 60_000 });

describe.each([["large", LARGE], ["small", SMALL], ["odd", ODD]] as const)("texts of %s charts", (_, charts) => {
  it.each(Object.keys(charts))("%s: none over another, none outside, none too small", (name) => {
    const chart = charts[name];
    if (!chart) throw new Error(name);
    for (const lang of ["en", "zh"] as const) {
      for (const width of WIDTHS) expect(faults(chart, lang, width), `${lang} ${width}`).toEqual([]);
    }
  });
});

describe("a life twice", () => {
  it.each(["ab01", "ab02"])("%s: texts do not meet", (key) => {
    for (const lang of ["en", "zh"] as const) {
      for (const width of WIDTHS) expect(faults({ kind: "life", keys: [key] }, lang, width, true), `${lang} ${width}`).toEqual([]);
    }
  });
});

describe("every chart", () => {
  it.each(Object.keys(LARGE))("%s is an image with a title that states the finding", (name) => {
    const chart = LARGE[name];
    if (!chart) throw new Error(name);
    const view = drawChart(chart, { film: film(), lang: "en", width: 800, title: "It stopped in May" });
    expect(view.svg.getAttribute("role")).toBe("img");
    const title = view.svg.querySelector("title");
    expect(title?.textContent).toBe("It stopped in May");
    expect(view.svg.getAttribute("aria-labelledby")).toBe(title?.id);
    expect(view.title).toBe("It stopped in May");
  });

  it.each(Object.keys(ODD))("%s says what was not recorded, or draws it", (name) => {
    const chart = ODD[name];
    if (!chart) throw new Error(name);
    const view = drawChart(chart, { film: film(), lang: "zh", width: 350 });
    expect(view.svg.querySelectorAll("text").length).toBeGreaterThan(0);
    expect(Number(view.svg.getAttribute("height"))).toBeGreaterThan(20);
  });
});
