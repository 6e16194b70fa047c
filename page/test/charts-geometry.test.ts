// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";

import { drawChart } from "../src/charts";
import { planBook } from "../src/charts/book-plan";
import { bandScale, bandWidth, planChain } from "../src/charts/chain-plan";
import { tankFull } from "../src/charts/chain";
import { dated, spotFor, type Spot } from "../src/charts/causes";
import { cameShort, MEDIAN, NOTHING, pieces, thickness } from "../src/charts/lane";
import { marksOf } from "../src/charts/hundred";
import { received, squareSide } from "../src/charts/ledger";
import { shadeOf } from "../src/charts/lexis";
import { largest, mirrorTicks } from "../src/charts/mirrored";
import { litWindows, STOREYS } from "../src/charts/rise";
import { linear, ticks } from "../src/charts/scale";
import { edges } from "../src/charts/stacked";
import { headed, isLast, planStopping, postsEach, ringAt, ties } from "../src/charts/stopping";
import { Board } from "../src/charts/svg";
import { cut, forked, partsAt } from "../src/charts/twice";
import { windowGrid } from "../src/charts/windows";
import { BOOK, CHAIN, film, LARGE, LEDGER, stopping, TWICE, Y2000, yearly } from "./charts-data";

const env = { film: film(), lang: "en" as const, width: 900 };

function numbers(svg: SVGElement, selector: string, name: string): number[] {
  return [...svg.querySelectorAll(selector)].map((found) => Number(found.getAttribute(name)));
}

describe("the order of stopping", () => {
  const chart = stopping();
  const plan = planStopping(chart, env, new Board(900, "stopping", ""));

  it("draws a bar a month, as high as the work done", () => {
    const { svg } = drawChart(chart, env);
    const heights = numbers(svg, ".marks > rect.work", "height");
    const expected = chart.rows.flatMap((row) => row.work.values.filter((v) => v > 5).map((v) => (v / 1000) * plan.tall));
    heights.slice(0, expected.length).forEach((high, i) => expect(high).toBeCloseTo(expected[i] ?? -1, 1));
    expect(heights).toHaveLength(expected.length + 1); // and the one in the key
  });

  it("puts the ring at the end of the last month with work", () => {
    chart.rows.forEach((row, i) => {
      const at = ringAt(plan, row, i, chart);
      expect(at?.[0]).toBeCloseTo(plan.x((row.stopped ?? 0) + 1), 6);
    });
    const { svg } = drawChart(chart, env);
    expect(numbers(svg, ".ring", "cx").slice(0, 6)).toEqual(chart.rows.map((row) => Math.round(plan.x((row.stopped ?? 0) + 1) * 100) / 100));
  });

  it("joins the rings of copper and no others", () => {
    const { svg } = drawChart(chart, env);
    expect(svg.querySelector("path.copper-line")?.getAttribute("d")?.match(/[ML]/g)).toHaveLength(4);
  });

  it("leaves as many frames as posts, of a stated number each", () => {
    const each = postsEach(chart, plan.x);
    const { svg } = drawChart(chart, env);
    expect(svg.querySelectorAll("rect.frame")).toHaveLength(chart.rows.reduce((sum, row) => sum + Math.round(row.posts / each), 0) + 1);
    expect(svg.textContent).toContain(`${each} posts with nobody`);
  });

  it("says ties, and that one was last only where one was", () => {
    expect(ties(chart)).toEqual([]);
    const tied = { ...chart, rows: chart.rows.map((row) => ({ ...row, stopped: Math.min(row.stopped ?? 0, Y2000 + 3) })) };
    expect(ties(tied)).toHaveLength(1);
    expect(tied.rows.some((row) => isLast(tied, row))).toBe(false);
    expect(chart.rows.filter((row) => isLast(chart, row)).map((row) => row.id)).toEqual(["w5"]);
    expect(drawChart(tied, env).svg.textContent).toContain("ties");
  });

  it("heads the first of a chain with the chain", () => {
    expect(headed("copper", "Rough smelting", "en")).toBe("Copper: rough smelting");
    expect(headed("lead", "Lead sintering", "en")).toBe("Lead sintering");
    expect(headed("", "SO2 plant", "en")).toBe("SO2 plant");
  });
});

describe("yearbook and camera", () => {
  const paper = { left: 40, right: 880, top: 40, bottom: 300, lines: 4 };
  const plan = planBook(BOOK, paper, "both");
  if (!plan) throw new Error("nothing planned");

  it("never joins steps across a change of definition", () => {
    for (const month of BOOK.breaks) {
      const x = plan.x(month);
      for (const step of plan.steps) expect(step.x1 > x || step.x2 < x, `${step.year}`).toBe(true);
    }
    for (let i = 1; i < plan.steps.length; i += 1) expect(plan.steps[i]?.x1 ?? 0).toBeGreaterThan(plan.steps[i - 1]?.x2 ?? 0);
  });

  it("puts each step at its value, one a year", () => {
    expect(plan.steps.map((s) => s.value)).toEqual(BOOK.book.values);
    for (const step of plan.steps) expect(step.y).toBeCloseTo(plan.y(step.value), 9);
    const { svg } = drawChart(BOOK, env);
    expect(svg.querySelectorAll(".marks > line.step").length).toBe(14);
  });

  it("prints a year with a change in it as it was counted last", () => {
    expect(plan.steps.find((s) => s.year === 2001)?.from).toBe(2001 * 12 + 6);
  });

  it("hatches what the book misses in rust and what it has too much in blue", () => {
    expect(plan.missed.length).toBe(14);
    expect(plan.over).toEqual([]);
    const much = planBook({ ...BOOK, book: yearly(1990, 14, () => 500000) }, paper, "both");
    expect(much?.missed).toEqual([]);
    expect(much?.over.length).toBe(14);
  });

  it("shows one of the two when asked to", () => {
    expect(drawChart(BOOK, { ...env, show: "camera" }).svg.querySelectorAll(".step, .diamond, .break").length).toBe(0);
    expect(drawChart(BOOK, { ...env, show: "book" }).svg.querySelector(".camera")).toBeNull();
  });

  it("reads a month out", () => {
    const found = drawChart(BOOK, env).read?.(Y2000 + 11);
    expect(found?.words).toBe("December 2000. Camera 157,900, yearbook 70,000.");
    expect(drawChart(BOOK, env).read?.(1800 * 12)).toBeNull();
  });
});

describe("the chain", () => {
  it("makes bands as wide as their tonnes, the widest 100 px", () => {
    const scale = bandScale(CHAIN, 1);
    const widths = CHAIN.flows.map((flow) => bandWidth(flow, scale));
    expect(Math.max(...widths)).toBeCloseTo(100, 6);
    CHAIN.flows.forEach((flow, i) => expect(widths[i]).toBeCloseTo(Math.max(1.2, (flow.tonnes / 20000) * 100), 6));
  });

  it("knows what goes on, back and down", () => {
    const plan = planChain(CHAIN.boxes, CHAIN.flows, bandScale(CHAIN, 1), env, 110, 790);
    expect(plan.on.map((l) => [l.from, l.to])).toEqual([[1, 2], [0, 1], [2, 3]]);
    expect(plan.back.map((l) => [l.from, l.to])).toEqual([[2, 1]]);
    expect([plan.enters?.good.en, plan.leaves?.good.en]).toEqual(["concentrate", "wire bars"]);
    expect(plan.places[0]?.falls).toHaveLength(5);
    expect(plan.places[0]?.under.join(" ")).toContain("2 more, 2,500\u00a0t");
    for (let i = 1; i < 4; i += 1) expect(plan.places[i]?.x ?? 0).toBeGreaterThan((plan.places[i - 1]?.x ?? 0) + (plan.places[i - 1]?.w ?? 0));
  });

  it("fills tanks against one number of months", () => {
    expect(tankFull(CHAIN)).toBe(1);
    const { svg } = drawChart(CHAIN, env);
    const [full, tank] = [numbers(svg, ".tank-full", "height"), numbers(svg, ".tank", "height")];
    expect((full[1] ?? 0) / (tank[1] ?? 1)).toBeCloseTo(0.5, 2);
  });
});

describe("windows", () => {
  it("are a hundred, lit and framed as the data say, and go out one by one", () => {
    const grid = windowGrid({ month: 0, lit: 10, framed: 70, employed: 0, off_post: 0 }, 0, 0, 15);
    expect([grid.lit.length, grid.framed.length, grid.bare.length]).toEqual([10, 60, 30]);
    const more = windowGrid({ month: 0, lit: 40, framed: 70, employed: 0, off_post: 0 }, 0, 0, 15);
    expect(more.lit.slice(0, 10)).toEqual(grid.lit);
    expect(new Set([...grid.lit, ...grid.framed, ...grid.bare].map((b) => `${b.x} ${b.y}`)).size).toBe(100);
  });

  it("in the years are one for each tenth of the best year", () => {
    const x = linear(1934 * 12, 2004 * 12, 0, 280);
    const lit = litWindows(yearly(1934, 70, (i) => (i === 3 ? 100 : i === 4 ? 34 : 0)), x, 100, 4);
    expect(lit.length).toBe(STOREYS + 3);
  });
});

describe("ages and years", () => {
  it("have five shades", () => {
    expect([0, 50, 51, 100, 200, 400, 401, 1000].map(shadeOf)).toEqual([1, 1, 2, 2, 3, 4, 5, 5]);
  });
});

describe("a lane", () => {
  const [a] = TWICE.pairs;

  it("is as thick as the pay", () => {
    expect(thickness(0, 84)).toBe(NOTHING);
    expect(thickness(84, 84)).toBe(MEDIAN);
    expect(thickness(42, 84)).toBeCloseTo((MEDIAN + NOTHING) / 2, 6);
    const list = pieces(a?.a ?? [], (m) => m, 100, 84);
    for (const piece of list) expect(piece.y + piece.tall / 2).toBeCloseTo(100, 9);
    expect(list.find((p) => p.spell.status === "unemployed")?.tall).toBeLessThanOrEqual(4);
  });

  it("is notched where what is owed grew", () => {
    expect((a?.a ?? []).map((_, i) => cameShort(a?.a ?? [], i))).toEqual([false, false, false, true, true, false, false]);
  });

  it("parts in the first month that differs, or never", () => {
    expect(partsAt(a?.a ?? [], a?.b ?? [])).toBe(Y2000 + 7);
    expect(partsAt(a?.a ?? [], a?.a ?? [])).toBeNull();
    expect(cut(a?.a ?? [], Y2000, Y2000 + 10).map((s) => [s.from - Y2000, s.to - Y2000])).toEqual([[0, 6], [7, 9]]);
  });

  it("has two scales: 40 % of the width before the fork", () => {
    const x = forked(0, 100, 200, 0, 1000);
    expect([x(0), x(50), x(100), x(150), x(200)]).toEqual([0, 200, 400, 700, 1000]);
  });

  it("says so when nothing changed", () => {
    const same = drawChart({ kind: "life", keys: ["ab02"] }, { ...env, film: film(TWICE) });
    expect(same.svg.textContent).toContain("Nothing changed for this person.");
    expect(same.svg.querySelector(".fork")).toBeNull();
    const other = drawChart({ kind: "life", keys: ["ab01"] }, { ...env, film: film(TWICE) });
    expect(other.svg.querySelectorAll(".fork")).toHaveLength(2);
    expect(other.svg.querySelectorAll(".up, .marks > .same, .down")).toHaveLength(100);
  });

  it("shows the life that is asked for", () => {
    const view = drawChart({ kind: "life", keys: ["ab01"] }, { ...env, life: "cd03" });
    expect(view.svg.textContent).toContain("No. cd03: man, born 1972");
  });
});

describe("a hundred like this one", () => {
  it("stand in rows of twenty, sorted", () => {
    const marks = marksOf(TWICE.hundred, 0, 0, { x: 10, y: 10 });
    expect(marks).toHaveLength(100);
    expect([marks[57]?.kind, marks[58]?.kind, marks[87]?.kind, marks[88]?.kind]).toEqual(["up", "same", "same", "down"]);
    expect(new Set(marks.map((m) => m.y)).size).toBe(5);
  });
});

describe("scales", () => {
  it("have round ticks that hold every value", () => {
    for (const most of [1, 7, 42, 999, 1e5, 3.3e9]) {
      const found = ticks(0, most, 4, true);
      expect(found[0]).toBe(0);
      expect(found[found.length - 1]).toBeGreaterThanOrEqual(most);
      expect(found.every(Number.isInteger)).toBe(true);
    }
    expect(ticks(-9, 3, 3)[0]).toBeLessThanOrEqual(-9);
  });

  it("mirror with one step on both sides", () => {
    expect(mirrorTicks(4, 2, 6)).toEqual([-2, -1, 0, 1, 2, 3, 4]);
    expect(mirrorTicks(0, 0, 4)).toContain(0);
  });

  it("add up what is too small to be drawn alone", () => {
    const chart = LARGE.freight;
    if (chart?.kind !== "freight") throw new Error("no freight");
    const kept = largest(chart.inbound);
    const sum = (list: typeof kept): number => list.reduce((total, part) => total + part.yearly.values.reduce<number>((s, v) => s + (v ?? 0), 0), 0);
    expect(kept).toHaveLength(5);
    expect(sum(kept)).toBe(sum(chart.inbound));
  });

  it("stack without a gap", () => {
    const found = edges([{ values: [1, 2], cls: "", words: "" }, { values: [3, 4], cls: "", words: "" }], 2);
    expect(found.map((e) => [e.low, e.high])).toEqual([[[0, 0], [1, 2]], [[1, 2], [4, 6]]]);
  });
});

describe("causes", () => {
  it("take lanes so that no line runs through words", () => {
    const taken: Spot[] = [];
    const lines: { x: number; lane: number }[] = [];
    for (const x of [400, 380, 300, 290, 100]) {
      const spot = spotFor(x, 120, taken, lines, { width: 500, lanes: 4 });
      if (spot) taken.push(spot);
      lines.push({ x, lane: spot?.lane ?? -1 });
    }
    for (const spot of taken) {
      for (const line of lines) {
        if (line.x !== spot.x && line.lane >= spot.lane) expect(line.x > spot.left && line.x < spot.right, `${line.x} through ${spot.x}`).toBe(false);
      }
    }
    expect(taken.length).toBeGreaterThanOrEqual(4);
  });

  it("say their date once", () => {
    expect(dated({ month: Y2000 + 4, words: "credit ends" }, "en")).toBe("May 2000: credit ends");
    expect(dated({ month: Y2000 + 4, words: "In May 2000 credit ended." }, "en")).toBe("In May 2000 credit ended.");
  });
});

describe("the ledger", () => {
  it("draws money as area, and what there is can be seen", () => {
    expect(squareSide(100, 400, 20)).toBe(10);
    expect(squareSide(-400, 400, 20)).toBe(20);
    expect(squareSide(1, 1e9, 20)).toBe(2);
    expect(squareSide(0, 400, 20)).toBe(0);
  });

  it("has a square for every payment, hollow where more was spent than came in", () => {
    const { svg } = drawChart(LEDGER, env);
    const cells = LEDGER.years.flatMap((year) => year.cells);
    expect(svg.querySelectorAll("rect.deficit").length).toBe(cells.filter((cell) => cell.money < 0).length + 1); // and the key's
    expect(svg.querySelectorAll("rect.coin > title").length).toBe(cells.filter((cell) => cell.money >= 0).length);
  });

  it("adds up what each account received", () => {
    const [year] = LEDGER.years;
    if (!year) throw new Error("no year");
    const sums = received(LEDGER, year);
    expect(sums.reduce((a, b) => a + b)).toBeCloseTo(year.cells.reduce((sum, cell) => sum + cell.money, 0), 0);
  });
});
