/** Where the words of yearbook and camera find room: near their line, over no other mark. */
import type { BookChart } from "../data";
import { count as said } from "../say";
import type { BookPlan, Paper } from "./book-plan";
import { crosses, type Box } from "./boxes";
import { balanced, widthOf, wrap } from "./measure";
import { LABEL, pitchOf, SMALL, type Board, type Point } from "./svg";
import { narrow, type Env, type Show } from "./view";
import { say } from "./words";

/** Write gap, names of both series and "one run"; tells which names found room. */
export function bookLabels(
  board: Board, chart: BookChart, plan: BookPlan, paper: Paper, env: Env, show: Show,
): { camera: boolean; book: boolean } {
  if (show === "both" && chart.gap) drawGap(board, chart.gap, plan, paper, env);
  oneRun(board, plan, env);
  if (narrow(env)) return { camera: false, book: false };
  const breaks = chart.breaks.map((month) => plan.x(month));
  const camera = plan.line.length > 0 && nameLine(board, chart.camera_words[env.lang], plan, paper, breaks);
  const book = plan.steps.length > 0 && nameSteps(board, chart.book_words[env.lang], plan, paper, breaks);
  return { camera, book };
}

function drawGap(board: Board, gap: NonNullable<BookChart["gap"]>, plan: BookPlan, paper: Paper, env: Env): void {
  const x = plan.x(gap.month + 0.5);
  if (x < plan.x.start || x > plan.x.end) return;
  const over = gap.printed > gap.seen;
  const [high, low] = [Math.max(gap.seen, gap.printed), Math.min(gap.seen, gap.printed)].map((value) => plan.y(value)) as [number, number];
  board.path(over ? "bracket bracket-over" : "bracket", `M${x - 5} ${high}h10M${x} ${high}V${low}M${x - 5} ${low}h10`);
  const given = gap.words[env.lang];
  const words = /\d/.test(given) ? given : `${said(Math.abs(Math.round(gap.seen - gap.printed)), env.lang)} ${given}`;
  const lines = balanced(words, narrow(env) ? 104 : 150, LABEL, "bold");
  const wide = Math.max(...lines.map((line) => widthOf(line, LABEL, "bold")));
  const tall = lines.length * pitchOf(LABEL);
  const middle = (high + low) / 2;
  const spots = gapSpots(board, { x, middle, wide, tall }, plan, paper);
  const style = { face: "bold" as const, cls: over ? "book-words" : "rust-words", rim: true };
  for (const { left, top } of spots) {
    if (!board.text(left, top + 14.5, lines, style)) continue;
    board.rect("plate", left - 5, top - 1, wide + 10, tall + 3);
    return;
  }
}

/** Places beside the bracket, nearest first, those on no line and no step before the others. */
function gapSpots(
  board: Board, label: { x: number; middle: number; wide: number; tall: number }, plan: BookPlan, paper: Paper,
): { left: number; top: number }[] {
  const found: { left: number; top: number; cost: number }[] = [];
  for (const left of [label.x + 12, label.x - 12 - label.wide]) {
    if (left < plan.x.start || left + label.wide > board.width - 4) continue;
    for (let top = paper.top; top + label.tall < paper.bottom - 4; top += 6) {
      const box = { x: left, y: top, w: label.wide, h: label.tall };
      const hidden = crosses(box, plan.line, 3) || hitsStep(box, plan) ? 1000 : 0;
      found.push({ left, top, cost: hidden + Math.abs(top + label.tall / 2 - label.middle) });
    }
  }
  return found.sort((a, b) => a.cost - b.cost);
}

function oneRun(board: Board, plan: BookPlan, env: Env): void {
  const end = plan.line[plan.line.length - 1];
  if (!end) return;
  const words = say("one_run", env.lang);
  const size = SMALL;
  const right = Math.min(end[0], board.width - 2);
  const over = plan.line.filter(([x]) => x > right - widthOf(words, size) - 6).map(([, y]) => y);
  const places = [Math.min(...over) - 9, Math.max(...over) + 20, Math.min(...over) - 30].map((y) => ({ x: right, y }));
  const style = { size, cls: "soft", rim: true };
  for (const place of places) {
    const box = board.boxOf(place.x, place.y, [words], { ...style, anchor: "end" });
    if (crosses(box, plan.line, 0) || hitsStep(box, plan)) continue;
    if (board.text(place.x, place.y, words, { ...style, anchor: "end" })) return;
  }
}

function hitsStep(box: Box, plan: BookPlan): boolean {
  return plan.steps.some((s) => s.x1 < box.x + box.w && s.x2 > box.x && s.y > box.y - 2 && s.y < box.y + box.h + 2);
}

/** Just above the line where it is flattest, in the middle of the picture rather than at its ends. */
function nameLine(board: Board, words: string, plan: BookPlan, paper: Paper, breaks: number[]): boolean {
  const lines = wrap(words, 240, LABEL, "bold");
  const wide = Math.max(...lines.map((line) => widthOf(line, LABEL, "bold")));
  const found: { x: number; y: number; cost: number }[] = [];
  for (let x = plan.x.start + 6; x + wide < plan.x.end; x += 8) {
    const over = plan.line.filter(([at]) => at >= x - 6 && at <= x + wide + 6).map(([, y]) => y);
    if (!over.length) continue;
    const high = Math.min(...over);
    const y = high - 9 - (lines.length - 1) * pitchOf(LABEL);
    const slack = over.reduce((sum, at) => sum + (at - high), 0) / over.length;
    const aside = Math.abs((x + wide / 2 - plan.x.start) / (plan.x.end - plan.x.start) - 0.45);
    if (y > paper.top + 6) found.push({ x, y, cost: slack + aside * 120 });
  }
  return tryAll(board, found, lines, "bold", "", plan, breaks);
}

/** In the blue field under the steps if it is high enough, else just over the steps. */
function nameSteps(board: Board, words: string, plan: BookPlan, paper: Paper, breaks: number[]): boolean {
  const lines = wrap(words, 240, LABEL, "bold");
  const wide = Math.max(...lines.map((line) => widthOf(line, LABEL, "bold")));
  const tall = lines.length * pitchOf(LABEL);
  const found: { x: number; y: number; cost: number }[] = [];
  for (let x = plan.x.start + 6; x + wide < plan.x.end; x += 8) {
    const under = plan.steps.filter((s) => s.x2 > x - 4 && s.x1 < x + wide + 4).map((s) => s.y);
    if (!under.length) continue;
    const low = Math.max(...under);
    if (low + 10 + tall < paper.bottom) found.push({ x, y: low + 9 + 14.5, cost: 100 - Math.min(paper.bottom - low - tall, 60) });
    const y = Math.min(...under) - 9 - (tall - pitchOf(LABEL));
    if (y > paper.top + 6) found.push({ x, y, cost: 200 + (low - Math.min(...under)) });
  }
  return tryAll(board, found, lines, "bold", "book-words", plan, breaks);
}

function tryAll(
  board: Board, found: { x: number; y: number; cost: number }[], lines: string[], face: "bold", cls: string, plan: BookPlan, breaks: number[],
): boolean {
  found.sort((a, b) => a.cost - b.cost);
  const cut = (box: Box): boolean => breaks.some((x) => x > box.x - 4 && x < box.x + box.w + 4);
  const hit = (box: Box): boolean => crosses(box, plan.line as readonly Point[], 2) || hitsStep(box, plan) || cut(box);
  for (const { x, y } of found) {
    const box = board.boxOf(x, y, lines, { face });
    if (hit(box)) continue;
    if (board.text(x, y, lines, { face, cls, rim: true })) return true;
  }
  return false;
}
