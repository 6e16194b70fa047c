/** Timing of the minute and of the ride: pure, so that it can be tested. */
import type { Film, Shot, Station } from "../data";
import { lastMonth } from "../track";
import { yearOf } from "../say";

export const MONTHS_A_SECOND = 840 / 180;

/** The shot that stands at a time, and how far into it that is (seconds). After the end the last one stays. */
export function shotAt(shots: readonly Shot[], clock: number): { index: number; into: number; over: boolean } {
  let start = 0;
  for (const [index, shot] of shots.entries()) {
    if (clock < start + shot.seconds) return { index, into: clock - start, over: false };
    start += shot.seconds;
  }
  const last = shots.length - 1;
  return { index: Math.max(0, last), into: shots[last]?.seconds ?? 0, over: true };
}

export function startOf(shots: readonly Shot[], index: number): number {
  return shots.slice(0, index).reduce((sum, shot) => sum + shot.seconds, 0);
}

/** Month of a shot, whole; time runs evenly from its first month to its last. */
export function monthIn(shot: Shot, into: number): number {
  // The last month stands for a while before the cut, so that the eye finds it.
  const share = Math.min(1, into / Math.max(0.1, shot.seconds * 0.86));
  return Math.round(shot.from + (shot.to - shot.from) * share);
}

/** Which shot of its part this is, from 1, and of how many; null for the opening and the close. */
export function placeInPart(shots: readonly Shot[], index: number): { n: number; of: number } | null {
  const part = shots[index]?.part;
  if (!part) return null;
  const mates = shots.map((shot, i) => ({ shot, i })).filter(({ shot }) => shot.part === part);
  return { n: mates.findIndex(({ i }) => i === index) + 1, of: mates.length };
}

const WINTER = 20;
const PASS = 150;
const STILL = 10;
export const RIDE = WINTER + PASS + STILL;

export interface RideAt {
  month: number;
  /** Share of the way along the line. */
  along: number;
  white: number;
  /** Seconds of it in which nothing is said but the month. */
  silent: boolean;
  over: boolean;
}

/** Twenty seconds of the last full winter, whitening; then all years in one pass; then ten seconds of standing still. */
export function rideAt(film: Film, clock: number): RideAt {
  const end = lastMonth(film);
  if (clock < WINTER) {
    const december = (yearOf(end - 11) - 1) * 12 + 11;
    const month = Math.max(film.first, december + Math.min(2, Math.floor((clock / WINTER) * 3)));
    return { month, along: 0.2 + (0.04 * clock) / WINTER, white: Math.max(0, (clock - WINTER + 4) / 4), silent: true, over: false };
  }
  const share = Math.min(1, (clock - WINTER) / PASS);
  return {
    month: Math.min(end, film.first + Math.floor(share * film.months)),
    along: share,
    white: Math.max(0, 1 - (clock - WINTER) / 2),
    silent: false,
    over: clock >= RIDE,
  };
}

/** At most `most` causes, by rank, in order of time. */
export function mainCauses(stations: readonly Station[], most: number): Station[] {
  return [...stations]
    .map((station, i) => ({ station, i }))
    .sort((a, b) => a.station.rank - b.station.rank || a.i - b.i)
    .slice(0, most)
    .sort((a, b) => a.station.month - b.station.month || a.i - b.i)
    .map(({ station }) => station);
}

/** The cause that a caption names in a month: the last one within so many months. */
export function causeOf(causes: readonly Station[], month: number, within: number): Station | null {
  let found: Station | null = null;
  for (const cause of causes) {
    if (cause.month <= month && month - cause.month < within) found = cause;
  }
  return found;
}
