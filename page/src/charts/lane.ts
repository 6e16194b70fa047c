/** The lane of a life: thickness is pay, texture is status, notches are stretches in which pay came short. */
import type { Spell } from "../data";
import { exact, monthLong } from "../say";
import { through, type Board, type Point } from "./svg";
import { statusCap, statusLook, STATUSES } from "./textures";
import type { Env } from "./view";
import { say, type ChartKey } from "./words";

/** Thickness in pixels: of nothing, of the best year of the run's median worker, and at most. */
export const NOTHING = 3;
export const MEDIAN = 28;
export const MOST = 64;

export interface Piece {
  spell: Spell;
  x: number;
  w: number;
  /** Upper edge and thickness. */
  y: number;
  tall: number;
  short: boolean;
}

export function thickness(pay: number, median: number): number {
  return median > 0 ? Math.min(MOST, NOTHING + (MEDIAN - NOTHING) * (Math.max(0, pay) / median)) : NOTHING;
}

/** The pay that is 28 px thick: the median worker's, or this person's own best where the film has no median. */
export function yardstick(lists: readonly (readonly Spell[])[], env: Env): number {
  const median = env.film.people.median_pay;
  return median > 0 ? median : Math.max(0, ...lists.flat().map((spell) => spell.pay));
}

/** Whether what is owed grew in a spell, against the one before it. */
export function cameShort(spells: readonly Spell[], i: number): boolean {
  const before = spells[i - 1]?.owed ?? 0;
  return (spells[i]?.owed ?? 0) > before;
}

/** Boxes of the spells around a middle line. */
export function pieces(spells: readonly Spell[], x: (month: number) => number, middle: number, median: number): Piece[] {
  return spells.map((spell, i) => {
    const tall = Math.min(statusCap(spell.status), thickness(spell.pay, median));
    const left = x(spell.from);
    return { spell, x: left, w: Math.max(x(spell.to + 1) - left, 0.5), y: middle - tall / 2, tall, short: cameShort(spells, i) };
  });
}

/** Neighbours of one status are one shape with steps, so that edges stand only where something changed. */
function runs(list: readonly Piece[]): Piece[][] {
  const found: Piece[][] = [];
  for (const piece of list) {
    const run = found[found.length - 1];
    const last = run?.[run.length - 1];
    if (run && last && last.spell.status === piece.spell.status && Math.abs(last.x + last.w - piece.x) < 0.5) run.push(piece);
    else found.push([piece]);
  }
  return found;
}

/** The outline of a run: its upper edge to the right, its lower edge back. */
function outline(run: readonly Piece[], edge: number): string {
  const upper: Point[] = run.flatMap((p): Point[] => [[p.x, p.y + edge], [p.x + p.w, p.y + edge]]);
  const lower: Point[] = run.flatMap((p): Point[] => [[p.x, p.y + p.tall - edge], [p.x + p.w, p.y + p.tall - edge]]);
  return `${through([...upper, ...lower.reverse()])}z`;
}

export function drawLane(board: Board, spells: readonly Spell[], x: (month: number) => number, middle: number, unit: number, env: Env): Piece[] {
  const list = pieces(spells, x, middle, unit);
  for (const run of runs(list)) {
    const first = run[0];
    if (!first) continue;
    const look = statusLook(board, first.spell.status);
    board.path(look.cls, outline(run, first.tall < 4 ? 0 : 0.5), look.more);
  }
  for (const piece of list) {
    if (piece.short) {
      const deep = Math.max(3, piece.tall * 0.42);
      board.rect("notch", piece.x + 0.5, piece.y + piece.tall - deep + 0.5, Math.min(3.4, Math.max(piece.w - 1, 1.4)), deep + 1);
    }
    // A place for the pointer: the spell in words.
    const rest = board.rect("sensor", piece.x, middle - 16, piece.w, 32);
    board.hint(rest, spellWords(piece.spell, env));
  }
  return list;
}

export function spellWords(spell: Spell, env: Env): string {
  const { lang } = env;
  const time = say("spell", lang, { from: monthLong(spell.from, lang), to: monthLong(spell.to, lang) });
  const status = say(`st_${spell.status}` as ChartKey, lang);
  return `${time}: ${status}, ${exact(spell.pay, lang)} ${env.film.money_unit[lang]}`;
}

/** Statuses that occur, in the order kept everywhere. */
export function statusesIn(lists: readonly (readonly Spell[])[]): Spell["status"][] {
  const seen = new Set(lists.flat().map((spell) => spell.status));
  return STATUSES.filter((status) => seen.has(status));
}
