/** The field of ages and years: how many of an age had no work in a year. A cohort's scar runs along the diagonal. */
import type { LexisChart } from "../data";
import { exact } from "../say";
import { centred, timeAxis, yearWords } from "./axes";
import { type Box } from "./boxes";
import { nothing, titleOf, view } from "./made";
import { widthOf } from "./measure";
import { linear } from "./scale";
import { AXIS, Board, boxesPath, LABEL, SMALL } from "./svg";
import { narrow, type ChartView, type Env, type Table } from "./view";
import { say } from "./words";

/** Upper ends of the first four shades, per mille; the fifth has no end. */
export const STEPS = [50, 100, 200, 400];

/** 1 to 5. A share that stands on a limit belongs to the paler shade. */
export function shadeOf(share: number): number {
  const found = STEPS.findIndex((limit) => share <= limit);
  return found < 0 ? STEPS.length + 1 : found + 1;
}

export function drawLexis(chart: LexisChart, env: Env): ChartView {
  const ages = chart.shares.length;
  const years = Math.max(0, ...chart.shares.map((row) => row.length));
  if (!ages || !years || !chart.shares.some((row) => row.some((s) => s !== null))) return nothing("lexis", env);
  const title = titleOf("lexis", env);
  const board = new Board(env.width, "lexis", title);
  const small = narrow(env);
  const left = 34;
  const right = env.width - 4;
  const top = 30;
  const square = (right - left) / years;
  const tall = Math.min(Math.max(ages * Math.min(square, 9), small ? 250 : 300), small ? 330 : 460);
  const bottom = top + tall;
  const x = linear(chart.start * 12, (chart.start + years) * 12, left, right);
  const y = linear(chart.age, chart.age + ages, bottom, top);
  const shades: Box[][] = [[], [], [], [], []];
  chart.shares.forEach((row, a) =>
    row.forEach((share, i) => {
      if (share === null) return;
      const [x1, x2] = [x((chart.start + i) * 12), x((chart.start + i + 1) * 12)];
      const [y1, y2] = [y(chart.age + a + 1), y(chart.age + a)];
      shades[shadeOf(share) - 1]?.push({ x: x1, y: y1, w: x2 - x1, h: y2 - y1 });
    }),
  );
  board.rect("field", left, top, right - left, tall);
  shades.forEach((boxes, i) => board.path(`rust-${i + 1}`, boxesPath(boxes), { "shape-rendering": "crispEdges" }));
  ageAxis(board, chart, y, left, env);
  timeAxis(board, { x, first: x.from, after: x.to, y: bottom + 25, top, bottom, lang: env.lang, small });
  cohorts(board, chart, x, y, { left, right, top, bottom, years }, env);
  const low = printedKey(board, left, bottom + 36, env);
  return view(board.close(low), title, () => lexisTable(chart, env));
}

function ageAxis(board: Board, chart: LexisChart, y: (age: number) => number, left: number, env: Env): void {
  board.text(0, 16, say("age", env.lang), { size: SMALL, cls: "soft" });
  const last = chart.age + chart.shares.length - 1;
  for (let age = Math.ceil(chart.age / 5) * 5; age <= last; age += chart.shares.length > 30 ? 10 : 5) {
    board.line("tick", left - 5, y(age + 0.5), left, y(age + 0.5));
    board.text(left - 8, y(age + 0.5) + 4.5, String(age), { size: AXIS, cls: "soft", anchor: "end" });
  }
}

/** Dotted diagonals: people born in one year. Each is named where it leaves the field. */
function cohorts(
  board: Board, chart: LexisChart, x: (month: number) => number, y: (age: number) => number,
  field: { left: number; right: number; top: number; bottom: number; years: number }, env: Env,
): void {
  const end = chart.start + field.years;
  const oldest = chart.age + chart.shares.length;
  const step = narrow(env) ? 20 : 10;
  for (let born = Math.ceil((chart.start - oldest) / step) * step; born <= end - chart.age; born += step) {
    const from = Math.max(chart.start, born + chart.age);
    const to = Math.min(end, born + oldest);
    if (to - from < field.years / 6) continue;
    board.line("cohort", x(from * 12), y(from - born), x(to * 12), y(to - born));
    const words = say("born", env.lang, { year: born });
    const half = widthOf(words, SMALL) / 2;
    if (to < end) centred(board, x(to * 12), field.top - 7, words, SMALL);
    else board.place([{ x: field.right - 4, y: y(to - born) - 4, anchor: "end" }, { x: field.right - 4 - half, y: y(to - born) + 20, anchor: "middle" }], words, { size: SMALL, rim: true });
  }
}

function printedKey(board: Board, left: number, y: number, env: Env): number {
  const wide = narrow(env) ? Math.min(52, (env.width - left - 10) / 5) : 64;
  board.text(left, y + 18, say("key_share", env.lang), { size: LABEL, cls: "soft" });
  const base = y + 28;
  [0, 1, 2, 3, 4].forEach((i) => board.rect(`rust-${i + 1}`, left + i * wide, base, wide - 2, 14));
  board.rect("field", left, base, wide * 5 - 2, 14);
  const limits = ["0", ...STEPS.map((limit) => exact(limit / 10, env.lang))];
  limits.forEach((words, i) => board.text(left + i * wide, base + 32, words, { size: SMALL, cls: "soft", anchor: i ? "middle" : "start" }));
  board.text(left + 5 * wide - 2, base + 32, "100", { size: SMALL, cls: "soft", anchor: "end" });
  return base + 42;
}

export function lexisTable(chart: LexisChart, env: Env): Table {
  const years = Math.max(0, ...chart.shares.map((row) => row.length));
  return {
    head: [say("age", env.lang), ...Array.from({ length: years }, (_, i) => yearWords(chart.start + i, env.lang))],
    rows: chart.shares.map((row, a) => [String(chart.age + a), ...Array.from({ length: years }, (_, i) => cell(row[i] ?? null, env))]),
  };
}

function cell(share: number | null, env: Env): string {
  return share === null ? "" : `${exact(share / 10, env.lang, 1)} %`;
}
