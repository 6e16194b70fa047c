/** What the record says of plants, streets and the train in a month, in the units of the drawing. */
import type { Film, Plant, Street, Train } from "../data";
import { at, most } from "../track";
import { calendarOf } from "../say";
import { apportion } from "./spread";

/** Snow on a roof that nobody heats: thicker each month, up to seven pixels. */
export const SNOW_A_MONTH = 0.8;
export const SNOW_MOST = 7;
/** Longest plume, in the worst month of the run. */
export const PLUME_MOST = 112;

export type Standing = "not_yet" | "stands" | "shell" | "footprint";

export interface PlantState {
  standing: Standing;
  /** By workshop. */
  lit: number[];
  framed: number[];
  snow: number[];
  guards: number;
  /** Length of the plume in pixels. */
  plume: number;
}

export interface StreetState {
  standing: "not_yet" | "stands" | "cleared";
  inWork: number;
  without: number;
}

export interface WagonState {
  /** 0 to 1. */
  fill: number;
  copper: boolean;
}

export function winter(month: number): boolean {
  const calendar = calendarOf(month);
  return calendar >= 10 || calendar <= 2;
}

/** Months without heat up to and including each month of the film, for every workshop; worked out once. */
export class Cold {
  private readonly runs = new Map<string, Uint16Array>();

  constructor(private readonly film: Film) {}

  months(plant: Plant, workshop: number, month: number): number {
    const shop = plant.workshops[workshop];
    if (!shop) return 0;
    const name = `${plant.id}/${shop.id}`;
    let run = this.runs.get(name);
    if (!run) {
      run = new Uint16Array(this.film.months);
      let cold = 0;
      for (let i = 0; i < run.length; i++) {
        const when = this.film.first + i;
        cold = when < plant.founded || at(shop.warm, when) > 0 ? 0 : cold + 1;
        run[i] = cold;
      }
      this.runs.set(name, run);
    }
    return run[Math.floor(month) - this.film.first] ?? 0;
  }
}

export function standingOf(plant: Plant, month: number): Standing {
  if (month < plant.founded) return "not_yet";
  if (plant.closed === null || month < plant.closed) return "stands";
  return month < plant.closed + 12 ? "shell" : "footprint";
}

export function snowOf(coldMonths: number, month: number): number {
  return winter(month) ? Math.min(SNOW_MOST, SNOW_A_MONTH * coldMonths) : 0;
}

export function plantState(plant: Plant, month: number, cold: Cold, worst: number): PlantState {
  const standing = standingOf(plant, month);
  const framed = apportion(Math.round(at(plant.framed, month)), plant.workshops.map((shop) => shop.windows));
  return {
    standing,
    lit: plant.workshops.map((shop) => at(shop.lit, month)),
    framed,
    snow: plant.workshops.map((_, i) => snowOf(cold.months(plant, i, month), month)),
    guards: standing === "not_yet" ? 0 : at(plant.guards, month),
    plume: plant.so2 && worst > 0 ? (PLUME_MOST * at(plant.so2, month)) / worst : 0,
  };
}

/** What of a plant's state is drawn into its picture; the picture is drawn again only when this changes. */
export function plantKey(state: PlantState): string {
  const { standing, lit, framed, snow, guards } = state;
  return `${standing} ${lit.join()} ${framed.join()} ${snow.map((one) => one.toFixed(1)).join()} ${guards}`;
}

export function streetState(street: Street, month: number): StreetState {
  const standing = month < street.built ? "not_yet" : street.cleared !== null && month >= street.cleared ? "cleared" : "stands";
  return { standing, inWork: at(street.in_work, month), without: at(street.without, month) };
}

/** The most sulphur dioxide that one plant put out in one month of the run. */
export function worstMonth(film: Film): number {
  return Math.max(0, ...film.plants.map((plant) => (plant.so2 ? most(plant.so2) : 0)));
}

/** Wagons in order: the full ones, one filled in part, the empty ones; copper next to the engine. */
export function wagonStates(train: Train, month: number): WagonState[] {
  const loads = [...train.loads].sort((a, b) => Number(b.copper) - Number(a.copper));
  const wagons: WagonState[] = [];
  for (const load of loads) {
    let left = train.wagon > 0 ? at(load.tonnes, month) / train.wagon : 0;
    while (left > 0.02 && wagons.length < train.wagons) {
      wagons.push({ fill: Math.min(1, left), copper: load.copper });
      left -= 1;
    }
  }
  while (wagons.length < train.wagons) wagons.push({ fill: 0, copper: false });
  return wagons;
}
