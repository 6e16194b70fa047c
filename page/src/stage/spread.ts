/** Sharing out: windows among workshops, places along the line, and an order in which lights go out. */

/** Whole parts of `total` in proportion to `weights`, which add up to it: largest remainders, first come first. */
export function apportion(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  if (sum <= 0 || total <= 0) return weights.map(() => 0);
  const shares = weights.map((weight) => (total * weight) / sum);
  const parts = shares.map(Math.floor);
  const left = total - parts.reduce((a, b) => a + b, 0);
  const byRest = shares.map((share, i) => ({ i, rest: share - Math.floor(share) }));
  byRest.sort((a, b) => b.rest - a.rest || a.i - b.i);
  for (const { i } of byRest.slice(0, left)) parts[i] = (parts[i] ?? 0) + 1;
  return parts;
}

/** A number of 32 bits that depends on the text alone. */
export function hash(text: string): number {
  let value = 2166136261;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 16777619);
  value = Math.imul(value ^ (value >>> 15), 2246822519);
  return (value ^ (value >>> 13)) >>> 0;
}

/** Numbers of 0 to 1 that depend on the seed alone. */
export function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * Places 0 to n - 1 in an order that depends on the name alone: the first `lit` of them are the lit ones, so that one
 * light more or less changes one place and no other.
 */
export function order(name: string, n: number): number[] {
  const places = Array.from({ length: n }, (_, i) => i);
  const roll = dice(hash(name));
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(roll() * (i + 1));
    const kept = places[i] ?? 0;
    places[i] = places[j] ?? 0;
    places[j] = kept;
  }
  return places;
}

export interface Wish {
  /** Middle that is wished for. */
  want: number;
  width: number;
  /** Room to leave before it. */
  gap: number;
}

/**
 * Left edges in the order given, as near to the wishes as keeping the gaps allows. Neighbours that would overlap are
 * merged into a block, and a block stands where the mean of its wishes is.
 */
export function pack(wishes: readonly Wish[], from: number, to: number): number[] {
  const blocks: { first: number; width: number; sum: number; n: number }[] = [];
  const place = (block: { width: number; sum: number; n: number }): number =>
    Math.min(Math.max(block.sum / block.n, from), Math.max(from, to - block.width));
  wishes.forEach((wish, i) => {
    // The wish of a block is for its left edge: each member asks for the edge that would put it right.
    let block = { first: i, width: wish.width, sum: wish.want - wish.width / 2, n: 1 };
    for (;;) {
      const before = blocks.at(-1);
      const gap = wishes[block.first]?.gap ?? 0;
      if (!before || place(before) + before.width + gap <= place(block)) break;
      blocks.pop();
      const shift = before.width + gap;
      block = {
        first: before.first,
        width: shift + block.width,
        sum: before.sum + block.sum - block.n * shift,
        n: before.n + block.n,
      };
    }
    blocks.push(block);
  });
  const edges: number[] = [];
  for (const block of blocks) {
    let x = place(block);
    for (let i = block.first; i < block.first + block.n; i++) {
      if (i > block.first) x += wishes[i]?.gap ?? 0;
      edges[i] = x;
      x += wishes[i]?.width ?? 0;
    }
  }
  return edges;
}

export interface Box {
  x: number;
  y: number;
  w: number;
  h: number;
}

/**
 * Pushes boxes apart: the larger of two gives way less, and for most of the rounds each is drawn back to where it
 * belongs, so that a crowd is loosened without losing its order.
 */
export function partBoxes(boxes: readonly Box[], room: Box, rounds = 400): Box[] {
  const out = boxes.map((box) => ({ ...box }));
  for (let round = 0; round < rounds; round++) {
    const loose = round > rounds * 0.7;
    let moved = false;
    for (let i = 0; i < out.length; i++) {
      for (let j = i + 1; j < out.length; j++) moved = pushPair(out[i], out[j], round % 8 === 7) || moved;
    }
    out.forEach((box, i) => {
      const home = boxes[i];
      if (home && !loose) {
        box.x += (home.x - box.x) * 0.03;
        box.y += (home.y - box.y) * 0.03;
      }
      box.x = Math.min(Math.max(box.x, room.x), room.x + room.w - box.w);
      box.y = Math.min(Math.max(box.y, room.y), room.y + room.h - box.h);
    });
    if (!moved && loose) break;
  }
  return out;
}

/** A little more than needed, so that a crowd comes to rest. */
const SLACK = 0.5;

/** Apart the shorter way; now and then the longer, or a crowd would grow into one tall pile. */
function pushPair(a: Box | undefined, b: Box | undefined, longer: boolean): boolean {
  if (!a || !b) return false;
  const dx = Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x);
  const dy = Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y);
  if (dx <= 0 || dy <= 0) return false;
  const share = (b.w * b.h) / (a.w * a.h + b.w * b.h);
  if (dx < dy !== longer) {
    const way = (a.x + a.w / 2 <= b.x + b.w / 2 ? 1 : -1) * (dx + SLACK);
    a.x -= way * share;
    b.x += way * (1 - share);
  } else {
    const way = (a.y + a.h / 2 <= b.y + b.h / 2 ? 1 : -1) * (dy + SLACK);
    a.y -= way * share;
    b.y += way * (1 - share);
  }
  return true;
}

export function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}
