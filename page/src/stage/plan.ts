/** The plan: the same marks where they stand on the map. */
import type { Film } from "../data";
import type { World } from "./layout";
import { partBoxes, type Box } from "./spread";

/** Under this width streets go without names: there is no room for seventeen of them. */
export const PHONE = 600;

/** Where a mark is drawn (plants: left foot; streets: upper left corner), and how large. */
export interface Spot {
  x: number;
  y: number;
  size: number;
}

/** Puts longitude and latitude into a room, true to scale, north up. */
export function projector(points: readonly { lon: number; lat: number }[], room: Box): (lon: number, lat: number) => { x: number; y: number } {
  const lons = points.map((point) => point.lon);
  const lats = points.map((point) => point.lat);
  const [west, east] = [Math.min(...lons), Math.max(...lons)];
  const [south, north] = [Math.min(...lats), Math.max(...lats)];
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const across = Math.max(1e-6, (east - west) * shrink);
  const up = Math.max(1e-6, north - south);
  const scale = Math.min(room.w / across, room.h / up);
  const [left, top] = [room.x + (room.w - across * scale) / 2, room.y + (room.h - up * scale) / 2];
  return (lon, lat) => ({ x: left + (lon - west) * shrink * scale, y: top + (north - lat) * scale });
}

/** Marks as large as leaves more than half of the room free, so that they can be parted near their places. */
function sizeFor(world: World, room: Box): number {
  const area = (size: number): number =>
    [...world.plants, ...world.streets].reduce((sum, { width, height }) => sum + (width * size + 12) * (height * size + 20), 0);
  let size = 0.6;
  while (size > 0.18 && area(size) > 0.42 * room.w * room.h) size -= 0.02;
  return size;
}

/** About as wide as the longer of two names is in 14 px. */
function nameWidth(name: { en: string; zh: string }): number {
  return Math.max(name.en.length * 7, name.zh.length * 14.2);
}

export function planPlaces(film: Film, world: World, width: number, height: number): Map<string, Spot> {
  const margin = width < PHONE ? 24 : 90;
  const room: Box = { x: margin, y: 70, w: width - 2 * margin, h: height - 150 };
  const to = projector([...film.plants, ...film.streets], room);
  const size = sizeFor(world, room);
  const marks: { name: string; box: Box; width: number; foot: number }[] = [];
  world.plants.forEach((place, i) => {
    const plant = film.plants[place.index];
    if (!plant) return;
    const { x, y } = to(plant.lon, plant.lat);
    // A works carries its name under it; a group is named in its card and in the list.
    const named = plant.count === 1;
    const w = Math.max(place.width * size, named ? nameWidth(plant.name) : 0) + 12;
    const h = place.height * size + (named ? 30 : 10);
    marks.push({ name: `plant ${i}`, box: { x: x - w / 2, y: y - h / 2, w, h }, width: place.width, foot: named ? 26 : 6 });
  });
  world.streets.forEach((place, i) => {
    const street = film.streets[place.index];
    if (!street) return;
    const { x, y } = to(street.lon, street.lat);
    const named = width >= PHONE;
    const w = Math.max(place.width * size, named ? nameWidth(street.name) : 0) + 12;
    const h = place.height * size + (named ? 26 : 8);
    marks.push({ name: `street ${i}`, box: { x: x - w / 2, y: y - h / 2, w, h }, width: place.width, foot: 0 });
  });
  const apart = partBoxes(marks.map((mark) => mark.box), { x: 12, y: 56, w: width - 24, h: height - 100 });
  return new Map(
    marks.map((mark, i) => {
      const box = apart[i] as Box;
      const x = box.x + (box.w - mark.width * size) / 2;
      return [mark.name, { x, y: mark.foot > 0 ? box.y + box.h - mark.foot : box.y + 4, size }];
    }),
  );
}
