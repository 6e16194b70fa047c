/** Which causes stand on the time rail: the foremost that fit, none over another. */
import type { Station } from "../data";
import { overlap, type Box } from "../stage/spread";

export interface Placed {
  station: Station;
  box: Box;
  x: number;
}

export interface Room {
  most: number;
  x: (month: number) => number;
  /** Top of the area at a month: labels stand above it. */
  top: (month: number) => number;
  width: (station: Station) => number;
  left: number;
  right: number;
  taken: Box[];
}

const HEIGHT = 17;
const GAP = 10;

/**
 * Causes are taken by rank, and within a rank those that are far from what stands already come first, so that seventy
 * years are covered and not one decade of them.
 */
export function pickStations(stations: readonly Station[], room: Room): Placed[] {
  const placed: Placed[] = [];
  const rest = stations.map((station, i) => ({ station, i }));
  while (placed.length < room.most && rest.length > 0) {
    const far = (station: Station): number => Math.min(240, ...placed.map((one) => Math.abs(one.station.month - station.month)));
    rest.sort((a, b) => a.station.rank - b.station.rank || far(b.station) - far(a.station) || a.i - b.i);
    const next = rest.shift();
    if (!next) break;
    const box = boxFor(next.station, room, placed);
    if (box) placed.push({ station: next.station, box, x: room.x(next.station.month) });
  }
  return placed.sort((a, b) => a.x - b.x);
}

function boxFor(station: Station, room: Room, placed: readonly Placed[]): Box | null {
  const w = room.width(station);
  const x0 = room.x(station.month);
  const x = Math.min(Math.max(x0 - w / 2, room.left), room.right - w);
  // The area under the whole label must stay clear, not only at its own month.
  const share = (room.right - room.left) / 24;
  let top = Number.POSITIVE_INFINITY;
  for (let k = 0; k <= 24; k++) {
    const at = room.left + k * share;
    if (at >= x - share && at <= x + w + share) top = Math.min(top, room.top(monthNear(room, at)));
  }
  const box = { x, y: Math.min(top, room.top(station.month)) - HEIGHT - 3, w, h: HEIGHT };
  const wide = { x: box.x - GAP, y: box.y, w: box.w + 2 * GAP, h: box.h };
  if (box.y < 0) return null;
  if (room.taken.some((one) => overlap(one, wide))) return null;
  // No label over another, and no pin through one.
  if (placed.some((one) => overlap(one.box, wide))) return null;
  if (placed.some((one) => one.x > wide.x && one.x < wide.x + wide.w && one.box.y < box.y)) return null;
  if (placed.some((one) => x0 > one.box.x - GAP && x0 < one.box.x + one.box.w + GAP && box.y < one.box.y)) return null;
  return box;
}

/** The month that stands at a place of the rail, from two known ones. */
function monthNear(room: Room, x: number): number {
  const [a, b] = [room.x(0), room.x(1)];
  return Math.round((x - a) / Math.max(1e-9, b - a));
}
