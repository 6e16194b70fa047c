/** A piece of the handscroll inside a part: the same stage, running over its own months. */
import { asTable, drawChart } from "../charts";
import type { Film, RideChart } from "../data";
import { monthBig } from "../say";
import { Stage } from "../stage/stage";
import { word } from "../words";
import { calm, el, onPhone, put } from "./dom";
import { mainWorks } from "./player";
import type { State, Store } from "./store";

/** Seconds for the months of a ride, and then it stands. */
const SECONDS = 20;

export class Ride {
  readonly root: HTMLElement;
  private readonly canvas = el("canvas", { "aria-hidden": "true" });
  private readonly caption = el("p", { class: "ride-month" });
  private readonly under = el("div", { class: "figure-under" });
  private stage: Stage | null = null;
  private size = "";
  private clock = 0;
  private running = false;

  constructor(private readonly film: Film, private readonly chart: RideChart, private readonly store: Store) {
    this.root = el("figure", { class: "figure ride" }, el("div", { class: "ride-box" }, this.canvas), this.caption, this.under);
  }

  draw(state: State): void {
    const box = this.canvas.parentElement?.getBoundingClientRect();
    if (!box || box.width < 40) return;
    this.stage ??= new Stage(this.canvas, this.film);
    const size = `${Math.round(box.width)} ${Math.round(box.height)} ${state.theme} ${state.lang}`;
    if (size !== this.size) {
      this.size = size;
      this.stage.resize(box.width, box.height, onPhone());
      const numbers = drawChart(this.chart, { film: this.film, lang: state.lang, width: box.width });
      this.under.replaceChildren(asTable(numbers, word("as_table", state.lang)));
    }
    this.paint(state);
    if (state.playing && !this.running) this.run();
  }

  private run(): void {
    this.running = true;
    let last = performance.now();
    const frame = (now: number): void => {
      const state = this.store.get();
      if (!state.playing || state.mode !== "part" || !this.root.isConnected || this.clock >= SECONDS) {
        this.running = false;
        if (this.clock >= SECONDS) this.clock = 0;
        return;
      }
      this.clock += Math.min(0.1, (now - last) / 1000) * state.speed;
      last = now;
      this.paint(state);
      // The time rail below goes with it.
      this.store.set({ month: this.month(state) });
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }

  /** Playing, the clock's month; standing, the wheel's. */
  private month(state: State): number {
    const { from, to } = this.chart;
    if (!this.running) return Math.min(Math.max(state.month, from), to);
    return Math.round(from + (to - from) * Math.min(1, this.clock / SECONDS));
  }

  private paint(state: State): void {
    const { stage } = this;
    if (!stage) return;
    const share = Math.min(1, this.clock / SECONDS);
    const month = this.month(state);
    const home = (stage.middleOf({ kind: "plant", index: mainWorks(this.film) }) ?? 0) - stage.width / 2;
    const x = Math.min(stage.end, Math.max(0, home + share * 260));
    stage.draw({ month, lang: state.lang, x, train: x + stage.width * 0.62, time: this.clock, air: !calm(), plan: 0, white: 0, labels: true, focus: null });
    put(this.caption, monthBig(month, state.lang));
  }
}
