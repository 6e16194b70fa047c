/** The key under a picture: what each mark stands for, in words. */
import { widthOf, wrap } from "./measure";
import { LABEL, pitchOf, SMALL, type Board } from "./svg";

export interface KeyItem {
  words: string;
  /** Draws the sample into a box of 18 × 12 whose upper left corner is given. */
  draw?: (board: Board, x: number, y: number) => void;
}

const SAMPLE = 18;
const AFTER = 7;
const BETWEEN = 22;

/** Write the items in rows; gives the y under the last row. */
export function key(board: Board, left: number, y: number, items: readonly KeyItem[], right = board.width): number {
  const size = SMALL + 0.5;
  const pitch = pitchOf(size) + 3;
  let x = left;
  let base = y + pitch;
  for (const item of items) {
    const lead = item.draw ? SAMPLE + AFTER : 0;
    const wide = lead + widthOf(item.words, size);
    if (x > left && x + wide > right) {
      x = left;
      base += pitch;
    }
    const lines = wrap(item.words, right - x - lead, size);
    item.draw?.(board, x, base - 10.5);
    board.text(x + lead, base, lines, { size, cls: "soft" });
    base += (lines.length - 1) * pitchOf(size);
    x = lines.length > 1 ? right : x + wide + BETWEEN;
  }
  return items.length ? base + 8 : y;
}

export interface Sentence {
  mark?: string;
  words: string;
  cls?: string;
  bold?: boolean;
}

/** Sentences under a picture, each on its own lines, numbered ones hanging. */
export function sentences(board: Board, left: number, y: number, rows: readonly Sentence[], right = board.width): number {
  const hang = Math.max(0, ...rows.map((row) => (row.mark ? widthOf(row.mark, LABEL, "bold") + 10 : 0)));
  let base = y;
  for (const row of rows) {
    base += pitchOf(LABEL) + 2;
    const face = row.bold ? "bold" : "sans";
    const lines = wrap(row.words, right - left - hang, LABEL, face);
    if (row.mark) board.text(left, base, row.mark, { face: "bold" });
    board.text(left + hang, base, lines, { cls: row.cls ?? "", face });
    base += (lines.length - 1) * pitchOf(LABEL);
  }
  return rows.length ? base + 8 : y;
}

/** Samples that several keys show. */
export function patch(cls: string, more: Record<string, string> = {}) {
  return (board: Board, x: number, y: number): void => {
    board.rect(cls, x, y, SAMPLE, 12, more);
  };
}

export function stroke(cls: string) {
  return (board: Board, x: number, y: number): void => {
    board.line(cls, x, y + 6, x + SAMPLE, y + 6);
  };
}
