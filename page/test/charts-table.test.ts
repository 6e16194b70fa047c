// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";

import { asTable, drawChart, tableElement } from "../src/charts";
import type { Chart, Track, Yearly } from "../src/data";
import { CHAIN, film, LARGE, LEDGER, ODD, SMALL, stopping, TWICE } from "./charts-data";

const env = { film: film(), lang: "en" as const, width: 900 };

function table(chart: Chart | undefined, lang: "en" | "zh" = "en"): string[][] {
  if (!chart) throw new Error("no chart");
  return drawChart(chart, { ...env, lang }).table.rows;
}

/** A number as a table prints it, read back. */
function read(words: string | undefined): number {
  return Number((words ?? "").replaceAll(",", "").replaceAll("\u202f", "").replace("−", "-").replace(" %", ""));
}

function column(rows: string[][], i: number): number[] {
  return rows.map((row) => read(row[i]));
}

describe("the table of a chart", () => {
  it.each(Object.entries({ ...LARGE, ...SMALL, ...ODD }))("%s has a head over every column", (_, chart) => {
    const { head, rows } = drawChart(chart, env).table;
    for (const row of rows) expect(row.length).toBe(head.length);
  });

  it("has the numbers of stacked statuses", () => {
    const chart = LARGE.states;
    if (chart?.kind !== "states") throw new Error("no states");
    const rows = table(chart);
    expect(rows).toHaveLength(840);
    // Drawn in the order of statuses, whatever the order of the data.
    const onPost = chart.layers.find((layer) => layer.status === "on_post")?.track as Track;
    expect(column(rows, 1)).toEqual(onPost.values);
  });

  it("has the numbers of arrears, with months to the closing", () => {
    const chart = LARGE.arrears;
    if (chart?.kind !== "arrears") throw new Error("no arrears");
    const rows = table(chart);
    expect(column(rows, 2)).toEqual(chart.due.values);
    expect(column(rows, 3)).toEqual(chart.paid.values);
    expect(column(rows, 5)).toEqual(chart.owed.values);
    expect([rows[0]?.[1], rows[67]?.[1]]).toEqual(["67", "0"]);
  });

  it("has the work of every workshop and month", () => {
    const rows = table(stopping());
    expect(rows.map((row) => row.slice(3).map(read))).toEqual(stopping().rows.map((row) => row.work.values.map((v) => Math.round(v / 10))));
    expect(rows[0]?.[1]).toBe("December 1999");
  });

  it("has camera, book and difference, month by month", () => {
    const chart = LARGE.book;
    if (chart?.kind !== "book") throw new Error("no book");
    const rows = table(chart, "zh");
    expect(column(rows, 1)).toEqual(chart.camera.values);
    expect(rows.map((row) => read(row[3]))).toEqual(rows.map((row) => read(row[1]) - read(row[2])));
    expect(rows.filter((row) => row[4]).map((row) => row[4])).toEqual(["75\u202f000（61\u202f000 至 90\u202f000）"]);
  });

  it("has every flow and stock of the chain, drawn or not", () => {
    const rows = table({ ...CHAIN, flows: [...CHAIN.flows, { from: "outside", to: "b3", good: { en: "trace", zh: "微量" }, tonnes: 0.01, role: "feed", copper: false, main: true }] });
    expect(rows.slice(0, CHAIN.flows.length).map((row) => read(row[4]))).toEqual(CHAIN.flows.map((flow) => flow.tonnes));
    expect(rows.some((row) => row[1] === "trace" && row[4] === "0.01")).toBe(true);
    expect(rows.slice(-3).map((row) => row[4])).toEqual(["0.0", "0.5", "1.0"]);
  });

  it.each(["rise", "cohorts", "sectors", "freight", "transfer"] as const)("has the years of %s", (name) => {
    const chart = LARGE[name];
    const lists: { yearly: Yearly }[] =
      chart?.kind === "rise" ? chart.plants : chart?.kind === "cohorts" ? chart.layers : chart?.kind === "sectors" ? chart.panels
      : chart?.kind === "freight" ? [...chart.inbound, ...chart.outbound] : chart?.kind === "transfer" ? [...chart.left, ...chart.back] : [];
    const rows = table(chart);
    lists.forEach(({ yearly: series }, k) => {
      series.values.forEach((value, i) => {
        const row = rows.find((found) => found[0] === String(series.start + i));
        if (value === null) expect(row?.[k + 1]).toBe("");
        else expect(read(row?.[k + 1])).toBeCloseTo(value, Math.abs(value) < 10 ? 1 : -1);
      });
    });
  });

  it("has every payment and every element of the ledger", () => {
    const rows = table(LEDGER);
    const money = LEDGER.years.flatMap((year) => year.cells.map((cell) => Math.round(cell.money)));
    const tonnes = LEDGER.elements.flatMap((e) => [e.in, e.sold, e.nature, e.kept].map((n) => Number(n.toFixed(1))));
    expect(column(rows, 3)).toEqual([...money, ...tonnes]);
  });

  it("has windows and people of every date", () => {
    const chart = LARGE.windows;
    if (chart?.kind !== "windows") throw new Error("no windows");
    expect(table(chart).map((row) => row.slice(1).map(read))).toEqual(chart.dates.map((d) => [d.lit, d.framed, d.employed, d.off_post]));
  });

  it("has every share of ages and years", () => {
    const chart = LARGE.lexis;
    if (chart?.kind !== "lexis") throw new Error("no field");
    expect(table(chart).map((row) => row.slice(1).map((s) => (s === "" ? null : Math.round(read(s) * 10))))).toEqual(chart.shares);
  });

  it("has both histories and the hundred", () => {
    const { rows } = drawChart({ kind: "life", keys: ["ab01"] }, { ...env, film: film(TWICE) }).table;
    expect(rows.filter((row) => row[0] === "as it was")).toHaveLength(7);
    expect(rows.filter((row) => row[0]?.startsWith("closed over"))).toHaveLength(5);
    expect(rows.slice(-3).map((row) => row[2])).toEqual(["58", "30", "12"]);
  });

  it("is an HTML table with scopes, filled when it is opened", () => {
    const view = drawChart(stopping(), { ...env, title: "It stopped" });
    const made = tableElement(view.table, view.title);
    expect(made.caption?.textContent).toBe("It stopped");
    expect([...made.querySelectorAll("tbody th")].every((cell) => cell.getAttribute("scope") === "row")).toBe(true);
    const details = asTable(view, "As a table");
    document.body.append(details);
    expect(details.querySelector("table")).toBeNull();
    details.open = true;
    details.dispatchEvent(new Event("toggle"));
    expect(details.querySelectorAll("tbody tr")).toHaveLength(6);
  });
});
