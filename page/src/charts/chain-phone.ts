/** The chain on a phone: boxes from top to bottom, what comes in and falls out at the right, returns at the left. */
import { bandWidth, flowWords, sorted, tonnes, type BoxOf, type Flow } from "./chain-plan";
import { wrapped } from "./measure";
import { LABEL, pitchOf, SMALL, tidy, type Board } from "./svg";
import { texture } from "./textures";
import type { Env } from "./view";
import { say } from "./words";

export interface Down {
  boxes: readonly BoxOf[];
  flows: readonly Flow[];
  scale: number;
  full: number;
  env: Env;
}

const LEFT = 30; // room for loops
const WIDE = 132;
const OUT = 22;
const GAP = 54;
const SHOWN = 4;

interface Item {
  flow: Flow | null;
  into: boolean;
  lines: string[];
  w: number;
}

/** Draw one chain from `y` on; gives the y under it. */
export function drawChainDown(board: Board, down: Down, y: number): number {
  const { boxes, flows, scale, env } = down;
  const { enters, leaves, feeds, falls, links } = sorted(boxes, flows);
  const middle = LEFT + WIDE / 2;
  if (enters) y = openEnd(board, enters, scale, middle, y, env, true);
  const tops: number[] = [];
  const lows: number[] = [];
  boxes.forEach((box, i) => {
    const items = itemsOf(feeds[i] ?? [], falls[i] ?? [], down);
    const listed = items.reduce((sum, item) => sum + item.lines.length * pitchOf(SMALL) + 4, 0);
    const tall = Math.max(64, listed + 8, nameLines(box, down).length * pitchOf(LABEL) + 16);
    tops.push(y);
    drawBox(board, box, y, tall, down);
    drawItems(board, items, y + 4);
    y += tall;
    lows.push(y);
    const on = links.filter((link) => link.from === i && link.to === i + 1);
    if (on.length) y = onward(board, on.map((link) => link.flow), scale, middle, y, env);
    else if (i < boxes.length - 1) y += GAP / 2;
  });
  if (leaves) y = openEnd(board, leaves, scale, middle, y, env, false);
  const loops = links.filter((link) => link.to <= link.from || link.to > link.from + 1);
  const said: string[] = [];
  loops.forEach((link, k) => said.push(loop(board, link, tops, lows, scale, k, env)));
  for (const words of said) {
    const lines = wrapped(words, board.width, 2, SMALL);
    y += pitchOf(SMALL);
    board.text(0, y, lines, { size: SMALL, cls: "soft" });
    y += (lines.length - 1) * pitchOf(SMALL);
  }
  return y;
}

function colour(flow: Flow): string {
  return flow.copper ? "copper" : "load";
}

function openEnd(board: Board, flow: Flow, scale: number, middle: number, y: number, env: Env, first: boolean): number {
  const w = bandWidth(flow, scale);
  const lines = wrapped(flowWords(flow, env), board.width - middle - w / 2 - 12, 2, SMALL);
  const tall = Math.max(34, lines.length * pitchOf(SMALL) + 6);
  board.rect(colour(flow), middle - w / 2, y, w, tall);
  board.text(middle + w / 2 + 10, y + (first ? 14 : tall - 6 - (lines.length - 1) * pitchOf(SMALL)), lines, { size: SMALL });
  return y + tall;
}

function onward(board: Board, flows: readonly Flow[], scale: number, middle: number, y: number, env: Env): number {
  const total = flows.reduce((sum, flow) => sum + bandWidth(flow, scale), 0);
  let x = middle - total / 2;
  const lines = flows.slice(0, 2).flatMap((flow) => wrapped(flowWords(flow, env), board.width - middle - total / 2 - 12, 2, SMALL));
  const tall = Math.max(GAP, lines.length * pitchOf(SMALL) + 12);
  for (const flow of flows) {
    const w = bandWidth(flow, scale);
    board.rect(colour(flow), x, y, w, tall);
    x += w;
  }
  board.text(middle + total / 2 + 10, y + tall / 2 + 5 - ((lines.length - 1) * pitchOf(SMALL)) / 2, lines, { size: SMALL });
  return y + tall;
}

function itemsOf(feeds: readonly Flow[], falls: readonly Flow[], down: Down): Item[] {
  const { scale, env } = down;
  const room = env.width - LEFT - WIDE - OUT - 10;
  const item = (flow: Flow, into: boolean): Item => ({ flow, into, lines: wrapped(flowWords(flow, env), room, 2, SMALL), w: bandWidth(flow, scale) });
  const found = [...feeds.slice(0, SHOWN).map((flow) => item(flow, true)), ...falls.slice(0, SHOWN).map((flow) => item(flow, false))];
  const rest = [...feeds.slice(SHOWN), ...falls.slice(SHOWN)];
  if (rest.length) {
    const n = tonnes(rest.reduce((sum, flow) => sum + flow.tonnes, 0), env);
    found.push({ flow: null, into: false, lines: wrapped(say("more_goods", env.lang, { k: rest.length, n }), room, 2, SMALL), w: 0 });
  }
  return found;
}

function drawItems(board: Board, items: readonly Item[], from: number): void {
  let y = from;
  const x = LEFT + WIDE;
  for (const { flow, into, lines, w } of items) {
    const tall = lines.length * pitchOf(SMALL);
    const high = Math.min(w, tall);
    if (flow) {
      const at = y + 9 - Math.min(high, 18) / 2;
      const more = flow.role === "waste" && !into ? { fill: texture(board, "waste") } : {};
      board.rect(flow.role === "waste" && !into ? "waste" : colour(flow), x, at, OUT - 7, high, more);
      const tip = y + 9;
      const [near, far] = into ? [x + 7, x] : [x + OUT - 7, x + OUT];
      if (!into) board.path("leader-fill", `M${near} ${tidy(tip - 4)}L${far} ${tidy(tip)}L${near} ${tidy(tip + 4)}z`);
    }
    board.text(x + OUT + 8, y + 14, lines, { size: SMALL, cls: "soft" });
    y += tall + 4;
  }
}

function nameLines(box: BoxOf, down: Down): string[] {
  const room = WIDE - 18 - (box.stock_months === null ? 0 : 18);
  return wrapped(box.name[down.env.lang], room, 4, LABEL, "bold");
}

function drawBox(board: Board, box: BoxOf, y: number, tall: number, down: Down): void {
  board.rect("box", LEFT, y, WIDE, tall);
  const stock = box.stock_months;
  board.text(LEFT + 9, y + 22, nameLines(box, down), { face: "bold" });
  if (stock === null) return;
  const x = LEFT + WIDE - 20;
  const high = (tall - 18) * Math.min(1, stock / down.full);
  board.rect("tank-full", x, y + tall - 9 - high, 12, high);
  board.rect("tank", x, y + 9, 12, tall - 18);
}

/** A loop at the left, with an arrow where it comes in; gives its words, which stand under the chain. */
function loop(board: Board, link: { flow: Flow; from: number; to: number }, tops: number[], lows: number[], scale: number, k: number, env: Env): string {
  const w = Math.min(bandWidth(link.flow, scale), 18);
  const from = ((tops[link.from] ?? 0) + (lows[link.from] ?? 0)) / 2;
  const to = ((tops[link.to] ?? 0) + (lows[link.to] ?? 0)) / 2;
  const x = Math.max(w / 2 + 1, LEFT - 18 - k * 8);
  const cls = colour(link.flow);
  board.path(`${cls}-band`, `M${LEFT} ${tidy(from)}H${tidy(x)}V${tidy(to)}H${LEFT - 7}`, { "stroke-width": w });
  const tip = Math.max(5, w * 0.8);
  board.path(cls, `M${LEFT - 9} ${tidy(to - tip)}L${LEFT} ${tidy(to)}L${LEFT - 9} ${tidy(to + tip)}z`);
  const way = link.to <= link.from ? say("role_goes_back", env.lang) : say("role_goes_on", env.lang);
  return env.lang === "en" ? `${way}: ${flowWords(link.flow, env)}` : `${way}：${flowWords(link.flow, env)}`;
}
