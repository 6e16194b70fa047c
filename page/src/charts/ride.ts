/** The ride as a chart, for where the handscroll cannot be: wagons of the train month by month, loaded and empty. */
import type { RideChart } from "../data";
import { exact, monthLong } from "../say";
import { timeAxis, valueAxis, valueRoom } from "./axes";
import { key } from "./key";
import { nothing, titleOf, view } from "./made";
import { readable } from "./reading";
import { linear, ticks, type Scale } from "./scale";
import { Board } from "./svg";
import { count, valueAt } from "./tracks";
import { narrow, type ChartView, type Env, type Table } from "./view";
import { say } from "./words";

/** Wagons filled in a month, of all. */
export function wagonsLoaded(env: Env, month: number): number | null {
  const { train } = env.film;
  const tonnes = train.loads.map((load) => valueAt(load.tonnes, month));
  if (!train.loads.length || tonnes.every((t) => t === undefined) || train.wagon <= 0) return null;
  const sum = tonnes.reduce<number>((total, t) => total + (t ?? 0), 0);
  return Math.min(train.wagons, sum / train.wagon);
}

export function drawRide(chart: RideChart, env: Env): ChartView {
  const months = count(chart.from, chart.to + 1).filter((month) => wagonsLoaded(env, month) !== null);
  if (!months.length) return nothing("ride", env);
  const title = titleOf("ride", env);
  const board = new Board(env.width, "ride", title);
  const all = env.film.train.wagons;
  const small = narrow(env);
  const marks = ticks(0, all, Math.min(all, 4), true);
  const words = (value: number): string => exact(value, env.lang);
  const left = valueRoom(marks, words);
  const [roof, floor] = [14, small ? 150 : 190];
  const x = linear(chart.from, chart.to + 1, left, env.width - 10);
  const y = linear(0, marks[marks.length - 1] ?? 1, floor, roof);
  valueAxis(board, y, left, x.end, marks, words);
  for (const month of months) drawWagons(board, x, y, month, wagonsLoaded(env, month) ?? 0, all);
  board.line("axis", left, floor, x.end, floor);
  timeAxis(board, { x, first: chart.from, after: chart.to + 1, y: floor + 25, top: roof, bottom: floor, lang: env.lang, small });
  const items = [
    { words: say("loaded", env.lang), draw: (b: Board, px: number, py: number) => void b.rect("load", px, py, 18, 12) },
    { words: say("empty", env.lang), draw: (b: Board, px: number, py: number) => void b.rect("load-edge", px + 0.5, py + 0.5, 17, 11) },
    { words: say("key_wagon", env.lang, { n: exact(env.film.train.wagon, env.lang) }) },
  ];
  const low = key(board, small ? 0 : left, floor + 32, items);
  const told = (month: number): string[] => {
    const loaded = wagonsLoaded(env, month);
    return loaded === null ? [] : [monthLong(month, env.lang), `${say("loaded", env.lang)} ${exact(loaded, env.lang, 1)}`, `${say("empty", env.lang)} ${exact(all - loaded, env.lang, 1)}`];
  };
  return view(board.close(low), title, () => rideTable(chart, env), readable(x, roof, floor, told, env));
}

/** A column of wagons, the lower ones filled; where a month is narrower than a wagon can be, a bar. */
function drawWagons(board: Board, x: Scale, y: Scale, month: number, loaded: number, all: number): void {
  const slot = x(month + 1) - x(month);
  const gap = Math.min(3, slot * 0.25);
  const [left, wide] = [x(month) + gap / 2, slot - gap];
  if (slot < 5) {
    board.rect("load", left, y(loaded), wide, y(0) - y(loaded));
    return;
  }
  for (let k = 0; k < all; k += 1) {
    const [floor, roof] = [y(k) - 2, y(k + 1) + 2];
    const share = Math.min(1, Math.max(0, loaded - k));
    if (share > 0) board.rect("load", left, floor - (floor - roof) * share, wide, (floor - roof) * share);
    board.rect("load-edge", left + 0.5, roof, wide - 1, floor - roof);
  }
}

export function rideTable(chart: RideChart, env: Env): Table {
  const months = count(chart.from, chart.to + 1).filter((month) => wagonsLoaded(env, month) !== null);
  const all = env.film.train.wagons;
  return {
    head: [say("month", env.lang), say("loaded", env.lang), say("empty", env.lang)],
    rows: months.map((month) => {
      const loaded = wagonsLoaded(env, month) ?? 0;
      return [monthLong(month, env.lang), exact(loaded, env.lang, 1), exact(all - loaded, env.lang, 1)];
    }),
  };
}
