/** Sentences under a lane: at most one per 90 px, each on its own leader, none over another. */
import { along, overlap, type Box } from "./boxes";
import { centred } from "./axes";
import { dated as datedCause } from "./causes";
import { wrapped } from "./measure";
import { LABEL, pitchOf, SMALL, type Board } from "./svg";
import type { Line } from "./told";
import { narrow, type Env } from "./view";

const APART = 90;
const NUMBERS = 24;
const LEVELS = 12;
const WIDE = { least: 84, most: 230 };

export interface Flag extends Line {
  x: number;
}

export interface Listed {
  mark: string;
  words: string;
}

/** The lowest edge, what stands in the list under the picture, and how many sentences stand in either. */
export interface Hung {
  low: number;
  listed: Listed[];
  shown: number;
}

/** Which sentences are shown: those at turns of the life before others, then by date, kept apart. */
export function chosen(lines: readonly Line[], turns: ReadonlySet<number>, x: (month: number) => number, apart: number): Flag[] {
  const found: Flag[] = [];
  const rows = lines.filter((line) => line.words).map((line) => ({ ...line, x: x(line.month) }));
  for (const row of [...rows.filter((r) => turns.has(r.month)), ...rows.filter((r) => !turns.has(r.month))]) {
    if (found.every((other) => Math.abs(other.x - row.x) >= apart)) found.push(row);
  }
  return found.sort((a, b) => a.x - b.x);
}

/** Write them under `y` and above `floor`, away from `clear`; on a phone numbers stand there instead, and the sentences are given back. */
export function flags(
  board: Board, lines: readonly Line[], turns: ReadonlySet<number>, x: (month: number) => number, y: number, env: Env,
  { from = 1, clear = [], floor = Infinity }: { from?: number; clear?: readonly Box[]; floor?: number } = {},
): Hung {
  if (narrow(env)) return numbers(board, chosen(lines, turns, x, NUMBERS), y, env, from);
  let low = y;
  let shown = 0;
  const stems: Box[] = [];
  const list = chosen(lines, turns, x, APART);
  // From right to left: a sentence further left goes lower, and its stem meets no words.
  let edge = board.width + 10;
  for (let i = list.length - 1; i >= 0; i -= 1) {
    const flag = list[i];
    if (!flag) continue;
    const after = edge - flag.x - 12;
    const before = (flag.x - (list[i - 1]?.x ?? 0)) * 0.62;
    const box = hang(board, flag, y, env, { start: within(after), end: within(before) }, { stems, clear, floor });
    edge = flag.x;
    if (!box) continue;
    if (box.y < y + pitchOf(SMALL)) edge = Math.min(edge, box.x);
    low = Math.max(low, box.y + box.h);
    shown += 1;
  }
  return { low, listed: [], shown };
}

function within(room: number): number {
  return Math.min(WIDE.most, Math.max(WIDE.least, room));
}

interface Keep {
  stems: Box[];
  clear: readonly Box[];
  floor: number;
}

/** The nearest place under the lane where the words and their leader meet nothing; null if there is none. */
function hang(board: Board, flag: Flag, y: number, env: Env, wide: { start: number; end: number }, keep: Keep): Box | null {
  const size = SMALL + 0.5;
  for (let level = 0; level < LEVELS; level += 1) {
    const base = y + 16 + level * (pitchOf(size) / 2 + 1);
    for (const most of ["own", "all"] as const) {
      for (const anchor of ["start", "end"] as const) {
        const lines = wrapped(datedCause(flag, env.lang), most === "own" ? wide[anchor] : WIDE.most, 6, size);
        const at = anchor === "start" ? flag.x - 1 : flag.x + 1;
        const box = board.boxOf(at, base, lines, { size, anchor });
        const stem = along(flag.x, y, flag.x, box.y + 2, 2);
        if (box.y + box.h > keep.floor || !board.free(box, [...keep.stems, ...keep.clear])) continue;
        if (board.texts.some((text) => overlap(text, stem))) continue;
        board.text(at, base, lines, { size, anchor });
        board.line("leader", flag.x, y, flag.x, box.y + 3);
        keep.stems.push(stem);
        return box;
      }
    }
  }
  return null;
}

function numbers(board: Board, list: readonly Flag[], y: number, env: Env, from: number): Hung {
  const listed: Listed[] = [];
  let number = from;
  for (const flag of list) {
    if (!centred(board, flag.x, y + 18, String(number), LABEL, "bold")) continue;
    board.line("leader", flag.x, y, flag.x, y + 4);
    listed.push({ mark: String(number), words: datedCause(flag, env.lang) });
    number += 1;
  }
  return { low: list.length ? y + 24 : y, listed, shown: listed.length };
}
