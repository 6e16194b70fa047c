/** The paper a chart is drawn on: marks below, texts above, and no text over another. */
import { overlap, type Box } from "./boxes";
import { widthOf, type Face } from "./measure";

const SVG = "http://www.w3.org/2000/svg";

/** Sizes of letters; nothing in a chart is smaller than `axis` on a phone. */
export const LABEL = 14;
export const AXIS = 13.5;
export const SMALL = 13;

/** Height of a line of letters above and below its base, as Chromium counts it for the shipped fonts. */
const ABOVE = 1.03;
const BELOW = 0.42;

export type Attrs = Record<string, string | number | undefined>;
export type Point = readonly [number, number];

export interface TextStyle {
  size?: number;
  face?: Face;
  /** Colour class: soft, work, rust, book, better, strong ... */
  cls?: string;
  anchor?: "start" | "middle" | "end";
  /** Width of a rim in the ground colour, so that a line under the letters does not cut them. */
  rim?: boolean;
  /** Lines of the text are this far apart. */
  pitch?: number;
  /** Boxes of marks this text must keep away from. */
  clear?: readonly Box[];
}

let made = 0;

export function element<K extends keyof SVGElementTagNameMap>(tag: K, attrs: Attrs = {}): SVGElementTagNameMap[K] {
  const found = document.createElementNS(SVG, tag) as SVGElementTagNameMap[K];
  for (const [name, value] of Object.entries(attrs)) {
    if (value !== undefined) found.setAttribute(name, typeof value === "number" ? tidy(value) : value);
  }
  return found;
}

/** Two decimals are a fiftieth of a device pixel; more would only weigh. */
export function tidy(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** The `d` of a line through points. */
export function through(points: readonly Point[]): string {
  return points.map(([x, y], i) => `${i ? "L" : "M"}${tidy(x)} ${tidy(y)}`).join("");
}

/** The `d` of many boxes in one path: thousands of windows are one element. */
export function boxesPath(boxes: readonly Box[]): string {
  return boxes.map((b) => `M${tidy(b.x)} ${tidy(b.y)}h${tidy(b.w)}v${tidy(b.h)}h${tidy(-b.w)}z`).join("");
}

export class Board {
  readonly svg: SVGSVGElement;
  readonly id: string;
  readonly width: number;
  /** Boxes of all texts so far, and the lowest edge of what was drawn with `grow`. */
  readonly texts: Box[] = [];
  private readonly defs: SVGDefsElement;
  private readonly marks: SVGGElement;
  private readonly letters: SVGGElement;
  private readonly patterns = new Map<string, string>();

  constructor(width: number, kind: string, title: string) {
    made += 1;
    this.id = `c${made}`;
    this.width = width;
    this.svg = element("svg", { class: `chart chart-${kind}`, role: "img", "aria-labelledby": `${this.id}-t`, width });
    const name = element("title", { id: `${this.id}-t` });
    name.textContent = title;
    this.defs = element("defs");
    this.marks = element("g", { class: "marks" });
    this.letters = element("g", { class: "letters" });
    this.svg.append(name, this.defs, this.marks, this.letters);
  }

  /** Draw a mark; `cls` says what it means, the style sheet what it looks like. */
  mark<K extends keyof SVGElementTagNameMap>(tag: K, cls: string, attrs: Attrs): SVGElementTagNameMap[K] {
    const found = element(tag, { class: cls, ...attrs });
    this.marks.append(found);
    return found;
  }

  rect(cls: string, x: number, y: number, w: number, h: number, more: Attrs = {}): SVGRectElement {
    return this.mark("rect", cls, { x, y, width: Math.max(w, 0), height: Math.max(h, 0), ...more });
  }

  line(cls: string, x1: number, y1: number, x2: number, y2: number): SVGLineElement {
    return this.mark("line", cls, { x1, y1, x2, y2 });
  }

  path(cls: string, d: string, more: Attrs = {}): SVGPathElement | null {
    return d ? this.mark("path", cls, { d, ...more }) : null;
  }

  /** What a mark says when the pointer rests on it. */
  hint(mark: SVGElement | null, words: string): void {
    if (!mark) return;
    const title = element("title");
    title.textContent = words;
    mark.append(title);
  }

  /** A pattern of this picture by name, made at its first use; gives what goes into `fill`. */
  fill(name: string, make: () => SVGPatternElement): string {
    let id = this.patterns.get(name);
    if (!id) {
      id = `${this.id}-${name}`;
      const pattern = make();
      pattern.setAttribute("id", id);
      this.defs.append(pattern);
      this.patterns.set(name, id);
    }
    return `url(#${id})`;
  }

  /** A clip of this picture; gives what goes into `clip-path`. */
  clip(box: Box): string {
    const id = `${this.id}-clip${this.defs.childElementCount}`;
    const clip = element("clipPath", { id });
    clip.append(element("rect", { x: box.x, y: box.y, width: Math.max(box.w, 0), height: Math.max(box.h, 0) }));
    this.defs.append(clip);
    return `url(#${id})`;
  }

  /** The box a text would take. */
  boxOf(x: number, y: number, lines: readonly string[], style: TextStyle = {}): Box {
    const size = style.size ?? LABEL;
    const wide = Math.max(0, ...lines.map((line) => widthOf(line, size, style.face)));
    const left = style.anchor === "end" ? x - wide : style.anchor === "middle" ? x - wide / 2 : x;
    const down = (lines.length - 1) * (style.pitch ?? pitchOf(size));
    return { x: left, y: y - ABOVE * size, w: wide, h: (ABOVE + BELOW) * size + down };
  }

  /** Whether a text may stand in a box: inside the paper, over no other text, away from what it must keep clear of. */
  free(box: Box, clear: readonly Box[] = []): boolean {
    if (box.x < -0.5 || box.x + box.w > this.width + 0.5 || box.y < 0) return false;
    const wider = { x: box.x - 2, y: box.y, w: box.w + 4, h: box.h };
    return !this.texts.some((other) => overlap(wider, other)) && !clear.some((other) => overlap(box, other));
  }

  /** Write a text whose first line stands on `y`; false, and nothing is written, where it would overlap another. */
  text(x: number, y: number, text: string | readonly string[], style: TextStyle = {}): boolean {
    const lines = typeof text === "string" ? [text] : text;
    if (!lines.some((line) => line.trim())) return true;
    const box = this.boxOf(x, y, lines, style);
    if (!this.free(box, style.clear)) return false;
    this.texts.push(box);
    this.letters.append(written(x, y, lines, style));
    return true;
  }

  /** Write a text at the first of several places where it fits. */
  place(places: readonly { x: number; y: number; anchor?: TextStyle["anchor"] }[], text: string | readonly string[], style: TextStyle = {}): boolean {
    return places.some(({ x, y, anchor }) => this.text(x, y, text, anchor ? { ...style, anchor } : style));
  }

  /** Keep a box free of later texts. */
  keep(box: Box): void {
    this.texts.push(box);
  }

  /** Give the picture its height; it is never lower than its texts. */
  close(height: number): SVGSVGElement {
    const low = Math.max(height, ...this.texts.map((b) => b.y + b.h));
    const tall = Math.ceil(low);
    this.svg.setAttribute("height", String(tall));
    this.svg.setAttribute("viewBox", `0 0 ${tidy(this.width)} ${tall}`);
    return this.svg;
  }
}

/** Lines of a size stand this far apart, so that their boxes touch but do not overlap. */
export function pitchOf(size: number): number {
  return Math.ceil(size * (ABOVE + BELOW));
}

function written(x: number, y: number, lines: readonly string[], style: TextStyle): SVGTextElement {
  const size = style.size ?? LABEL;
  const classes = [style.face === "bold" ? "bold" : style.face === "serif" ? "serif" : "", style.cls ?? "", style.rim ? "rim" : ""];
  const anchor = style.anchor && style.anchor !== "start" ? style.anchor : undefined;
  const found = element("text", { x, y, "font-size": size, "text-anchor": anchor, class: classes.filter(Boolean).join(" ") || undefined });
  if (lines.length === 1) {
    found.textContent = lines[0] ?? "";
    return found;
  }
  lines.forEach((line, i) => {
    const span = element("tspan", { x, dy: i ? (style.pitch ?? pitchOf(size)) : undefined });
    span.textContent = line;
    found.append(span);
  });
  return found;
}
