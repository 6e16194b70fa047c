/** A chart with its sentence, its table and its switch, drawn for the width it has and again when that changes. */
import { asTable, drawChart, type ChartView } from "../charts";
import { saveActs } from "../charts/save";
import type { Chart, Film } from "../data";
import { word, type Lang } from "../words";
import { button, el, put, svg } from "./dom";
import type { State, Store } from "./store";
import type { Show } from "../charts/view";

export class Figure {
  readonly root: HTMLElement;
  private readonly picture = el("div", { class: "figure-picture" });
  private readonly under = el("div", { class: "figure-under" });
  private readonly reading = el("p", { class: "reading" });
  private key = "";
  view: ChartView | null = null;

  constructor(
    private readonly film: Film,
    private readonly chart: Chart,
    private readonly store: Store,
    private readonly options: { title?: { en: string; zh: string } | null; life?: string | null; bare?: boolean; texts?: readonly { en: string; zh: string }[] } = {},
  ) {
    this.root = el("figure", { class: "figure" }, this.picture, ...(options.bare ? [] : [this.reading, this.under]));
    if (options.bare) return;
    this.picture.addEventListener("pointermove", (event) => this.pointed(event));
    this.picture.addEventListener("pointerleave", () => this.read(null));
  }

  private pointed(event: PointerEvent): void {
    const { view } = this;
    const matrix = view?.svg.getScreenCTM();
    if (!view?.time || !matrix) return;
    const x = (event.clientX - matrix.e) / matrix.a;
    const month = Math.round(view.time.month(x));
    this.read(month >= view.time.first && month <= view.time.last ? month : null);
  }

  /** Reads the chart out at a month: a hairline, and its numbers in words. */
  read(month: number | null): void {
    const { view } = this;
    if (!view?.read) return;
    view.svg.querySelector(".read-line")?.remove();
    const found = month === null ? null : view.read(month);
    put(this.reading, found?.words ?? "");
    if (found) view.svg.append(svg("line", { class: "read-line", x1: found.x, x2: found.x, y1: found.top, y2: found.bottom }));
  }

  /** Draws if anything the chart depends on has changed. */
  draw(state: State, width = this.root.clientWidth): void {
    if (width < 40) return;
    const key = `${state.lang} ${Math.round(width)} ${this.chart.kind === "book" ? state.show : ""}`;
    if (key === this.key) return;
    this.key = key;
    const title = this.options.title?.[state.lang];
    this.view = drawChart(this.chart, { film: this.film, lang: state.lang, width, title, show: state.show, life: this.options.life ?? undefined });
    this.picture.replaceChildren(this.view.svg);
    this.reading.hidden = !this.view.read;
    put(this.reading, "");
    if (!this.options.bare) this.writeUnder(state.lang, state.show);
  }

  private writeUnder(lang: Lang, show: Show): void {
    const { view } = this;
    if (!view) return;
    const texts = this.options.texts?.map((one) => one[lang]) ?? [];
    const parts: HTMLElement[] = [...saveActs(view, { film: this.film, lang, texts }), asTable(view, word("as_table", lang))];
    if (this.chart.kind === "book") parts.unshift(this.switch(lang, show));
    this.under.replaceChildren(...parts);
  }

  private switch(lang: Lang, show: Show): HTMLElement {
    const names = { both: "show_both", camera: "show_camera", book: "show_book" } as const;
    const buttons = (["both", "camera", "book"] as const).map((one) => {
      const node = button(word(names[one], lang), () => {
        this.store.set({ show: one });
      }, { class: "quiet", "aria-pressed": String(show === one) });
      return node;
    });
    return el("div", { class: "switch", role: "group", "aria-label": word("show_what", lang) }, ...buttons);
  }
}
