/** The order of stopping: rows in process order, a bar a month, a ring where the last month with work ends. */
import type { StoppingChart } from "../data";
import { monthLong, monthShort } from "../say";
import { monthName, timeAxis, type TimeAxis } from "./axes";
import { along, crosses } from "./boxes";
import { causeLines, causeWords, type Told } from "./causes";
import { key, sentences, stroke, type KeyItem } from "./key";
import { nothing, titleOf, view } from "./made";
import { widthOf, wrapped } from "./measure";
import { readable } from "./reading";
import { linear, type Scale } from "./scale";
import { Board, LABEL, pitchOf, SMALL, through, type Point } from "./svg";
import { count, valueAt } from "./tracks";
import { narrow, type ChartView, type Env, type Table } from "./view";
import { say } from "./words";

type Row = StoppingChart["rows"][number];

/** Height of the bar of a month in which the best month was reached. */
export const TALL = { desk: 38, phone: 30 };
const FRAME = { w: 8, h: 8, pitch: 13 };
const RING = { up: 8, r: 5.5 };

export interface StoppingPlan {
  x: Scale;
  tall: number;
  /** Base line of each row, names of each row, and where the names stand. */
  bases: number[];
  names: { lines: string[]; other: string[] }[];
  axis: TimeAxis;
  told: Told;
  floor: number;
  /** Posts that one empty frame stands for. */
  each: number;
}

export function drawStopping(chart: StoppingChart, env: Env): ChartView {
  if (!chart.rows.length || chart.months < 1) return nothing("stopping", env);
  const title = titleOf("stopping", env);
  const board = new Board(env.width, "stopping", title);
  const plan = planStopping(chart, env, board);
  timeAxis(board, plan.axis, true);
  const { listed } = plan.told;
  chart.rows.forEach((row, i) => drawRow(board, plan, row, i, chart));
  causeLines(board, plan.told, plan.floor);
  copperLine(board, plan, chart);
  chart.rows.forEach((row, i) => drawRing(board, plan, row, i, chart, env));
  chart.rows.forEach((row, i) => drawFrames(board, plan, row, i, chart));
  chart.rows.forEach((_, i) => drawName(board, plan, i, env));
  const left = narrow(env) ? 0 : plan.x.start;
  let y = key(board, left, plan.floor + 4, keyItems(chart, plan, env));
  y = sentences(board, left, y - (listed.length ? 4 : 0), listed);
  const tied = tieRows(chart, env);
  if (tied.length) y = sentences(board, left, y, [{ words: say("ties", env.lang), cls: "soft" }]) - 6;
  y = sentences(board, left, y, tied);
  const told = (month: number): string[] => [monthLong(month, env.lang), ...chart.rows.map((row) => `${row.name[env.lang]} ${Math.round(workOf(row, month) * 100)} %`)];
  const more = readable(plan.x, plan.axis.top, plan.floor, told, env);
  return view(board.close(y + 4), title, () => stoppingTable(chart, env), more);
}

/** Where everything stands. Only the words of the causes are written, because their lanes decide where the rows begin. */
export function planStopping(chart: StoppingChart, env: Env, board: Board): StoppingPlan {
  const small = narrow(env);
  const after = chart.first + chart.months;
  const names = chart.rows.map((row, i) => nameOf(chart, row, i, env));
  const wide = Math.min(env.width * 0.27, Math.max(...names.flatMap((n) => [...n.lines.map((l) => widthOf(l, LABEL)), ...n.other.map((l) => widthOf(l, SMALL))])));
  const left = small ? 0 : Math.max(96, Math.ceil(wide) + 18);
  const x = linear(chart.first, after, left, env.width - (small ? 8 : 14));
  const tall = small ? TALL.phone : TALL.desk;
  const told = causeWords(board, x, chart.causes, { top: 28, env, lanes: small ? 3 : 2 });
  let y = 28 + told.lanes * pitchOf(LABEL) - (small ? 0 : 12);
  const bases: number[] = [];
  for (const { lines, other } of names) {
    const texts = lines.length * pitchOf(LABEL) + other.length * pitchOf(SMALL);
    const above = small ? lines.length * pitchOf(LABEL) + 8 : Math.max(0, texts - tall) + 36;
    y += above + tall;
    bases.push(y);
  }
  const floor = y + 18;
  const axis: TimeAxis = { x, first: chart.first, after, y: 16, top: 26, bottom: floor, lang: env.lang, small };
  return { x, tall, bases, names, axis, told, floor, each: postsEach(chart, x) };
}

/** Posts for each frame: the roundest number with which every row's frames fit behind its ring. */
export function postsEach(chart: StoppingChart, x: Scale): number {
  for (const each of [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000]) {
    const fits = chart.rows.every((row) => {
      const [from, to] = frameRoom(row, x);
      return to <= from || Math.round(row.posts / each) * FRAME.pitch <= to - from;
    });
    if (fits) return each;
  }
  return 10000;
}

function frameRoom(row: Row, x: Scale): [number, number] {
  if (row.stopped === null || row.stopped + 1 >= x.to) return [0, 0];
  return [Math.max(x(row.stopped + 1) + RING.r + 5, x.start), x.end + 6];
}

function nameOf(chart: StoppingChart, row: Row, i: number, env: Env): { lines: string[]; other: string[] } {
  const begins = i === 0 || chart.rows[i - 1]?.chain[env.lang] !== row.chain[env.lang];
  const name = begins ? headed(row.chain[env.lang], row.name[env.lang], env.lang) : row.name[env.lang];
  const room = narrow(env) ? env.width - 4 : env.width * 0.27;
  const lines = wrapped(name, room, 2, LABEL);
  if (narrow(env)) return { lines, other: [] };
  return { lines, other: wrapped(row.name[env.lang === "en" ? "zh" : "en"], room, 1, SMALL) };
}

/** The first workshop of a chain is headed by the chain, unless it is named after it. */
export function headed(chain: string, name: string, lang: Env["lang"]): string {
  if (!chain || name.toLowerCase().includes(chain.toLowerCase())) return capital(name);
  return lang === "en" ? `${capital(chain)}: ${uncapital(name)}` : `${chain}：${name}`;
}

/** Inside a line a name begins small, unless it is an acronym. */
function uncapital(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.slice(0, 1).toLowerCase() + text.slice(1) : text;
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** Share of the best month, 0 to 1. */
export function workOf(row: Row, month: number): number {
  return Math.min(1, Math.max(0, (valueAt(row.work, month) ?? 0) / 1000));
}

function drawRow(board: Board, plan: StoppingPlan, row: Row, i: number, chart: StoppingChart): void {
  const base = plan.bases[i] ?? 0;
  const step = plan.x(chart.first + 1) - plan.x(chart.first);
  for (const month of count(chart.first, chart.first + chart.months)) {
    const high = workOf(row, month) * plan.tall;
    if (high < 0.2) continue;
    const bar = board.rect("work", plan.x(month) + 0.5, base - high, step - 1, high);
    board.hint(bar, `${Math.round(workOf(row, month) * 100)} %`);
  }
  board.line("axis", plan.x.start, base, plan.x.end, base);
}

function drawFrames(board: Board, plan: StoppingPlan, row: Row, i: number, chart: StoppingChart): void {
  if (row.stopped === null || row.stopped >= chart.first + chart.months) return;
  const [from, to] = frameRoom(row, plan.x);
  const base = plan.bases[i] ?? 0;
  const many = Math.round(row.posts / plan.each);
  for (let k = 0; k < many && from + k * FRAME.pitch + FRAME.w <= to; k += 1) {
    board.rect("frame", from + k * FRAME.pitch, base - FRAME.h - 3, FRAME.w, FRAME.h);
  }
}

/** Where the ring of a row stands; null where it has none in the months shown. */
export function ringAt(plan: StoppingPlan, row: Row, i: number, chart: StoppingChart): Point | null {
  if (row.stopped === null || row.stopped < chart.first || row.stopped >= chart.first + chart.months) return null;
  return [plan.x(row.stopped + 1), (plan.bases[i] ?? 0) - RING.up];
}

function copperPoints(plan: StoppingPlan, chart: StoppingChart): Point[] {
  return chart.rows.flatMap((row, i) => {
    const at = row.copper ? ringAt(plan, row, i, chart) : null;
    return at ? [at] : [];
  });
}

function copperLine(board: Board, plan: StoppingPlan, chart: StoppingChart): void {
  const points = copperPoints(plan, chart);
  if (points.length > 1) board.path("copper-line", through(points));
}

function drawRing(board: Board, plan: StoppingPlan, row: Row, i: number, chart: StoppingChart, env: Env): void {
  const at = ringAt(plan, row, i, chart);
  const base = plan.bases[i] ?? 0;
  const end = chart.first + chart.months - 1;
  if (!at) {
    const early = row.stopped !== null && row.stopped < chart.first;
    const words = row.stopped === null ? say("still", env.lang) : say(early ? "stopped_in" : "stops_later", env.lang, { month: monthLong(row.stopped, env.lang) });
    const y = base - 21;
    const place = early ? { x: plan.x.start + 6, y, anchor: "start" as const } : { x: plan.x.end, y: base - plan.tall - 7, anchor: "end" as const };
    board.place([place], words, { cls: "soft", rim: true });
    return;
  }
  const [x, y] = at;
  board.mark("circle", "ring", { cx: x, cy: y, r: RING.r });
  const stopped = row.stopped ?? end;
  const words = monthName(stopped, env.lang, narrow(env));
  const places = [{ x: x + 12, y: base - 21 }, { x: x - 8, y: base - plan.tall - 6, anchor: "end" as const }, { x: x - 8, y: base - 21, anchor: "end" as const }];
  const style = { face: "bold" as const, rim: true, clear: [along(x, y, x, y, 12)] };
  const copper = copperPoints(plan, chart);
  const off = places.filter((place) => !crosses(board.boxOf(place.x, place.y, [words], { ...style, ...place }), copper, 1));
  board.place([...off, ...places], words, style);
  if (isLast(chart, row)) {
    const after = x + 12 + widthOf(words, LABEL, "bold") + 12;
    board.place([{ x: after, y: base - 21 }], say("last_of_all", env.lang), { cls: "soft", rim: true });
  }
}

/** Whether a row is the only one that stopped in the latest month, and all have stopped. */
export function isLast(chart: StoppingChart, row: Row): boolean {
  if (chart.rows.length < 2 || chart.rows.some((r) => r.stopped === null)) return false;
  return chart.rows.every((r) => r === row || (r.stopped ?? 0) < (row.stopped ?? 0));
}

function drawName(board: Board, plan: StoppingPlan, i: number, env: Env): void {
  const { lines, other } = plan.names[i] ?? { lines: [], other: [] };
  const base = plan.bases[i] ?? 0;
  if (narrow(env)) {
    board.text(0, base - plan.tall - 9 - (lines.length - 1) * pitchOf(LABEL), lines, { rim: true });
    return;
  }
  const at = plan.x.start - 16;
  const low = base - 3;
  board.text(at, low, other, { size: SMALL, cls: "soft", anchor: "end" });
  const up = other.length ? pitchOf(LABEL) : 0;
  board.text(at, low - up - (lines.length - 1) * pitchOf(LABEL), lines, { anchor: "end" });
}

function keyItems(chart: StoppingChart, plan: StoppingPlan, env: Env): KeyItem[] {
  const items: KeyItem[] = [{ words: say("key_height", env.lang), draw: (b, x, y) => void b.rect("work", x, y, 18, 12) }];
  const stopped = chart.rows.filter((row) => row.stopped !== null);
  if (stopped.length) {
    items.push({ words: say("key_ring", env.lang), draw: (b, x, y) => void b.mark("circle", "ring", { cx: x + 9, cy: y + 6, r: 5.5 }) });
    if (stopped.some((row) => row.posts > 0)) {
      const words = plan.each === 1 ? say("key_post", env.lang) : say("key_posts", env.lang, { n: plan.each });
      items.push({ words, draw: (b, x, y) => void b.rect("frame", x + 5, y + 2, 8, 8) });
    }
  }
  if (chart.rows.filter((row, i) => row.copper && ringAt(plan, row, i, chart)).length > 1) {
    items.push({ words: say("key_line", env.lang), draw: stroke("copper-line") });
  }
  return items;
}

/** Months in which several workshops stopped: the step is a month, so their order is not known. */
export function ties(chart: StoppingChart): { month: number; rows: Row[] }[] {
  const months = [...new Set(chart.rows.flatMap((row) => (row.stopped === null ? [] : [row.stopped])))].sort((a, b) => a - b);
  return months
    .map((month) => ({ month, rows: chart.rows.filter((row) => row.stopped === month) }))
    .filter(({ rows }) => rows.length > 1);
}

function tieRows(chart: StoppingChart, env: Env): { mark?: string; words: string; cls: string }[] {
  const glue = env.lang === "en" ? ", " : "、";
  const told = ties(chart).map(({ month, rows }) => ({
    mark: monthShort(month, env.lang),
    words: rows.map((row) => row.name[env.lang]).join(glue),
    cls: "soft",
  }));
  return told;
}

export function stoppingTable(chart: StoppingChart, env: Env): Table {
  const months = count(chart.first, chart.first + chart.months);
  const { lang } = env;
  return {
    head: [say("workshop", lang), say("last_work", lang), say("posts", lang), ...months.map((m) => monthShort(m, lang))],
    rows: chart.rows.map((row) => [
      row.name[lang],
      row.stopped === null ? say("still", lang) : monthLong(row.stopped, lang),
      String(row.posts),
      ...months.map((m) => (valueAt(row.work, m) === undefined ? "" : `${Math.round(workOf(row, m) * 100)} %`)),
    ]),
  };
}

