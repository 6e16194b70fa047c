/** The handscroll on its canvas: keeps the pictures of plants and streets and puts those in view together. */
import type { Film } from "../data";
import { calendarOf } from "../say";
import type { Lang } from "../words";
import { drawFar, drawGlass, drawPlume, drawSky, Snowfall } from "./drawAir";
import { drawFocus, drawNames } from "./drawNames";
import { drawPlant } from "./drawPlant";
import { drawStreet } from "./drawStreet";
import { drawRails, drawTrain, trainLength } from "./drawTrain";
import { layWorld, type World } from "./layout";
import { makeNames, type Names } from "./names";
import { readPalette, type Palette } from "./palette";
import { planPlaces, type Spot } from "./plan";
import { Sprite } from "./sprite";
import type { Box } from "./spread";
import { Cold, plantKey, plantState, streetState, wagonStates, worstMonth, type PlantState } from "./state";

export interface Target {
  kind: "plant" | "street" | "train";
  index: number;
}

/** What a frame shows; everything else follows from the film. */
export interface Frame {
  month: number;
  lang: Lang;
  /** Left edge of the view in the world. */
  x: number;
  /** Nose of the engine in the world. */
  train: number;
  /** Seconds that have passed in the film, for smoke and snow: they stand still when it does. */
  time: number;
  air: boolean;
  /** 0 scroll, 1 plan. */
  plan: number;
  /** Snow on the glass, 0 to 1. */
  white: number;
  labels: boolean;
  focus: Target | null;
}

/** Heights in the view, from its top. */
export interface Rows {
  foot: number;
  rail: number;
  load: number;
  name: number;
  houses: number;
  room: number;
}

const HOUSES = 84;
const TALLEST = 637;

export class Stage {
  readonly world: World;
  /** Size of the view in world pixels; the canvas is that times `zoom` times the pixel ratio. */
  width = 0;
  height = 0;
  zoom = 1;
  /** Pixels at the right that a card covers: no label goes under it. */
  inset = 0;
  phone = false;
  rows: Rows = { foot: 0, rail: 0, load: 0, name: 0, houses: 0, room: HOUSES };
  palette: Palette;
  private readonly ctx: CanvasRenderingContext2D;
  private readonly cold: Cold;
  private readonly worst: number;
  private readonly plants: Sprite[];
  private readonly streets: Sprite[];
  private readonly states = new Map<number, PlantState>();
  private statesMonth = Number.NaN;
  private snowfall = new Snowfall(300);
  private names: Names | null = null;
  private spots: Map<string, Spot> | null = null;
  private hits: { target: Target; box: Box }[] = [];
  /** Boxes of the texts of the last frame, in pixels of the view. */
  texts: Box[] = [];
  /** Boxes of what the page lays over the picture, where no flake may fall either. */
  covered: Box[] = [];

  constructor(private readonly canvas: HTMLCanvasElement, readonly film: Film) {
    this.ctx = canvas.getContext("2d", { alpha: false }) as CanvasRenderingContext2D;
    this.world = layWorld(film, HOUSES);
    this.cold = new Cold(film);
    this.worst = worstMonth(film);
    this.plants = this.world.plants.map((place) => new Sprite(-26, -place.height, place.width + 52, place.height + 6));
    this.streets = this.world.streets.map((place) => new Sprite(-10, -12, place.width + 24, place.height + 16));
    this.palette = readPalette(document.documentElement);
  }

  /** The theme, the fonts or the language have changed: nothing drawn before is good. */
  refresh(): void {
    this.palette = readPalette(document.documentElement);
    for (const sprite of [...this.plants, ...this.streets]) sprite.forget();
    this.names = null;
  }

  resize(width: number, height: number, phone: boolean): void {
    this.phone = phone;
    this.zoom = phone ? 1 : Math.min(2, Math.max(1, height / TALLEST));
    this.width = width / this.zoom;
    this.height = height / this.zoom;
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
    const foot = phone ? this.height - 182 : this.height - 223;
    this.rows = {
      foot,
      rail: foot + (phone ? 38 : 36),
      load: foot + (phone ? 66 : 66),
      name: foot + (phone ? 90 : 96),
      houses: foot + (phone ? 98 : 108),
      room: HOUSES,
    };
    this.snowfall = new Snowfall(phone ? 110 : 300);
    this.spots = null;
    this.refresh();
  }

  /** Width that nothing covers. */
  get open(): number {
    return this.width - this.inset / this.zoom;
  }

  /** Furthest left edge of the view. */
  get end(): number {
    return Math.max(0, this.world.width - this.width);
  }

  draw(frame: Frame): void {
    const { ctx, width, height, rows, palette } = this;
    const scale = (this.canvas.width / width) || 1;
    ctx.setTransform(scale, 0, 0, scale, 0, 0);
    this.hits = [];
    const flat = smooth(frame.plan);
    drawSky(ctx, width, flat > 0 ? rows.foot + (height - rows.foot) * flat : rows.foot, height, palette);
    if (flat < 1) this.drawGround(frame, 1 - flat);
    this.drawMarks(frame, flat);
    if (flat < 0.5 && this.film.train.wagons > 0) this.drawTrainOf(frame);
    if (this.names?.lang !== frame.lang) this.names = makeNames(this, frame.lang);
    const snowing = frame.air && this.film.frost.includes(calendarOf(frame.month));
    const shown = frame.labels ? this.names : null;
    this.texts = shown ? shown.boxes(this, frame, flat) : [];
    if (snowing) this.snowfall.draw(ctx, width, height - (this.phone ? 0 : 36), frame.time, frame.x, [...this.texts, ...this.covered], palette);
    if (shown) drawNames(ctx, this, shown);
    if (frame.focus) drawFocus(ctx, this.boxOf(frame.focus), palette);
    drawGlass(ctx, width, height, frame.white, palette);
  }

  private drawGround(frame: Frame, alpha: number): void {
    const { ctx, width, height, rows, palette } = this;
    ctx.globalAlpha = alpha;
    drawFar(ctx, width, rows.foot, frame.x, palette);
    ctx.fillStyle = palette.earth;
    ctx.fillRect(0, rows.foot, width, height - rows.foot);
    ctx.fillStyle = palette.second;
    ctx.fillRect(0, rows.foot, width, 2.4);
    drawRails(ctx, width, rows.rail, frame.x, palette);
    ctx.globalAlpha = 1;
  }

  private drawMarks(frame: Frame, flat: number): void {
    this.world.plants.forEach((place, i) => {
      const state = this.stateOf(place.index, frame.month);
      const spot = this.spotOf("plant", i, frame, flat);
      if (state.standing === "not_yet" || spot.x > this.width + 40 || spot.x + place.width * spot.size < -40) return;
      if (state.standing === "stands" && frame.air) {
        for (const chimney of place.chimneys) {
          drawPlume(this.ctx, spot.x + chimney.x * spot.size, spot.y - chimney.height * spot.size, state.plume * spot.size, chimney.width * 0.9 * spot.size, frame.time, this.palette);
        }
      }
      const key = plantKey(state);
      this.plants[i]?.put(this.ctx, spot, this.zoom, key, (ctx) => drawPlant(ctx, place, state, this.palette));
      this.hits.push({
        target: { kind: "plant", index: place.index },
        box: { x: spot.x, y: spot.y - (place.height + 4) * spot.size, w: place.width * spot.size, h: (place.height + 4) * spot.size },
      });
    });
    this.world.streets.forEach((place, i) => {
      const street = this.film.streets[place.index];
      if (!street) return;
      const state = streetState(street, frame.month);
      const spot = this.spotOf("street", i, frame, flat);
      if (state.standing === "not_yet" || spot.x > this.width + 40 || spot.x + place.width * spot.size < -40) return;
      const key = `${state.standing} ${state.inWork} ${state.without}`;
      this.streets[i]?.put(this.ctx, spot, this.zoom, key, (ctx) => drawStreet(ctx, place, street.kind === "shacks", state, this.palette));
      this.hits.push({
        target: { kind: "street", index: place.index },
        box: { x: spot.x, y: spot.y - 22 * (1 - flat), w: place.width * spot.size, h: place.height * spot.size + 22 * (1 - flat) },
      });
    });
  }

  stateOf(index: number, month: number): PlantState {
    if (month !== this.statesMonth) {
      this.states.clear();
      this.statesMonth = month;
    }
    let state = this.states.get(index);
    const plant = this.film.plants[index];
    if (!state && plant) {
      state = plantState(plant, month, this.cold, this.worst);
      this.states.set(index, state);
    }
    return state as PlantState;
  }

  /** Where a mark is between its place in the scroll and its place on the map. */
  spotOf(kind: "plant" | "street", i: number, frame: Frame, flat: number): Spot {
    const place = kind === "plant" ? this.world.plants[i] : this.world.streets[i];
    const scroll: Spot = {
      x: (place?.x ?? 0) - frame.x,
      y: kind === "plant" ? this.rows.foot : this.rows.houses,
      size: 1,
    };
    if (flat <= 0) return { ...scroll, x: Math.round(scroll.x * this.zoom) / this.zoom };
    this.spots ??= planPlaces(this.film, this.world, this.width, this.height);
    const map = this.spots.get(`${kind} ${i}`) ?? scroll;
    const mix = (a: number, b: number): number => a + (b - a) * flat;
    return { x: mix(scroll.x, map.x), y: mix(scroll.y, map.y), size: mix(1, map.size) };
  }

  private drawTrainOf(frame: Frame): void {
    const wagons = wagonStates(this.film.train, frame.month);
    const x = frame.train - frame.x;
    const length = trainLength(wagons.length);
    if (x < -260 || x - length > this.width) return;
    drawTrain(this.ctx, Math.round(x * this.zoom) / this.zoom, this.rows.rail, wagons, frame.labels || frame.air, this.palette);
    this.hits.push({ target: { kind: "train", index: 0 }, box: { x: x - length, y: this.rows.rail - 30, w: length, h: 34 } });
  }

  /** What is under a point of the view, in CSS pixels of the canvas. */
  hit(x: number, y: number): Target | null {
    const [wx, wy] = [x / this.zoom, y / this.zoom];
    const inside = this.hits.filter(({ box }) => wx >= box.x - 4 && wx <= box.x + box.w + 4 && wy >= box.y && wy <= box.y + box.h + 4);
    const named = this.names?.hit(wx, wy);
    return inside.at(-1)?.target ?? named ?? null;
  }

  boxOf(target: Target): Box | null {
    return this.hits.find((one) => one.target.kind === target.kind && one.target.index === target.index)?.box ?? null;
  }

  /** Middle of a thing in the world, to bring it into view. */
  middleOf(target: Target): number | null {
    const places = target.kind === "plant" ? this.world.plants : target.kind === "street" ? this.world.streets : [];
    const place = places.find((one) => one.index === target.index);
    return place ? place.x + place.width / 2 : null;
  }
}

function smooth(share: number): number {
  const t = Math.min(1, Math.max(0, share));
  return t * t * (3 - 2 * t);
}
