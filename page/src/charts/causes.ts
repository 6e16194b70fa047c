/** Dated causes over a picture: dotted verticals with their words, in lanes so that no words and no line cross. */
import type { Words } from "../data";
import { monthShort, yearOf } from "../say";
import { widthOf } from "./measure";
import type { Scale } from "./scale";
import { LABEL, pitchOf, type Board } from "./svg";
import type { Env } from "./view";

export interface Cause {
  month: number;
  words: Words;
}

interface Room {
  /** Upper edge of the first lane, and the most lanes there may be. */
  top: number;
  env: Env;
  lanes: number;
}

interface Dated {
  month: number;
  words: string;
}

/** A cause that found no room: its number stands in the picture, its words under it. */
export interface Listed {
  mark: string;
  words: string;
}

export interface Told {
  /** Where each dotted line begins. */
  lines: { x: number; from: number }[];
  /** Lanes that were used. */
  lanes: number;
  /** Causes whose words found no room. */
  listed: Listed[];
}

/** Words beside a line: the lane counts upwards from the picture. */
export interface Spot {
  x: number;
  lane: number;
  left: number;
  right: number;
  anchor: "start" | "end";
}

/** Causes of one month stand together. */
export function byMonth(causes: readonly Cause[], lang: Env["lang"]): Dated[] {
  const found = new Map<number, string[]>();
  for (const cause of causes) {
    const mine = found.get(cause.month) ?? [];
    if (!mine.includes(cause.words[lang])) mine.push(cause.words[lang]);
    found.set(cause.month, mine);
  }
  return [...found].sort(([a], [b]) => a - b).map(([month, words]) => ({ month, words: joined(words, lang) }));
}

/** Sentences follow each other, mere words are parted. */
export function joined(words: readonly string[], lang: Env["lang"]): string {
  if (words.every((one) => /[.。]$/.test(one))) return words.join(lang === "en" ? " " : "");
  return words.join(lang === "en" ? "; " : "；");
}

/** Words with their date before them, unless they say it themselves. */
export function dated({ month, words }: Dated, lang: Env["lang"]): string {
  if (words.includes(String(yearOf(month)))) return words;
  return lang === "en" ? `${monthShort(month, lang)}: ${words}` : `${monthShort(month, lang)}：${words}`;
}

/**
 * A lane for words at a line, from the right to the left: further left means further up where there is no room, so
 * that a line runs down past words and never through them.
 */
export function spotFor(x: number, wide: number, taken: readonly Spot[], lines: readonly { x: number; lane: number }[], room: { width: number; lanes: number }): Spot | null {
  for (const anchor of ["start", "end"] as const) {
    const [left, right] = anchor === "start" ? [x + 6, x + 6 + wide] : [x - 6 - wide, x - 6];
    if (left < 0 || right > room.width) continue;
    // Words before their line stand high, so that lines further left may pass below them.
    for (let k = 0; k < room.lanes; k += 1) {
      const lane = anchor === "start" ? k : room.lanes - 1 - k;
      const over = taken.some((t) => t.lane === lane && t.left < right + 8 && left < t.right + 8);
      const cut = lines.some((line) => line.lane >= lane && line.x > left - 3 && line.x < right + 3);
      const cuts = taken.some((t) => t.lane < lane && t.left - 3 < x && x < t.right + 3);
      if (!over && !cut && !cuts) return { x, lane, left, right, anchor };
    }
  }
  return null;
}

/** Write their words; `causeLines` draws the lines when the height of the picture is known. */
export function causeWords(board: Board, x: Scale, causes: readonly Cause[], room: Room): Told {
  const { env, top } = room;
  const shown = byMonth(causes, env.lang).filter(({ month }) => month >= x.from && month <= x.to);
  const space = { width: board.width, lanes: room.lanes };
  const spots = new Map<Dated, Spot | null>();
  const taken: Spot[] = [];
  const lines: { x: number; lane: number }[] = [];
  const put = (cause: Dated, spot: Spot | null): void => {
    spots.set(cause, spot);
    if (spot) taken.push(spot);
    lines.push({ x: x(cause.month), lane: spot?.lane ?? -1 });
  };
  const failed: Dated[] = [];
  for (const cause of [...shown].reverse()) {
    const wide = widthOf(cause.words, LABEL);
    const spot = wide <= env.width * 0.5 ? spotFor(x(cause.month), wide, taken, lines, space) : null;
    if (spot) put(cause, spot);
    else failed.push(cause);
  }
  for (const cause of failed) put(cause, spotFor(x(cause.month), 16, taken, lines, space));
  // Lanes nobody uses take no room.
  const used = [...new Set(taken.map((spot) => spot.lane))].sort((a, b) => a - b);
  const lanes = used.length;
  const base = (lane: number): number => top + (lanes - 1 - used.indexOf(lane)) * pitchOf(LABEL);
  const told: Told = { lines: [], lanes, listed: [] };
  for (const cause of shown) {
    const spot = spots.get(cause) ?? null;
    const alone = !failed.includes(cause);
    const mark = alone ? "" : spot ? String(told.listed.filter((l) => l.mark !== "·").length + 1) : "·";
    if (!alone) told.listed.push({ mark, words: dated(cause, env.lang) });
    told.lines.push({ x: x(cause.month), from: spot ? base(spot.lane) + 3 : top + lanes * pitchOf(LABEL) });
    if (spot) board.text(spot.anchor === "start" ? spot.left : spot.right, base(spot.lane) + 15, alone ? cause.words : mark, { anchor: spot.anchor, face: alone ? "sans" : "bold" });
  }
  return told;
}

export function causeLines(board: Board, told: Told, bottom: number): void {
  for (const { x, from } of told.lines) board.line("cause", x, from, x, bottom);
}
