/** The same life under two histories: one trunk to the month in which they part, then two lanes. */
import type { Spell, Twice } from "../data";
import { exact, monthLong } from "../say";
import { flags, type Listed } from "./flags";
import { drawHundred } from "./hundred";
import { key, sentences } from "./key";
import { drawLane, NOTHING, thickness, yardstick } from "./lane";
import { laneKey, lifeTable, turns, who } from "./life";
import { titleOf, view } from "./made";
import { balanced, widthOf } from "./measure";
import { sleepers } from "./sleepers";
import { Board, LABEL, pitchOf, tidy } from "./svg";
import { toldOf, type Line } from "./told";
import { narrow, type ChartView, type Env, type Table } from "./view";
import { say } from "./words";

type Pair = Twice["pairs"][number];

/** Between the two lanes. */
export const LANES = 122;
/** Of the width, what the years before the fork get. */
export const BEFORE = 0.4;
const BEND = 22;

/** First month in which the two histories differ for this person; null if they never do. */
export function partsAt(a: readonly Spell[], b: readonly Spell[]): number | null {
  const months = new Set([...a, ...b].flatMap((s) => [s.from, s.to + 1]));
  for (const month of [...months].sort((p, q) => p - q)) {
    const [one, other] = [spellAt(a, month), spellAt(b, month)];
    if (one?.status !== other?.status || one?.pay !== other?.pay || one?.owed !== other?.owed) return month;
  }
  return null;
}

function spellAt(spells: readonly Spell[], month: number): Spell | undefined {
  return spells.find((s) => s.from <= month && s.to >= month);
}

/** The part of a life between two months. */
export function cut(spells: readonly Spell[], from: number, to: number): Spell[] {
  return spells.flatMap((s) => (s.to < from || s.from >= to ? [] : [{ ...s, from: Math.max(s.from, from), to: Math.min(s.to, to - 1) }]));
}

/** Two scales: years before the fork on 40 % of the width, those after it on the rest. */
export function forked(first: number, fork: number, after: number, left: number, right: number): (month: number) => number {
  const at = left + (right - left) * BEFORE;
  return (month) =>
    month <= fork
      ? left + ((month - first) / Math.max(fork - first, 1)) * (at - left)
      : at + ((month - fork) / Math.max(after - fork, 1)) * (right - at);
}

export function drawTwice(twice: Twice, pair: Pair, env: Env): ChartView {
  const title = titleOf("twice", env);
  const board = new Board(env.width, "twice", title);
  const i = env.film.people.keys.indexOf(pair.key);
  const top = who(board, i, env);
  const fork = partsAt(pair.a, pair.b);
  const low = fork === null ? drawSame(board, pair, env, top) : drawFork(board, twice, pair, fork, env, top);
  const y = key(board, 0, low, laneKey([pair.a, pair.b], env));
  // The hundred are like the first pair; beside anybody else they would be beside the wrong person.
  const rule = pair === twice.pairs[0] ? drawHundred(board, twice.hundred, y + 14, env) : y;
  const end = sentences(board, 0, rule, [{ words: say("paired", env.lang, { paired: exact(twice.paired, env.lang), parted: exact(twice.parted, env.lang) }), cls: "soft" }]);
  return view(board.close(end), title, () => twiceTable(twice, pair, env));
}

function drawSame(board: Board, pair: Pair, env: Env, top: number): number {
  const first = pair.a[0]?.from ?? 0;
  const after = (pair.a[pair.a.length - 1]?.to ?? 0) + 1;
  const x = (month: number): number => 2 + ((month - first) / Math.max(after - first, 1)) * (env.width - 12);
  const half = thick(pair.a, yardstick([pair.a], env)) / 2;
  const middle = top + 12 + half;
  drawLane(board, pair.a, x, middle, yardstick([pair.a], env), env);
  const under = flags(board, toldOf(pair.told_a, env.lang), turns(pair.a), x, middle + half + 6, env);
  const y = sleepers(board, x, first, after, Math.max(under.low + 16, middle + half + 22), env);
  return sentences(board, 0, sentences(board, 0, y, under.listed), [{ words: say("same_life", env.lang), bold: true }]);
}

function thick(spells: readonly Spell[], unit: number): number {
  return Math.max(NOTHING, ...spells.map((s) => thickness(s.pay, unit)));
}

function drawFork(board: Board, twice: Twice, pair: Pair, fork: number, env: Env, top: number): number {
  const { lang } = env;
  const first = Math.min(pair.a[0]?.from ?? fork, pair.b[0]?.from ?? fork, fork);
  const after = Math.max(...[...pair.a, ...pair.b].map((s) => s.to + 1));
  const x = forked(first, fork, after, 2, env.width - 10);
  const trunk = cut(pair.a, first, fork);
  const [a, b] = [cut(pair.a, fork, after), cut(pair.b, fork, after)];
  const unit = yardstick([pair.a, pair.b], env);
  const half = Math.max(thick(a, unit), thick(b, unit), thick(trunk, unit)) / 2;
  const apart = Math.max(LANES, half * 2 + 84);
  const upper = top + 14 + Math.max(half, 16);
  const lower = upper + apart;
  const middle = (upper + lower) / 2;
  const shift = (month: number): number => x(month) + (month >= fork ? BEND * (1 - (month - fork) / Math.max(after - fork, 1)) : 0);
  drawLane(board, trunk, x, middle, unit, env);
  drawLane(board, a, shift, upper, unit, env);
  drawLane(board, b, shift, lower, unit, env);
  const at = x(fork);
  for (const y of [upper, lower]) {
    board.path("fork", `M${tidy(at)} ${tidy(middle)}C${tidy(at + BEND * 0.6)} ${tidy(middle)} ${tidy(at + BEND * 0.3)} ${tidy(y)} ${tidy(at + BEND)} ${tidy(y)}`);
  }
  nameLanes(board, twice, at, { upper, lower, middle, half }, env);
  const before = (lines: Line[], since: boolean): Line[] => lines.filter((line) => line.month >= fork === since);
  const told = { a: toldOf(pair.told_a, lang), b: toldOf(pair.told_b, lang) };
  // No sentence stands on a lane or on the curves between them.
  const stop = [upper, lower].map((y) => ({ x: at - 4, y: y - 2, w: env.width - at + 4, h: 4 }));
  stop.push({ x: 0, y: middle - half - 3, w: at + 2, h: half * 2 + 6 }, { x: at - 2, y: upper, w: BEND + 2, h: lower - upper });
  const fromA = flags(board, before(told.a, true), turns(a), shift, upper + thick(a, unit) / 2 + 5, env, { clear: stop, floor: lower - thick(b, unit) / 2 - 4 });
  const fromB = flags(board, before(told.b, true), turns(b), shift, lower + thick(b, unit) / 2 + 5, env, { from: 1 + fromA.listed.length, clear: stop });
  const rest = flags(board, before(told.a, false), turns(trunk), x, middle + thick(trunk, unit) / 2 + 5, env, { from: 1 + fromA.listed.length + fromB.listed.length, clear: stop });
  let y = sleepers(board, x, first, after, Math.max(lower + half + 22, fromB.low + 16, rest.low + 16), env);
  const list = (head: string, rows: Listed[], cls: string): void => {
    if (!rows.length) return;
    y = sentences(board, 0, y - 2, [{ words: head, cls, bold: true }]) - 6;
    y = sentences(board, 0, y, rows) - 2;
  };
  if (rest.listed.length) y = sentences(board, 0, y - 2, rest.listed);
  list(twice.a[lang], fromA.listed, "");
  list(twice.b[lang], fromB.listed, "better-words");
  return y;
}

/** Names of both histories left of the lanes; where there is no room, over and under them. */
function nameLanes(board: Board, twice: Twice, at: number, lane: { upper: number; lower: number; middle: number; half: number }, env: Env): void {
  const room = narrow(env) ? at - 6 : Math.min(at - 10, 260);
  for (const [words, y, cls] of [[twice.a[env.lang], lane.upper, ""], [twice.b[env.lang], lane.lower, "better-words"]] as const) {
    const lines = balanced(words, room, LABEL, "bold");
    const base = y + 5 - ((lines.length - 1) * pitchOf(LABEL)) / 2;
    const box = board.boxOf(at - 4, base, lines, { face: "bold", anchor: "end" });
    const inTrunk = box.y < lane.middle + lane.half + 2 && box.y + box.h > lane.middle - lane.half - 2;
    if (!inTrunk && board.text(at - 4, base, lines, { face: "bold", cls, anchor: "end" })) continue;
    const wide = widthOf(words, LABEL, "bold");
    const one = y === lane.upper ? y - lane.half - 6 : y + lane.half + 18;
    board.text(Math.min(at + BEND, board.width - wide), one, words, { face: "bold", cls, rim: true });
  }
}

export function twiceTable(twice: Twice, pair: Pair, env: Env): Table {
  const { lang } = env;
  const a = lifeTable(pair.a, toldOf(pair.told_a, lang), env);
  const b = lifeTable(pair.b, toldOf(pair.told_b, lang), env);
  const { better, same, worse } = twice.hundred;
  const counts = ([["better", better], ["same", same], ["worse", worse]] as const).map(([word, n]) => [say("title_hundred", lang), say(word, lang), String(n), "", "", ""]);
  const fork = partsAt(pair.a, pair.b);
  const parted = fork === null ? [["", say("same_life", lang), "", "", "", ""]] : [["", monthLong(fork, lang), "", "", "", ""]];
  const rule = pair === twice.pairs[0] ? counts : [];
  return {
    head: [say("history", lang), ...a.head],
    rows: [...a.rows.map((row) => [twice.a[lang], ...row]), ...b.rows.map((row) => [twice.b[lang], ...row]), ...parted, ...rule],
  };
}
