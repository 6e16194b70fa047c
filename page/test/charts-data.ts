/** Charts for tests: a district like Tiexi, a hamlet of three workshops, and what nobody expects. */
import type { Chart, Film, People, Spell, StoppingChart, Twice, Words, Yearly } from "../src/data";
import { fakeFilm } from "./fake";

export const Y2000 = 2000 * 12;

export function words(en: string, zh = `某${en.length}车间`): Words {
  return { en, zh };
}

export function run<T>(n: number, of: (i: number) => T): T[] {
  return Array.from({ length: n }, (_, i) => of(i));
}

export function yearly(start: number, n: number, of: (i: number) => number | null): Yearly {
  return { start, values: run(n, of) };
}

const SPELLS: Spell[] = [
  { status: "pupil", from: 1965 * 12, to: 1969 * 12 - 1, pay: 0, owed: 0 },
  { status: "away", from: 1969 * 12, to: 1978 * 12 - 1, pay: 0, owed: 0 },
  { status: "on_post", from: 1978 * 12, to: 1998 * 12 - 1, pay: 60, owed: 0 },
  { status: "on_post", from: 1998 * 12, to: Y2000 + 6, pay: 90, owed: 400 },
  { status: "off_post", from: Y2000 + 7, to: Y2000 + 20, pay: 30, owed: 900 },
  { status: "unemployed", from: Y2000 + 21, to: Y2000 + 30, pay: 0, owed: 900 },
  { status: "informal", from: Y2000 + 31, to: Y2000 + 47, pay: 40, owed: 900 },
];

const B: Spell[] = [...SPELLS.slice(0, 3), { status: "on_post", from: 1998 * 12, to: Y2000 + 6, pay: 90, owed: 400 }, { status: "retired", from: Y2000 + 7, to: Y2000 + 47, pay: 70, owed: 400 }];

const told = SPELLS.map((spell, i) => ({ month: spell.from, words: words(`sentence ${i} of this life, told at some length`, `这一生的第 ${i} 句话，说得不短`) }));

export const TWICE: Twice = {
  a: words("as it was", "照旧"),
  b: words("closed over five years, pension from 50", "五年关完，五十岁起领养老金"),
  fork: Y2000,
  paired: 1600,
  parted: 900,
  years: 2,
  pairs: [
    { key: "ab01", a: SPELLS, b: B, told_a: told, told_b: told.slice(0, 4) },
    { key: "ab02", a: SPELLS, b: SPELLS, told_a: told, told_b: told },
  ],
  hundred: { like: words("same sex and workshop", "同性别、同车间"), better: 58, same: 30, worse: 12, words: [words("58 keep more", "58 人多拿"), words("30 the same", "30 人相同"), words("12 lose", "12 人更差")] },
};

export function film(twice: Twice | null = null): Film {
  const base = fakeFilm();
  const statuses: People["statuses"] = ["on_post", "off_post", "informal", "unemployed", "discouraged", "retired", "disabled", "pupil", "away", "other"];
  return {
    ...base,
    twice,
    people: {
      ...base.people,
      median_pay: 84,
      statuses,
      spells: [0, 1, 2].map((k) => SPELLS.slice(k).map((s) => ({ status: statuses.indexOf(s.status), from: s.from, to: s.to, pay: s.pay, owed: s.owed, workshop: -1 }))),
      told: [0, 1, 2].map((k) => SPELLS.slice(k).map((s, i): [number, number, ...number[]] => [s.from, i % 2])),
      sentences: [
        { words: words("In {month} something changed at the works", "{month}厂里变了样"), fills: [] },
        { words: words("Once more it changed", "又变了一次"), fills: [] },
      ],
    },
  };
}

export const NAMES = ["rough smelting", "revolving furnace", "copper electrolysis", "refining and casting of wire bars", "lead sintering", "lead tower"];

export function stopping(n = 6): StoppingChart {
  return {
    kind: "stopping",
    plant: "smelter",
    first: Y2000 - 8,
    months: 18,
    rows: run(n, (i) => ({
      id: `w${i}`,
      name: words(NAMES[i % NAMES.length] ?? ""),
      chain: i < 4 ? words("copper", "铜") : words("lead", "铅"),
      copper: i < 4,
      work: { start: Y2000 - 8, values: run(18, (m) => (m < 8 + i ? 1000 - 10 * m : 0)) },
      stopped: Y2000 - 1 + i,
      posts: 300 + 200 * i,
    })),
    causes: [{ month: Y2000 - 1, words: words("credit for concentrate ends", "精矿贷款停了") }, { month: Y2000 + 1, words: words("the stacks must stop", "烟囱停排") }],
  };
}

export const BOOK: Extract<Chart, { kind: "book" }> = {
  kind: "book",
  camera: { start: 1990 * 12, values: run(168, (i) => 40000 + 900 * i) },
  camera_words: words("camera: everyone without work", "镜头：所有没有活干的人"),
  book: yearly(1990, 14, (i) => (i < 8 ? 9000 + 500 * i : 60000 + 1000 * i)),
  book_words: words("yearbook: registered", "年鉴：登记的"),
  breaks: [1998 * 12, 2001 * 12 + 6],
  gap: { month: Y2000 + 11, seen: 158800, printed: 70000, words: words("88,800 people not in the book", "8.88 万人不在册") },
  observed: [{ year: 1999, value: 75000, low: 61000, high: 90000, words: words("district gazetteer", "区志") }],
};

export const CHAIN: Extract<Chart, { kind: "chain" }> = {
  kind: "chain",
  year: 1996,
  boxes: run(4, (i) => ({ id: `b${i}`, name: words(NAMES[i] ?? ""), chain: "copper", stock_months: i === 3 ? null : 0.5 * i })),
  flows: [
    { from: "outside", to: "b0", good: words("concentrate", "精矿"), tonnes: 20000, role: "feed", copper: true, main: true },
    { from: "outside", to: "b0", good: words("coal", "煤"), tonnes: 2700, role: "feed", copper: false, main: true },
    { from: "b0", to: "b1", good: words("blister copper", "粗铜"), tonnes: 5000, role: "goes_on", copper: true, main: true },
    { from: "b1", to: "b2", good: words("anodes", "阳极"), tonnes: 5800, role: "goes_on", copper: true, main: true },
    { from: "b2", to: "b1", good: words("anode scrap", "残极"), tonnes: 880, role: "goes_back", copper: true, main: true },
    { from: "b2", to: "b3", good: words("cathodes", "阴极"), tonnes: 4900, role: "goes_on", copper: true, main: true },
    { from: "b3", to: "yard", good: words("wire bars", "线锭"), tonnes: 4890, role: "goes_on", copper: true, main: true },
    ...run(7, (i) => ({ from: "b0", to: "nature", good: words(`waste number ${i}`, `废料 ${i}`), tonnes: 4000 - 500 * i, role: "waste" as const, copper: false, main: true })),
  ],
};

const ACCOUNTS = ["works", "shops and services", "goods", "labour", "surplus", "households", "tills of enterprises", "local treasury", "the centre", "the bank", "saving and building", "rest of the country"];

export const LEDGER: Extract<Chart, { kind: "ledger" }> = {
  kind: "ledger",
  accounts: ACCOUNTS.map((name) => words(name, "某个账户")),
  years: [1957, 2003].map((year) => ({ year, cells: run(40, (i) => ({ to: (i * 5) % 12, by: (i * 7 + Math.floor(i / 12)) % 12, money: i === 39 ? -5e8 : 1e9 / (i + 1) })) })),
  elements: ["Cu", "Pb", "Zn", "Fe", "S", "C", "O"].map((name, i) => ({ name: words(name, name), in: 9000 / (i + 1), sold: 5000 / (i + 1), nature: i ? 4500 / (i + 1) : 3000, kept: i ? -500 / (i + 1) : 1000 })),
  elements_year: 1957,
};

/** Everything at about the size of Tiexi. */
export const LARGE: Record<string, Chart> = {
  chain: CHAIN,
  rise: { kind: "rise", plants: run(29, (i) => ({ id: `p${i}`, name: words(`State works number ${i} for building materials`), yearly: yearly(1934, 70, (y) => (y < i ? null : (y * 7 + i * 5) % 101)) })), causes: run(19, (i) => ({ month: 1945 * 12 + i * 31, words: words(`cause number ${i}`, `起因 ${i}`) })) },
  windows: { kind: "windows", plant: "cable", dates: run(3, (i) => ({ month: (1985 + 7 * i) * 12, lit: 92 - 45 * i, framed: 98 - 10 * i, employed: 12000 - 5000 * i, off_post: 3000 * i })) },
  arrears: { kind: "arrears", plant: "smelter", closed: Y2000 + 7, due: { start: Y2000 - 60, values: run(68, () => 5e6) }, paid: { start: Y2000 - 60, values: run(68, (i) => (i < 30 ? 5e6 : 5e6 - 1e5 * (i - 30))) }, till: { start: Y2000 - 60, values: run(68, (i) => 3e8 / (i + 1)) }, owed: { start: Y2000 - 60, values: run(68, (i) => Math.max(0, i - 30) * 2e6) } },
  stopping: stopping(),
  after: { kind: "after", plant: "smelter", events: run(5, (i) => ({ month: Y2000 + 3 * i, words: words(`In ${2000 + i} something long happened to what was left of the works.`, `${2000 + i} 年厂里剩下的东西又出了事。`) })), employed: { start: Y2000 - 24, values: run(72, (i) => (i < 30 ? 12000 : 200)) }, off_post: { start: Y2000 - 24, values: run(72, (i) => (i < 30 ? 300 * i : 0)) } },
  cohorts: { kind: "cohorts", street: null, layers: run(5, (k) => ({ name: words(`came in period ${k}`, `第 ${k} 期来的`), yearly: yearly(1934, 70, (i) => Math.max(0, i * 1000 * (k + 1) - 9000 * k)) })) },
  book: BOOK,
  lexis: { kind: "lexis", start: 1980, age: 15, shares: run(56, (a) => run(24, (i) => (a > 50 && i < 3 ? null : (a * 13 + i * 29) % 700))) },
  life: { kind: "life", keys: ["ab01"] },
  transfer: { kind: "transfer", left: [{ name: words("taxes", "税"), yearly: yearly(1934, 70, (i) => i * 3e7) }, { name: words("profit", "利润"), yearly: yearly(1934, 70, (i) => i * 1e7) }], back: [{ name: words("grants", "拨款"), yearly: yearly(1940, 60, (i) => i * 6e6) }] },
  ride: { kind: "ride", from: 1999 * 12, to: 2002 * 12 + 11 },
  freight: { kind: "freight", inbound: run(8, (k) => ({ name: words(`good ${k}`, `货 ${k}`), yearly: yearly(1934, 70, (i) => i * 1000 * (8 - k)) })), outbound: [{ name: words("other goods", "其他货物"), yearly: yearly(1934, 70, (i) => i * 4000) }] },
  states: { kind: "states", layers: (["retired", "on_post", "off_post", "informal", "unemployed", "discouraged"] as const).map((status, k) => ({ status, name: words("", ""), track: { start: 1934 * 12, values: run(840, (i) => 300 * i + k * 999) } })) },
  ledger: LEDGER,
  sectors: { kind: "sectors", panels: run(8, (k) => ({ name: words(`sector number ${k}`, `部门 ${k}`), yearly: yearly(1934, 70, (i) => (k % 2 ? -1 : 1) * i * 1e8 * Math.sin(i / 9)) })) },
};

/** A hamlet: few of everything, ten years. */
export const SMALL: Record<string, Chart> = {
  ...LARGE,
  chain: { ...CHAIN, boxes: CHAIN.boxes.slice(0, 3), flows: CHAIN.flows.filter((f) => !f.from.includes("3") && !f.to.includes("3")).map((f) => ({ ...f, tonnes: f.tonnes / 2000 })) },
  rise: { kind: "rise", plants: [{ id: "works", name: words("Works"), yearly: yearly(1990, 10, (i) => 100 - 9 * i) }], causes: [{ month: 1995 * 12, words: words("market", "市场") }] },
  stopping: { ...stopping(3), causes: [] },
  transfer: { kind: "transfer", left: [{ name: words("taxes", "税"), yearly: yearly(1990, 10, (i) => 1000 + i) }], back: [] },
  sectors: { kind: "sectors", panels: [{ name: words("households", "居民"), yearly: yearly(1990, 10, (i) => 10 * i) }] },
};

const NONE = { start: 0, values: [] };
const ONE = { start: Y2000, values: [7] };

/** What nobody expects: nothing recorded, one month, one year, far too many, far too long. */
export const ODD: Record<string, Chart> = {
  chain_none: { kind: "chain", year: 1996, boxes: [], flows: [] },
  chain_one: { kind: "chain", year: 1996, boxes: [{ id: "a", name: words("A"), chain: "c", stock_months: 3 }], flows: [{ from: "outside", to: "a", good: words("ore", "矿"), tonnes: 1, role: "feed", copper: false, main: true }] },
  rise_none: { kind: "rise", plants: [], causes: [] },
  rise_year: { kind: "rise", plants: [{ id: "a", name: words("A"), yearly: yearly(2000, 1, () => 40) }], causes: [] },
  windows_none: { kind: "windows", plant: "a", dates: [] },
  windows_one: { kind: "windows", plant: "a", dates: [{ month: Y2000, lit: 130, framed: 20, employed: 0, off_post: 0 }] },
  arrears_none: { kind: "arrears", plant: "a", closed: null, due: NONE, paid: NONE, till: NONE, owed: NONE },
  arrears_month: { kind: "arrears", plant: "a", closed: Y2000, due: ONE, paid: ONE, till: ONE, owed: NONE },
  arrears_debt: { kind: "arrears", plant: "a", closed: null, due: NONE, paid: NONE, till: { start: Y2000, values: [-5, 3, -9] }, owed: ONE },
  stopping_many: { ...stopping(16), rows: stopping(16).rows.map((r, i) => ({ ...r, name: words(`an uncommonly long name of workshop number ${i} which does not end`, "一个长得没有尽头的车间名字".repeat(2)), stopped: i % 3 ? Y2000 : null })), causes: run(25, (i) => ({ month: Y2000 - 8 + (i % 17), words: words(`cause number ${i} with many words`, `说起来很长的起因 ${i}`) })) },
  stopping_month: { ...stopping(1), months: 1, rows: stopping(1).rows.map((r) => ({ ...r, stopped: Y2000 - 8, posts: 0 })) },
  stopping_outside: { ...stopping(2), rows: stopping(2).rows.map((r, i) => ({ ...r, work: NONE, stopped: i ? Y2000 - 99 : Y2000 + 99 })) },
  after_none: { kind: "after", plant: "a", events: [], employed: NONE, off_post: NONE },
  after_events: { kind: "after", plant: "a", events: [{ month: Y2000, words: words("Land sold", "地卖了") }], employed: NONE, off_post: NONE },
  cohorts_none: { kind: "cohorts", street: null, layers: [] },
  cohorts_year: { kind: "cohorts", street: null, layers: [{ name: words("all", "全部"), yearly: yearly(2000, 1, () => 5) }] },
  book_none: { ...BOOK, camera: NONE, book: { start: 0, values: [] }, gap: null, observed: [], breaks: [] },
  book_only: { ...BOOK, camera: NONE, gap: null },
  book_camera: { ...BOOK, book: yearly(1990, 3, () => null), gap: null, observed: [] },
  book_month: { ...BOOK, camera: ONE, book: yearly(2000, 1, () => 3), gap: null, observed: [], breaks: [] },
  book_outside: { ...BOOK, gap: { month: 1900 * 12, seen: 1, printed: 2, words: words("never", "从未") }, breaks: [1800 * 12, 2500 * 12] },
  book_breaks: { ...BOOK, breaks: run(12, (i) => 1990 * 12 + i * 13) },
  lexis_none: { kind: "lexis", start: 2000, age: 15, shares: [] },
  lexis_one: { kind: "lexis", start: 2000, age: 15, shares: [[300]] },
  life_nobody: { kind: "life", keys: ["none"] },
  life_short: { kind: "life", keys: ["cd03"] },
  transfer_none: { kind: "transfer", left: [], back: [] },
  transfer_back: { kind: "transfer", left: [], back: [{ name: words("grants", "拨款"), yearly: yearly(2000, 1, () => 1e12) }] },
  ride_outside: { kind: "ride", from: 0, to: 11 },
  freight_none: { kind: "freight", inbound: [], outbound: [] },
  states_none: { kind: "states", layers: [] },
  states_month: { kind: "states", layers: [{ status: "on_post", name: words("at work", "在岗"), track: ONE }] },
  sectors_none: { kind: "sectors", panels: [] },
  sectors_null: { kind: "sectors", panels: [{ name: words("households", "居民"), yearly: yearly(2000, 3, () => null) }, { name: words("bank", "银行"), yearly: yearly(2000, 3, (i) => (i === 1 ? null : -1e12)) }] },
};
