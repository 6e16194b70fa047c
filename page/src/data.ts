/**
 * What a film is made of: one JSON object, written by `tiexi report` (`report/film_data.py`) from a run's record and
 * nothing else. The page computes no finding; it draws numbers and prints sentences that stand here.
 *
 * Months are absolute: year * 12 + month - 1 (January 2000 is 24000). Persons are real persons. Money is in units
 * (yuan), matter in tonnes.
 */

/** A text in both languages. */
export interface Words {
  en: string;
  zh: string;
}

/** Values month by month from `start` on. How the file packs arrays is told in `report/pack.py`; `unpack.ts` undoes it. */
export interface Track {
  start: number;
  values: number[];
}

/** Values by year. */
export interface Yearly {
  start: number;
  values: (number | null)[];
}

export interface Film {
  format: 1;
  version: string;
  opens: "en" | "zh";
  /** Where the film opens if its address names no place: a fragment, or nothing for the minute. */
  starts: string;
  region: string;
  title: Words;
  first: number;
  months: number;
  /** Real persons per simulated one. */
  scale: number;
  /** Real persons per house light: 100, or 10 in a small region. */
  light: number;
  money_unit: Words;
  colophon: { name: Words; value: Words }[];
  command: string;
  digest: string;
  residual: { money: number; matter_g: number; people: number };
  /** Stage set: months that are background and no result. */
  stage: { first: number; last: number; why: Words }[];
  headline: Words;
  /** What was run, at what scale, and which years are a stage set: one sentence each. */
  facts: Words[];
  /** Work done in the works against the best year, 0 to 1000. */
  work: Track;
  stations: Station[];
  plants: Plant[];
  streets: Street[];
  train: Train;
  /** Months of the run whose mean temperature is under 0 °C, as calendar months 0 to 11. */
  frost: number[];
  minute: Shot[];
  parts: Part[];
  people: People;
  twice: Twice | null;
}

/** A dated cause of the region's timeline. `rank` 1 is shown first where there is room for few. */
export interface Station {
  month: number;
  rank: number;
  words: Words;
}

export interface Plant {
  id: string;
  name: Words;
  /** Place along the line, 0 to 1, in the order of the ride; and on the map, degrees. */
  at: number;
  lon: number;
  lat: number;
  /** Width of its hull, 0 to 1000: the square root of its best year's value against the largest plant's. */
  size: number;
  /** Enterprises in this group; 1 for a works. */
  count: number;
  founded: number;
  /** Month in which the last of them was closed for good; null if one stood at the end. */
  closed: number | null;
  best_year: number;
  /** Output of the best year, and its unit: tonnes, or money. */
  best: number;
  unit: Words;
  /** Windows lit, of 100. */
  lit: Track;
  /** Windows with a frame, of 100: people on the books against their best month; no fewer than are lit. */
  framed: Track;
  employed: Track;
  off_post: Track;
  /** People at work in a works after its closing; of a group nothing is recorded, so zeros. */
  guards: Track;
  /** Sulphur dioxide, tonnes a month; null if it emits none. */
  so2: Track | null;
  workshops: Workshop[];
  /** Sentences of its end, dated. */
  end: { month: number; words: Words }[];
  /** Keys of filmed people who worked here, at most 12. */
  people: string[];
}

export interface Workshop {
  id: string;
  name: Words;
  roof: "gable" | "saw" | "tall";
  /** Of the plant's 100 windows, how many are this workshop's, and how many of them are lit by month. */
  windows: number;
  lit: Track;
  /** 1 in a month in which people stood at their posts here: the roof is warm. */
  warm: Track;
}

export interface Street {
  id: string;
  name: Words;
  at: number;
  lon: number;
  lat: number;
  kind: "blocks" | "shacks";
  built: number;
  cleared: number | null;
  /** Lights: persons of working age in work, and without work, divided by `light` and apportioned. */
  in_work: Track;
  without: Track;
  people: Track;
  lives: string[];
}

/** Freight across the region's edge: tonnes a month by kind of load. One wagon is `wagon` tonnes a month. */
export interface Train {
  wagon: number;
  wagons: number;
  loads: { name: Words; copper: boolean; tonnes: Track }[];
  inbound: Track;
  outbound: Track;
}

/** A shot of the opening minute: which picture it shows, its sentence, how long it stands, the months it runs over. */
export interface Shot {
  picture: "snow" | "rise" | "chain" | "arrears" | "stopping" | "lights" | "book" | "wagons" | "life" | "white";
  part: "rust" | "remnants" | "rails" | null;
  words: Words;
  from: number;
  to: number;
  seconds: number;
}

export interface Part {
  id: "rust" | "remnants" | "rails";
  title: Words;
  seconds: number;
  /** Seconds the part may take, and a sentence on how many of them it fills. */
  budget: number;
  filled: Words;
  sequences: Sequence[];
}

/** A sequence of a part. `number` is its number in the design (0: it has none there); `chart` what is drawn. */
export interface Sequence {
  id: string;
  number: number;
  title: Words;
  /** Whether the title states a finding; if not, it is the neutral one. */
  finding: boolean;
  texts: Words[];
  notes: Words[];
  seconds: number;
  chart: Chart;
  /** What one may look up beside it: definitions, sources. */
  aside: { head: Words; text: Words }[];
}

export type Chart =
  | ChainChart
  | RiseChart
  | WindowsChart
  | ArrearsChart
  | StoppingChart
  | AfterChart
  | CohortsChart
  | BookChart
  | LexisChart
  | LifeChart
  | TransferChart
  | RideChart
  | FreightChart
  | StatesChart
  | SectorsChart
  | LedgerChart;

/**
 * Boxes in process order; flows in tonnes a month. `from`/`to` are box ids or outside, yard, nature. Fuel and air are not
 * `main`: they stand in the table and not in the picture.
 */
export interface ChainChart {
  kind: "chain";
  year: number;
  boxes: { id: string; name: Words; chain: string; stock_months: number | null }[];
  flows: { from: string; to: string; good: Words; tonnes: number; role: "feed" | "goes_on" | "goes_back" | "waste"; copper: boolean; main: boolean }[];
}

/** Windows lighting up over the whole run, with the causes. */
export interface RiseChart {
  kind: "rise";
  plants: { id: string; name: Words; yearly: Yearly }[];
  causes: { month: number; words: Words }[];
}

/** Windows of one plant at a few dates side by side. */
export interface WindowsChart {
  kind: "windows";
  plant: string;
  dates: { month: number; lit: number; framed: number; employed: number; off_post: number }[];
}

/** Wages due against paid, the till, months to the closing (0 = the month of closing). */
export interface ArrearsChart {
  kind: "arrears";
  plant: string;
  closed: number | null;
  due: Track;
  paid: Track;
  till: Track;
  owed: Track;
}

export interface StoppingChart {
  kind: "stopping";
  plant: string;
  first: number;
  months: number;
  /** Work of each month against the best month, per mille. */
  rows: { id: string; name: Words; chain: Words; copper: boolean; work: Track; stopped: number | null; posts: number }[];
  causes: { month: number; words: Words }[];
}

/** What was left after the closing: events in order, and scrap returned by year. */
export interface AfterChart {
  kind: "after";
  plant: string;
  events: { month: number; words: Words }[];
  employed: Track;
  off_post: Track;
}

/** People of a street by how they came: layers. */
export interface CohortsChart {
  kind: "cohorts";
  street: string | null;
  layers: { name: Words; yearly: Yearly }[];
}

/** Camera (monthly) against yearbook (yearly steps), with breaks of definition. */
export interface BookChart {
  kind: "book";
  camera: Track;
  camera_words: Words;
  book: Yearly;
  book_words: Words;
  breaks: number[];
  gap: { month: number; seen: number; printed: number; words: Words } | null;
  observed: { year: number; value: number; low: number | null; high: number | null; words: Words }[];
}

/** Share of the people of an age in a year who are without work, per mille; rows by age from `age`, columns by year. */
export interface LexisChart {
  kind: "lexis";
  start: number;
  age: number;
  shares: (number | null)[][];
}

export interface LifeChart {
  kind: "life";
  keys: string[];
}

/** Mirrored bars by year: what left (positive) and what came back. */
export interface TransferChart {
  kind: "transfer";
  left: { name: Words; yearly: Yearly }[];
  back: { name: Words; yearly: Yearly }[];
}

export interface RideChart {
  kind: "ride";
  from: number;
  to: number;
}

/** Tonnes across the edge of the region by year and load. */
export interface FreightChart {
  kind: "freight";
  inbound: { name: Words; yearly: Yearly }[];
  outbound: { name: Words; yearly: Yearly }[];
}

/** Stacked statuses by month. */
export interface StatesChart {
  kind: "states";
  layers: { status: Status; name: Words; track: Track }[];
}

/** One small panel per sector: what it held at the end of each year. */
export interface SectorsChart {
  kind: "sectors";
  panels: { name: Words; yearly: Yearly }[];
}

/** Money a year from payer to receiver, places in `accounts`; `elements` in tonnes: `in` is the sum of the others. */
export interface LedgerChart {
  kind: "ledger";
  accounts: Words[];
  years: { year: number; cells: { to: number; by: number; money: number }[] }[];
  elements: { name: Words; in: number; sold: number; nature: number; kept: number }[];
  elements_year: number;
}

export type Status =
  | "on_post"
  | "off_post"
  | "informal"
  | "unemployed"
  | "discouraged"
  | "retired"
  | "disabled"
  | "pupil"
  | "away"
  | "other";

/** Filmed people, in columns: the i-th of each belongs to the i-th person. */
export interface People {
  keys: string[];
  born: number[];
  sex: ("woman" | "man")[];
  /** Index into `places` of the plant worked at longest (-1 none), into `streets` of the last street (-1 none). */
  plant: number[];
  street: number[];
  /** Names of the plants people worked at, shops of streets among them. */
  places: Words[];
  /** Index into `endings`. */
  ended: number[];
  endings: Words[];
  /** Pay of spells is in money of the price year if the record has a consumer price (`real`), else as it was paid. */
  real: boolean;
  /** Rough pay of the run's median worker in its best year, units a month, priced like the spells. */
  median_pay: number;
  spells: { status: number; from: number; to: number; pay: number; owed: number; workshop: number }[][];
  statuses: Status[];
  workshops: { id: string; name: Words; plant: number }[];
  /** Dated sentences: month, index into `sentences`, and what fills its braces. */
  told: [number, number, ...(number | string)[]][][];
  sentences: Sentence[];
  /** Places, plants and streets as they stand inside a sentence: what `words` fills point to. */
  phrases: Words[];
}

/**
 * A sentence with braces, and how each brace is filled, in the order of a `told` row; {month} is the row's own month.
 * `words` is an index into `phrases`, `money` units of money to be said with their unit, `plain` a number as it is.
 */
export interface Sentence {
  words: Words;
  fills: { name: string; as: "money" | "plain" | "words" }[];
}

/**
 * The same life under two histories: spells of A and B of one key; null if the run has no comparison. The first pair is
 * the one the hundred are like. `paired` were filmed in both, `parted` of them led another life; of these the film
 * carries at most 240. `years` of pay is what the other history brings the first one more (null: not to be said).
 */
export interface Twice {
  a: Words;
  b: Words;
  fork: number;
  paired: number;
  parted: number;
  years: number | null;
  pairs: { key: string; a: Spell[]; b: Spell[]; told_a: Told[]; told_b: Told[] }[];
  hundred: { like: Words; better: number; same: number; worse: number; words: Words[] };
}

export interface Spell {
  status: Status;
  from: number;
  to: number;
  pay: number;
  owed: number;
}

export interface Told {
  month: number;
  words: Words;
}
