/** Charts that stand in the stage during the minute: the same ones as in the parts, filling the picture. */
import type { Chart, Film, Shot } from "../data";
import { calm, el } from "./dom";
import { Figure } from "./figure";
import type { State, Store } from "./store";

const KINDS: Partial<Record<Shot["picture"], Chart["kind"][]>> = {
  chain: ["chain"],
  arrears: ["arrears"],
  stopping: ["stopping"],
  book: ["book"],
  life: ["life"],
};

/** The chart a shot shows, or null if it shows the scroll itself. */
export function chartOf(film: Film, shot: Shot | undefined): { chart: Chart; title: { en: string; zh: string } } | null {
  const kinds = shot ? KINDS[shot.picture] : undefined;
  if (!kinds) return null;
  for (const part of film.parts) {
    for (const sequence of part.sequences) {
      if (kinds.includes(sequence.chart.kind)) return { chart: slim(sequence.chart), title: sequence.title };
    }
  }
  return null;
}

/** A shot stands for six seconds: of the order of stopping it shows the copper chain, which its sentence is about. */
function slim(chart: Chart): Chart {
  if (chart.kind !== "stopping") return chart;
  const rows = chart.rows.filter((row) => row.copper);
  return rows.length > 1 ? { ...chart, rows } : chart;
}

export class Overlay {
  readonly root = el("div", { class: "overlay", "aria-hidden": "true" });
  private figure: Figure | null = null;
  private shot = -1;
  private pan: Animation | null = null;
  private fitted = "";

  constructor(private readonly film: Film, private readonly store: Store) {}

  show(state: State): void {
    const wanted = state.mode === "minute" && !state.card ? state.shot : -1;
    const found = wanted >= 0 ? chartOf(this.film, this.film.minute[wanted]) : null;
    this.root.classList.toggle("open", found !== null);
    if (!found) {
      this.shot = -1;
      return;
    }
    if (this.shot !== wanted) {
      this.shot = wanted;
      this.fitted = "";
      this.figure = new Figure(this.film, found.chart, this.store, { title: found.title, bare: true });
      this.root.replaceChildren(this.figure.root);
    }
    this.fit(state);
  }

  /** As wide as the stage. A picture that is higher keeps the size of its letters and is drawn past the window. */
  private fit(state: State): void {
    const { figure } = this;
    if (!figure) return;
    const style = getComputedStyle(this.root);
    const pad = (name: string): number => Number.parseFloat(style.getPropertyValue(name)) || 0;
    const wide = this.root.clientWidth - pad("padding-left") - pad("padding-right");
    const high = this.root.clientHeight - pad("padding-top") - pad("padding-bottom");
    if (wide < 40) return;
    figure.draw(state, Math.min(wide, 1240));
    const key = `${this.shot} ${wide} ${high} ${state.lang} ${state.show}`;
    if (key !== this.fitted) {
      this.fitted = key;
      this.start(figure.root, high);
    }
    if (!this.pan) return;
    this.pan.playbackRate = state.speed;
    if (state.playing) this.pan.play();
    else this.pan.pause();
  }

  private start(picture: HTMLElement, high: number): void {
    this.pan?.cancel();
    this.pan = null;
    const over = picture.scrollHeight - high;
    this.root.classList.toggle("tall", over > 4);
    const seconds = this.film.minute[this.shot]?.seconds ?? 0;
    if (over <= 4 || calm() || seconds <= 0) return;
    this.pan = picture.animate([{ transform: "none" }, { transform: `translateY(${-over}px)` }], {
      duration: seconds * 600,
      delay: seconds * 200,
      fill: "both",
      easing: "ease-in-out",
    });
  }
}
