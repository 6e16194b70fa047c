/** One life, over the picture: the chart, its sentences, and another like this. */
import type { Film } from "../data";
import { word } from "../words";
import { button, el } from "./dom";
import { Figure } from "./figure";
import { personLine } from "./cards";
import type { State, Store } from "./store";

export class LifePanel {
  readonly root = el("section", { class: "life", hidden: true, tabindex: -1 });
  private figure: Figure | null = null;
  private key = "";

  constructor(private readonly film: Film, private readonly store: Store, private readonly acts: { close: () => void; another: () => void; choices: () => void; has: () => boolean }) {}

  show(state: State): void {
    const { life, lang } = state;
    this.root.hidden = life === null;
    if (life === null) {
      this.key = "";
      return;
    }
    const key = `${life} ${lang}`;
    if (key !== this.key) {
      this.key = key;
      this.build(life, state);
    }
    this.figure?.draw(state, Math.min(1200, this.root.clientWidth - (window.innerWidth < 700 ? 40 : 96)));
  }

  private build(life: string, state: State): void {
    const { lang } = state;
    const i = this.film.people.keys.indexOf(life);
    this.figure = new Figure(this.film, { kind: "life", keys: [life] }, this.store, { life });
    const another = button(word("another", lang), this.acts.another, { class: "quiet another" });
    another.hidden = !this.acts.has();
    this.root.setAttribute("aria-label", word("person", lang, { key: life }));
    this.root.replaceChildren(
      el("div", { class: "life-head" },
        el("h2", { class: "title" }, i < 0 ? word("person", lang, { key: life }) : personLine(this.film, i, lang)),
        el("div", { class: "life-acts" }, another, button(word("find_life", lang), this.acts.choices, { class: "quiet" }), button("×", this.acts.close, { class: "card-close", "aria-label": word("close", lang) })),
      ),
      el("p", { class: "card-note" }, `${word("simulated", lang)} · ${word("drawn", lang)} · ${word("scale", lang, { k: this.film.scale })} · ${life}`),
      this.figure.root,
    );
  }
}
