/** One small panel per sector: what it held at the end of each year, each on its own scale. */
import type { SectorsChart, Yearly } from "../data";
import { brief, exact } from "../say";
import { yearWords } from "./axes";
import { nothing, titleOf, view } from "./made";
import { crosses, type Box } from "./boxes";
import { wrapped } from "./measure";
import { linear } from "./scale";
import { Board, LABEL, pitchOf, SMALL, through, type Point } from "./svg";
import { count, lowest, top, yearSpan, yearValue } from "./tracks";
import { narrow, type ChartView, type Env, type Table } from "./view";
import { say } from "./words";

type Panel = SectorsChart["panels"][number];

const TALL = 84;

export function drawSectors(chart: SectorsChart, env: Env): ChartView {
  const years = yearSpan(chart.panels.map((panel) => panel.yearly));
  if (!years) return nothing("sectors", env);
  const title = titleOf("sectors", env);
  const board = new Board(env.width, "sectors", title);
  const columns = narrow(env) ? 2 : env.width < 760 ? 3 : 4;
  const gap = narrow(env) ? 18 : 32;
  const wide = (env.width - gap * (columns - 1)) / columns;
  const names = chart.panels.map((panel) => wrapped(panel.name[env.lang], wide, 2, LABEL, "bold"));
  let y = 0;
  for (let from = 0; from < chart.panels.length; from += columns) {
    const row = chart.panels.slice(from, from + columns);
    const lines = Math.max(...names.slice(from, from + columns).map((n) => n.length));
    row.forEach((panel, i) => drawPanel(board, panel, names[from + i] ?? [], i * (wide + gap), y, wide, lines, years, env));
    y += lines * pitchOf(LABEL) + TALL + 76;
  }
  return view(board.close(y - 20), title, () => sectorsTable(chart, env));
}

function drawPanel(board: Board, panel: Panel, name: readonly string[], left: number, y: number, wide: number, lines: number, years: { first: number; after: number }, env: Env): void {
  board.text(left, y + 16, name, { face: "bold" });
  const values = panel.yearly.values;
  const roof = y + lines * pitchOf(LABEL) + 26;
  const scale = linear(lowest(values), top(values) || 1, roof + TALL, roof);
  const x = linear(years.first, Math.max(years.after - 1, years.first + 1), left, left + wide);
  const points = pointsOf(panel.yearly, x, scale);
  const zero = scale(0);
  for (const run of points) {
    const [first, last] = [run[0], run[run.length - 1]];
    if (!first || !last) continue;
    board.path("money-under", `${through([[first[0], zero], ...run, [last[0], zero]])}z`);
    board.path("money", run.length > 1 ? through(run) : `M${first[0] - 3} ${first[1]}h6`);
  }
  board.line("axis", left, zero, left + wide, zero);
  board.text(left, roof + TALL + 22, yearWords(years.first, env.lang), { size: SMALL, cls: "soft" });
  board.text(left + wide, roof + TALL + 22, yearWords(years.after - 1, env.lang), { size: SMALL, cls: "soft", anchor: "end" });
  extremes(board, panel.yearly, x, scale, { left, wide, lines: points }, env);
}

/** Runs of years without a hole. */
export function pointsOf(yearly: Yearly, x: (year: number) => number, y: (value: number) => number): Point[][] {
  const runs: Point[][] = [[]];
  yearly.values.forEach((value, i) => {
    if (value === null) runs.push([]);
    else runs[runs.length - 1]?.push([x(yearly.start + i), y(value)]);
  });
  return runs.filter((run) => run.length);
}

/** The largest value, the smallest if it is a debt, and the last, each beside its place. */
function extremes(
  board: Board, yearly: Yearly, x: (year: number) => number, y: (value: number) => number, panel: { left: number; wide: number; lines: Point[][] }, env: Env,
): void {
  const known = yearly.values.flatMap((value, i) => (value === null ? [] : [{ year: yearly.start + i, value }]));
  const last = known[known.length - 1];
  if (!last) return;
  const most = known.reduce((a, b) => (b.value > a.value ? b : a));
  const least = known.reduce((a, b) => (b.value < a.value ? b : a));
  const told = [last, ...(most.value > 0 ? [most] : []), ...(least.value < 0 ? [least] : [])];
  for (const point of new Set(told)) {
    const words = brief(point.value, env.lang);
    const style = { size: SMALL, rim: true, cls: "soft" };
    const at = Math.min(Math.max(x(point.year), panel.left), panel.left + panel.wide);
    const up = point.value >= 0 ? y(point.value) - 8 : y(point.value) + 18;
    const spots = [0, -20, 20, -40].flatMap((shift) => (["end", "middle", "start"] as const).map((anchor) => ({ x: anchor === "end" ? Math.min(at + 4, board.width) : anchor === "start" ? at - 4 : at, y: up + shift, anchor })));
    const boxAt = (spot: (typeof spots)[number]): Box => board.boxOf(spot.x, spot.y, [words], { size: SMALL, anchor: spot.anchor });
    const inside = spots.filter((spot) => boxAt(spot).x > panel.left - 8 && boxAt(spot).x + boxAt(spot).w < panel.left + panel.wide + 8);
    const clear = inside.filter((spot) => !panel.lines.some((run) => crosses({ ...boxAt(spot), y: boxAt(spot).y + 4, h: boxAt(spot).h - 8 }, run, 1)));
    if (board.place([...clear, ...inside], words, style)) board.mark("circle", "spot", { cx: at, cy: y(point.value), r: 2.6 });
  }
}

export function sectorsTable(chart: SectorsChart, env: Env): Table {
  const years = yearSpan(chart.panels.map((panel) => panel.yearly));
  return {
    head: [say("year", env.lang), ...chart.panels.map((panel) => panel.name[env.lang])],
    rows: years
      ? count(years.first, years.after).map((year) => [
          yearWords(year, env.lang),
          ...chart.panels.map((panel) => {
            const value = yearValue(panel.yearly, year);
            return value === null ? "" : exact(value, env.lang);
          }),
        ])
      : [],
  };
}
