/** Header: name of the region, the three parts as bars filled as they are seen, language, theme, search, help. */
import type { Film } from "../data";
import { percent } from "../say";
import { word } from "../words";
import { button, el, langOf, put } from "./dom";
import type { Panel, State, Store } from "./store";

/** Widths of the bars: 4 : 3 : 2. */
const BARS: Record<string, number> = { rust: 160, remnants: 120, rails: 80 };

export interface HeaderActs {
  part: (index: number) => void;
  home: () => void;
  panel: (panel: Panel) => void;
  lang: () => void;
  theme: () => void;
}

export class Header {
  readonly root: HTMLElement;
  private readonly name = el("h1", { class: "aside-only" });
  private readonly brand: HTMLButtonElement;
  private readonly nav: HTMLElement;
  private readonly bars: { bar: HTMLButtonElement; fill: HTMLElement; name: HTMLElement; where: HTMLElement }[];
  private readonly lang: HTMLButtonElement;
  private readonly theme: HTMLButtonElement;
  private readonly search: HTMLButtonElement;
  private readonly help: HTMLButtonElement;
  private readonly menu: HTMLButtonElement;

  constructor(private readonly film: Film, acts: HeaderActs) {
    this.brand = button("", acts.home, { class: "brand" });
    this.bars = film.parts.map((part, i) => {
      const fill = el("span", { class: "bar-fill" });
      const name = el("span", {});
      const where = el("span", { class: "bar-where" });
      const bar = el("button", { type: "button", class: "bar", style: `--bar: ${BARS[part.id] ?? 100}px` }, el("span", { class: "bar-track" }, fill), el("span", { class: "bar-name" }, name, where));
      bar.addEventListener("click", () => acts.part(i));
      return { bar, fill, name, where };
    });
    this.nav = el("nav", { class: "bars" }, ...this.bars.map(({ bar }) => bar));
    this.search = button("", () => acts.panel("search"), { class: "tool wide-only" });
    this.lang = button("", acts.lang, { class: "tool" });
    this.theme = button("", acts.theme, { class: "tool wide-only" });
    this.help = button("?", () => acts.panel("help"), { class: "tool wide-only" });
    this.menu = button("", () => acts.panel("menu"), { class: "tool phone-only" });
    this.root = el("header", { class: "head" }, this.name, this.brand, this.nav, el("div", { class: "tools" }, this.search, this.lang, this.theme, this.help, this.menu));
  }

  show(state: State): void {
    const { lang } = state;
    const [zh, en] = this.shortTitle();
    put(this.name, this.film.title[lang]);
    if (this.brand.dataset.lang !== lang) {
      this.brand.dataset.lang = lang;
      const parts = [el("span", { class: "brand-zh", lang: "zh-Hans" }, zh), el("span", { class: "brand-en", lang: "en" }, en)];
      this.brand.replaceChildren(parts[0] as Node, " ", parts[1] as Node);
    }
    this.nav.setAttribute("aria-label", word("parts", lang));
    this.bars.forEach(({ bar, fill, name, where }, i) => {
      const part = this.film.parts[i];
      if (!part) return;
      const current = state.mode === "part" && state.part === i;
      const of = part.sequences.length;
      put(name, part.title[lang]);
      put(where, current ? ` · ${state.sequence + 1}/${of}` : "");
      fill.style.width = percent(state.seen[i] ?? 0).replace(" ", "");
      bar.toggleAttribute("aria-current", current);
      if (current) bar.setAttribute("aria-current", "true");
    });
    put(this.search, word("search", lang));
    put(this.lang, lang === "en" ? "中文" : "English");
    this.lang.lang = langOf(lang === "en" ? "zh" : "en");
    put(this.theme, word(state.theme === "dark" ? "light" : "dark", lang));
    put(this.menu, word("menu", lang));
    this.help.setAttribute("aria-label", word("help", lang));
    this.help.title = word("help", lang);
  }

  /** 铁西 and Tiexi out of the long title. */
  private shortTitle(): [string, string] {
    const { zh, en } = this.film.title;
    return [zh.split(/[：:，,]/)[0] ?? zh, en.split(/[:,]/)[0] ?? en];
  }
}

export function toggleLang(store: Store): void {
  store.set({ lang: store.get().lang === "en" ? "zh" : "en" });
}

export function toggleTheme(store: Store): void {
  store.set({ theme: store.get().theme === "dark" ? "light" : "dark" });
}
