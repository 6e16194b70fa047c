/** Windows lighting up and going out: one field of windows per works, a column a year, over a timeline of causes. */
import type { RiseChart } from "../data";
import { exact } from "../say";
import { yearWords } from "./axes";
import { byMonth } from "./causes";
import { type Box } from "./boxes";
import { flags } from "./flags";
import { key, sentences } from "./key";
import { nothing, titleOf, view } from "./made";
import { wrapped } from "./measure";
import { linear, type Scale } from "./scale";
import { sleepers } from "./sleepers";
import { AXIS, Board, boxesPath, LABEL, pitchOf, SMALL } from "./svg";
import { count, yearSpan, yearValue } from "./tracks";
import { narrow, type ChartView, type Env, type Table } from "./view";
import { say } from "./words";

/** Windows above one another in a year's column. */
export const STOREYS = 10;

type Plant = RiseChart["plants"][number];

export function drawRise(chart: RiseChart, env: Env): ChartView {
  const years = yearSpan(chart.plants.map((plant) => plant.yearly));
  if (!years) return nothing("rise", env);
  const title = titleOf("rise", env);
  const board = new Board(env.width, "rise", title);
  const many = chart.plants.length;
  const columns = narrow(env) ? (many > 8 ? 2 : 1) : Math.min(many, 3);
  const gap = narrow(env) ? 20 : 34;
  const wide = (env.width - gap * (columns - 1)) / columns;
  const storey = many <= 2 ? 7 : many <= 9 ? 5 : 3.6;
  const scale = (left: number): Scale => linear(years.first * 12, years.after * 12, left, left + wide);
  let y = 0;
  for (let from = 0; from < many; from += columns) {
    const row = chart.plants.slice(from, from + columns);
    const names = row.map((plant) => wrapped(plant.name[env.lang], wide, 2, LABEL));
    const lines = Math.max(...names.map((name) => name.length));
    const base = y + lines * pitchOf(LABEL) + 6 + STOREYS * storey;
    row.forEach((plant, i) => drawPlant(board, plant, names[i] ?? [], scale(i * (wide + gap)), base, storey));
    y = base + 12;
  }
  y = ends(board, y, columns, wide + gap, wide, years, env);
  y = timeline(board, chart, linear(years.first * 12, years.after * 12, 2, env.width - 10), y + 20, env);
  const sample = { words: say("key_rise", env.lang, { n: 10 / perYear(scale(0)) }), draw: (b: Board, at: number, up: number): void => void b.rect("work", at + 6, up + 3, 6, 6) };
  return view(board.close(key(board, 0, y, [sample])), title, () => riseTable(chart, env));
}

function drawPlant(board: Board, plant: Plant, name: readonly string[], x: Scale, base: number, storey: number): void {
  board.path("work lit lit-small", boxesPath(litWindows(plant.yearly, x, base, storey)));
  board.line("grid", x.start, base + 0.5, x.end, base + 0.5);
  board.text(x.start, base - STOREYS * storey - 7 - (name.length - 1) * pitchOf(LABEL), name);
}

/** First and last year under each column of fields. */
function ends(board: Board, y: number, columns: number, step: number, wide: number, years: { first: number; after: number }, env: Env): number {
  const size = narrow(env) ? SMALL : AXIS;
  count(0, columns).forEach((i) => {
    board.text(i * step, y + 6, yearWords(years.first, env.lang), { size, cls: "soft" });
    board.text(i * step + wide, y + 6, yearWords(years.after - 1, env.lang), { size, cls: "soft", anchor: "end" });
  });
  return y + 12;
}

/** A rail of years with the causes hanging from it. */
function timeline(board: Board, chart: RiseChart, x: Scale, y: number, env: Env): number {
  const lines = byMonth(chart.causes, env.lang).filter(({ month }) => month >= x.from && month <= x.to);
  if (!lines.length) return y - 20;
  const low = sleepers(board, x, x.from, x.to, y + 16, env, true);
  const under = flags(board, lines, new Set(lines.map((line) => line.month)), x, low, env);
  const more = under.shown < lines.length ? [{ words: say("more_causes", env.lang, { k: lines.length - under.shown }), cls: "soft" }] : [];
  return sentences(board, 0, under.low, [...under.listed, ...more]) + 4;
}

/** How many windows stand side by side in a year: more where years are wide, so that windows stay windows. */
export function perYear(x: Scale): 1 | 2 | 5 | 10 {
  const pixels = x(12) - x(0);
  return pixels >= 90 ? 10 : pixels >= 45 ? 5 : pixels >= 22 ? 2 : 1;
}

/** Boxes of all lit windows of a works: each stands for the same share of its best year. */
export function litWindows(yearly: Plant["yearly"], x: Scale, base: number, storey: number): Box[] {
  const columns = perYear(x);
  const wide = (x(12) - x(0)) / columns;
  const gap = storey > 4 ? 1.5 : 1;
  // Upright panes: where the year is wide enough, the window is narrower than its place.
  const pane = Math.max(1.4, Math.min(wide - 0.9, storey * 0.9));
  const found: Box[] = [];
  yearly.values.forEach((value, i) => {
    const lit = Math.round(((value ?? 0) / 100) * STOREYS * columns);
    for (let k = 0; k < lit; k += 1) {
      const [column, row] = [k % columns, Math.floor(k / columns)];
      const left = x((yearly.start + i) * 12) + column * wide;
      found.push({ x: left + (wide - pane) / 2, y: base - (row + 1) * storey + gap / 2, w: pane, h: storey - gap });
    }
  });
  return found;
}

export function riseTable(chart: RiseChart, env: Env): Table {
  const years = yearSpan(chart.plants.map((plant) => plant.yearly));
  const told = byMonth(chart.causes, env.lang);
  return {
    head: [say("year", env.lang), ...chart.plants.map((p) => p.name[env.lang]), say("what", env.lang)],
    rows: years
      ? count(years.first, years.after).map((year) => [
          yearWords(year, env.lang),
          ...chart.plants.map((p) => cell(yearValue(p.yearly, year), env)),
          told.filter((c) => Math.floor(c.month / 12) === year).map((c) => c.words).join("; "),
        ])
      : [],
  };
}

function cell(value: number | null, env: Env): string {
  return value === null ? "" : exact(value, env.lang);
}
