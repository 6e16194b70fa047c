/** Reading tracks and years of the data; what was not recorded is `undefined`. */
import type { Track, Yearly } from "../data";

export function valueAt(track: Track, month: number): number | undefined {
  return track.values[month - track.start];
}

export function yearValue(yearly: Yearly, year: number): number | null {
  return yearly.values[year - yearly.start] ?? null;
}

/** First month and the one after the last of several tracks; null if all are empty. */
export function span(tracks: readonly Track[]): { first: number; after: number } | null {
  const filled = tracks.filter((t) => t.values.length);
  if (!filled.length) return null;
  return {
    first: Math.min(...filled.map((t) => t.start)),
    after: Math.max(...filled.map((t) => t.start + t.values.length)),
  };
}

/** First year and the one after the last of several yearly series; null if all are empty. */
export function yearSpan(series: readonly Yearly[]): { first: number; after: number } | null {
  const filled = series.filter((s) => s.values.some((v) => v !== null));
  if (!filled.length) return null;
  return {
    first: Math.min(...filled.map((s) => s.start)),
    after: Math.max(...filled.map((s) => s.start + s.values.length)),
  };
}

/** Largest value, of none 0. `Math.max` with thousands of arguments would be too long a call. */
export function top(values: Iterable<number | null | undefined>): number {
  let most = 0;
  for (const value of values) if (value !== null && value !== undefined && value > most) most = value;
  return most;
}

export function lowest(values: Iterable<number | null | undefined>): number {
  let least = 0;
  for (const value of values) if (value !== null && value !== undefined && value < least) least = value;
  return least;
}

export function count(first: number, after: number): number[] {
  return Array.from({ length: Math.max(0, after - first) }, (_, i) => first + i);
}
