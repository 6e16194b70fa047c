/** Yearbook and camera: what was printed once a year, what was seen each month, and the people between the two. */
import type { BookChart } from "../data";
import { brief, count as said, exact, monthLong, yearOf } from "../say";
import { timeAxis, valueAxis, valueRoom, yearWords } from "./axes";
import { planBook, type BookPlan, type Paper } from "./book-plan";
import { bookLabels } from "./book-labels";
import { key, patch, stroke, type KeyItem } from "./key";
import { nothing, titleOf, view } from "./made";
import { monthAt } from "./reading";
import { ticks } from "./scale";
import { Board, through } from "./svg";
import { texture } from "./textures";
import { count, top, valueAt, yearValue } from "./tracks";
import { narrow, type ChartView, type Env, type Reading, type Show, type Table } from "./view";
import { say } from "./words";

export function drawBook(chart: BookChart, env: Env): ChartView {
  const title = titleOf("book", env);
  const show = env.show ?? "both";
  const paper = paperOf(chart, env);
  const plan = planBook(chart, paper, show);
  if (!plan) return nothing("book", env);
  const board = new Board(env.width, "book", title);
  const values = (value: number): string => brief(value, env.lang);
  valueAxis(board, plan.y, paper.left, paper.right, plan.marks, values);
  const axis = { x: plan.x, first: plan.x.from, after: plan.x.to, y: paper.bottom + 25, top: paper.top, bottom: paper.bottom };
  timeAxis(board, { ...axis, lang: env.lang, small: narrow(env) });
  drawAreas(board, plan, paper);
  const unsaid = drawBreaks(board, chart, plan, paper, env, show);
  for (const step of plan.steps) {
    const mark = board.line("step", step.x1, step.y, step.x2, step.y);
    board.hint(mark, `${yearWords(step.year, env.lang)}: ${exact(step.value, env.lang)}`);
  }
  board.path("camera", through(plan.line));
  drawObserved(board, chart, plan, show);
  const direct = { ...bookLabels(board, chart, plan, paper, env, show), breaks: !unsaid };
  const low = key(board, narrow(env) ? 0 : paper.left, paper.bottom + 32, keyItems(chart, plan, env, show, direct));
  const time = { first: plan.x.from, last: plan.x.to - 1, month: (at: number) => monthAt(plan.x, at) };
  return view(board.close(low), title, () => bookTable(chart, env), { read: reader(chart, plan, paper, env), time });
}

function paperOf(chart: BookChart, env: Env): Paper {
  const lines = narrow(env) ? 3 : 4;
  const most = Math.max(top(chart.camera.values), top(chart.book.values), top(chart.observed.map((o) => o.high ?? o.value)));
  const left = valueRoom(ticks(0, most, lines, true), (value) => brief(value, env.lang));
  const high = chart.breaks.length ? 44 : 22;
  return { left, right: env.width - 14, top: high, bottom: high + (narrow(env) ? 210 : 270), lines };
}

function drawAreas(board: Board, plan: BookPlan, paper: Paper): void {
  for (const step of plan.steps) board.rect("under-step", step.x1, step.y, step.x2 - step.x1, paper.bottom - step.y);
  const closed = (shapes: BookPlan["missed"]): string => shapes.map((points) => `${through(points)}z`).join("");
  if (plan.missed.length) board.path("missed", closed(plan.missed), { fill: texture(board, "gap") });
  if (plan.over.length) board.path("over", closed(plan.over), { fill: texture(board, "over") });
}

/** Dotted verticals with their words; tells whether the words of one found no room. */
function drawBreaks(board: Board, chart: BookChart, plan: BookPlan, paper: Paper, env: Env, show: Show): boolean {
  let unsaid = false;
  if (show === "camera") return unsaid;
  for (const month of chart.breaks) {
    if (month <= plan.x.from || month >= plan.x.to) continue;
    const x = plan.x(month);
    board.line("break", x, 8, x, paper.bottom);
    const words = say("count_changes", env.lang);
    const places = [18, 18 + 21].flatMap((y) => [{ x: x - 7, y, anchor: "end" as const }, { x: x + 7, y, anchor: "start" as const }]);
    const others = chart.breaks.filter((b) => b !== month).map((b) => ({ x: plan.x(b) - 2, y: 0, w: 4, h: 30 }));
    if (!board.place(places, words, { cls: "book-words", rim: true, clear: others })) unsaid = true;
  }
  return unsaid;
}

function drawObserved(board: Board, chart: BookChart, plan: BookPlan, show: Show): void {
  if (show === "camera") return;
  for (const { year, value, low, high } of chart.observed) {
    const x = plan.x(year * 12 + 6);
    if (x < plan.x.start || x > plan.x.end) continue;
    const y = plan.y(value);
    if (low !== null && high !== null) {
      board.line("whisker", x, plan.y(low), x, plan.y(high));
      for (const end of [low, high]) board.line("whisker", x - 4, plan.y(end), x + 4, plan.y(end));
    }
    board.path("diamond", `M${x} ${y - 6}L${x + 6} ${y}L${x} ${y + 6}L${x - 6} ${y}z`);
  }
}

function keyItems(chart: BookChart, plan: BookPlan, env: Env, show: Show, direct: { camera: boolean; book: boolean; breaks: boolean }): KeyItem[] {
  const { lang } = env;
  const items: KeyItem[] = [];
  if (plan.line.length && !direct.camera) items.push({ words: chart.camera_words[lang], draw: stroke("camera") });
  if (plan.steps.length && !direct.book) items.push({ words: chart.book_words[lang], draw: stroke("step") });
  if (!direct.breaks) items.push({ words: say("count_changes", lang), draw: (b, x, y) => void b.line("break", x + 9, y - 1, x + 9, y + 13) });
  if (plan.missed.length) items.push({ words: say("gap", lang), draw: filled("gap") });
  if (plan.over.length) items.push({ words: say("over", lang), draw: filled("over") });
  if (show !== "camera") {
    for (const words of new Set(chart.observed.map((o) => o.words[lang]))) items.push({ words, draw: diamond });
  }
  return items;
}

function filled(name: "gap" | "over") {
  return (board: Board, x: number, y: number): void => patch(`sample-${name}`, { fill: texture(board, name) })(board, x, y);
}

function diamond(board: Board, x: number, y: number): void {
  board.path("diamond", `M${x + 9} ${y}l6 6l-6 6l-6 -6z`);
}

function reader(chart: BookChart, plan: BookPlan, paper: Paper, env: Env): (month: number) => Reading | null {
  return (month) => {
    const camera = valueAt(chart.camera, month);
    const book = yearValue(chart.book, yearOf(month));
    if (camera === undefined && book === null) return null;
    const told = (value: number | null | undefined): string => (value === null || value === undefined ? "–" : said(Math.round(value), env.lang));
    const words = say("reading_book", env.lang, { month: monthLong(month, env.lang), camera: told(camera), book: told(book) });
    return { words, x: plan.x(month + 0.5), top: paper.top, bottom: paper.bottom };
  };
}

/** Years with every number that is drawn: the camera in its last month of the year, the printed value, the difference. */
export function bookTable(chart: BookChart, env: Env): Table {
  const { lang } = env;
  const observed = new Map(chart.observed.map((o) => [o.year, o]));
  const months = count(chart.camera.start, chart.camera.start + chart.camera.values.length);
  const book = chart.book.values.map((_, i) => chart.book.start + i);
  const rows: string[][] = [];
  const seen = new Set(months.map(yearOf));
  const cell = (value: number | null | undefined): string => (value === null || value === undefined ? "" : exact(value, lang));
  for (const year of [...new Set([...seen, ...book])].sort((a, b) => a - b)) {
    const printed = yearValue(chart.book, year);
    const mine = months.filter((m) => yearOf(m) === year);
    const view = observed.get(year);
    if (!mine.length) rows.push([yearWords(year, lang), "", cell(printed), "", observedWords(view, env)]);
    for (const month of mine) {
      const camera = valueAt(chart.camera, month);
      const last = month === mine[mine.length - 1];
      const difference = printed === null || camera === undefined ? "" : exact(camera - printed, lang);
      rows.push([monthLong(month, lang), cell(camera), cell(printed), difference, last ? observedWords(view, env) : ""]);
    }
  }
  const head = [say("month", lang), say("camera", lang), say("book", lang), say("difference", lang), say("observed", lang)];
  return chart.observed.length ? { head, rows } : { head: head.slice(0, 4), rows: rows.map((row) => row.slice(0, 4)) };
}

function observedWords(found: BookChart["observed"][number] | undefined, env: Env): string {
  if (!found) return "";
  const n = (value: number): string => exact(value, env.lang);
  if (found.low === null || found.high === null) return n(found.value);
  return say("observed_range", env.lang, { value: n(found.value), low: n(found.low), high: n(found.high) });
}
