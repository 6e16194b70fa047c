/** A hundred like this one: five rows of twenty, sorted, so that one life is not taken for the rule. */
import type { Twice } from "../data";
import { sentences } from "./key";
import { wrap } from "./measure";
import { LABEL, pitchOf, SMALL, tidy, type Board } from "./svg";
import { narrow, type Env } from "./view";
import { say } from "./words";

export const IN_ROW = 20;

export interface Mark {
  kind: "up" | "same" | "down";
  x: number;
  y: number;
}

/** Where the marks stand: better first, then the same, then worse; each is one person. */
export function marksOf(hundred: Twice["hundred"], left: number, top: number, pitch: { x: number; y: number }): Mark[] {
  const kinds: Mark["kind"][] = [
    ...Array<Mark["kind"]>(Math.max(0, hundred.better)).fill("up"),
    ...Array<Mark["kind"]>(Math.max(0, hundred.same)).fill("same"),
    ...Array<Mark["kind"]>(Math.max(0, hundred.worse)).fill("down"),
  ];
  return kinds.map((kind, i) => ({ kind, x: left + (i % IN_ROW) * pitch.x + pitch.x / 2, y: top + Math.floor(i / IN_ROW) * pitch.y + pitch.y / 2 }));
}

/** Draw them with their sentences; gives the y under them. */
export function drawHundred(board: Board, hundred: Twice["hundred"], y: number, env: Env): number {
  const all = hundred.better + hundred.same + hundred.worse;
  if (all <= 0) return y;
  const small = narrow(env);
  board.text(0, y + 24, say("title_hundred", env.lang), { size: 19, face: "serif" });
  const pitch = { x: small ? Math.min(17, env.width / IN_ROW) : 18, y: 22 };
  const top = y + 40;
  for (const mark of marksOf(hundred, 0, top, pitch)) drawMark(board, mark);
  const floor = top + Math.ceil(all / IN_ROW) * pitch.y;
  const beside = !small && env.width >= 700;
  const left = beside ? pitch.x * IN_ROW + 36 : 0;
  const cls = ["better-words", "soft", "rust-words"];
  const rows = hundred.words.map((words, i) => ({ words: words[env.lang], cls: cls[i] ?? "soft", bold: true }));
  const low = sentences(board, left, beside ? top - 8 : floor + 4, rows);
  const like = wrap(hundred.like[env.lang], env.width - left, SMALL);
  board.text(left, low + 16, like, { size: SMALL, cls: "soft" });
  return Math.max(floor, low + 16 + (like.length - 1) * pitchOf(SMALL)) + LABEL;
}

function drawMark(board: Board, { kind, x, y }: Mark): void {
  if (kind === "same") {
    board.rect("same", x - 5.5, y - 1.6, 11, 3.2);
    return;
  }
  const way = kind === "up" ? 1 : -1;
  board.path(kind, `M${tidy(x)} ${tidy(y - 5.5 * way)}L${tidy(x + 6)} ${tidy(y + 5 * way)}H${tidy(x - 6)}z`);
}
