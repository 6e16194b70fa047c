/** The ledger page: a matrix of accounts for each of two years, and under it what became of every element. */
import type { LedgerChart } from "../data";
import { amount, brief, exact } from "../say";
import { yearWords } from "./axes";
import { key, patch } from "./key";
import { nothing, titleOf, view } from "./made";
import { widthOf, wrapped } from "./measure";
import { Board, LABEL, pitchOf, SMALL } from "./svg";
import { texture } from "./textures";
import { narrow, type ChartView, type Env, type Table } from "./view";
import { say } from "./words";

type Year = LedgerChart["years"][number];

/** Rows are at least as far apart as their names need. */
const PITCH = 21;
const SUMS = 58;
const BAR = 8;

export function drawLedger(chart: LedgerChart, env: Env): ChartView {
  if (!chart.years.some((year) => year.cells.length)) return nothing("ledger", env);
  const title = titleOf("ledger", env);
  const board = new Board(env.width, "ledger", title);
  const columns = env.width < 820 || chart.years.length < 2 ? 1 : 2;
  const gap = 28;
  const wide = (env.width - gap * (columns - 1)) / columns;
  let y = 0;
  let low = 0;
  chart.years.forEach((year, i) => {
    if (i && i % columns === 0) y = low + 26;
    low = drawYear(board, chart, year, (i % columns) * (wide + gap), y, wide, env);
  });
  low = key(board, 0, low + 8, [
    { words: say("key_square", env.lang), draw: patch("coin") },
    { words: say("key_deficit", env.lang), draw: patch("deficit") },
  ]);
  low = drawElements(board, chart, low + 30, env);
  return view(board.close(low + 6), title, () => ledgerTable(chart, env));
}

/** Names as they stand before the rows: a number, by which the columns are headed, and as much of the name as fits. */
function labels(chart: LedgerChart, wide: number, env: Env): string[] {
  return chart.accounts.map((name, i) => wrapped(`${i + 1}\u00a0${name[env.lang]}`.replace(/ /g, "\u00a0"), wide, 1, SMALL)[0] ?? "");
}

function drawYear(board: Board, chart: LedgerChart, year: Year, left: number, y: number, wide: number, env: Env): number {
  const sums = narrow(env) ? 0 : SUMS;
  const names = labels(chart, Math.min(wide * 0.4, 170), env);
  const start = left + Math.max(...names.map((name) => widthOf(name, SMALL))) + 10;
  const step = Math.min((left + wide - sums - start) / chart.accounts.length, 30);
  const pitch = Math.max(PITCH, step);
  const top = y + pitchOf(LABEL) * 2 + 8;
  const unit = env.film.money_unit;
  board.text(left, y + 16, `${yearWords(year.year, env.lang)} · ${say("key_ledger", env.lang)}`, { face: "bold" });
  names.forEach((name, i) => {
    board.text(left, top + (i + 0.5) * pitch + 4.5, name, { size: SMALL });
    board.text(start + (i + 0.5) * step, top - 6, String(i + 1), { size: SMALL, cls: "soft", anchor: "middle" });
  });
  for (let i = 0; i <= chart.accounts.length; i += 1) {
    board.line("grid", start, top + i * pitch, start + chart.accounts.length * step, top + i * pitch);
    board.line("grid", start + i * step, top, start + i * step, top + chart.accounts.length * pitch);
  }
  const largest = Math.max(...year.cells.map((cell) => Math.abs(cell.money)), 1);
  for (const { to, by, money } of year.cells) {
    const side = squareSide(money, largest, step - 1);
    const [cx, cy] = [start + (by + 0.5) * step, top + (to + 0.5) * pitch];
    const mark = board.rect(money < 0 ? "deficit" : "coin", cx - side / 2, cy - side / 2, side, side);
    const [payer, receiver] = [chart.accounts[by]?.[env.lang] ?? "", chart.accounts[to]?.[env.lang] ?? ""];
    board.hint(mark, say("pays", env.lang, { payer, receiver, amount: amount(money, unit, env.lang) }));
  }
  if (sums) {
    received(chart, year).forEach((sum, i) =>
      board.text(left + wide, top + (i + 0.5) * pitch + 4.5, brief(sum, env.lang), { size: SMALL, cls: "soft", anchor: "end" }),
    );
  }
  return top + chart.accounts.length * pitch;
}

/** Side of a square whose area is the money; what there is can be seen. */
export function squareSide(money: number, largest: number, full: number): number {
  return money === 0 ? 0 : Math.max(2, full * Math.sqrt(Math.abs(money) / largest));
}

/** What each account received. */
export function received(chart: LedgerChart, year: Year): number[] {
  return chart.accounts.map((_, i) => year.cells.reduce((sum, cell) => (cell.to === i ? sum + cell.money : sum), 0));
}

/** Two bars for each element, of equal length: what came in, and where it went. */
function drawElements(board: Board, chart: LedgerChart, y: number, env: Env): number {
  if (!chart.elements.length) return y - 30;
  const head = wrapped(say("elements", env.lang, { year: yearWords(chart.elements_year, env.lang) }), env.width, 2, LABEL, "bold");
  board.text(0, y + 16, head, { face: "bold" });
  const names = chart.elements.map((element) => wrapped(element.name[env.lang], narrow(env) ? 100 : 170, 1, SMALL)[0] ?? "");
  const start = Math.max(...names.map((name) => widthOf(name, SMALL))) + 12;
  const full = env.width - start - 84;
  let top = 10 + key(board, 0, y + pitchOf(LABEL) * (head.length - 1) + 22, [
    { words: say("came_in", env.lang), draw: patch("coin") },
    { words: say("sold", env.lang), draw: patch("coin-sold") },
    { words: say("nature", env.lang), draw: patch("lost", { fill: texture(board, "left") }) },
    { words: say("kept", env.lang), draw: patch("tank") },
  ]);
  chart.elements.forEach((element, i) => {
    const whole = element.in + Math.max(0, -element.kept);
    const px = (tonnes: number): number => (whole ? (tonnes / whole) * full : 0);
    board.text(0, top + BAR + 5, names[i] ?? "", { size: SMALL });
    board.rect("coin", start, top, px(element.in), BAR);
    board.rect("tank", start + px(element.in), top, px(Math.max(0, -element.kept)), BAR);
    let at = start;
    for (const [cls, tonnes, more] of parts(board, element)) {
      board.rect(cls, at, top + BAR + 2, px(tonnes), BAR, more);
      at += px(tonnes);
    }
    board.text(env.width, top + BAR + 5, say("tonnes", env.lang, { n: brief(element.in, env.lang) }), { size: SMALL, cls: "soft", anchor: "end" });
    top += 2 * BAR + 14;
  });
  return top;
}

function parts(board: Board, element: LedgerChart["elements"][number]): [string, number, { fill?: string }][] {
  return [
    ["coin-sold", element.sold, {}],
    ["lost", element.nature, { fill: texture(board, "left") }],
    ["tank", Math.max(0, element.kept), {}],
  ];
}

export function ledgerTable(chart: LedgerChart, env: Env): Table {
  const name = (i: number): string => chart.accounts[i]?.[env.lang] ?? "";
  const money = chart.years.flatMap((year) =>
    year.cells.map((cell) => [yearWords(year.year, env.lang), name(cell.to), name(cell.by), exact(cell.money, env.lang), env.film.money_unit[env.lang]]),
  );
  const matter = chart.elements.flatMap((element) =>
    (["in", "sold", "nature", "kept"] as const).map((part) => [
      yearWords(chart.elements_year, env.lang), element.name[env.lang], say(part === "in" ? "came_in" : part, env.lang), exact(element[part], env.lang, 1), say("tonne", env.lang),
    ]),
  );
  return { head: (["year", "receives", "pays_head", "amount", "unit"] as const).map((name) => say(name, env.lang)), rows: [...money, ...matter] };
}
