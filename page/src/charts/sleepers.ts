/** The time axis of a life: a rail with a sleeper a year and a longer one a decade. */
import { centred, yearWords } from "./axes";
import { widthOf } from "./measure";
import { AXIS, SMALL, type Board } from "./svg";
import { narrow, type Env } from "./view";

/** Draw the rail; `x` may have two scales, and where a decade is wide, years between are labelled too, under it or above. */
export function sleepers(board: Board, x: (month: number) => number, first: number, after: number, y: number, env: Env, above = false): number {
  const size = narrow(env) ? SMALL : AXIS;
  board.line("rail", x(first), y, x(after), y);
  const years: number[] = [];
  for (let year = Math.ceil(first / 12); year * 12 <= after; year += 1) years.push(year);
  // Where a year is narrower than a sleeper with its gap, every fifth one stands for five.
  const drawn = years.filter((year) => year % 5 === 0 || x((year + 1) * 12) - x(year * 12) >= 3.2);
  for (const year of drawn) board.line("sleeper", x(year * 12), y - 3, x(year * 12), y + (year % 10 === 0 ? 12 : 7) - 3);
  const wide = widthOf(yearWords(2000, env.lang), size);
  // Decades first, so that a year between never takes their place.
  const ranks = [(y0: number) => y0 % 10 === 0, (y0: number) => y0 % 5 === 0, () => true];
  const taken: number[] = [];
  for (const rank of ranks) {
    for (const year of years.filter(rank)) {
      const at = x(year * 12);
      if (taken.includes(at) || taken.some((other) => Math.abs(other - at) < wide + 14)) continue;
      if (centred(board, at, above ? y - 12 : y + 26, yearWords(year, env.lang), size)) taken.push(at);
    }
  }
  return above ? y + 12 : y + 32;
}
