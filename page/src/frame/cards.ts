/** The card of a plant, a street or the train: sentence, three numbers, seventy years in a line, people, end. */
import type { Film, Plant, Street, Track } from "../data";
import { amount, count, monthLong, otherLang, sayOrdered, yearOf } from "../say";
import type { Target } from "../stage/stage";
import { Cold, standingOf, wagonStates } from "../stage/state";
import { plantLine, streetLine, trainLine } from "../stage/tags";
import { at } from "../track";
import { word, type Lang } from "../words";
import { button, el, langOf } from "./dom";
import { spark } from "./spark";

export interface CardActs {
  close: () => void;
  life: (key: string) => void;
}

export class Cards {
  readonly root = el("aside", { class: "card", hidden: true, tabindex: -1 });
  private readonly cold: Cold;

  constructor(private readonly film: Film, private readonly acts: CardActs) {
    this.cold = new Cold(film);
  }

  show(target: Target | null, month: number, lang: Lang): void {
    this.root.hidden = target === null;
    if (!target) return;
    const body = target.kind === "plant" ? this.plant(target.index, month, lang) : target.kind === "street" ? this.street(target.index, month, lang) : this.train(month, lang);
    const close = button("×", this.acts.close, { class: "card-close", "aria-label": word("close", lang) });
    const kept = this.root.scrollTop;
    const hadFocus = this.root.contains(document.activeElement) && document.activeElement?.classList.contains("card-close");
    this.root.replaceChildren(close, ...body);
    this.root.scrollTop = kept;
    if (hadFocus) close.focus();
  }

  private plant(index: number, month: number, lang: Lang): Node[] {
    const plant = this.film.plants[index];
    if (!plant) return [];
    const began = plant.founded <= this.film.first ? word("founded_before", lang, { month: monthLong(this.film.first, lang) }) : word("founded", lang, { month: monthLong(plant.founded, lang) });
    const best = word("best_year", lang, { year: plant.best_year, n: amount(plant.best, plant.unit, lang) });
    const kind = plant.count > 1 ? word("group_kind", lang, { n: plant.count }) : "";
    return [
      ...head(plant.name[lang], plant.name[otherLang(lang)], kind, lang),
      el("p", { class: "card-say" }, sentence(plantLine(plant, month, lang) || began, lang)),
      numbers([
        [count(at(plant.employed, month), lang), word("at_work", lang)],
        [count(at(plant.off_post, month), lang), word("sent_home", lang)],
        [String(at(plant.lit, month)), word("windows_lit", lang)],
      ]),
      sparkOf(word("spark_lit", lang), [{ track: plant.lit, tone: "work" }], this.film, month, 100),
      el("p", { class: "card-note" }, `${began} ${best}`),
      ...(at(plant.guards, month) > 0 ? [el("p", { class: "card-note" }, word("guards_note", lang))] : []),
      ...this.shops(plant, month, lang),
      ...this.people(word("its_people", lang), word("no_people", lang), plant.people, lang),
      el("h3", {}, word("its_end", lang)),
      plant.end.length > 0 ? el("ol", { class: "ends" }, ...plant.end.map((one) => el("li", { class: one.month > month ? "later" : "" }, one.words[lang]))) : el("p", { class: "card-note" }, word("no_end", lang)),
    ];
  }

  private shops(plant: Plant, month: number, lang: Lang): Node[] {
    if (plant.workshops.length < 2) return [];
    const rows = plant.workshops.map((shop, i) => {
      const stands = standingOf(plant, month) === "stands";
      const cold = stands && this.cold.months(plant, i, month) > 0 ? ` · ${word("shop_cold", lang)}` : "";
      const says = word("shop_line", lang, { n: at(shop.lit, month), of: shop.windows }) + cold;
      return el("li", {}, el("span", {}, shop.name[lang]), el("span", { class: "amount" }, says));
    });
    return [el("h3", {}, word("its_shops", lang)), el("ul", { class: "rows" }, ...rows)];
  }

  private street(index: number, month: number, lang: Lang): Node[] {
    const street: Street | undefined = this.film.streets[index];
    if (!street) return [];
    const light = this.film.light;
    return [
      ...head(street.name[lang], street.name[otherLang(lang)], "", lang),
      el("p", { class: "card-say" }, sentence(streetLine(street, month, light, lang), lang)),
      numbers([
        [count(at(street.people, month), lang), word("people_here", lang)],
        [`≈\u2009${count(at(street.in_work, month) * light, lang)}`, word("in_work", lang)],
        [`≈\u2009${count(at(street.without, month) * light, lang)}`, word("without_work", lang)],
      ]),
      sparkOf(word("spark_without", lang), [{ track: street.without, tone: "without" }], this.film, month),
      ...this.people(word("its_people", lang), word("no_lives", lang), street.lives, lang),
      ...(street.cleared === null ? [] : [el("h3", {}, word("its_end", lang)), el("p", {}, word("street_cleared", lang, { month: monthLong(street.cleared, lang) }))]),
    ];
  }

  private train(month: number, lang: Lang): Node[] {
    const { train } = this.film;
    const full = wagonStates(train, month).filter((wagon) => wagon.fill >= 0.5).length;
    const loads = train.loads
      .map((load) => ({ name: load.name[lang], tonnes: at(load.tonnes, month) }))
      .filter((load) => load.tonnes > 0)
      .sort((a, b) => b.tonnes - a.tonnes);
    return [
      ...head(word("train", lang), "", "", lang),
      el("p", { class: "card-say" }, sentence(trainLine(train, month, lang), lang)),
      numbers([
        [count(at(train.inbound, month), lang), word("tonnes_in", lang)],
        [count(at(train.outbound, month), lang), word("tonnes_out", lang)],
        [String(full), word("wagons_full", lang)],
      ]),
      sparkOf(word("spark_freight", lang), [{ track: train.inbound, tone: "load" }, { track: train.outbound, tone: "copper" }], this.film, month),
      el("ul", { class: "rows" }, ...loads.map((load) => el("li", {}, el("span", {}, load.name), el("span", { class: "amount" }, amount(load.tonnes, { en: "t", zh: "吨" }, lang))))),
    ];
  }

  private people(title: string, none: string, keys: readonly string[], lang: Lang): Node[] {
    const list = keys.map((key) => {
      const i = this.film.people.keys?.indexOf(key) ?? -1;
      const said = i < 0 ? word("person", lang, { key: shortKey(key) }) : personLine(this.film, i, lang);
      return el("li", {}, button(said, () => this.acts.life(key), { class: "link" }));
    });
    return [
      el("h3", {}, title),
      list.length > 0 ? el("ul", { class: "plain" }, ...list) : el("p", { class: "card-note" }, none),
      ...(list.length > 0 ? [el("p", { class: "card-note" }, word("simulated", lang))] : []),
    ];
  }
}

/** The beginning of a person's number, enough to tell the filmed ones apart at a glance. */
export function shortKey(key: string): string {
  return key.slice(0, 6);
}

/** Number, sex, year of birth and end of a person. */
export function personLine(film: Film, i: number, lang: Lang): string {
  const { keys, born, sex, ended, endings } = film.people;
  const who = word(sex[i] === "man" ? "born_man" : "born_woman", lang, { year: yearOf(born[i] ?? 0) });
  const end = endings[ended[i] ?? -1]?.[lang];
  return sayOrdered([word("person", lang, { key: shortKey(keys[i] ?? "") }), who, end], lang);
}

function head(name: string, other: string, kind: string, lang: Lang): Node[] {
  return [
    el("h2", {}, name),
    ...(other ? [el("p", { class: "other", lang: langOf(otherLang(lang)) }, other)] : []),
    ...(kind ? [el("p", { class: "card-note" }, kind)] : []),
  ];
}

function sentence(text: string, lang: Lang): string {
  const end = lang === "en" ? "." : "。";
  const first = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.。]$/.test(first) ? first : first + end;
}

function numbers(rows: [string, string][]): HTMLElement {
  return el("dl", { class: "three" }, ...rows.map(([value, what]) => el("div", {}, el("dt", {}, what), el("dd", {}, value))));
}

function sparkOf(title: string, lines: { track: Track; tone: string }[], film: Film, month: number, top?: number): HTMLElement {
  return el("figure", { class: "spark" }, spark(title, lines, film.first, film.months, month, top), el("figcaption", {}, title));
}
