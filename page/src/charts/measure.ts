/**
 * How wide a text will be, without asking the browser: advances of the shipped fonts in hundredths of an em, measured
 * once in Chromium and rounded up. `tests/charts-boxes` and the gallery compare them with real boxes.
 */

export type Face = "sans" | "bold" | "serif";

const CHARS =
  " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~\u00a0°·×–—‘’“”…−\u202f½";

const ADVANCES: Record<Face, number[]> = {
  sans: [
    20, 29, 43, 50, 50, 83, 61, 25, 31, 31, 42, 50, 25, 32, 25, 35, 50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 25, 25, 50,
    50, 50, 43, 85, 55, 59, 58, 62, 53, 50, 62, 66, 27, 48, 58, 49, 73, 65, 67, 57, 67, 57, 54, 54, 65, 53, 79, 52, 48,
    54, 31, 35, 31, 50, 50, 55, 51, 56, 46, 56, 50, 30, 51, 55, 25, 25, 50, 26, 83, 55, 55, 56, 56, 35, 42, 34, 55, 47,
    72, 45, 47, 43, 31, 25, 31, 50, 20, 34, 25, 50, 50, 100, 30, 30, 48, 48, 100, 50, 25, 81,
  ],
  bold: [
    20, 32, 49, 52, 52, 85, 64, 28, 33, 33, 44, 52, 28, 33, 28, 35, 52, 52, 52, 52, 52, 52, 52, 52, 52, 52, 28, 28, 52,
    52, 52, 45, 88, 56, 60, 58, 63, 54, 51, 63, 67, 29, 50, 60, 51, 75, 66, 68, 59, 68, 60, 55, 55, 66, 55, 80, 55, 51,
    54, 33, 35, 33, 52, 50, 55, 52, 57, 47, 57, 51, 32, 52, 56, 27, 27, 53, 28, 85, 56, 55, 57, 57, 38, 44, 37, 56, 50,
    75, 49, 50, 45, 33, 26, 33, 52, 20, 35, 28, 52, 52, 100, 32, 32, 52, 52, 100, 52, 25, 83,
  ],
  serif: [
    24, 29, 39, 53, 52, 94, 73, 19, 37, 37, 46, 54, 31, 32, 31, 35, 53, 53, 53, 53, 53, 53, 53, 53, 53, 53, 31, 31, 54,
    54, 54, 42, 84, 73, 66, 67, 74, 64, 62, 73, 82, 38, 39, 71, 62, 94, 77, 75, 63, 75, 69, 55, 66, 76, 71, 101, 68, 67,
    59, 34, 35, 34, 54, 52, 40, 55, 62, 52, 62, 54, 37, 56, 65, 33, 31, 60, 33, 96, 65, 58, 63, 61, 46, 47, 37, 63, 59,
    85, 58, 60, 49, 36, 29, 36, 54, 24, 35, 31, 54, 54, 100, 30, 30, 48, 48, 100, 54, 25, 94,
  ],
};

const KNOWN = new Map([...CHARS].map((char, i) => [char, i]));

/** Hanzi, kana, full-width forms and whatever else stands on a square. */
const SQUARE = /[\u1100-\u11ff\u2460-\u27ff\u2e80-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]|[\ud840-\udbff][\udc00-\udfff]/;

/** Width in pixels of one line of text. Characters nobody measured count as wide ones. */
export function widthOf(text: string, size: number, face: Face = "sans"): number {
  const table = ADVANCES[face];
  let sum = 0;
  for (const char of text) {
    const place = KNOWN.get(char);
    sum += place === undefined ? (SQUARE.test(char) ? 100 : 70) : (table[place] ?? 70);
  }
  return (sum * size) / 100;
}

const NOT_FIRST = "，。、；：！？）》」』”’％·,.;:!?)%…—";
const NOT_LAST = "（《「『“‘(";

/** Parts of a text between which a line may end: words with the space after them, or single hanzi. A hard space holds. */
function pieces(text: string): string[] {
  const found: string[] = [];
  for (const [part] of text.matchAll(/[^ \n\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+[ \n]*|[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef][ \n]*|[ \n]+/gu)) {
    const before = found[found.length - 1];
    const held = before !== undefined && !/[ \n]$/.test(before);
    if (held && (NOT_FIRST.includes(part[0] ?? "") || NOT_LAST.includes(before.slice(-1)))) found[found.length - 1] = before + part;
    else found.push(part);
  }
  return found;
}

/** Lines of at most `wide` pixels; a single word that is wider is cut, after a hyphen if it has one. */
export function wrap(text: string, wide: number, size: number, face: Face = "sans"): string[] {
  const lines: string[] = [];
  let line = "";
  for (let piece of pieces(text.trim())) {
    if (line && widthOf((line + piece).trimEnd(), size, face) > wide) {
      lines.push(line.trimEnd());
      line = "";
    }
    while (widthOf(piece.trimEnd(), size, face) > wide && [...piece].length > 1) {
      const cut = cutAt(piece, wide, size, face);
      lines.push(piece.slice(0, cut));
      piece = piece.slice(cut);
    }
    line += piece;
  }
  if (line.trim()) lines.push(line.trimEnd());
  return lines;
}

/** As few lines as fit, and those of about the same length. */
export function balanced(text: string, wide: number, size: number, face: Face = "sans"): string[] {
  const lines = wrap(text, wide, size, face);
  let best = lines;
  const longest = Math.max(0, ...pieces(text).map((piece) => widthOf(piece.trimEnd(), size, face)));
  for (let room = wide - 8; room > Math.max(wide / 2, longest) && lines.length > 1; room -= 8) {
    const tried = wrap(text, room, size, face);
    if (tried.length > lines.length) break;
    best = tried;
  }
  return best;
}

function cutAt(piece: string, wide: number, size: number, face: Face): number {
  let cut = piece.length - 1;
  while (cut > 1 && widthOf(piece.slice(0, cut), size, face) > wide) cut -= 1;
  const hyphen = piece.lastIndexOf("-", cut - 1);
  return hyphen > 0 ? hyphen + 1 : cut;
}

/** At most `most` lines; the last one ends in an ellipsis if something is left off. */
export function wrapped(text: string, wide: number, most: number, size: number, face: Face = "sans"): string[] {
  const lines = wrap(text, wide, size, face);
  if (lines.length <= most) return lines;
  const kept = lines.slice(0, most);
  let last = kept[most - 1] ?? "";
  while (last && widthOf(`${last}…`, size, face) > wide) last = last.slice(0, -1).trimEnd();
  kept[most - 1] = `${last}…`;
  return kept;
}
