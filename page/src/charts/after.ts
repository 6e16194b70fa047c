/** What was left after the closing: who was still on the books, and what happened to the place, in order. */
import type { AfterChart } from "../data";
import { brief, exact, monthLong } from "../say";
import { timeAxis, valueAxis, valueRoom } from "./axes";
import { byMonth, causeLines, causeWords, dated } from "./causes";
import { key, sentences } from "./key";
import { nothing, titleOf, view } from "./made";
import { linear, ticks } from "./scale";
import { Board, LABEL, pitchOf } from "./svg";
import { drawLayers, edges, type Layer } from "./stacked";
import { statusLook } from "./textures";
import { count, span, top, valueAt } from "./tracks";
import { narrow, type ChartView, type Env, type Table } from "./view";
import { say } from "./words";

export function drawAfter(chart: AfterChart, env: Env): ChartView {
  const months = span([chart.employed, chart.off_post]);
  if (!months && !chart.events.length) return nothing("after", env);
  const title = titleOf("after", env);
  const board = new Board(env.width, "after", title);
  if (!months) {
    const low = sentences(board, 0, 0, byMonth(chart.events, env.lang).map((event) => ({ words: dated(event, env.lang) })));
    return view(board.close(low), title, () => afterTable(chart, env));
  }
  const small = narrow(env);
  const first = Math.min(months.first, ...chart.events.map((e) => e.month));
  const after = Math.max(months.after, ...chart.events.map((e) => e.month + 1));
  // Events may lie outside the months for which people are counted; nothing is drawn there.
  const recorded = count(months.first, months.after);
  const layer = (status: "on_post" | "off_post", track: AfterChart["employed"]): Layer => {
    const look = statusLook(board, status);
    return { values: recorded.map((m) => valueAt(track, m) ?? 0), cls: look.cls, more: look.more, words: say(`st_${status}`, env.lang) };
  };
  const layers = [layer("on_post", chart.employed), layer("off_post", chart.off_post)];
  const edge = edges(layers, recorded.length);
  const marks = ticks(0, top(edge[1]?.high ?? []), 3, true);
  const values = (value: number): string => brief(value, env.lang);
  const left = valueRoom(marks, values);
  const x = linear(first, after, left, env.width - 12);
  const told = causeWords(board, x, chart.events, { top: 0, env, lanes: small ? 2 : 4 });
  const roof = told.lanes * pitchOf(LABEL) + 14;
  const floor = roof + (small ? 150 : 200);
  const y = linear(0, marks[marks.length - 1] ?? 1, floor, roof);
  valueAxis(board, y, left, x.end, marks, values);
  drawLayers(board, layers, edge, (i) => [x(months.first + i), x(months.first + i + 1)], y, true);
  causeLines(board, told, floor);
  timeAxis(board, { x, first, after, y: floor + 25, top: roof, bottom: floor, lang: env.lang, small });
  const items = layers.map((l) => ({ words: l.words, draw: (b: Board, px: number, py: number) => void b.rect(l.cls, px, py, 18, 12, l.more) }));
  let low = key(board, small ? 0 : left, floor + 32, items);
  low = sentences(board, small ? 0 : left, low - 2, told.listed);
  return view(board.close(low), title, () => afterTable(chart, env));
}

export function afterTable(chart: AfterChart, env: Env): Table {
  const months = span([chart.employed, chart.off_post]);
  const { lang } = env;
  const events = new Map<number, string>();
  for (const { month, words } of byMonth(chart.events, lang)) events.set(month, words);
  const dates = new Set([...(months ? count(months.first, months.after) : []), ...events.keys()]);
  const cell = (track: AfterChart["employed"], month: number): string => {
    const value = valueAt(track, month);
    return value === undefined ? "" : exact(value, lang);
  };
  return {
    head: [say("month", lang), say("at_work", lang), say("sent_home", lang), say("what", lang)],
    rows: [...dates].sort((a, b) => a - b).map((m) => [monthLong(m, lang), cell(chart.employed, m), cell(chart.off_post, m), events.get(m) ?? ""]),
  };
}
