/** Bars by year, upwards and downwards from one line: what left against what came back, what came in against what went out. */
import type { FreightChart, TransferChart, Yearly } from "../data";
import { brief, exact } from "../say";
import { timeAxis, valueAxis, valueRoom, yearWords } from "./axes";
import { key } from "./key";
import { nothing, titleOf, view } from "./made";
import { linear, ticks, type Scale } from "./scale";
import { type Box } from "./boxes";
import { readable } from "./reading";
import { Board, boxesPath, type Attrs } from "./svg";
import { texture } from "./textures";
import { count, top, yearSpan, yearValue } from "./tracks";
import { narrow, type ChartView, type Env, type Table } from "./view";
import { say } from "./words";
import type { Words } from "../data";

export interface Part {
  words: string;
  yearly: Yearly;
  cls: string;
  more: Attrs;
}

interface Sides {
  kind: "transfer" | "freight";
  up: Part[];
  down: Part[];
  upWords: string;
  downWords: string;
  unit: string;
}

type Named = { name: Words; yearly: Yearly };

const MOST = 5;

export function drawTransfer(chart: TransferChart, env: Env): ChartView {
  const unit = say("a_year", env.lang, { unit: env.film.money_unit[env.lang] });
  const look = (k: number, way: "left" | "back") => (board: Board): { cls: string; more: Attrs } =>
    k === 0 ? { cls: way === "left" ? "bar bar-left" : "bar bar-back", more: {} } : { cls: "bar bar-open", more: { fill: texture(board, k % 2 ? "left" : "back") } };
  return drawSides(env, "transfer", chart.left, chart.back, [say("left", env.lang), say("back", env.lang)], unit, (k, up) => look(k, up ? "left" : "back"), () =>
    mirroredTable(chart.left, chart.back, env));
}

export function drawFreight(chart: FreightChart, env: Env): ChartView {
  const copper = new Set(env.film.train.loads.filter((load) => load.copper).map((load) => load.name.en));
  // Metals are labelled, not coloured, apart from copper: the others are greys, every second one hatched.
  const look = (k: number, name: Words) => (board: Board): { cls: string; more: Attrs } => {
    if (copper.has(name.en)) return { cls: "bar copper", more: {} };
    return k % 2 ? { cls: "bar bar-open", more: { fill: texture(board, k % 4 === 1 ? "left" : "back") } } : { cls: `bar bar-${1 + (k % MOST)}`, more: {} };
  };
  return drawSides(env, "freight", chart.inbound, chart.outbound, [say("in", env.lang), say("out", env.lang)], say("a_year", env.lang, { unit: say("tonne", env.lang) }), (k, _, name) => look(k, name), () =>
    mirroredTable(chart.inbound, chart.outbound, env));
}

type Look = (k: number, up: boolean, name: Words) => (board: Board) => { cls: string; more: Attrs };

function drawSides(env: Env, kind: Sides["kind"], upper: readonly Named[], lower: readonly Named[], words: [string, string], unit: string, look: Look, table: () => Table): ChartView {
  const years = yearSpan([...upper, ...lower].map((part) => part.yearly));
  if (!years) return nothing(kind, env);
  const title = titleOf(kind, env);
  const board = new Board(env.width, kind, title);
  const parts = (list: readonly Named[], up: boolean): Part[] =>
    largest(list).map(({ name, yearly }, k) => ({ words: name[env.lang], yearly, ...look(k, up, name)(board) }));
  const more = drawMirrored(board, { kind, up: parts(upper, true), down: parts(lower, false), upWords: words[0], downWords: words[1], unit }, years, env);
  return view(board.svg, title, table, more);
}

/** The largest kinds; the others are added up, so that the bar is still whole. */
export function largest(list: readonly Named[]): Named[] {
  const sum = ({ yearly }: Named): number => yearly.values.reduce<number>((total, v) => total + (v ?? 0), 0);
  const sortedBySize = [...list].filter((part) => sum(part) > 0).sort((a, b) => sum(b) - sum(a));
  if (sortedBySize.length <= MOST) return sortedBySize;
  const rest = sortedBySize.slice(MOST - 1);
  const years = yearSpan(rest.map((part) => part.yearly));
  if (!years) return sortedBySize.slice(0, MOST);
  const values = count(years.first, years.after).map((year) => rest.reduce((total, part) => total + (yearValue(part.yearly, year) ?? 0), 0));
  const k = rest.length;
  const name = { en: say("others", "en", { k }), zh: say("others", "zh", { k }) };
  return [...sortedBySize.slice(0, MOST - 1), { name, yearly: { start: years.first, values } }];
}

function total(parts: readonly Part[], year: number): number {
  return parts.reduce((sum, part) => sum + Math.max(0, yearValue(part.yearly, year) ?? 0), 0);
}

function drawMirrored(board: Board, sides: Sides, years: { first: number; after: number }, env: Env): Partial<ChartView> {
  const small = narrow(env);
  const at = count(years.first, years.after);
  const high = top(at.map((year) => total(sides.up, year)));
  const deep = top(at.map((year) => total(sides.down, year)));
  const marks = mirrorTicks(high, deep, small ? 4 : 6);
  const words = (value: number): string => brief(Math.abs(value), env.lang);
  const left = valueRoom(marks, words);
  const [roof, floor] = [46, small ? 300 : 380];
  const x = linear(years.first * 12, years.after * 12, left, env.width - 8);
  const y = linear(marks[0] ?? 0, marks[marks.length - 1] ?? 1, floor, roof);
  valueAxis(board, y, left, x.end, marks, words);
  board.text(0, 16, sides.unit, { size: 13, cls: "soft" });
  piles(board, sides.up, at, x, y, 1);
  piles(board, sides.down, at, x, y, -1);
  board.line("axis", left, y(0), x.end, y(0));
  nameSide(board, `↑ ${sides.upWords}`, left, roof - 10);
  nameSide(board, `↓ ${sides.downWords}`, left, floor + 18);
  timeAxis(board, { x, first: x.from, after: x.to, y: floor + 42, top: roof, bottom: floor + 22, lang: env.lang, small });
  const items = [...sides.up, ...sides.down].map((part) => ({ words: part.words, draw: (b: Board, px: number, py: number) => void b.rect(part.cls, px, py, 18, 12, part.more) }));
  const seen = new Set<string>();
  const once = items.filter((item) => !seen.has(item.words) && seen.add(item.words));
  board.close(key(board, small ? 0 : left, floor + 50, once));
  return readable(x, roof, floor, (month) => {
    const year = Math.floor(month / 12);
    const told = [...sides.up, ...sides.down].map((part) => [part.words, yearValue(part.yearly, year)] as const);
    return [yearWords(year, env.lang), ...told.flatMap(([words, value]) => (value === null ? [] : [`${words} ${exact(value, env.lang)}`]))];
  }, env);
}

/** Ticks of one step on both sides of the line. */
export function mirrorTicks(high: number, deep: number, lines: number): number[] {
  const all = ticks(0, Math.max(high + deep, 1e-9), lines);
  const step = (all[1] ?? 1) - (all[0] ?? 0);
  const up = Math.ceil(high / step - 1e-9);
  const down = Math.ceil(deep / step - 1e-9);
  return count(-down, Math.max(up, down ? up : 1) + 1).map((k) => Number((k * step).toPrecision(12)));
}

function nameSide(board: Board, words: string, x: number, y: number): void {
  board.text(x + 4, y, words, { face: "bold", rim: true });
}

/** One shape for each kind, however many years there are; a kind stands on those drawn before it. */
function piles(board: Board, parts: readonly Part[], years: readonly number[], x: Scale, y: Scale, way: 1 | -1): void {
  const sums = new Map<number, number>();
  for (const part of parts) {
    const boxes = years.flatMap((year): Box[] => {
      const value = Math.max(0, yearValue(part.yearly, year) ?? 0);
      if (value <= 0) return [];
      const sum = sums.get(year) ?? 0;
      sums.set(year, sum + value);
      const [left, right] = [x(year * 12), x((year + 1) * 12)];
      const gap = Math.min(2, (right - left) * 0.2);
      const [from, to] = [y(way * sum), y(way * (sum + value))];
      return [{ x: left + gap / 2, y: Math.min(from, to), w: right - left - gap, h: Math.abs(to - from) }];
    });
    board.path(part.cls, boxesPath(boxes), part.more);
  }
}

export function mirroredTable(upper: readonly Named[], lower: readonly Named[], env: Env): Table {
  const years = yearSpan([...upper, ...lower].map((part) => part.yearly));
  const all = [...upper, ...lower];
  return {
    head: [say("year", env.lang), ...all.map((part) => part.name[env.lang])],
    rows: years
      ? count(years.first, years.after).map((year) => [yearWords(year, env.lang), ...all.map((p) => cell(yearValue(p.yearly, year), env))])
      : [],
  };
}

function cell(value: number | null, env: Env): string {
  return value === null ? "" : exact(value, env.lang, Math.abs(value) < 10 && value !== 0 ? 2 : 0);
}
