/** A small film for tests: three plants, two streets, five years. */
import type { Film, Plant, Street, Track, Words } from "../src/data";

export const FIRST = 1998 * 12;
export const MONTHS = 60;

export function both(text: string): Words {
  return { en: text, zh: `${text}厂` };
}

export function track(of: (i: number) => number): Track {
  return { start: FIRST, values: Array.from({ length: MONTHS }, (_, i) => of(i)) };
}

export function fakePlant(id: string, patch: Partial<Plant> = {}): Plant {
  const lit = track((i) => Math.max(0, 90 - 3 * i));
  return {
    id,
    name: both(id),
    at: 0.5,
    lon: 123.35,
    lat: 41.8,
    size: 700,
    count: 1,
    founded: FIRST - 120,
    closed: null,
    best_year: 1998,
    best: 5000,
    unit: both("t"),
    lit,
    framed: track(() => 95),
    employed: track((i) => 1000 - 10 * i),
    off_post: track((i) => 10 * i),
    guards: track(() => 0),
    so2: null,
    workshops: [
      { id: "furnace", name: both("furnace"), roof: "tall", windows: 40, lit: track((i) => Math.max(0, 40 - 2 * i)), warm: track((i) => (i < 12 ? 1 : 0)) },
      { id: "hall", name: both("hall"), roof: "gable", windows: 60, lit: track((i) => Math.max(0, 50 - i)), warm: track(() => 1) },
    ],
    end: [],
    people: ["ab01"],
    ...patch,
  };
}

export function fakeStreet(id: string, patch: Partial<Street> = {}): Street {
  return {
    id,
    name: both(id),
    at: 0.4,
    lon: 123.36,
    lat: 41.79,
    kind: "blocks",
    built: FIRST - 240,
    cleared: null,
    in_work: track((i) => 60 - i),
    without: track((i) => i),
    people: track(() => 9000),
    lives: ["ab01"],
    ...patch,
  };
}

export function fakeFilm(patch: Partial<Film> = {}): Film {
  return {
    format: 1,
    version: "0",
    facts: [],
    opens: "en",
    starts: "",
    region: "fake",
    title: { en: "Fake: a district", zh: "假：一个区" },
    first: FIRST,
    months: MONTHS,
    scale: 10,
    light: 100,
    money_unit: { en: "yuan", zh: "元" },
    colophon: [],
    command: "tiexi run fake",
    digest: "00",
    residual: { money: 0, matter_g: 0, people: 0 },
    stage: [],
    headline: both("headline"),
    work: track((i) => 1000 - 10 * i),
    stations: [
      { month: FIRST + 2, rank: 1, words: both("one") },
      { month: FIRST + 20, rank: 2, words: both("two") },
      { month: FIRST + 40, rank: 1, words: both("three") },
    ],
    plants: [
      fakePlant("smelter", { at: 0.1, closed: FIRST + 40, so2: track((i) => (i < 30 ? 100 : 0)), guards: track((i) => (i > 40 ? 30 : 0)) }),
      fakePlant("cable", { at: 0.15 }),
      fakePlant("small", { at: 0.8, count: 12, size: 200, workshops: [{ id: "floor", name: both("floor"), roof: "saw", windows: 100, lit: track(() => 44), warm: track(() => 1) }] }),
    ],
    streets: [fakeStreet("village"), fakeStreet("shacks", { at: 0.45, kind: "shacks", cleared: FIRST + 50 })],
    train: {
      wagon: 1000,
      wagons: 6,
      loads: [
        { name: both("coal"), copper: false, tonnes: track(() => 2500) },
        { name: both("concentrate"), copper: true, tonnes: track(() => 1200) },
      ],
      inbound: track(() => 3000),
      outbound: track(() => 700),
    },
    frost: [0, 1, 11],
    minute: [
      { picture: "snow", part: null, words: both("open"), from: FIRST, to: FIRST, seconds: 4 },
      { picture: "rise", part: "rust", words: both("rise"), from: FIRST, to: FIRST + 30, seconds: 6 },
      { picture: "lights", part: "rust", words: both("lights"), from: FIRST + 30, to: FIRST + 59, seconds: 6 },
      { picture: "white", part: null, words: both("close"), from: FIRST + 59, to: FIRST + 59, seconds: 4 },
    ],
    parts: [{ id: "rust", title: both("Rust"), seconds: 60, budget: 720, filled: both("60 of 720 s"), sequences: [] }],
    people: {
      keys: ["ab01", "ab02", "cd03"],
      born: [1951 * 12, 1958 * 12, 1972 * 12],
      sex: ["man", "woman", "man"],
      plant: [0, 0, 1],
      street: [0, 1, 1],
      places: [both("smelter"), both("cable")],
      ended: [0, 1, 0],
      endings: [both("at work"), both("retired")],
      real: false,
      phrases: [],
      median_pay: 700,
      spells: [[], [], []],
      statuses: ["on_post"],
      workshops: [],
      told: [[], [], []],
      sentences: [],
    },
    twice: null,
    ...patch,
  };
}
