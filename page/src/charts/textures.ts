/** Textures: what a status, a waste or a gap is filled with, so that no meaning hangs on colour alone. */
import type { Status } from "../data";
import { element, type Attrs, type Board } from "./svg";

type Name = "off" | "dots" | "gone" | "gap" | "over" | "waste" | "left" | "back";

interface Lines {
  cls: string;
  pitch: number;
  /** 45 rises to the right, -45 falls. */
  turn: number;
}

const LINES: Partial<Record<Name, Lines>> = {
  off: { cls: "hatch hatch-work", pitch: 5, turn: 45 },
  gone: { cls: "hatch hatch-rust", pitch: 5, turn: 45 },
  gap: { cls: "hatch hatch-gap", pitch: 9, turn: 45 },
  over: { cls: "hatch hatch-over", pitch: 9, turn: -45 },
  waste: { cls: "hatch hatch-waste", pitch: 5, turn: 45 },
  left: { cls: "hatch hatch-load", pitch: 6, turn: 45 },
  back: { cls: "hatch hatch-load", pitch: 6, turn: -45 },
};

/** What goes into `fill` for a texture of this picture. */
export function texture(board: Board, name: Name): string {
  return board.fill(name, () => {
    const lines = LINES[name];
    const pattern = element("pattern", {
      patternUnits: "userSpaceOnUse",
      width: lines?.pitch ?? 6,
      height: lines?.pitch ?? 6,
      patternTransform: lines ? `rotate(${-lines.turn})` : undefined,
    });
    if (!lines) {
      pattern.append(element("circle", { class: "dot-work", cx: 1.6, cy: 1.6, r: 1.3 }));
      pattern.append(element("circle", { class: "dot-work", cx: 4.6, cy: 4.6, r: 1.3 }));
      return pattern;
    }
    const at = lines.pitch / 2;
    pattern.append(element("line", { class: lines.cls, x1: 0, y1: at, x2: lines.pitch, y2: at }));
    return pattern;
  });
}

/** In the order in which they are drawn everywhere. */
export const STATUSES: readonly Status[] = [
  "on_post", "off_post", "informal", "unemployed", "discouraged", "retired", "disabled", "pupil", "away", "other",
];

const FILLED: Partial<Record<Status, Name>> = { off_post: "off", informal: "dots", discouraged: "gone" };

/** Class and fill of an area or bar of a status. */
export function statusLook(board: Board, status: Status): { cls: string; more: Attrs } {
  const name = FILLED[status];
  return { cls: `status st-${status}`, more: name ? { fill: texture(board, name) } : {} };
}

/** At most this thick in a lane: a thick band of rust would shout over everything. */
export function statusCap(status: Status): number {
  return status === "unemployed" || status === "discouraged" ? 4 : Infinity;
}
