/** Where everything stands in the world of the handscroll: pure geometry, the same for every month and theme. */
import type { Film, Plant, Street, Workshop } from "../data";
import { most } from "../track";
import { apportion, order, pack } from "./spread";

/** The world is at least this wide; a region with more works than fit into it gets a longer one. */
export const WORLD = 4800;
const MARGIN = 90;

/** A size of window: its own width and height, and the pitch across and down. */
interface Grain {
  w: number;
  h: number;
  across: number;
  down: number;
}
const WORKS: Grain = { w: 6, h: 8, across: 11, down: 15 };
const MIDDLE: Grain = { w: 5, h: 7, across: 9, down: 12 };
const SMALL: Grain = { w: 4, h: 5, across: 7, down: 10 };
const LEAST: Grain = { w: 3, h: 4, across: 6, down: 8 };
/** Grains of groups, large ones first; the first set is for a region with room, the second for a crowded one. */
type Grains = readonly [Grain, Grain, Grain];
const GROUPS: readonly [Grains, Grains] = [
  [WORKS, MIDDLE, SMALL],
  [MIDDLE, SMALL, LEAST],
];

export interface Point {
  x: number;
  y: number;
}

/** One building. Heights count upwards from the foot; x from the left edge of the plant. */
export interface Hull {
  workshop: number;
  roof: Workshop["roof"];
  x: number;
  width: number;
  wall: number;
  rise: number;
  teeth: number;
}

export interface Chimney {
  x: number;
  width: number;
  height: number;
}

/** Windows of one workshop, the first to be lit first. */
export interface Panes {
  at: Point[];
}

export interface PlantPlace {
  index: number;
  x: number;
  width: number;
  height: number;
  grain: Grain;
  hulls: Hull[];
  chimneys: Chimney[];
  panes: Panes[];
  /** Where the guards' lights are, from the left edge. */
  gate: number;
}

export interface StreetPlace {
  index: number;
  x: number;
  width: number;
  height: number;
  pitch: number;
  light: number;
  columns: number;
  rows: number;
  /** Places of the house lights, the first to be taken first. */
  houses: Point[];
}

export interface World {
  width: number;
  plants: PlantPlace[];
  streets: StreetPlace[];
}

export function layWorld(film: Film, streetHeight: number): World {
  const byLine = film.plants.map((_, i) => i).sort((a, b) => (film.plants[a]?.at ?? 0) - (film.plants[b]?.at ?? 0));
  const build = (grains: Grains): PlantPlace[] => byLine.map((i) => buildPlant(film.plants[i] as Plant, i, grains));
  const gapOf = (place: PlantPlace): number => (film.plants[place.index]?.count === 1 ? 54 : 30);
  const room = (all: PlantPlace[]): number => all.reduce((sum, place) => sum + place.width + gapOf(place), 2 * MARGIN);
  const roomy = build(GROUPS[0]);
  const places = room(roomy) <= WORLD * 1.2 ? roomy : build(GROUPS[1]);
  const gaps = places.map(gapOf);
  const needed = room(places);
  const width = Math.max(WORLD, Math.ceil(needed));
  const edges = pack(
    places.map((place, i) => ({
      want: (film.plants[place.index]?.at ?? 0) * width,
      width: place.width,
      gap: gaps[i] ?? 0,
    })),
    MARGIN,
    width - MARGIN,
  );
  places.forEach((place, i) => (place.x = Math.round(edges[i] ?? 0)));
  return { width, plants: places, streets: layStreets(film, width, streetHeight) };
}

/** The buildings of a plant, side by side in the order of work, each with the windows of its workshop. */
function buildPlant(plant: Plant, index: number, grains: Grains): PlantPlace {
  const relative = plant.size / 1000;
  const grain = plant.count === 1 ? WORKS : grains[relative > 0.55 ? 0 : relative > 0.28 ? 1 : 2];
  const hulls: Hull[] = [];
  const panes: Panes[] = [];
  let x = 0;
  plant.workshops.forEach((workshop, w) => {
    const slots: Point[] = [];
    for (const [piece, windows] of pieces(plant, workshop).entries()) {
      if (windows === 0) continue;
      const hull = buildHull(workshop, w, windows, piece, grain);
      hull.x = x;
      hulls.push(hull);
      slots.push(...slotsOf(hull, windows, grain));
      x += hull.width + Math.round(grain.across * 0.45);
    }
    const fixed = order(`${plant.id}/${workshop.id}`, slots.length);
    panes.push({ at: fixed.map((i) => slots[i] as Point) });
  });
  const width = Math.max(24, x - Math.round(grain.across * 0.45));
  const chimneys = plant.so2 ? buildChimneys(plant, width, grain, relative) : [];
  const roofs = hulls.map((hull) => hull.wall + hull.rise);
  const height = Math.max(30, ...roofs, ...chimneys.map((chimney) => chimney.height)) + 10;
  return { index, x: 0, width, height, grain, hulls, chimneys, panes, gate: width - 10 };
}

/** A group of enterprises stands as several smaller buildings, a works' shop as one. */
function pieces(plant: Plant, workshop: Workshop): number[] {
  if (plant.count === 1 || workshop.windows < 30) return [workshop.windows];
  const n = Math.min(4, plant.count, Math.round(workshop.windows / 25));
  return apportion(workshop.windows, [5, 8, 6, 9].slice(0, Math.max(1, n)));
}

const ROWS: Record<Workshop["roof"], [number, number]> = { gable: [3, 5], saw: [3, 4], tall: [5, 7] };

/** As many rows as leave the fewest places empty; more rows where there are more windows. */
export function gridOf(windows: number, roof: Workshop["roof"]): { rows: number; columns: number } {
  const [low, high] = ROWS[roof];
  const wish = Math.min(high, Math.max(low, Math.round(Math.sqrt(windows) * (roof === "tall" ? 1.25 : 0.8))));
  let best = { rows: Math.min(wish, windows), columns: Math.ceil(windows / Math.min(wish, windows)) };
  for (let rows = low; rows <= high; rows++) {
    const columns = Math.ceil(windows / rows);
    const waste = rows * columns - windows + Math.abs(rows - wish) * 0.6;
    if (windows >= rows && waste < best.rows * best.columns - windows) best = { rows, columns };
  }
  return best;
}

function buildHull(workshop: Workshop, index: number, windows: number, piece: number, grain: Grain): Hull {
  const { rows, columns } = gridOf(windows, workshop.roof);
  const width = Math.max(columns * grain.across + grain.across, 2.4 * grain.across);
  const wall = rows * grain.down + grain.down * (workshop.roof === "tall" ? 1.1 : 0.75) + (piece % 2) * grain.down * 0.35;
  const teeth = Math.max(2, Math.round(width / (grain.across * 2.8)));
  const rise =
    workshop.roof === "gable" ? Math.min(width * 0.13 + 6, grain.down * 2.2)
    : workshop.roof === "saw" ? Math.min(grain.down * 1.45, (width / teeth) * 0.75)
    : grain.down * 0.5;
  return { workshop: index, roof: workshop.roof, x: 0, width: Math.round(width), wall: Math.round(wall), rise: Math.round(rise), teeth };
}

function slotsOf(hull: Hull, windows: number, grain: Grain): Point[] {
  const { columns } = gridOf(windows, hull.roof);
  const left = hull.x + Math.round((hull.width - columns * grain.across + grain.across - grain.w) / 2);
  return Array.from({ length: windows }, (_, i) => ({
    x: left + (i % columns) * grain.across,
    y: -(Math.floor(i / columns) * grain.down + grain.down * 0.35 + grain.h),
  })).map((slot) => ({ x: Math.round(slot.x), y: Math.round(slot.y) }));
}

/** One to three chimneys right of the middle, so that a label has the left and the wind has the right. */
function buildChimneys(plant: Plant, width: number, grain: Grain, relative: number): Chimney[] {
  const single = plant.count === 1;
  const n = single && relative > 0.3 ? 3 : relative > 0.5 ? 2 : 1;
  const step = grain.across * 5.2;
  return Array.from({ length: n }, (_, i) => ({
    x: Math.round(width * 0.62 + (i - (n - 1) / 2) * step),
    width: Math.round(grain.across * 1.65),
    height: Math.round(grain.down * (single ? 15.5 - (i === 0 && n > 1 ? 1.6 : 0) : 11 + 2 * relative)),
  }));
}

/** Streets along the line; one pitch for all, as large as the fullest run of the world allows. */
function layStreets(film: Film, width: number, height: number): StreetPlace[] {
  const lights = film.streets.map((street) => Math.max(8, mostLights(street)));
  const total = lights.reduce((a, b) => a + b, 0);
  const gap = 44;
  const room = width - 2 * MARGIN - gap * film.streets.length;
  const pitch = Math.min(18, Math.max(6, Math.floor(Math.sqrt((room * height * 0.8) / Math.max(1, total)))));
  const byLine = film.streets.map((_, i) => i).sort((a, b) => (film.streets[a]?.at ?? 0) - (film.streets[b]?.at ?? 0));
  const places = byLine.map((i) => buildStreet(film.streets[i] as Street, i, lights[i] ?? 8, pitch, height));
  const edges = pack(
    places.map((place) => ({
      want: (film.streets[place.index]?.at ?? 0) * width,
      width: Math.max(place.width, 150),
      gap,
    })),
    MARGIN - 18,
    width - MARGIN,
  );
  places.forEach((place, i) => (place.x = Math.round(edges[i] ?? 0)));
  return places;
}

/** Most lights a street ever shows, lit and hollow together. */
function mostLights(street: Street): number {
  let top = most(street.in_work);
  street.in_work.values.forEach((value, i) => {
    top = Math.max(top, value + (street.without.values[i] ?? 0));
  });
  return top;
}

function buildStreet(street: Street, index: number, lights: number, pitch: number, height: number): StreetPlace {
  const shacks = street.kind === "shacks";
  // A shack stands under a roof of its own, so its rows are further apart; blocks are stacked floor on floor.
  const across = shacks ? Math.max(8, Math.round(pitch * 1.15)) : pitch;
  const down = shacks ? Math.max(13, Math.round(pitch * 1.5)) : Math.max(6, Math.round(pitch * 0.82));
  const few = Math.max(2, Math.round(Math.sqrt(lights / 4.5)));
  const rows = Math.max(1, Math.min(Math.floor(height / down), few));
  const columns = Math.ceil(lights / rows);
  const light = Math.max(3, Math.min(7, Math.round(Math.min(across, down) * 0.5)));
  const inset = Math.round(across * 0.5);
  const slots = Array.from({ length: lights }, (_, i) => {
    const row = Math.floor(i / columns);
    const shift = shacks && row % 2 === 1 ? Math.round(across * 0.45) : 0;
    return { x: inset + (i % columns) * across + shift, y: row * down + (shacks ? down - light - 2 : Math.round((down - light) / 2) + 3) };
  });
  return {
    index,
    x: 0,
    width: columns * across + across,
    height: rows * down + 6,
    pitch: across,
    light,
    columns,
    rows,
    houses: order(street.id, lights).map((i) => slots[i] as Point),
  };
}
