/** A line of seventy years, forty pixels high, with now marked on it. */
import type { Track } from "../data";
import { yearOf } from "../say";
import { at, most } from "../track";
import { svg } from "./dom";

const WIDTH = 312;
const HEIGHT = 40;

export function spark(title: string, lines: { track: Track; tone: string }[], first: number, months: number, now: number, top?: number): SVGSVGElement {
  const highest = top ?? Math.max(1, ...lines.map(({ track }) => most(track)));
  const x = (month: number): number => ((month - first) / Math.max(1, months - 1)) * WIDTH;
  const node = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT + 20}`, width: "100%", role: "img", "aria-label": title });
  for (const { track, tone } of lines) {
    const points: string[] = [];
    for (let month = first; month < first + months; month += 3) {
      points.push(`${x(month).toFixed(1)} ${(HEIGHT - (at(track, month) / highest) * (HEIGHT - 3)).toFixed(1)}`);
    }
    const line = `M${points.join("L")}`;
    node.append(svg("path", { class: `spark-fill tone-${tone}`, d: `${line}V${HEIGHT}H0Z` }), svg("path", { class: `spark-line tone-${tone}`, d: line }));
  }
  node.append(
    svg("line", { class: "spark-foot", x1: 0, x2: WIDTH, y1: HEIGHT, y2: HEIGHT }),
    svg("line", { class: "spark-now", x1: x(now), x2: x(now), y1: 0, y2: HEIGHT }),
    svg("text", { class: "spark-label", x: 0, y: HEIGHT + 15 }, String(yearOf(first))),
    svg("text", { class: "spark-label", x: WIDTH, y: HEIGHT + 15, "text-anchor": "end" }, String(yearOf(first + months - 1))),
  );
  return node;
}
