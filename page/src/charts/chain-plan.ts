/** The chain of one metal laid out: boxes, bands and lists of goods, from left to right. Nothing is drawn here. */
import type { ChainChart } from "../data";
import { exact } from "../say";
import { widthOf, wrapped } from "./measure";
import { LABEL, pitchOf, SMALL } from "./svg";
import { top } from "./tracks";
import type { Env } from "./view";
import { say } from "./words";

export type Flow = ChainChart["flows"][number];
export type BoxOf = ChainChart["boxes"][number];

/** A band that ends or begins in the open: down as waste, down as goods, or in from above. */
export interface Fall {
  flow: Flow;
  /** Left edge and width of the band. */
  x: number;
  w: number;
}

export interface Place {
  box: BoxOf;
  x: number;
  w: number;
  feeds: Fall[];
  falls: Fall[];
  /** Lines of the lists above and below the box. */
  over: string[];
  under: string[];
}

export interface Link {
  flow: Flow;
  from: number;
  to: number;
  w: number;
}

export interface ChainPlan {
  places: Place[];
  /** Straight on to the next box, and past it; back upstream. */
  on: Link[];
  past: Link[];
  back: Link[];
  /** What the first box takes from the left and the last one gives to the right. */
  enters: Flow | null;
  leaves: Flow | null;
  tall: number;
}

export const SHOWN = { over: 3, under: 5 };
const THIN = 1.2;
const APART = 3;
const LEAST = 104;
/** What is under this share of the widest band stands in the table only: it would be a tenth of a pixel. */
const TINY = 0.001;

/** What is drawn at all; fuel and air stand in the table. */
export function drawn(chart: ChainChart): Flow[] {
  return chart.flows.filter((flow) => flow.main && flow.tonnes > 0);
}

/** Pixels for each tonne, if a pixel is so many per cent of the widest band of the whole chart. */
export function bandScale(chart: ChainChart, percent: 1 | 2): number {
  const most = top(drawn(chart).map((flow) => flow.tonnes));
  return most > 0 ? 100 / percent / most : 0;
}

export function bandWidth(flow: Flow, scale: number): number {
  return Math.max(THIN, flow.tonnes * scale);
}

/** Tonnes a month under which a flow is not drawn. */
export function tiny(chart: ChainChart): number {
  return top(drawn(chart).map((flow) => flow.tonnes)) * TINY;
}

/** Chains in the order in which their first box stands. */
export function chainsOf(chart: ChainChart): { boxes: BoxOf[]; flows: Flow[] }[] {
  const names = [...new Set(chart.boxes.map((box) => box.chain))];
  const least = tiny(chart);
  return names.map((name) => {
    const boxes = chart.boxes.filter((box) => box.chain === name);
    const ids = new Set(boxes.map((box) => box.id));
    return { boxes, flows: drawn(chart).filter((flow) => flow.tonnes > least && (ids.has(flow.from) || ids.has(flow.to))) };
  });
}

export interface Sorted {
  enters: Flow | null;
  leaves: Flow | null;
  feeds: Flow[][];
  falls: Flow[][];
  links: { flow: Flow; from: number; to: number }[];
}

/** What each flow is to the boxes of one chain. A flow from another chain's box comes in as if from outside. */
export function sorted(boxes: readonly BoxOf[], flows: readonly Flow[]): Sorted {
  const index = new Map(boxes.map((box, i) => [box.id, i]));
  const bySize = [...flows].sort((a, b) => b.tonnes - a.tonnes);
  const found: Sorted = { enters: null, leaves: null, feeds: boxes.map(() => []), falls: boxes.map(() => []), links: [] };
  for (const flow of bySize) {
    const from = index.get(flow.from);
    const to = index.get(flow.to);
    if (from !== undefined && to !== undefined) found.links.push({ flow, from, to });
    else if (to === 0 && !found.enters) found.enters = flow;
    else if (to !== undefined) found.feeds[to]?.push(flow);
    else if (from === boxes.length - 1 && !found.leaves && flow.role !== "waste") found.leaves = flow;
    else if (from !== undefined) found.falls[from]?.push(flow);
  }
  return found;
}

export function planChain(boxes: readonly BoxOf[], flows: readonly Flow[], scale: number, env: Env, left: number, right: number): ChainPlan {
  const { enters, leaves, feeds, falls, links } = sorted(boxes, flows);
  const wide = boxes.map((_, i) => {
    const room = (list: readonly Flow[], most: number): number => list.slice(0, most).reduce((sum, f) => sum + bandWidth(f, scale) + APART, 0);
    const back = links.filter((l) => l.to <= l.from && (l.to === i || l.from === i)).reduce((sum, l) => sum + bandWidth(l.flow, scale) + 12, 0);
    const name = Math.max(...(boxes[i]?.name[env.lang] ?? "").split(" ").map((word) => widthOf(word, LABEL, "bold")));
    return Math.max(LEAST, Math.min(name, 150) + 16 + (boxes[i]?.stock_months === null ? 0 : 22), room(feeds[i] ?? [], SHOWN.over) + 12, room(falls[i] ?? [], SHOWN.under) + back + 12);
  });
  const spare = right - left - wide.reduce((sum, w) => sum + w, 0);
  const gap = boxes.length > 1 ? Math.max(24, spare / (boxes.length - 1)) : 0;
  let x = boxes.length > 1 ? left : left + Math.max(0, spare / 2);
  const places = boxes.map((box, i) => {
    const w = wide[i] ?? LEAST;
    const room = w + Math.min(gap * 0.42, 60);
    const back = links.filter((l) => l.to < l.from && l.from === i).reduce((sum, l) => sum + bandWidth(l.flow, scale) + 12, 0);
    // A return comes up at the right end of a box: the list under it stays left of that.
    const loops = links.filter((l) => l.to < l.from && l.to === i).map((l) => bandWidth(l.flow, scale));
    const under = loops.length ? w - 20 - Math.max(...loops) : room;
    const place: Place = {
      box, x, w,
      feeds: laid(feeds[i] ?? [], x + 6, SHOWN.over, scale),
      falls: laid(falls[i] ?? [], x + 6 + back, SHOWN.under, scale),
      over: listed(feeds[i] ?? [], SHOWN.over, room, env),
      under: listed(falls[i] ?? [], SHOWN.under, Math.max(64, under - back), env),
    };
    x += w + gap;
    return place;
  });
  const link = (l: { flow: Flow; from: number; to: number }): Link => ({ ...l, w: bandWidth(l.flow, scale) });
  const on = links.filter((l) => l.to === l.from + 1).map(link);
  const past = links.filter((l) => l.to > l.from + 1).map(link);
  const back = links.filter((l) => l.to <= l.from).map(link);
  const side = (i: number): number => {
    const ins = on.filter((l) => l.to === i).reduce((sum, l) => sum + l.w, 0) + (i === 0 && enters ? bandWidth(enters, scale) : 0);
    const outs = on.filter((l) => l.from === i).reduce((sum, l) => sum + l.w, 0) + (i === boxes.length - 1 && leaves ? bandWidth(leaves, scale) : 0);
    return Math.max(ins, outs);
  };
  const tall = Math.max(84, ...boxes.map((_, i) => side(i) + 16));
  return { places, on, past, back, enters, leaves, tall };
}

function laid(flows: readonly Flow[], left: number, most: number, scale: number): Fall[] {
  let x = left;
  return flows.slice(0, most).map((flow) => {
    const w = bandWidth(flow, scale);
    const fall = { flow, x, w };
    x += w + APART;
    return fall;
  });
}

/** "slag 6,867 t" for each band, and the rest in one line. */
function listed(flows: readonly Flow[], most: number, room: number, env: Env): string[] {
  const lines = flows.slice(0, most).flatMap((flow) => wrapped(flowWords(flow, env), room, 2, SMALL));
  const rest = flows.slice(most);
  if (!rest.length) return lines;
  const sum = rest.reduce((total, flow) => total + flow.tonnes, 0);
  return [...lines, ...wrapped(say("more_goods", env.lang, { k: rest.length, n: tonnes(sum, env) }), room, 2, SMALL)];
}

export function flowWords(flow: Flow, env: Env): string {
  return `${flow.good[env.lang]} ${say("tonnes", env.lang, { n: tonnes(flow.tonnes, env) })}`;
}

/** Whole tonnes from ten up, below that two digits: a hamlet moves ten tonnes where a district moves thousands. */
export function tonnes(value: number, env: Env): string {
  return exact(value, env.lang, value >= 10 || value === 0 ? 0 : value >= 1 ? 1 : 2);
}

export function listHeight(lines: readonly string[]): number {
  return lines.length * pitchOf(SMALL);
}
