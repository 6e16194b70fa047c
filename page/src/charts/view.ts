/** What a chart is given and what it gives back. */
import type { Film } from "../data";
import type { Lang } from "../words";

export interface Env {
  film: Film;
  lang: Lang;
  /** CSS pixels the chart may fill. Under `NARROW` it gets the layout of a phone. */
  width: number;
  /** The sentence that states the finding; without it the chart is named by its kind. */
  title?: string | undefined;
  /** Yearbook and camera: which of the two is shown. */
  show?: Show | undefined;
  /** Key of the life to draw, where a chart could show several. */
  life?: string | undefined;
}

export type Show = "camera" | "book" | "both";

export interface Table {
  head: string[];
  rows: string[][];
}

/** A value read out at a place of the chart: words, and where the hairline stands. */
export interface Reading {
  words: string;
  x: number;
  top: number;
  bottom: number;
}

export interface ChartView {
  svg: SVGSVGElement;
  /** The numbers of the picture, as text; built when first asked for. */
  readonly table: Table;
  title: string;
  /** Reads the chart out at a month; charts over time have it. */
  read?: (month: number) => Reading | null;
  /** Months shown, and the month under a place of the chart. */
  time?: { first: number; last: number; month: (x: number) => number };
}

export const NARROW = 560;

export function narrow(env: Env): boolean {
  return env.width < NARROW;
}
