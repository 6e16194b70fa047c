/** A part: its sequences one under another, each a picture and its text; played, the page follows the clock. */
import type { Film, Part, Sequence, StoppingChart } from "../data";
import { word, type Lang } from "../words";
import { otherLang } from "../say";
import { button, calm, el, langOf, put } from "./dom";
import { Figure } from "./figure";
import { Ride } from "./ride";
import type { State, Store } from "./store";

interface Shown {
  sequence: Sequence;
  root: HTMLElement;
  figure: Figure | Ride;
  title: HTMLElement;
  other: HTMLElement;
  number: HTMLElement;
  text: HTMLElement;
}

export class Parts {
  readonly root = el("section", { class: "part", hidden: true, tabindex: -1 });
  private shown: Shown[] = [];
  private part = -1;
  private written = "";
  private readonly filled = el("p", { class: "note part-filled" });
  private strip = el("ol", { class: "strip" });
  private readonly onward = button("", () => this.acts.part(this.part + 1), { class: "primary onward" });
  private readonly watch: IntersectionObserver;
  /** Pictures grow as they are drawn: until the reader scrolls, the sequence asked for stays where it was put. */
  private readonly sizes = new ResizeObserver(() => {
    if (performance.now() < this.own) this.put(this.store.get().sequence, "auto");
  });
  private readonly inView = new Set<Element>();
  /** Time until which scrolling is the page's own and says nothing about what the reader wants. */
  private own = 0;

  constructor(private readonly film: Film, private readonly store: Store, private readonly acts: { goTo: (sequence: number) => void; part: (index: number) => void }) {
    this.watch = new IntersectionObserver((entries) => {
      for (const entry of entries) {
        if (entry.isIntersecting) this.inView.add(entry.target);
        else this.inView.delete(entry.target);
      }
      this.draw(this.store.get());
    }, { rootMargin: "300px 0px" });
    this.root.addEventListener("scroll", () => this.scrolled(), { passive: true });
    for (const kind of ["wheel", "touchmove", "pointerdown"]) this.root.addEventListener(kind, () => (this.own = 0), { passive: true });
  }

  show(state: State, changed: ReadonlySet<string>): void {
    const open = state.mode === "part";
    this.root.hidden = !open;
    if (!open) return;
    if (this.part !== state.part) this.build(state.part);
    if (this.written !== state.lang) this.write(state.lang);
    if (changed.has("part") || changed.has("mode") || (changed.has("sequence") && performance.now() > this.own)) this.bring(state.sequence);
    if (changed.has("sequence") || changed.has("part") || changed.has("lang") || changed.has("mode")) this.mark(state.sequence);
    this.draw(state);
    // Turning the wheel reads the chart in front out at that month.
    const { figure } = this.shown[state.sequence] ?? {};
    if (changed.has("month") && figure instanceof Figure) figure.read(state.month);
  }

  private build(index: number): void {
    this.part = index;
    this.written = "";
    const part = this.film.parts[index];
    this.watch.disconnect();
    this.sizes.disconnect();
    this.inView.clear();
    this.shown = (part?.sequences ?? []).map((sequence) => this.one(sequence));
    const strip = part?.id === "rust" && this.stripOf(part).length > 0 ? [this.strip] : [];
    this.root.replaceChildren(...strip, ...this.shown.map((one) => one.root));
    this.root.append(this.onward, this.filled);
    if (this.shown.length === 0) this.root.append(el("p", { class: "part-empty" }, word("part_empty", this.store.get().lang)));
    for (const one of this.shown) {
      this.watch.observe(one.root);
      this.sizes.observe(one.root);
    }
  }

  private one(sequence: Sequence): Shown {
    const title = el("h2", { class: "title" });
    const other = el("p", { class: "title-other" });
    const number = el("p", { class: "number" });
    const text = el("div", { class: "texts" });
    const figure = sequence.chart.kind === "ride" ? new Ride(this.film, sequence.chart, this.store) : new Figure(this.film, sequence.chart, this.store, { title: sequence.title, texts: sequence.texts });
    const root = el("article", { class: "sequence", id: `sequence-${sequence.id}` },
      el("div", { class: "sequence-head" }, number, title, other),
      el("div", { class: "sequence-picture" }, figure.root),
      text,
    );
    return { sequence, root, figure, title, other, number, text };
  }

  private write(lang: Lang): void {
    this.written = lang;
    this.shown.forEach(({ sequence, title, other, number, text }, i) => {
      put(title, sequence.title[lang]);
      put(other, sequence.title[otherLang(lang)]);
      other.lang = langOf(otherLang(lang));
      put(number, word("sequence_of", lang, { n: i + 1, of: this.shown.length }));
      text.replaceChildren(...textsOf(sequence, lang));
    });
    const part = this.film.parts[this.part];
    if (part) this.writeStrip(part, lang);
    put(this.filled, part?.filled[lang] ?? "");
    const next = this.film.parts[this.part + 1];
    this.onward.hidden = !next;
    put(this.onward, next ? `${next.title[lang]} →` : "");
  }

  /** Workshops in the order of work, from the chart of their stopping. */
  private stripOf(part: Part): StoppingChart["rows"] {
    const found = part.sequences.find((one) => one.chart.kind === "stopping")?.chart;
    return found?.kind === "stopping" ? found.rows : [];
  }

  private writeStrip(part: Part, lang: Lang): void {
    const rows = this.stripOf(part);
    this.strip.setAttribute("aria-label", word("strip", lang));
    this.strip.replaceChildren(...rows.map((row) => el("li", { "data-shop": row.id }, row.name[lang])));
  }

  private mark(sequence: number): void {
    const there = this.shown[sequence]?.sequence;
    this.shown.forEach((one, i) => one.root.classList.toggle("current", i === sequence));
    if (!there) return;
    const lit = shopsOf(there);
    for (const node of this.strip.children) {
      const id = (node as HTMLElement).dataset.shop ?? "";
      node.classList.toggle("lit", lit.has(id) || lit.has(id.split("/").at(-1) ?? id));
    }
  }

  private bring(sequence: number): void {
    this.own = performance.now() + 1200;
    this.put(sequence, calm() || sequence === 0 ? "auto" : "smooth");
  }

  private put(sequence: number, behavior: ScrollBehavior): void {
    const there = this.shown[sequence]?.root;
    if (there) this.root.scrollTo({ top: there.offsetTop - (this.strip.isConnected ? this.strip.offsetHeight : 0), behavior });
  }

  /** The reader scrolls: the sequence that fills the view is the current one. */
  private scrolled(): void {
    if (performance.now() < this.own) return;
    const line = this.root.scrollTop + this.root.clientHeight * 0.4;
    let current = 0;
    this.shown.forEach((one, i) => {
      if (one.root.offsetTop <= line) current = i;
    });
    if (current !== this.store.get().sequence) this.acts.goTo(current);
  }

  draw(state: State): void {
    for (const { root, figure } of this.shown) {
      if (this.inView.has(root)) figure.draw(state);
    }
  }
}

export function textsOf(sequence: Sequence, lang: Lang): HTMLElement[] {
  const aside = sequence.aside.map((one) => el("div", { class: "aside" }, el("h3", {}, one.head[lang]), el("p", {}, one.text[lang])));
  return [
    ...sequence.texts.map((words) => el("p", { class: "say" }, words[lang])),
    ...(aside.length > 0 ? [el("section", { class: "asides" }, ...aside)] : []),
    ...sequence.notes.map((words) => el("p", { class: "note" }, words[lang])),
  ];
}

/** Workshops a sequence is about: those its chart names. */
export function shopsOf(sequence: Sequence): Set<string> {
  const { chart } = sequence;
  if (chart.kind === "chain") return new Set(chart.boxes.map((box) => box.id));
  if (chart.kind === "stopping") return new Set(chart.rows.map((row) => row.id));
  return new Set();
}
