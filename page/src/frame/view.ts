/** The scroll as a thing to look at and to touch: camera, dragging, the unfolding of the plan, frames. */
import type { Film } from "../data";
import { trainLength } from "../stage/drawTrain";
import { Stage, type Target } from "../stage/stage";
import { calm, onPhone } from "./dom";
import type { Store } from "./store";

const UNFOLD = 2;
/** Pixels a second at which the train runs past somebody who looks around. */
const RUN = 64;

export class View {
  readonly stage: Stage;
  x = 0;
  train = 0;
  time = 0;
  white = 0;
  labels = true;
  focus: Target | null = null;
  private plan = 0;
  private glide: { from: number; to: number; start: number; seconds: number } | null = null;
  private asked = false;

  constructor(readonly canvas: HTMLCanvasElement, film: Film, private readonly store: Store) {
    this.stage = new Stage(canvas, film);
  }

  fit(paint = true): void {
    const box = this.canvas.parentElement?.getBoundingClientRect();
    if (!box || box.width < 2 || box.height < 2) return;
    const middle = this.x + this.stage.width / 2;
    const had = this.stage.width > 0;
    this.stage.resize(box.width, box.height, onPhone());
    if (had) this.x = middle - this.stage.width / 2;
    this.stage.covered = [...(this.canvas.parentElement?.querySelectorAll(".starts") ?? [])].map((node) => {
      const { x, y, width, height } = node.getBoundingClientRect();
      const { zoom } = this.stage;
      return { x: (x - box.x) / zoom, y: (y - box.y) / zoom, w: width / zoom, h: height / zoom };
    });
    this.clamp();
    if (paint) this.paint();
  }

  private clamp(): void {
    this.x = Math.min(Math.max(this.x, 0), this.stage.end);
  }

  /** Puts the middle of the view there; the train with it. */
  centre(x: number): void {
    this.x = x - this.stage.width / 2;
    this.clamp();
    this.glide = null;
  }

  /** A plant with its left edge in sight, where its label is. */
  home(plant: number): void {
    const place = this.stage.world.plants.find((one) => one.index === plant);
    if (place) this.centre(place.x + Math.min(place.width / 2, this.stage.width * 0.4));
  }

  glideTo(target: Target): void {
    const middle = target.kind === "train" ? this.train - 150 : this.stage.middleOf(target);
    if (middle === null) return;
    const to = Math.min(Math.max(middle - this.stage.open * 0.5, 0), this.stage.end);
    if (calm()) this.x = to;
    else this.glide = { from: this.x, to, start: performance.now(), seconds: 0.6 };
    this.ask();
  }

  slide(pixels: number): void {
    this.glide = null;
    this.x += pixels / this.stage.zoom;
    this.clamp();
    this.ask();
  }

  /** The engine keeps its place in the view: the viewer rides with it. */
  rideAlong(share = 0.6): void {
    this.train = this.x + this.stage.width * share;
  }

  /** The train runs by itself and comes round again from the left. */
  run(seconds: number): void {
    const length = trainLength(this.stage.film.train.wagons);
    this.train += RUN * seconds;
    const [left, right] = [this.x, this.x + this.stage.width];
    if (this.train - length > right + 120 || this.train < left - 300) this.train = left - 60;
  }

  /** Whether something moves that the clock of the film does not drive. */
  get moving(): boolean {
    return this.glide !== null || this.plan !== (this.store.get().plan ? 1 : 0);
  }

  /** Draws at the next frame, once, however often it is asked. */
  ask(): void {
    if (this.asked) return;
    this.asked = true;
    requestAnimationFrame((now) => {
      this.asked = false;
      this.step(now);
      this.paint();
      if (this.moving) this.ask();
    });
  }

  private last = 0;

  step(now: number): void {
    const passed = Math.min(0.4, (now - this.last) / 1000);
    this.last = now;
    const wanted = this.store.get().plan ? 1 : 0;
    if (this.plan !== wanted) {
      const by = calm() ? 1 : passed / UNFOLD;
      this.plan = wanted > this.plan ? Math.min(1, this.plan + by) : Math.max(0, this.plan - by);
    }
    if (!this.glide) return;
    const { from, to, start, seconds } = this.glide;
    const t = Math.min(1, Math.max(0, (now - start) / 1000 / seconds));
    this.x = from + (to - from) * (1 - (1 - t) ** 3);
    if (t >= 1) this.glide = null;
  }

  paint(): void {
    const { month, lang } = this.store.get();
    this.stage.draw({
      month,
      lang,
      x: this.x,
      train: this.train,
      time: this.time,
      air: !calm(),
      plan: this.plan,
      white: this.white,
      labels: this.labels,
      focus: this.focus,
    });
  }
}

/** Dragging slides the scroll, a click opens what is under it or pauses, a wheel slides. */
export function touchable(view: View, on: { open: (target: Target) => void; empty: () => void; slid: () => void; name: (target: Target) => string }): void {
  const { canvas } = view;
  let held: { id: number; x: number; moved: number; speed: number; at: number } | null = null;
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    held = { id: event.pointerId, x: event.clientX, moved: 0, speed: 0, at: event.timeStamp };
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!held) {
      const box = canvas.getBoundingClientRect();
      const under = view.stage.hit(event.clientX - box.left, event.clientY - box.top);
      canvas.style.cursor = under ? "pointer" : "grab";
      const name = under ? on.name(under) : "";
      if (canvas.title !== name) canvas.title = name;
      return;
    }
    const by = held.x - event.clientX;
    held.moved += Math.abs(by);
    held.x = event.clientX;
    if (held.moved > 4) {
      view.slide(by);
      on.slid();
    }
  });
  const release = (event: PointerEvent): void => {
    if (!held) return;
    const click = held.moved <= 4 && event.type === "pointerup";
    held = null;
    if (!click) return;
    const box = canvas.getBoundingClientRect();
    const target = view.stage.hit(event.clientX - box.left, event.clientY - box.top);
    if (target) on.open(target);
    else on.empty();
  };
  canvas.addEventListener("pointerup", release);
  canvas.addEventListener("pointercancel", release);
  canvas.addEventListener(
    "wheel",
    (event) => {
      // Sideways always slides; up and down only where the page itself has nothing to scroll.
      const flat = Math.abs(event.deltaX) > Math.abs(event.deltaY);
      const still = document.documentElement.scrollHeight <= window.innerHeight + 1;
      if (event.ctrlKey || (!flat && !still)) return;
      event.preventDefault();
      view.slide(flat ? event.deltaX : event.deltaY);
      on.slid();
    },
    { passive: false },
  );
}
