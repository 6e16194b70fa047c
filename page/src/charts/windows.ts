/** One works at several dates: a hundred windows each, lit, framed or bare. */
import type { WindowsChart } from "../data";
import { count as said, monthLong } from "../say";
import { type Box } from "./boxes";
import { key } from "./key";
import { nothing, titleOf, view } from "./made";
import { wrap } from "./measure";
import { Board, boxesPath, LABEL, pitchOf, tidy } from "./svg";
import { narrow, type ChartView, type Env, type Table } from "./view";
import { say } from "./words";

type Dated = WindowsChart["dates"][number];

export const COLUMNS = 20;
export const ROWS = 5;

/**
 * The order in which windows go out, fixed for all dates: a window lit at a poor date is lit at every richer one.
 * Steps of 37 around the hundred meet each window once and spread the dark ones over the hall.
 */
export const ORDER: readonly number[] = Array.from({ length: 100 }, (_, i) => (i * 37 + 11) % 100);

export interface Grid {
  lit: Box[];
  framed: Box[];
  bare: Box[];
}

/** Boxes of the hundred windows. */
export function windowGrid(date: Dated, x: number, y: number, pitch: number): Grid {
  const [w, h, tall] = [pitch * 0.6, pitch * 0.78, pitch * 1.3];
  const lit = Math.min(100, Math.max(0, Math.round(date.lit)));
  const framed = Math.min(100, Math.max(lit, Math.round(date.framed)));
  const box = (place: number): Box => ({ x: x + (place % COLUMNS) * pitch + (pitch - w) / 2, y: y + Math.floor(place / COLUMNS) * tall + (tall - h) / 2, w, h });
  return {
    lit: ORDER.slice(0, lit).map(box),
    framed: ORDER.slice(lit, framed).map(box),
    bare: ORDER.slice(framed).map(box),
  };
}

export function drawWindows(chart: WindowsChart, env: Env): ChartView {
  const dates = chart.dates;
  if (!dates.length) return nothing("windows", env);
  const title = titleOf("windows", env);
  const board = new Board(env.width, "windows", title);
  const columns = narrow(env) ? 1 : Math.min(dates.length, 4);
  const gap = 30;
  const wide = (env.width - gap * (columns - 1)) / columns;
  let low = 0;
  let y = 0;
  dates.forEach((date, i) => {
    const column = i % columns;
    if (column === 0 && i > 0) y = low + 22;
    low = Math.max(low, drawDate(board, date, column * (wide + gap), y, wide, env));
  });
  low = key(board, 0, low, keyItems(chart, env));
  return view(board.close(low), title, () => windowsTable(chart, env));
}

function drawDate(board: Board, date: Dated, x: number, y: number, wide: number, env: Env): number {
  const hull = Math.min(wide, 420);
  const pitch = (hull - 16) / COLUMNS;
  const roof = y + 26;
  const wall = roof + 10;
  const tall = pitch * 1.3 * ROWS + 12;
  board.path("hull", sawRoof(x, wall, hull, tall));
  const grid = windowGrid(date, x + 8, wall + 6, pitch);
  board.path("work lit", boxesPath(grid.lit));
  board.path("pane", boxesPath(grid.framed));
  board.path("bare", boxesPath(grid.bare));
  board.line("axis", x, wall + tall, x + hull, wall + tall);
  let base = wall + tall + 24;
  board.text(x, base, monthLong(date.month, env.lang), { size: 19, face: "serif" });
  base += 4;
  const told = [
    say("lit_of", env.lang, { n: Math.round(date.lit) }),
    say("people_at_work", env.lang, { n: said(date.employed, env.lang) }),
    say("people_home", env.lang, { n: said(date.off_post, env.lang) }),
  ];
  told.forEach((words, i) => {
    const lines = wrap(words, wide, LABEL);
    base += pitchOf(LABEL);
    board.text(x, base, lines, { cls: i === 0 ? "" : "soft" });
    base += (lines.length - 1) * pitchOf(LABEL);
  });
  return base + 8;
}

/** A hall with a saw-tooth roof. */
function sawRoof(x: number, wall: number, wide: number, tall: number): string {
  const teeth = 6;
  const each = wide / teeth;
  const points = Array.from({ length: teeth }, (_, i) => `L${tidy(x + i * each)} ${tidy(wall - 15)}L${tidy(x + (i + 1) * each)} ${tidy(wall)}`);
  return `M${tidy(x)} ${tidy(wall + tall)}${points.join("")}V${tidy(wall + tall)}z`;
}

function keyItems(chart: WindowsChart, env: Env) {
  const bare = chart.dates.some((date) => Math.round(date.framed) < 100);
  const dark = chart.dates.some((date) => Math.round(date.framed) > Math.round(date.lit));
  return [
    { words: say("key_lit", env.lang), draw: (b: Board, x: number, y: number) => void b.rect("work", x + 5, y, 9, 12) },
    ...(dark ? [{ words: say("key_framed", env.lang), draw: (b: Board, x: number, y: number) => void b.rect("pane", x + 5, y, 9, 12) }] : []),
    ...(bare ? [{ words: say("key_bare", env.lang), draw: (b: Board, x: number, y: number) => void b.rect("bare", x + 5, y, 9, 12) }] : []),
  ];
}

export function windowsTable(chart: WindowsChart, env: Env): Table {
  const { lang } = env;
  return {
    head: [say("month", lang), say("lit", lang), say("framed", lang), say("at_work", lang), say("sent_home", lang)],
    rows: chart.dates.map((d) => [monthLong(d.month, lang), ...[d.lit, d.framed, d.employed, d.off_post].map((n) => said(n, "en"))]),
  };
}
