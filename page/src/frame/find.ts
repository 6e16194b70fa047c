/** Find a life in two clicks: chips with the count of matches, the first match, another like this. */
import type { Film, People } from "../data";
import { count, yearOf } from "../say";
import { word, type Key, type Lang } from "../words";
import { button, el } from "./dom";
import { panelHead } from "./panels";

export type Trait = "plant" | "street" | "born" | "sex" | "ended";
export type Choice = Partial<Record<Trait, number>>;
const TRAITS: Trait[] = ["plant", "street", "born", "sex", "ended"];
const LABELS: Record<Trait, Key> = { plant: "chip_plant", street: "chip_street", born: "chip_born", sex: "chip_sex", ended: "chip_ended" };

/** A person's value of a trait as a number; -1 where there is none. Years of birth count by decade. */
export function traitOf(people: People, i: number, trait: Trait): number {
  switch (trait) {
    case "plant":
      return people.plant[i] ?? -1;
    case "street":
      return people.street[i] ?? -1;
    case "born":
      return Math.floor(yearOf(people.born[i] ?? 0) / 10) * 10;
    case "sex":
      return people.sex[i] === "man" ? 1 : 0;
    case "ended":
      return people.ended[i] ?? -1;
  }
}

/** Who fits every choice. */
export function matches(people: People, choice: Choice): number[] {
  const wanted = TRAITS.filter((trait) => choice[trait] !== undefined);
  return (people.keys ?? []).flatMap((_, i) => (wanted.every((trait) => traitOf(people, i, trait) === choice[trait]) ? [i] : []));
}

/** Values of a trait with the number of people who would match if it were chosen, most first, years in order. */
export function chipsOf(people: People, choice: Choice, trait: Trait): { value: number; n: number }[] {
  const { [trait]: _, ...others } = choice;
  const counts = new Map<number, number>();
  for (const i of matches(people, others)) {
    const value = traitOf(people, i, trait);
    if (value >= 0) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const chips = [...counts].map(([value, n]) => ({ value, n }));
  return trait === "born" || trait === "sex" ? chips.sort((a, b) => a.value - b.value) : chips.sort((a, b) => b.n - a.n || a.value - b.value);
}

export class Find {
  choice: Choice = {};
  private turn = 0;

  constructor(private readonly film: Film, private readonly acts: { close: () => void; life: (key: string, like: number[]) => void }) {}

  /** The panel of chips; choosing one builds it anew. */
  panel(lang: Lang): HTMLElement {
    const root = el("div", { class: "panel find" });
    const write = (): void => {
      const { people } = this.film;
      const found = matches(people, this.choice);
      const says = found.length === 0 ? word("matches_none", lang) : found.length === 1 ? word("matches_one", lang) : word("matches", lang, { n: count(found.length, lang) });
      const go = button(word("find_life", lang), () => this.show(found), { class: "primary" });
      go.disabled = found.length === 0;
      const clear = button(word("clear", lang), () => {
        this.choice = {};
        write();
      }, { class: "quiet" });
      clear.hidden = Object.keys(this.choice).length === 0;
      const active = document.activeElement?.getAttribute("data-chip");
      root.replaceChildren(
        panelHead(word("find_life", lang), lang, this.acts.close),
        el("div", { class: "find-go" }, el("p", { class: "find-count", role: "status" }, says), go, clear),
        ...TRAITS.map((trait) => this.group(trait, lang, write)),
        el("p", { class: "card-note" }, `${word("simulated", lang)}${lang === "en" ? ". " : "。"}${word("only_sample", lang, { k: this.film.scale })}`),
      );
      if (active) root.querySelector<HTMLElement>(`[data-chip="${active}"]`)?.focus();
    };
    write();
    return root;
  }

  private show(found: number[]): void {
    this.turn = 0;
    const key = this.film.people.keys[found[0] ?? -1];
    if (key) this.acts.life(key, found);
  }

  /** The next of the matches, round and round. */
  another(like: number[]): string | null {
    this.turn = (this.turn + 1) % Math.max(1, like.length);
    return this.film.people.keys[like[this.turn] ?? -1] ?? null;
  }

  private group(trait: Trait, lang: Lang, write: () => void): HTMLElement {
    const chosen = this.choice[trait];
    const chips = chipsOf(this.film.people, this.choice, trait).slice(0, 18).map(({ value, n }) => {
      const node = button("", () => {
        if (chosen === value) delete this.choice[trait];
        else this.choice[trait] = value;
        write();
      }, { class: "chip", "aria-pressed": String(chosen === value), "data-chip": `${trait}-${value}` });
      node.append(this.name(trait, value, lang), " ", el("span", { class: "chip-n" }, count(n, lang)));
      return node;
    });
    return el("fieldset", { class: "chips" }, el("legend", {}, word(LABELS[trait], lang)), ...chips);
  }

  private name(trait: Trait, value: number, lang: Lang): string {
    switch (trait) {
      case "plant":
        return this.film.people.places[value]?.[lang] ?? "";
      case "street":
        return this.film.streets[value]?.name[lang] ?? "";
      case "born":
        return word("decade", lang, { year: value });
      case "sex":
        return word(value === 1 ? "man" : "woman", lang);
      case "ended":
        return this.film.people.endings[value]?.[lang] ?? "";
    }
  }
}
