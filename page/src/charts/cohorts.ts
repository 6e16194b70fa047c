/** People of a street by how they came: layers by year, the oldest at the bottom, told apart by grey and by name. */
import type { CohortsChart } from "../data";
import { brief, exact } from "../say";
import { timeAxis, valueAxis, valueRoom, yearWords } from "./axes";
import { key } from "./key";
import { nothing, titleOf, view } from "./made";
import { widthOf } from "./measure";
import { readable } from "./reading";
import { linear, ticks } from "./scale";
import { Board, LABEL } from "./svg";
import { drawLayers, edges, widest, type Layer } from "./stacked";
import { count, top, yearSpan, yearValue } from "./tracks";
import { narrow, type ChartView, type Env, type Table } from "./view";
import { say } from "./words";

const LOOKS = 6;

export function drawCohorts(chart: CohortsChart, env: Env): ChartView {
  const shown = chart.layers.filter((layer) => layer.yearly.values.some((v) => v !== null && v > 0));
  const years = yearSpan(shown.map((layer) => layer.yearly));
  if (!years) return nothing("cohorts", env);
  const title = titleOf("cohorts", env);
  const board = new Board(env.width, "cohorts", title);
  const at = count(years.first, years.after);
  const layers: Layer[] = shown.map((layer, k) => ({
    values: at.map((year) => yearValue(layer.yearly, year) ?? 0),
    cls: `layer layer-${lookOf(k, shown.length)}`,
    words: layer.name[env.lang],
  }));
  const edge = edges(layers, at.length);
  const marks = ticks(0, top(edge[edge.length - 1]?.high ?? []), narrow(env) ? 3 : 4, true);
  const values = (value: number): string => brief(value, env.lang);
  const left = valueRoom(marks, values);
  const [roof, floor] = [14, narrow(env) ? 240 : 310];
  const x = linear(years.first * 12, years.after * 12, left, env.width - 14);
  const y = linear(0, marks[marks.length - 1] ?? 1, floor, roof);
  const place = (i: number): [number, number] => [x((years.first + i) * 12), x((years.first + i + 1) * 12)];
  valueAxis(board, y, left, x.end, marks, values);
  drawLayers(board, layers, edge, place, y, true);
  timeAxis(board, { x, first: x.from, after: x.to, y: floor + 25, top: roof, bottom: floor, lang: env.lang, small: narrow(env) });
  const unnamed = layers.filter((layer, k) => {
    const room = widest(edge[k] ?? { low: [], high: [] }, place, y, widthOf(layer.words, LABEL));
    if (!room || room.tall < 24) return true;
    const middle = (place(room.i)[0] + place(room.i)[1]) / 2;
    return !board.text(middle, room.y + 5, layer.words, { anchor: "middle", cls: `on-layer on-${layer.cls.split(" ")[1]}` });
  });
  const items = [...unnamed].reverse().map((layer) => ({ words: layer.words, draw: (b: Board, px: number, py: number) => void b.rect(layer.cls, px, py, 18, 12) }));
  const low = key(board, narrow(env) ? 0 : left, floor + 32, items);
  const told = (month: number): string[] => {
    const year = Math.floor(month / 12);
    return [yearWords(year, env.lang), ...shown.map((layer) => `${layer.name[env.lang]} ${exact(yearValue(layer.yearly, year) ?? 0, env.lang)}`)];
  };
  return view(board.close(low), title, () => cohortsTable(chart, env), readable(x, roof, floor, told, env));
}

/** Greys spread over the layers there are, so that neighbours differ as much as they can. */
function lookOf(k: number, of: number): number {
  return of <= 1 ? 2 : 1 + Math.round((k * (LOOKS - 1)) / (Math.max(of, 2) - 1));
}

export function cohortsTable(chart: CohortsChart, env: Env): Table {
  const years = yearSpan(chart.layers.map((layer) => layer.yearly));
  const { lang } = env;
  return {
    head: [say("year", lang), ...chart.layers.map((layer) => layer.name[lang]), say("total", lang)],
    rows: years
      ? count(years.first, years.after).map((year) => {
          const row = chart.layers.map((layer) => yearValue(layer.yearly, year));
          const sum = row.reduce<number>((total, v) => total + (v ?? 0), 0);
          return [yearWords(year, lang), ...row.map((v) => (v === null ? "" : exact(v, lang))), exact(sum, lang)];
        })
      : [],
  };
}
