import { describe, expect, it } from "vitest";

import { fakeFilm, fakePlant, FIRST, track } from "./fake";
import { placeLabels, type Post, type Tag } from "../src/stage/labels";
import { gridOf, layWorld, WORLD } from "../src/stage/layout";
import { planPlaces } from "../src/stage/plan";
import { apportion, hash, order, overlap, pack, partBoxes } from "../src/stage/spread";
import { Cold, plantState, snowOf, standingOf, streetState, wagonStates, worstMonth } from "../src/stage/state";

describe("sharing out", () => {
  it("gives whole parts that add up, largest remainders first", () => {
    expect(apportion(10, [1, 1, 1])).toEqual([4, 3, 3]);
    expect(apportion(95, [40, 60])).toEqual([38, 57]);
    expect(apportion(0, [3, 4])).toEqual([0, 0]);
    expect(apportion(7, [0, 0])).toEqual([0, 0]);
    for (let n = 0; n <= 100; n++) expect(apportion(n, [9, 10, 9, 9, 14, 13, 8, 8, 7, 5, 4, 4]).reduce((a, b) => a + b, 0)).toBe(n);
  });

  it("orders windows by name alone, each once", () => {
    const windows = order("smelter/furnace", 40);
    expect([...windows].sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, i) => i));
    expect(order("smelter/furnace", 40)).toEqual(windows);
    expect(order("smelter/hall", 40)).not.toEqual(windows);
    expect(hash("a")).not.toBe(hash("b"));
  });

  it("lights one window more without moving another", () => {
    const windows = order("x", 30);
    const before = new Set(windows.slice(0, 11));
    const after = new Set(windows.slice(0, 12));
    expect([...after].filter((one) => !before.has(one))).toHaveLength(1);
    expect([...before].every((one) => after.has(one))).toBe(true);
  });

  it("packs in order, with gaps, as near to the wishes as it can", () => {
    const wishes = [100, 110, 120, 900].map((want) => ({ want, width: 100, gap: 20 }));
    const edges = pack(wishes, 0, 1000);
    for (let i = 1; i < edges.length; i++) expect((edges[i] ?? 0) - (edges[i - 1] ?? 0)).toBeGreaterThanOrEqual(120 - 1e-9);
    expect(edges[0]).toBe(0);
    expect(edges[3]).toBe(850);
    expect(pack([{ want: 500, width: 100, gap: 0 }], 0, 1000)).toEqual([450]);
  });

  it("parts boxes that lie over each other", () => {
    const boxes = Array.from({ length: 30 }, (_, i) => ({ x: 300 + (i % 3), y: 200 + (i % 5), w: 60, h: 30 }));
    const apart = partBoxes(boxes, { x: 0, y: 0, w: 900, h: 500 }, 400);
    apart.forEach((a, i) => {
      for (const b of apart.slice(i + 1)) {
        // Marks have six pixels of their own room about them, so a touch is none.
        const inside = { x: a.x + 2, y: a.y + 2, w: a.w - 4, h: a.h - 4 };
        expect(overlap(inside, b)).toBe(false);
      }
    });
  });
});

describe("layout", () => {
  const film = fakeFilm();
  const world = layWorld(film, 84);

  it("is as wide as designed, or wider where many works need it", () => {
    expect(world.width).toBe(WORLD);
    const many = fakeFilm({ plants: Array.from({ length: 60 }, (_, i) => fakePlant(`p${i}`, { at: i / 59 })) });
    const wide = layWorld(many, 84);
    expect(wide.width).toBeGreaterThan(WORLD);
    wide.plants.forEach((place, i) => {
      const next = wide.plants[i + 1];
      if (next) expect(place.x + place.width).toBeLessThan(next.x);
    });
  });

  it("gives every plant a hundred windows, inside its own walls", () => {
    for (const place of world.plants) {
      expect(place.panes.reduce((sum, { at }) => sum + at.length, 0)).toBe(100);
      for (const { at } of place.panes) {
        for (const { x, y } of at) {
          const hull = place.hulls.find((one) => x >= one.x && x + place.grain.w <= one.x + one.width);
          expect(hull).toBeDefined();
          expect(-y).toBeLessThanOrEqual((hull?.wall ?? 0) - 1);
        }
      }
    }
  });

  it("gives chimneys to those that emit, and no others", () => {
    expect(world.plants.map((place) => place.chimneys.length > 0)).toEqual([true, false, false]);
  });

  it("has a house for every light a street ever shows", () => {
    expect(world.streets.map((place) => place.houses.length)).toEqual([60, 60]);
    for (const place of world.streets) expect(place.height).toBeLessThanOrEqual(90);
  });

  it("wastes few places of a grid", () => {
    for (let n = 3; n <= 100; n++) {
      for (const roof of ["gable", "saw", "tall"] as const) {
        const { rows, columns } = gridOf(n, roof);
        expect(rows * columns).toBeGreaterThanOrEqual(n);
        expect(rows * columns - n).toBeLessThan(Math.max(rows, columns));
      }
    }
  });

  it("puts the same marks on the map without leaving the view", () => {
    const spots = planPlaces(film, world, 1440, 640);
    expect(spots.size).toBe(5);
    for (const { x, y } of spots.values()) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThan(1440);
      expect(y).toBeGreaterThan(0);
      expect(y).toBeLessThan(640);
    }
  });
});

describe("labels", () => {
  const tags: Tag[] = Array.from({ length: 12 }, (_, i) => ({ xs: [i * 150, i * 150 + 60].map((hair) => ({ x: hair + 8, hair })), width: 230, height: i % 3 === 0 ? 64 : 38, above: 90, rank: i % 3 === 0 ? 0 : 1 }));
  const posts: Post[] = [{ x: 200, width: 20, height: 240 }, { x: 230, width: 140, height: 330, from: 240 }];
  const places = placeLabels(tags, posts, 350);
  const boxes = places.flatMap((place, i) => {
    const tag = tags[i];
    return place && tag ? [{ x: place.x, y: place.bottom, w: tag.width, h: tag.height, hair: place.hair }] : [];
  });

  it("never overlap, and no hairline runs through one", () => {
    boxes.forEach((a, i) => {
      for (const b of boxes.slice(i + 1)) expect(overlap(a, b)).toBe(false);
      for (const b of boxes) if (b !== a && a.y > b.y) expect(a.hair > b.x && a.hair < b.x + b.w).toBe(false);
    });
  });

  it("stand on no chimney and in no smoke", () => {
    for (const box of boxes) for (const post of posts) expect(overlap(box, { x: post.x, y: post.from ?? 0, w: post.width, h: post.height - (post.from ?? 0) })).toBe(false);
  });

  it("keep the works first", () => {
    const kept = places.map((place) => place !== null);
    expect(kept.filter((one, i) => one && i % 3 === 0).length).toBeGreaterThanOrEqual(3);
    expect(kept.filter(Boolean).length).toBeGreaterThanOrEqual(6);
  });
});

describe("state of a month", () => {
  const film = fakeFilm();
  const smelter = film.plants[0] ?? fakePlant("x");

  it("is a hull, a shell for a year, then a footprint", () => {
    expect(standingOf(fakePlant("x", { founded: FIRST + 5 }), FIRST + 4)).toBe("not_yet");
    expect([39, 40, 51, 52].map((i) => standingOf(smelter, FIRST + i))).toEqual(["stands", "shell", "shell", "footprint"]);
  });

  it("has snow only in winter, thicker by month, at most seven", () => {
    const january = 2000 * 12;
    expect(snowOf(3, january)).toBeCloseTo(2.4);
    expect(snowOf(30, january)).toBe(7);
    expect(snowOf(30, january + 6)).toBe(0);
    const cold = new Cold(film);
    expect(cold.months(smelter, 0, FIRST + 11)).toBe(0);
    expect(cold.months(smelter, 0, FIRST + 24)).toBe(13);
    expect(cold.months(smelter, 1, FIRST + 24)).toBe(0);
  });

  it("shows the windows of the data, workshop by workshop, and smoke against the worst month", () => {
    const state = plantState(smelter, FIRST + 10, new Cold(film), worstMonth(film));
    expect(state.lit).toEqual([20, 40]);
    expect(state.framed).toEqual([38, 57]);
    expect(state.plume).toBe(112);
    expect(streetState(film.streets[1] ?? film.streets[0]!, FIRST + 50).standing).toBe("cleared");
  });

  it("fills wagons by load, copper first, the rest empty", () => {
    const wagons = wagonStates(film.train, FIRST);
    expect(wagons.map((wagon) => Math.round(wagon.fill * 10) / 10)).toEqual([1, 0.2, 1, 1, 0.5, 0]);
    expect(wagons.map((wagon) => wagon.copper)).toEqual([true, true, false, false, false, false]);
    expect(wagonStates({ ...film.train, loads: [{ name: { en: "", zh: "" }, copper: false, tonnes: track(() => 99000) }] }, FIRST)).toHaveLength(6);
  });
});
