/** What people did, month by month: statuses as layers in their own textures. */
import type { StatesChart } from "../data";
import { brief, exact, monthLong } from "../say";
import { timeAxis, valueAxis, valueRoom } from "./axes";
import { key, type KeyItem } from "./key";
import { nothing, titleOf, view } from "./made";
import { readable } from "./reading";
import { linear, ticks } from "./scale";
import { Board } from "./svg";
import { drawLayers, edges, type Layer } from "./stacked";
import { statusLook, STATUSES } from "./textures";
import { count, span, top, valueAt } from "./tracks";
import { narrow, type ChartView, type Env, type Table } from "./view";
import { say, type ChartKey } from "./words";

export function drawStates(chart: StatesChart, env: Env): ChartView {
  const shown = orderly(chart);
  const months = span(shown.map((layer) => layer.track));
  if (!months) return nothing("states", env);
  const title = titleOf("states", env);
  const board = new Board(env.width, "states", title);
  const at = count(months.first, months.after);
  const layers: Layer[] = shown.map((layer) => {
    const look = statusLook(board, layer.status);
    return { values: at.map((m) => valueAt(layer.track, m) ?? 0), cls: look.cls, more: look.more, words: nameOf(layer, env) };
  });
  const edge = edges(layers, at.length);
  const marks = ticks(0, top(edge[edge.length - 1]?.high ?? []), narrow(env) ? 3 : 4, true);
  const values = (value: number): string => brief(value, env.lang);
  const left = valueRoom(marks, values);
  const [roof, floor] = [14, narrow(env) ? 230 : 310];
  const x = linear(months.first, months.after, left, env.width - 14);
  const y = linear(0, marks[marks.length - 1] ?? 1, floor, roof);
  valueAxis(board, y, left, x.end, marks, values);
  drawLayers(board, layers, edge, (i) => [x(months.first + i), x(months.first + i + 1)], y, at.length < 3);
  timeAxis(board, { x, first: months.first, after: months.after, y: floor + 25, top: roof, bottom: floor, lang: env.lang, small: narrow(env) });
  // The key reads from top to bottom, as the layers stand.
  const items: KeyItem[] = [...layers].reverse().map((layer) => ({ words: layer.words, draw: (b, px, py) => void b.rect(layer.cls, px, py, 18, 12, layer.more) }));
  const low = key(board, narrow(env) ? 0 : left, floor + 32, items);
  const told = (month: number): string[] => [monthLong(month, env.lang), ...shown.map((layer) => `${nameOf(layer, env)} ${exact(valueAt(layer.track, month) ?? 0, env.lang)}`)];
  const more = readable(x, roof, floor, told, env);
  return view(board.close(low), title, () => statesTable(chart, env), more);
}

/** In the order of statuses that every chart keeps; layers without anybody are left out. */
function orderly(chart: StatesChart): StatesChart["layers"] {
  const filled = chart.layers.filter((layer) => layer.track.values.some((v) => v > 0));
  return [...filled].sort((a, b) => STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status));
}

function nameOf(layer: StatesChart["layers"][number], env: Env): string {
  return layer.name[env.lang] || say(`st_${layer.status}` as ChartKey, env.lang);
}

export function statesTable(chart: StatesChart, env: Env): Table {
  const shown = orderly(chart);
  const months = span(shown.map((layer) => layer.track));
  return {
    head: [say("month", env.lang), ...shown.map((layer) => nameOf(layer, env))],
    rows: months
      ? count(months.first, months.after).map((month) => [monthLong(month, env.lang), ...shown.map((l) => exact(valueAt(l.track, month) ?? 0, env.lang))])
      : [],
  };
}
