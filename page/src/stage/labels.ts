/** Labels in the sky, on hairlines: placed once for a language, so that nothing jumps while the scroll slides. */

export interface Tag {
  /** Where the label's left end and its hairline may stand, the best places first. */
  xs: { x: number; hair: number }[];
  width: number;
  height: number;
  /** Height above the foot that the label must clear: its own roofs. */
  above: number;
  /** Small number: keeps its place when there is no room for all. */
  rank: number;
}

/** Something labels must not stand on: roofs, a chimney, the smoke of one. */
export interface Post {
  x: number;
  width: number;
  height: number;
  /** Where it begins above the foot, if not at the foot. */
  from?: number;
}

export interface Place {
  x: number;
  hair: number;
  /** Bottom of the label above the foot. */
  bottom: number;
}

/** Null where there was no room for a label. */
export type Places = (Place | null)[];

/**
 * A hairline runs down from one end of its label, so a label that reaches over the next one's hairline must stand
 * above the next one's label. The pass goes through ranks first: the works before the groups.
 */
export function placeLabels(tags: readonly Tag[], posts: readonly Post[], sky: number, gap = 10): Places {
  const places: Places = tags.map(() => null);
  const byRank = tags.map((_, i) => i).sort((a, b) => (tags[a]?.rank ?? 0) - (tags[b]?.rank ?? 0) || a - b);
  for (const i of byRank) {
    const tag = tags[i] as Tag;
    const tries = tag.xs.flatMap(({ x, hair }) => heights(tag, sky, i).map((bottom) => ({ x, hair, bottom })));
    places[i] = tries.find((place) => fits(i, place, tags, places, posts, gap)) ?? null;
  }
  return places;
}

/** Heights to try: a different one first for each label, so that they do not stand in a row. */
function heights(tag: Tag, sky: number, i: number): number[] {
  const low = tag.above + 14;
  const high = sky - tag.height;
  if (high < low) return [];
  const steps = Math.max(1, Math.floor((high - low) / 16));
  const all = Array.from({ length: steps + 1 }, (_, k) => low + ((high - low) * k) / steps);
  const start = Math.floor(((i * 0.382) % 1) * (steps + 1));
  // From the wished one outwards, so that a label goes no further than it must.
  return all.map((height, k) => ({ height, far: Math.abs(k - start) })).sort((a, b) => a.far - b.far).map((one) => one.height);
}

function fits(i: number, place: Place, tags: readonly Tag[], places: Places, posts: readonly Post[], gap: number): boolean {
  const tag = tags[i] as Tag;
  const { x, hair, bottom } = place;
  const right = x + tag.width;
  for (const post of posts) {
    const across = post.x < right + gap && post.x + post.width > x - gap;
    const over = bottom >= post.height + gap || (post.from !== undefined && bottom + tag.height + gap <= post.from);
    if (across && !over) return false;
  }
  for (let j = 0; j < tags.length; j++) {
    const there = places[j];
    const mate = tags[j];
    if (j === i || !there || !mate) continue;
    const meets = x < there.x + mate.width + gap && there.x < right + gap;
    const clear = bottom >= there.bottom + mate.height + gap || there.bottom >= bottom + tag.height + gap;
    if (meets && !clear) return false;
    // The hairline of the higher one must not run through the lower one.
    const [upper, lower, wide] = bottom > there.bottom ? [hair, there.x, mate.width] : [there.hair, x, tag.width];
    if (upper > lower - gap && upper < lower + wide + gap) return false;
  }
  return true;
}
