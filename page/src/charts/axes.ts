/** Axes: years or months below or above a picture, values at its left. */
import { calendarOf, monthLong, monthShort } from "../say";
import type { Lang } from "../words";
import { monthStep, yearTicks, type Scale } from "./scale";
import { widthOf } from "./measure";
import { AXIS, SMALL, type Board } from "./svg";

const FEW = 30; // months: fewer than this are labelled by month, more by year

export interface TimeAxis {
  x: Scale;
  /** First month shown and the one after the last. */
  first: number;
  after: number;
  /** Base line of the labels. */
  y: number;
  /** Where lines and ticks begin and end. */
  top: number;
  bottom: number;
  lang: Lang;
  small: boolean;
}

/** Labels with a tick, and hairlines through the picture if `lines`. */
export function timeAxis(board: Board, axis: TimeAxis, lines = false): void {
  const size = axis.small ? SMALL : AXIS;
  for (const { month, words } of timeLabels(axis)) {
    const x = axis.x(month);
    if (lines) board.line("grid", x, axis.top, x, axis.bottom);
    else board.line("tick", x, axis.bottom, x, axis.bottom + 5);
    centred(board, x, axis.y, words, size);
  }
}

/** A month without its year: "December" or "Dec", "12 月". */
export function monthName(month: number, lang: Lang, short = false): string {
  if (lang === "zh") return `${calendarOf(month) + 1} 月`;
  const name = monthLong(month, lang).split(" ")[0] ?? "";
  return short ? name.slice(0, 3) : name;
}

/** Which months are labelled, with their words. */
export function timeLabels(axis: TimeAxis): { month: number; words: string }[] {
  const size = axis.small ? SMALL : AXIS;
  const pixels = axis.x.end - axis.x.start;
  const { first, after, lang } = axis;
  if (after - first > FEW) {
    const wide = widthOf(lang === "en" ? "2000" : "2000 年", size) + 16;
    return yearTicks(first, after, pixels, wide).map((year) => ({ month: year * 12, words: yearWords(year, lang) }));
  }
  const wide = widthOf(lang === "en" ? "Mar 2000" : "2000 年 12 月", size) + 10;
  const step = monthStep(after - first, pixels, wide);
  const found: { month: number; words: string }[] = [];
  for (let month = first; month < after; month += 1) {
    if (calendarOf(month) % step && after - first > step) continue;
    const full = found.length === 0 || calendarOf(month) === 0;
    found.push({ month, words: full ? monthShort(month, lang) : monthName(month, lang, true) });
    if (after - first <= step) break;
  }
  return found;
}

export function yearWords(year: number, lang: Lang): string {
  return lang === "en" ? String(year) : `${year} 年`;
}

/** A label centred on a place, moved inwards where it would leave the paper. */
export function centred(board: Board, x: number, y: number, words: string, size: number, cls = "soft"): boolean {
  const half = widthOf(words, size) / 2;
  const at = Math.min(Math.max(x, half), board.width - half);
  return board.text(at, y, words, { size, cls, anchor: "middle" });
}

/** Hairlines with their values at the left; on a phone the values stand on the lines. */
export function valueAxis(
  board: Board, y: Scale, left: number, right: number, marks: readonly number[], words: (value: number) => string, inside = false,
): void {
  for (const value of marks) {
    const at = y(value);
    board.line(value === 0 ? "axis" : "grid", left, at, right, at);
    if (inside) {
      if (value !== 0) board.text(left, at - 5, words(value), { size: SMALL, cls: "soft", rim: true });
    } else board.text(left - 8, at + 4.5, words(value), { size: AXIS, cls: "soft", anchor: "end" });
  }
}

/** Room the labels of a value axis need at the left. */
export function valueRoom(marks: readonly number[], words: (value: number) => string): number {
  return Math.ceil(Math.max(0, ...marks.map((value) => widthOf(words(value), AXIS)))) + 10;
}
