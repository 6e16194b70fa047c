/** Panels that open over the picture: search, help, menu. Find a life has a file of its own. */
import type { Film } from "../data";
import { monthLong } from "../say";
import type { Target } from "../stage/stage";
import { legend } from "../stage/tags";
import { word, type Key, type Lang } from "../words";
import { button, el } from "./dom";
import type { Panel, State } from "./store";

export interface PanelActs {
  close: () => void;
  open: (target: Target) => void;
  life: (key: string) => void;
  seek: (month: number) => void;
  panel: (panel: Panel) => void;
  part: (index: number) => void;
  theme: () => void;
  plan: () => void;
  full: () => void;
  minute: () => void;
}

export function panelHead(title: string, lang: Lang, close: () => void): HTMLElement {
  return el("div", { class: "panel-head" }, el("h2", {}, title), button("×", close, { class: "card-close", "aria-label": word("close", lang) }));
}

/** A box to type in, and what has that name. */
export function searchPanel(film: Film, state: State, acts: PanelActs): HTMLElement {
  const { lang } = state;
  const input = el("input", { type: "search", "aria-label": word("search_what", lang), placeholder: word("search_what", lang), autocomplete: "off", spellcheck: "false" });
  const found = el("ul", { class: "plain found" });
  const none = el("p", { class: "card-note", role: "status" });
  const look = (): void => {
    const hits = searchFor(film, input.value);
    found.replaceChildren(...hits.map((hit) => el("li", {}, button(hit.says[lang], () => (hit.target ? acts.open(hit.target) : acts.life(hit.key ?? "")), { class: "link" }))));
    none.textContent = hits.length === 0 && input.value.trim() ? word("search_none", lang) : "";
  };
  input.addEventListener("input", look);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") found.querySelector("button")?.click();
  });
  return el("div", { class: "panel small" }, panelHead(word("search", lang), lang, acts.close), input, found, none);
}

interface Hit {
  says: { en: string; zh: string };
  target: Target | null;
  key: string | null;
}

/** Plants and streets by a part of their name in either language, people by the beginning of their number. */
export function searchFor(film: Film, text: string, most = 12): Hit[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === "") return [];
  const named = (kind: "plant" | "street", names: { en: string; zh: string }[]): Hit[] =>
    names.flatMap((name, index) =>
      `${name.en} ${name.zh}`.toLowerCase().includes(wanted) ? [{ says: name, target: { kind, index }, key: null }] : [],
    );
  const people = (film.people.keys ?? [])
    .filter((key) => key.startsWith(wanted))
    .map((key): Hit => ({ says: { en: word("person", "en", { key }), zh: word("person", "zh", { key }) }, target: null, key }));
  return [...named("plant", film.plants.map((one) => one.name)), ...named("street", film.streets.map((one) => one.name)), ...people].slice(0, most);
}

const KEYS: [string, Key][] = [
  ["Space", "key_space"],
  ["← →", "key_arrows"],
  ["PgUp PgDn", "key_pages"],
  ["Home End", "key_ends"],
  ["[ ]", "key_brackets"],
  ["+ −", "speed"],
  ["1 2 3", "key_parts"],
  ["0", "key_zero"],
  ["M", "key_m"],
  ["Y", "key_y"],
  ["L", "key_l"],
  ["P", "key_p"],
  ["/", "key_slash"],
  ["F", "key_f"],
  ["?", "key_help"],
];

/** All keys, what the marks stand for, all causes. */
export function helpPanel(film: Film, state: State, acts: PanelActs): HTMLElement {
  const { lang } = state;
  const keys = KEYS.map(([key, says]) => [el("dt", {}, ...key.split(" ").map((one) => el("kbd", {}, one))), el("dd", {}, word(says, lang))]).flat();
  const causes = film.stations.map((one) =>
    el("li", {}, button(monthLong(one.month, lang), () => acts.seek(one.month), { class: "link" }), ` ${one.words[lang]}`),
  );
  const facts = film.colophon.map((one) => [el("dt", {}, one.name[lang]), el("dd", {}, one.value[lang])]).flat();
  return el(
    "div",
    { class: "panel large" },
    panelHead(word("help", lang), lang, acts.close),
    el("div", { class: "columns" },
      el("section", {}, el("h3", {}, word("keys", lang)), el("dl", { class: "keys" }, ...keys), el("h3", {}, word("legend", lang)), legendList(film, lang)),
      el("section", {}, el("h3", {}, word("causes", lang)), el("ol", { class: "causes" }, ...causes)),
      el("section", {}, el("h3", {}, word("facts", lang)), ...film.facts.map((one) => el("p", {}, one[lang])), el("dl", { class: "facts" }, ...facts), el("p", { class: "card-note" }, word("scale", lang, { k: film.scale }), lang === "en" ? ". " : "。", word("one_run", lang), lang === "en" ? "." : "。")),
    ),
  );
}

export function legendList(film: Film, lang: Lang): HTMLElement {
  return el("ul", { class: "legend-list" }, ...legend(film, lang).map(({ mark, text }) => el("li", {}, el("span", { class: `mark mark-${mark}`, "aria-hidden": "true" }), text)));
}

/** Everything of the header that a phone has no room for. */
export function menuPanel(film: Film, state: State, acts: PanelActs): HTMLElement {
  const { lang } = state;
  const rows: [string, () => void][] = [
    ...film.parts.map((part, i): [string, () => void] => [part.title[lang], () => acts.part(i)]),
    [word("the_minute", lang), acts.minute],
    [word("search", lang), () => acts.panel("search")],
    [word("find_life", lang), () => acts.panel("find")],
    [word("list_show", lang), () => acts.panel("list")],
    [word(state.plan ? "scroll_view" : "plan_view", lang), acts.plan],
    [word(state.theme === "dark" ? "light" : "dark", lang), acts.theme],
    [word("full_screen", lang), acts.full],
    [word("help", lang), () => acts.panel("help")],
  ];
  return el("div", { class: "panel small" }, panelHead(word("menu", lang), lang, acts.close), el("ul", { class: "menu" }, ...rows.map(([text, act]) => el("li", {}, button(text, act)))), legendList(film, lang));
}
