/** Wages due against wages paid, month by month to the closing; under them the till and what is owed. */
import type { ArrearsChart } from "../data";
import { brief, exact, monthLong } from "../say";
import { centred, timeAxis, valueAxis, valueRoom } from "./axes";
import { key, patch, stroke } from "./key";
import { nothing, titleOf, view } from "./made";
import { widthOf } from "./measure";
import { readable } from "./reading";
import { linear, ticks, type Scale } from "./scale";
import { AXIS, Board, LABEL, SMALL, through, type Point } from "./svg";
import { count, lowest, span, top, valueAt } from "./tracks";
import { narrow, type ChartView, type Env, type Table } from "./view";
import { say } from "./words";

export interface ArrearsPlan {
  x: Scale;
  wages: Scale;
  money: Scale;
  wageMarks: number[];
  moneyMarks: number[];
  first: number;
  after: number;
}

export function drawArrears(chart: ArrearsChart, env: Env): ChartView {
  const plan = planArrears(chart, env);
  if (!plan) return nothing("arrears", env);
  const title = titleOf("arrears", env);
  const board = new Board(env.width, "arrears", title);
  const small = narrow(env);
  const { x } = plan;
  const unit = env.film.money_unit[env.lang];
  const words = (value: number): string => brief(value, env.lang);
  board.text(0, 16, say("a_month", env.lang, { unit }), { size: SMALL, cls: "soft" });
  valueAxis(board, plan.wages, x.start, x.end, plan.wageMarks, words);
  drawWages(board, chart, plan, env);
  board.line("axis", x.start, plan.wages(0), x.end, plan.wages(0));
  board.text(0, plan.money.end - 16, unit, { size: SMALL, cls: "soft" });
  valueAxis(board, plan.money, x.start, x.end, plan.moneyMarks, words);
  board.path("till", through(linePoints(chart.till, plan)));
  board.path("owed", through(linePoints(chart.owed, plan)));
  if (!small) nameLines(board, chart, plan, env);
  const y = drawMonths(board, chart, plan, env);
  const items = [
    { words: say("key_paid", env.lang), draw: patch("work") },
    { words: say("key_unpaid", env.lang), draw: patch("unpaid") },
    { words: say("till_label", env.lang), draw: stroke("till") },
    { words: say("owed_label", env.lang), draw: stroke("owed") },
  ];
  const low = key(board, small ? 0 : x.start, y, small ? items : items.slice(0, 2));
  return view(board.close(low), title, () => arrearsTable(chart, env), readable(x, 22, plan.money.start, (month) => told(chart, month, env), env));
}

export function planArrears(chart: ArrearsChart, env: Env): ArrearsPlan | null {
  const months = span([chart.due, chart.paid, chart.till, chart.owed]);
  if (!months) return null;
  const small = narrow(env);
  const wageMarks = ticks(0, Math.max(top(chart.due.values), top(chart.paid.values)), small ? 2 : 3);
  const [low, high] = [Math.min(lowest(chart.till.values), lowest(chart.owed.values)), Math.max(top(chart.till.values), top(chart.owed.values))];
  const moneyMarks = ticks(low, high, small ? 2 : 3);
  const words = (value: number): string => brief(value, env.lang);
  const left = Math.max(valueRoom(wageMarks, words), valueRoom(moneyMarks, words));
  const x = linear(months.first, months.after, left, env.width - 12);
  const tall = small ? 130 : 170;
  const wages = linear(0, wageMarks[wageMarks.length - 1] ?? 1, 34 + tall, 34);
  const from = 34 + tall + 58;
  const money = linear(moneyMarks[0] ?? 0, moneyMarks[moneyMarks.length - 1] ?? 1, from + (small ? 100 : 120), from);
  return { x, wages, money, wageMarks, moneyMarks, first: months.first, after: months.after };
}

/** Narrower months than this are drawn as one area, because hollow bars would run together into solid ones. */
const THIN = 5.5;

/** What was paid, solid; what was due and not paid, hollow above it. */
function drawWages(board: Board, chart: ArrearsChart, plan: ArrearsPlan, env: Env): void {
  const months = count(plan.first, plan.after);
  if (plan.x(1) - plan.x(0) >= THIN) {
    for (const month of months) drawMonth(board, chart, plan, month, env);
    return;
  }
  const edge = (track: ArrearsChart["due"]): Point[] =>
    months.flatMap((m): Point[] => [[plan.x(m), plan.wages(valueAt(track, m) ?? 0)], [plan.x(m + 1), plan.wages(valueAt(track, m) ?? 0)]]);
  const base: Point[] = [[plan.x.end, plan.wages(0)], [plan.x.start, plan.wages(0)]];
  board.path("work", `${through([...edge(chart.paid), ...base])}z`);
  // Only runs of months in which something was left unpaid have an outline.
  let run: number[] = [];
  const flush = (): void => {
    const upper = run.flatMap((m): Point[] => [[plan.x(m), plan.wages(valueAt(chart.due, m) ?? 0)], [plan.x(m + 1), plan.wages(valueAt(chart.due, m) ?? 0)]]);
    const lower = run.flatMap((m): Point[] => [[plan.x(m), plan.wages(valueAt(chart.paid, m) ?? 0)], [plan.x(m + 1), plan.wages(valueAt(chart.paid, m) ?? 0)]]);
    if (run.length) board.path("unpaid", `${through([...upper, ...lower.reverse()])}z`);
    run = [];
  };
  for (const month of months) {
    if ((valueAt(chart.due, month) ?? 0) - (valueAt(chart.paid, month) ?? 0) > plan.wages.to * 0.004) run.push(month);
    else flush();
  }
  flush();
}

function drawMonth(board: Board, chart: ArrearsChart, plan: ArrearsPlan, month: number, env: Env): void {
  const due = valueAt(chart.due, month) ?? 0;
  const paid = valueAt(chart.paid, month) ?? 0;
  if (due <= 0 && paid <= 0) return;
  const [left, right] = [plan.x(month), plan.x(month + 1)];
  const gap = Math.min(1.6, (right - left) * 0.25);
  const base = plan.wages(0);
  const bar = board.rect("work", left + gap / 2, plan.wages(paid), right - left - gap, base - plan.wages(paid));
  board.hint(bar, `${monthLong(month, env.lang)}: ${exact(paid, env.lang)} / ${exact(due, env.lang)}`);
  const notch = plan.wages(paid) - plan.wages(due);
  if (notch > 0.4) board.rect("unpaid", left + gap / 2 + 0.6, plan.wages(due) + 0.6, Math.max(right - left - gap - 1.2, 0.6), Math.max(notch - 1.2, 0.2));
}

function linePoints(track: ArrearsChart["till"], plan: ArrearsPlan): Point[] {
  return track.values.map((value, i) => [plan.x(track.start + i + 0.5), plan.money(value)] as const);
}

/** Names of both lines where the lines are farthest apart; what finds no room stands in the key. */
function nameLines(board: Board, chart: ArrearsChart, plan: ArrearsPlan, env: Env): void {
  for (const [track, other, words, cls] of [
    [chart.till, chart.owed, say("till_label", env.lang), ""],
    [chart.owed, chart.till, say("owed_label", env.lang), "rust-words"],
  ] as const) {
    if (!track.values.length) continue;
    const points = linePoints(track, plan);
    const others = linePoints(other, plan);
    const wide = widthOf(words, LABEL, "bold");
    const spots: { x: number; y: number; cost: number }[] = [];
    for (let left = plan.x.start + 6; left + wide < plan.x.end; left += 10) {
      const under = (list: readonly Point[]): number[] => list.filter(([x]) => x >= left - 8 && x <= left + wide + 8).map(([, y]) => y);
      const [mine, theirs] = [under(points), under(others)];
      if (!mine.length) continue;
      for (const y of [Math.min(...mine) - 9, Math.max(...mine) + 20]) {
        if (y - 14 < plan.money.end - 12 || y + 6 > plan.money.start) continue;
        const near = Math.min(...theirs.map((at) => Math.abs(at - (y - 5))), 140);
        if (near < 14) continue;
        spots.push({ x: left, y, cost: (Math.max(...mine) - Math.min(...mine)) * 0.6 - near });
      }
    }
    spots.sort((a, b) => a.cost - b.cost);
    board.place(spots, words, { face: "bold", cls, rim: true });
  }
}

/** Months to the closing under the picture, or dates where nothing was closed. */
function drawMonths(board: Board, chart: ArrearsChart, plan: ArrearsPlan, env: Env): number {
  const low = plan.money.start;
  const { closed } = chart;
  if (closed === null || closed < plan.first) {
    timeAxis(board, { x: plan.x, first: plan.first, after: plan.after, y: low + 25, top: 0, bottom: low, lang: env.lang, small: narrow(env) });
    return low + 30;
  }
  const end = plan.x(Math.min(closed + 0.5, plan.after));
  board.line("cause", end, 22, end, low);
  centred(board, end, low + 25, say("closing", env.lang), AXIS, "");
  const step = plan.after - plan.first > 48 ? 12 : 6;
  for (let back = step; closed - back >= plan.first; back += step) {
    const at = plan.x(closed - back + 0.5);
    board.line("tick", at, low, at, low + 5);
    centred(board, at, low + 25, `−${back}`, AXIS);
  }
  const said = `${say("to_closing", env.lang)} · ${monthLong(closed, env.lang)}`;
  board.text(plan.x.end, low + 47, said, { size: SMALL, cls: "soft", anchor: "end" });
  return low + 52;
}

function told(chart: ArrearsChart, month: number, env: Env): string[] {
  const { lang } = env;
  const n = (words: string, track: ArrearsChart["till"]): string => `${words} ${exact(valueAt(track, month) ?? 0, lang)}`;
  return [monthLong(month, lang), n(say("due", lang), chart.due), n(say("paid", lang), chart.paid), n(say("till", lang), chart.till), n(say("owed", lang), chart.owed)];
}

export function arrearsTable(chart: ArrearsChart, env: Env): Table {
  const months = span([chart.due, chart.paid, chart.till, chart.owed]);
  const { lang } = env;
  const cell = (track: ArrearsChart["till"], month: number): string => {
    const value = valueAt(track, month);
    return value === undefined ? "" : exact(value, lang);
  };
  const head = [say("month", lang), say("due", lang), say("paid", lang), say("till", lang), say("owed", lang)];
  const rows = months ? count(months.first, months.after).map((m) => [monthLong(m, lang), ...[chart.due, chart.paid, chart.till, chart.owed].map((t) => cell(t, m))]) : [];
  if (chart.closed === null) return { head, rows };
  const closed = chart.closed;
  return {
    head: [head[0] ?? "", say("to_closing", lang), ...head.slice(1)],
    rows: rows.map((row, i) => [row[0] ?? "", exact(closed - ((months?.first ?? 0) + i), lang), ...row.slice(1)]),
  };
}
