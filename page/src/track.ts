/** Reading the tracks of a film. */
import type { Film, Track } from "./data";

/** The value of a month; nothing before the track begins or after it ends. */
export function at(track: Track, month: number): number {
  return track.values[Math.floor(month) - track.start] ?? 0;
}

export function most(track: Track): number {
  let top = 0;
  for (const value of track.values) if (value > top) top = value;
  return top;
}

/** The last month of the film. */
export function lastMonth(film: Film): number {
  return film.first + film.months - 1;
}

export function clampMonth(film: Film, month: number): number {
  return Math.min(Math.max(month, film.first), lastMonth(film));
}
