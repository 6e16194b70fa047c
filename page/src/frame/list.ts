/** The list beside the canvas: every plant, street and the train as a button, in the order of the line. */
import type { Film } from "../data";
import type { Target } from "../stage/stage";
import { plantLine, streetLine, trainLine } from "../stage/tags";
import { word } from "../words";
import { el, put } from "./dom";
import type { State } from "./store";

export interface ListActs {
  open: (target: Target) => void;
  focus: (target: Target | null) => void;
}

interface Item {
  target: Target;
  name: HTMLElement;
  says: HTMLElement;
}

export class List {
  readonly root: HTMLElement;
  private readonly items: Item[] = [];
  private readonly title = el("h2", {});
  private written = "";

  constructor(private readonly film: Film, acts: ListActs) {
    const order = lineOrder(film);
    const rows = order.map((target) => {
      const name = el("span", { class: "list-name" });
      const says = el("span", { class: "list-says" });
      const act = el("button", { type: "button" }, name, says);
      act.addEventListener("click", () => acts.open(target));
      act.addEventListener("focus", () => acts.focus(target));
      act.addEventListener("blur", () => acts.focus(null));
      this.items.push({ target, name, says });
      return el("li", {}, act);
    });
    this.root = el("nav", { class: "list", id: "list", tabindex: -1 }, this.title, el("ul", {}, ...rows));
  }

  show(state: State, always: boolean): void {
    // While the film plays nobody reads the list: its texts follow when it stands.
    if (state.playing && !always) return;
    const key = `${state.month} ${state.lang}`;
    if (key === this.written) return;
    this.written = key;
    const { month, lang } = state;
    put(this.title, word("list", lang));
    this.root.setAttribute("aria-label", word("list", lang));
    for (const { target, name, says } of this.items) {
      if (target.kind === "train") {
        put(name, word("train", lang));
        put(says, trainLine(this.film.train, month, lang));
        continue;
      }
      const thing = target.kind === "plant" ? this.film.plants[target.index] : this.film.streets[target.index];
      put(name, thing?.name[lang] ?? "");
      const plant = target.kind === "plant" ? this.film.plants[target.index] : undefined;
      const street = target.kind === "street" ? this.film.streets[target.index] : undefined;
      put(says, plant ? plantLine(plant, month, lang) : street ? streetLine(street, month, this.film.light, lang) : "");
    }
  }
}

export function lineOrder(film: Film): Target[] {
  const all = [
    ...film.plants.map((plant, index) => ({ target: { kind: "plant" as const, index }, at: plant.at })),
    ...film.streets.map((street, index) => ({ target: { kind: "street" as const, index }, at: street.at })),
  ].sort((a, b) => a.at - b.at);
  const targets: Target[] = all.map((one) => one.target);
  if (film.train.wagons > 0) targets.push({ kind: "train", index: 0 });
  return targets;
}
