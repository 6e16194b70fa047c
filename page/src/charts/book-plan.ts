/** Where the camera's line, the yearbook's steps and the gap between them stand; nothing is drawn here. */
import type { BookChart } from "../data";
import { linear, ticks, type Scale } from "./scale";
import type { Point } from "./svg";
import { count, top, valueAt, yearSpan } from "./tracks";
import type { Show } from "./view";

/** Between two steps, and on each side of a change of definition. */
export const APART = 1;
export const BROKEN = 4;

export interface Step {
  year: number;
  value: number;
  /** Months it stands for: the whole year, or what is left of it after a change of definition. */
  from: number;
  to: number;
  x1: number;
  x2: number;
  y: number;
}

export interface BookPlan {
  x: Scale;
  y: Scale;
  marks: number[];
  steps: Step[];
  line: Point[];
  /** Areas where the camera sees more than the book, and the other way round. */
  missed: Point[][];
  over: Point[][];
}

export interface Paper {
  left: number;
  right: number;
  top: number;
  bottom: number;
  lines: number;
}

export function planBook(chart: BookChart, paper: Paper, show: Show): BookPlan | null {
  const years = yearSpan([chart.book]);
  const seen = chart.camera.values.length > 0;
  if (!seen && !years) return null;
  const first = Math.min(seen ? chart.camera.start : Infinity, years ? years.first * 12 : Infinity);
  const after = Math.max(seen ? chart.camera.start + chart.camera.values.length : 0, years ? years.after * 12 : 0);
  const x = linear(first, after, paper.left, paper.right);
  const most = Math.max(
    show === "book" ? 0 : top(chart.camera.values),
    show === "camera" ? 0 : top(chart.book.values),
    show === "camera" ? 0 : top(chart.observed.flatMap((o) => [o.value, o.high])),
  );
  const marks = ticks(0, most, paper.lines, true);
  const y = linear(0, marks[marks.length - 1] ?? 1, paper.bottom, paper.top);
  const steps = show === "camera" ? [] : stepsOf(chart, x, y);
  const line = show === "book" ? [] : lineOf(chart, x, y);
  const areas = show === "both" ? steps.map((step) => between(chart, step, x, y)) : [];
  return {
    x, y, marks, steps, line,
    missed: areas.flatMap((a) => (a.missed ? [a.missed] : [])),
    over: areas.flatMap((a) => (a.over ? [a.over] : [])),
  };
}

/** One step a year. A change of definition within a year leaves the part after it: the year is printed as counted last. */
export function stepsOf(chart: BookChart, x: Scale, y: Scale): Step[] {
  const years = yearSpan([chart.book]);
  if (!years) return [];
  return count(years.first, years.after).flatMap((year) => {
    const value = chart.book.values[year - chart.book.start];
    if (value === null || value === undefined) return [];
    const to = Math.min((year + 1) * 12, x.to);
    const from = Math.max(year * 12, x.from, ...chart.breaks.filter((b) => b > year * 12 && b < to));
    const x1 = x(from) + (chart.breaks.includes(from) ? BROKEN : APART);
    const x2 = x(to) - (chart.breaks.includes(to) ? BROKEN : APART);
    return [{ year, value, from, to, x1, x2: Math.max(x2, x1 + 0.5), y: y(value) }];
  });
}

function lineOf(chart: BookChart, x: Scale, y: Scale): Point[] {
  const { start, values } = chart.camera;
  return values.map((value, i) => [x(start + i + 0.5), y(value)] as const);
}

/** The camera between two months is taken halfway. */
function atEdge(chart: BookChart, month: number): number | null {
  const before = valueAt(chart.camera, month - 1);
  const after = valueAt(chart.camera, month);
  if (before === undefined) return after ?? null;
  return after === undefined ? before : (before + after) / 2;
}

function between(chart: BookChart, step: Step, x: Scale, y: Scale): { missed: Point[] | null; over: Point[] | null } {
  const edges = count(step.from, step.to + 1).flatMap((month) => {
    const value = atEdge(chart, month);
    if (value === null) return [];
    // Neighbouring steps share their edge, so that the hatch has no seams; a change of definition parts it.
    const inside = Math.min(Math.max(x(month), step.x1), step.x2);
    return [[chart.breaks.includes(month) ? inside : x(month), value] as const];
  });
  if (edges.length < 2) return { missed: null, over: null };
  const shape = (pick: (value: number) => number): Point[] | null => {
    if (edges.every(([, value]) => pick(value) === step.value)) return null;
    const first = edges[0]?.[0] ?? 0;
    const last = edges[edges.length - 1]?.[0] ?? 0;
    return [...edges.map(([at, value]) => [at, y(pick(value))] as const), [last, step.y], [first, step.y]];
  };
  return { missed: shape((v) => Math.max(v, step.value)), over: shape((v) => Math.min(v, step.value)) };
}
