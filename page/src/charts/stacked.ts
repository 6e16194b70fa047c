/** Layers upon each other over time, the first at the bottom; each is an area with its own look. */
import type { Board, Point } from "./svg";
import { through, type Attrs } from "./svg";
import type { Scale } from "./scale";

export interface Layer {
  values: readonly number[];
  cls: string;
  more?: Attrs;
  words: string;
}

export interface Edge {
  low: number[];
  high: number[];
}

/** Lower and upper edge of each layer, in values. */
export function edges(layers: readonly Layer[], long: number): Edge[] {
  const sum = new Array<number>(long).fill(0);
  return layers.map((layer) => {
    const low = [...sum];
    for (let i = 0; i < long; i += 1) sum[i] = (sum[i] ?? 0) + Math.max(0, layer.values[i] ?? 0);
    return { low, high: [...sum] };
  });
}

/** Draw the areas; `at` gives the places of the values along x, and yearly values are drawn as steps. */
export function drawLayers(board: Board, layers: readonly Layer[], edge: readonly Edge[], at: (i: number) => [number, number], y: Scale, steps: boolean): void {
  layers.forEach((layer, k) => {
    const { low, high } = edge[k] ?? { low: [], high: [] };
    if (!layer.values.some((v) => v > 0)) return;
    const side = (values: readonly number[]): Point[] =>
      values.flatMap((value, i): Point[] => {
        const [left, right] = at(i);
        return steps ? [[left, y(value)], [right, y(value)]] : [[(left + right) / 2, y(value)]];
      });
    const d = `${through([...side(high), ...side(low).reverse()])}z`;
    board.path(layer.cls, d, layer.more);
  });
}

export interface Room {
  i: number;
  /** Middle and height of the layer there, in pixels. */
  y: number;
  tall: number;
}

/** Where a layer is thickest over a width of `wide` pixels: there its name may stand in it. */
export function widest(edge: Edge, at: (i: number) => [number, number], y: Scale, wide: number): Room | null {
  let best: Room | null = null;
  const long = edge.high.length;
  const step = Math.max(1, Math.floor(long / 60));
  for (let i = 0; i < long; i += step) {
    const middle = (at(i)[0] + at(i)[1]) / 2;
    const inside = [...Array(long).keys()].filter((k) => Math.abs((at(k)[0] + at(k)[1]) / 2 - middle) <= wide / 2 + 4);
    if (middle - wide / 2 - 12 < at(0)[0] || middle + wide / 2 + 12 > at(long - 1)[1]) continue;
    const ceiling = Math.max(...inside.map((k) => y(edge.high[k] ?? 0)));
    const floor = Math.min(...inside.map((k) => y(edge.low[k] ?? 0)));
    if (!best || floor - ceiling > best.tall) best = { i, y: (ceiling + floor) / 2, tall: floor - ceiling };
  }
  return best;
}
