/** The time rail: work done as an area, solid up to now; sleepers, decades, causes; a wheel to turn. */
import type { Film } from "../data";
import { monthLong, yearOf } from "../say";
import { at, lastMonth } from "../track";
import { word, type Lang } from "../words";
import { el, svg } from "./dom";
import { pickStations, type Placed } from "./stations";

const AREA = 40;

interface Shape {
  width: number;
  height: number;
  margin: number;
  /** Heights of the track and of the foot of the area. */
  track: number;
  foot: number;
  labels: number;
}

export class Rail {
  readonly root: HTMLElement;
  private readonly handle: HTMLElement;
  private picture: SVGSVGElement | null = null;
  private now: { clip: SVGRectElement; rest: SVGRectElement; wheel: SVGGElement } | null = null;
  private pins: { from: number; to: number; node: SVGElement }[] = [];
  private shape: Shape = { width: 0, height: 0, margin: 48, track: 0, foot: 0, labels: 0 };

  constructor(private readonly film: Film, private readonly seek: (month: number) => void) {
    this.handle = el("div", { class: "wheel", role: "slider", tabindex: 0, "aria-orientation": "horizontal" });
    this.root = el("div", { class: "rail" }, this.handle);
    this.handle.setAttribute("aria-valuemin", String(film.first));
    this.handle.setAttribute("aria-valuemax", String(lastMonth(film)));
    this.listen();
  }

  private listen(): void {
    let held = false;
    this.root.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      held = true;
      this.root.setPointerCapture(event.pointerId);
      this.seek(this.monthAt(event.clientX));
      this.handle.focus({ preventScroll: true });
      event.preventDefault();
    });
    this.root.addEventListener("pointermove", (event) => {
      if (held) this.seek(this.monthAt(event.clientX));
    });
    for (const end of ["pointerup", "pointercancel"] as const) this.root.addEventListener(end, () => (held = false));
  }

  private monthAt(clientX: number): number {
    const left = this.root.getBoundingClientRect().left + this.shape.margin;
    const share = (clientX - left) / Math.max(1, this.shape.width - 2 * this.shape.margin);
    return Math.round(this.film.first + Math.min(1, Math.max(0, share)) * (this.film.months - 1));
  }

  x(month: number): number {
    const share = (month - this.film.first) / Math.max(1, this.film.months - 1);
    return this.shape.margin + share * (this.shape.width - 2 * this.shape.margin);
  }

  /** Draws the rail for a width; only clip and wheel change after that. */
  draw(lang: Lang, phone: boolean, low: boolean): void {
    const width = this.root.clientWidth;
    if (width < 50) return;
    this.shape = phone
      ? { width, height: 88, margin: 20, track: 56, foot: 48, labels: 78 }
      : low ? { width, height: 84, margin: 48, track: 52, foot: 46, labels: 75 }
      : { width, height: 116, margin: 48, track: 82, foot: 74, labels: 106 };
    const { height } = this.shape;
    const picture = svg("svg", { class: "rail-picture", width, height, viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" });
    picture.append(...this.area(), ...this.sleepers(phone));
    this.pins = [];
    if (!phone && !low) picture.append(...this.stations(lang));
    const wheel = this.wheel();
    picture.append(wheel);
    const clip = picture.querySelector<SVGRectElement>("#rail-done rect");
    const rest = picture.querySelector<SVGRectElement>("#rail-rest rect");
    if (clip && rest) this.now = { clip, rest, wheel };
    this.picture?.remove();
    this.picture = picture;
    this.root.prepend(picture);
    this.root.style.height = `${height}px`;
    this.handle.setAttribute("aria-label", word("time", lang));
  }

  private area(): SVGElement[] {
    const { foot, width, height } = this.shape;
    const points: string[] = [];
    for (let i = 0; i < this.film.months; i++) {
      const month = this.film.first + i;
      points.push(`${this.x(month).toFixed(1)} ${(foot - (AREA * at(this.film.work, month)) / 1000).toFixed(1)}`);
    }
    const line = `M${points.join("L")}`;
    const [left, right] = [this.x(this.film.first).toFixed(1), this.x(lastMonth(this.film)).toFixed(1)];
    return [
      svg("clipPath", { id: "rail-done" }, svg("rect", { x: 0, y: 0, width: 0, height })),
      svg("clipPath", { id: "rail-rest" }, svg("rect", { x: 0, y: 0, width, height })),
      svg("path", { class: "rail-area", d: `${line}L${right} ${foot}L${left} ${foot}Z`, "clip-path": "url(#rail-done)" }),
      svg("path", { class: "rail-edge", d: line, "clip-path": "url(#rail-done)" }),
      svg("path", { class: "rail-ahead", d: line, "clip-path": "url(#rail-rest)" }),
    ];
  }

  private sleepers(phone: boolean): SVGElement[] {
    const { track, labels } = this.shape;
    const out: SVGElement[] = [
      svg("line", { class: "rail-track", x1: this.x(this.film.first), x2: this.x(lastMonth(this.film)), y1: track, y2: track }),
    ];
    const [first, last] = [yearOf(this.film.first), yearOf(lastMonth(this.film))];
    const span = this.x(120) - this.x(0);
    for (let year = first; year <= last + 1; year++) {
      const x = this.x(Math.min(year * 12, lastMonth(this.film)));
      const decade = year % 10 === 0;
      const long = decade ? 6 : 3.5;
      out.push(svg("line", { class: decade ? "rail-decade" : "rail-year", x1: x, x2: x, y1: track - long, y2: track + long }));
      const room = x > this.shape.margin + 10 && x < this.shape.width - this.shape.margin + 6;
      if (decade && room && (!phone || span > 46 || year % 20 === 0)) {
        out.push(svg("text", { class: "rail-label", x, y: labels, "text-anchor": "middle" }, String(year)));
      }
    }
    return out;
  }

  private stations(lang: Lang): SVGElement[] {
    const measure = measurer();
    const head = word("work_done", lang);
    const out: SVGElement[] = [svg("text", { class: "rail-head", x: this.shape.margin, y: 13 }, head)];
    const placed: Placed[] = pickStations(this.film.stations, {
      most: 6,
      x: (month) => this.x(month),
      top: (month) => this.shape.foot - (AREA * at(this.film.work, month)) / 1000,
      width: (station) => measure(station.words[lang]),
      left: this.shape.margin,
      right: this.shape.width - this.shape.margin,
      taken: [{ x: this.shape.margin, y: 0, w: measure(head) + 8, h: 17 }],
    });
    for (const { station, box, x } of placed) {
      out.push(svg("line", { class: "rail-pin", x1: x, x2: x, y1: box.y + box.h, y2: this.shape.foot }));
      const node = svg("text", { class: "rail-station", x: box.x, y: box.y + 13 }, station.words[lang]);
      this.pins.push({ from: box.x - 4, to: box.x + box.w + 4, node });
      out.push(node);
    }
    return out;
  }

  private wheel(): SVGGElement {
    const { track, foot } = this.shape;
    return svg("g", { class: "rail-wheel" },
      svg("line", { x1: 0, x2: 0, y1: foot - AREA - 4, y2: track - 9 }),
      svg("circle", { cx: 0, cy: track, r: 9 }),
      svg("path", { d: `M-2.4 ${track - 5}V${track + 5}M2.4 ${track - 5}V${track + 5}` }),
    );
  }

  show(month: number, lang: Lang): void {
    if (!this.now) return;
    const x = this.x(month);
    this.now.clip.setAttribute("width", x.toFixed(1));
    this.now.rest.setAttribute("x", x.toFixed(1));
    this.now.wheel.setAttribute("transform", `translate(${x.toFixed(1)} 0)`);
    this.handle.style.transform = `translate(${(x - 22).toFixed(1)}px, ${this.shape.track - 22}px)`;
    this.handle.setAttribute("aria-valuenow", String(month));
    this.handle.setAttribute("aria-valuetext", monthLong(month, lang));
    // The wheel's line never runs through a word: the caption says the cause then.
    for (const { from, to, node } of this.pins) node.classList.toggle("passed", x > from && x < to);
  }
}

function measurer(): (text: string) => number {
  const ctx = document.createElement("canvas").getContext("2d");
  const sans = getComputedStyle(document.documentElement).getPropertyValue("--sans");
  if (ctx) ctx.font = `400 13.5px ${sans}`;
  return (text) => ctx?.measureText(text).width ?? text.length * 8;
}
