/** What goes through the workshops of a chain in one month: bands as wide as their tonnes. */
import type { ChainChart } from "../data";
import { exact } from "../say";
import { bandScale, bandWidth, chainsOf, drawn, flowWords, listHeight, planChain, tiny, tonnes, type ChainPlan, type Fall, type Flow, type Link, type Place } from "./chain-plan";
import { drawChainDown } from "./chain-phone";
import { key, patch, type KeyItem } from "./key";
import { nothing, titleOf, view } from "./made";
import { balanced, wrapped } from "./measure";
import { Board, LABEL, pitchOf, SMALL, tidy } from "./svg";
import { texture } from "./textures";
import { top } from "./tracks";
import { narrow, type ChartView, type Env, type Table } from "./view";
import { say } from "./words";

const FALL = 26;
const SIDE = 110;
/** The tank inside a box: full is this many months of use. */
const TANK = { w: 13 };

export function drawChain(chart: ChainChart, env: Env): ChartView {
  const { percent, down } = fitted(chart, env);
  const scale = bandScale(chart, percent);
  const chains = chainsOf(chart).filter(({ flows }) => flows.length);
  if (!chains.length) return nothing("chain", env);
  const title = titleOf("chain", env);
  const board = new Board(env.width, "chain", title);
  const full = tankFull(chart);
  let y = 4;
  for (const { boxes, flows } of chains) {
    const plan = down ? null : planChain(boxes, flows, scale, env, SIDE, env.width - SIDE);
    y = plan ? drawAcross(board, plan, scale, full, env, y) : drawChainDown(board, { boxes, flows, scale, full, env }, y);
    y += 26;
  }
  y = key(board, 0, y - 22, keyItems(chart, full, env, percent));
  return view(board.close(y), title, () => chainTable(chart, env));
}

/**
 * Percent of the widest band that a pixel stands for, and whether boxes stand under one another: on a phone, and where
 * the words between boxes would find no room even with thinner bands.
 */
function fitted(chart: ChainChart, env: Env): { percent: 1 | 2; down: boolean } {
  if (narrow(env)) return { percent: 2, down: true };
  for (const percent of [1, 2] as const) if (!tight(chart, percent, env)) return { percent, down: false };
  return { percent: 2, down: true };
}

function tight(chart: ChainChart, percent: 1 | 2, env: Env): boolean {
  return chainsOf(chart).some(({ boxes, flows }) => {
    const { places } = planChain(boxes, flows, bandScale(chart, percent), env, SIDE, env.width - SIDE);
    const last = places[places.length - 1];
    const close = places.some((place, i) => i > 0 && place.x - ((places[i - 1]?.x ?? 0) + (places[i - 1]?.w ?? 0)) < 60);
    return close || (last !== undefined && last.x + last.w > env.width - SIDE + 1);
  });
}

/** Months of use that fill a tank: one number for all, so that tanks can be compared. */
export function tankFull(chart: ChainChart): number {
  const most = top(chart.boxes.map((box) => box.stock_months));
  return [0.5, 1, 2, 3, 4, 6, 12, 24].find((months) => months >= most) ?? Math.ceil(most);
}

function drawAcross(board: Board, plan: ChainPlan, scale: number, full: number, env: Env, from: number): number {
  const above = Math.max(0, ...plan.places.map((p) => (p.over.length ? listHeight(p.over) + FALL + 10 : 0)), plan.past.length ? 64 : 0, roomOver(plan, env));
  const roof = from + above;
  const floor = roof + plan.tall;
  const middle = (roof + floor) / 2;
  for (const link of plan.past) drawPast(board, plan, link, roof, env);
  drawSides(board, plan, scale, middle, env);
  for (const place of plan.places) {
    place.feeds.forEach((fall) => drawFeed(board, fall, roof));
    place.falls.forEach((fall) => drawFall(board, fall, floor));
  }
  const depth = drawBack(board, plan, floor, env);
  for (const place of plan.places) {
    drawBox(board, place, roof, plan.tall, full, env);
    if (place.over.length) board.text(place.x, roof - FALL - 8 - (place.over.length - 1) * pitchOf(SMALL), place.over, { size: SMALL, cls: "soft", rim: true });
    if (place.under.length) board.text(place.falls[0]?.x ?? place.x, floor + FALL + 16, place.under, { size: SMALL, cls: "soft", rim: true });
  }
  drawOn(board, plan, middle, env);
  const under = Math.max(0, ...plan.places.map((p) => (p.under.length ? FALL + 12 + listHeight(p.under) : 0)));
  return Math.max(floor + under, depth);
}

function colour(flow: Flow): string {
  return flow.copper ? "copper" : "load";
}

function drawBox(board: Board, place: Place, roof: number, tall: number, full: number, env: Env): void {
  board.rect("box", place.x, roof, place.w, tall);
  const stock = place.box.stock_months;
  const room = place.w - 16 - (stock === null ? 0 : TANK.w + 8);
  const lines = wrapped(place.box.name[env.lang], room, Math.floor((tall - 10) / pitchOf(LABEL)), LABEL, "bold");
  board.text(place.x + 8, roof + 21, lines, { face: "bold" });
  if (stock !== null) drawTank(board, place.x + place.w - TANK.w - 8, roof + 9, tall - 18, stock / full, place, env);
}

/** Height of the filling: months of use lying in stock. */
export function drawTank(board: Board, x: number, y: number, tall: number, share: number, place: { box: Place["box"] }, env: Env): void {
  const high = tall * Math.min(1, Math.max(0, share));
  board.rect("tank-full", x, y + tall - high, TANK.w, high);
  const tank = board.rect("tank", x, y, TANK.w, tall);
  board.hint(tank, say("stock", env.lang, { n: exact(place.box.stock_months ?? 0, env.lang, 1) }));
}

function drawFeed(board: Board, fall: Fall, roof: number): void {
  board.rect(colour(fall.flow), fall.x, roof - FALL, fall.w, FALL);
}

function drawFall(board: Board, fall: Fall, floor: number): void {
  if (fall.flow.role !== "waste") {
    board.rect(colour(fall.flow), fall.x, floor, fall.w, FALL);
    return;
  }
  board.rect("waste", fall.x, floor, fall.w, FALL, { fill: texture(board, "waste") });
  board.line("leader", fall.x, floor, fall.x, floor + FALL);
  board.line("leader", fall.x + fall.w, floor, fall.x + fall.w, floor + FALL);
}

/** What comes in from the left and goes out to the right, with its words beyond the band. */
function drawSides(board: Board, plan: ChainPlan, scale: number, middle: number, env: Env): void {
  const first = plan.places[0];
  const last = plan.places[plan.places.length - 1];
  if (plan.enters && first) {
    const w = bandWidth(plan.enters, scale);
    board.rect(colour(plan.enters), first.x - 30, middle - w / 2, 30, w);
    sideWords(board, plan.enters, 0, first.x - 38, middle, env);
  }
  if (plan.leaves && last) {
    const w = bandWidth(plan.leaves, scale);
    const x = last.x + last.w;
    board.rect(colour(plan.leaves), x, middle - w / 2, 30, w);
    sideWords(board, plan.leaves, x + 38, board.width, middle, env);
  }
}

function sideWords(board: Board, flow: Flow, left: number, right: number, middle: number, env: Env): void {
  const lines = [...wrapped(flow.good[env.lang], right - left, 3, LABEL), say("tonnes", env.lang, { n: tonnes(flow.tonnes, env) })];
  board.text(left, middle + 5 - ((lines.length - 1) * pitchOf(LABEL)) / 2, lines, {});
}

function linkLines(links: readonly Link[], gap: number, env: Env): string[] {
  return links.slice(0, 2).flatMap((link) => balanced(flowWords(link.flow, env), Math.max(gap - 8, 64), SMALL));
}

/** How far the words over the bands rise above the boxes. */
function roomOver(plan: ChainPlan, env: Env): number {
  return Math.max(0, ...plan.places.slice(0, -1).map((place, i) => {
    const links = plan.on.filter((link) => link.from === i);
    const band = links.reduce((sum, link) => sum + link.w, 0);
    const words = linkLines(links, (plan.places[i + 1]?.x ?? 0) - place.x - place.w, env).length * pitchOf(SMALL);
    return band >= words + 6 ? 0 : words + 10 - (plan.tall - band) / 2;
  }));
}

function drawOn(board: Board, plan: ChainPlan, middle: number, env: Env): void {
  for (const [i, place] of plan.places.entries()) {
    const next = plan.places[i + 1];
    const links = plan.on.filter((link) => link.from === i);
    if (!next || !links.length) continue;
    const x = place.x + place.w;
    let y = middle - links.reduce((sum, link) => sum + link.w, 0) / 2;
    const upper = y;
    for (const link of links) {
      board.rect(colour(link.flow), x, y, next.x - x, link.w);
      y += link.w;
    }
    const lines = linkLines(links, next.x - x, env);
    const at = upper - 9 - (lines.length - 1) * pitchOf(SMALL);
    // A band tall enough carries its words; over a lower one they stand above.
    const within = (upper + y) / 2 + 5 - ((lines.length - 1) * pitchOf(SMALL)) / 2;
    const fits = y - upper >= lines.length * pitchOf(SMALL) + 6;
    if (fits && board.text((x + next.x) / 2, within, lines, { size: SMALL, anchor: "middle", cls: "on-band" })) continue;
    const centre = { anchor: "middle" as const, x: (x + next.x) / 2 };
    board.place([at, y + 19, at - 20, at - 40, y + 40].map((base) => ({ ...centre, y: base })), lines, { size: SMALL, rim: true });
  }
}

/** Over the boxes between. */
function drawPast(board: Board, plan: ChainPlan, link: Link, roof: number, env: Env): void {
  const from = plan.places[link.from];
  const to = plan.places[link.to];
  if (!from || !to) return;
  const [x1, x2, y] = [from.x + from.w - link.w / 2 - 4, to.x + link.w / 2 + 4, roof - 34];
  const d = `M${tidy(x1)} ${tidy(roof)}V${tidy(y)}H${tidy(x2)}V${tidy(roof)}`;
  board.path(`${colour(link.flow)}-band`, d, { "stroke-width": link.w });
  board.text((x1 + x2) / 2, y - link.w / 2 - 8, flowWords(link.flow, env), { size: SMALL, anchor: "middle", rim: true });
}

/** Loops underneath; gives the lowest edge they and their words reach. */
function drawBack(board: Board, plan: ChainPlan, floor: number, env: Env): number {
  let low = floor;
  let deep = floor + FALL + 8;
  for (const link of plan.back) {
    const from = plan.places[link.from];
    const to = plan.places[link.to];
    if (!from || !to) continue;
    const x1 = from.x + 8 + link.w / 2;
    const x2 = to.x + to.w - 8 - link.w / 2;
    const y = deep + link.w / 2;
    const r = Math.min(12, Math.abs(x1 - x2) / 2);
    const d = `M${tidy(x1)} ${tidy(floor)}V${tidy(y - r)}Q${tidy(x1)} ${tidy(y)} ${tidy(x1 - r)} ${tidy(y)}H${tidy(x2 + r)}Q${tidy(x2)} ${tidy(y)} ${tidy(x2)} ${tidy(y - r)}V${tidy(floor + 7)}`;
    const cls = link.flow.copper ? "copper" : "load";
    board.path(`${cls}-band`, d, { "stroke-width": link.w });
    const tip = Math.max(6, link.w);
    board.path(cls, `M${tidy(x2 - tip)} ${tidy(floor + 9)}L${tidy(x2)} ${tidy(floor)}L${tidy(x2 + tip)} ${tidy(floor + 9)}z`);
    const left = link.to === link.from - 1 ? to.x + to.w + 2 : x2 + 12;
    const right = from.x - 2;
    const lines = balanced(flowWords(link.flow, env), Math.max(80, right - left), SMALL);
    const base = y + link.w / 2 + 18;
    board.text((left + right) / 2, base, lines, { size: SMALL, anchor: "middle", rim: true });
    deep = base + (lines.length - 1) * pitchOf(SMALL) + 12;
    low = Math.max(low, deep);
  }
  return low;
}

function keyItems(chart: ChainChart, full: number, env: Env, percent: 1 | 2): KeyItem[] {
  const flows = drawn(chart);
  const n = tonnes(top(flows.map((flow) => flow.tonnes)), env);
  const items: KeyItem[] = [];
  if (flows.some((f) => f.copper)) items.push({ words: say("key_copper", env.lang), draw: patch("copper") });
  if (flows.some((f) => !f.copper)) items.push({ words: say("key_other", env.lang), draw: patch("load") });
  if (flows.some((f) => f.role === "waste")) items.push({ words: say("role_waste", env.lang), draw: (b, x, y) => patch("waste-sample", { fill: texture(b, "waste") })(b, x, y) });
  if (chart.boxes.some((box) => box.stock_months !== null)) {
    const tank = (b: Board, x: number, y: number): void => {
      b.rect("tank-full", x + 3, y + 4, 12, 8);
      b.rect("tank", x + 3, y - 2, 12, 14);
    };
    items.push({ words: full === 1 ? say("key_tank_one", env.lang) : say("key_tank", env.lang, { n: full }), draw: tank });
  }
  const least = tiny(chart);
  if (flows.some((f) => f.tonnes <= least)) items.push({ words: say("key_small", env.lang, { n: tonnes(least, env) }) });
  if (chart.flows.some((f) => !f.main)) items.push({ words: say("key_beside", env.lang) });
  items.push({ words: say(percent === 2 ? "key_band_half" : "key_band", env.lang, { n }) });
  return items;
}

export function chainTable(chart: ChainChart, env: Env): Table {
  const { lang } = env;
  const names = new Map(chart.boxes.map((box) => [box.id, box.name[lang]]));
  const ends: Record<string, string> = { outside: say("outside", lang), yard: say("yard", lang), nature: say("nature", lang) };
  const name = (id: string): string => names.get(id) ?? ends[id] ?? id;
  const stocks = chart.boxes.filter((box) => box.stock_months !== null);
  return {
    head: [say("from", lang), say("good", lang), say("to", lang), say("role", lang), say("tonnes_month", lang)],
    rows: [
      ...chart.flows.map((f) => [name(f.from), f.good[lang], name(f.to), say(`role_${f.role}`, lang), exact(f.tonnes, lang, 2)]),
      ...stocks.map((box) => [box.name[lang], say("stock_head", lang), "", "", exact(box.stock_months ?? 0, lang, 1)]),
    ],
  };
}
