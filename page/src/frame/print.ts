/** What is printed: title, facts, every sequence as a chart that stands still, and its text. */
import type { Film } from "../data";
import { exact } from "../say";
import { word, type Lang } from "../words";
import { drawChart } from "../charts";
import { el } from "./dom";
import { textsOf } from "./parts";

const WIDTH = 680;

export function buildPrint(film: Film, lang: Lang): HTMLElement {
  const facts = film.colophon.flatMap((one) => [el("dt", {}, one.name[lang]), el("dd", {}, one.value[lang])]);
  const { money, matter_g, people } = film.residual;
  const sheets = film.parts.flatMap((part) => [
    el("h2", {}, part.title[lang]),
    ...part.sequences.map((sequence) => {
      const picture = sequence.chart.kind === "ride" ? null : drawChart(sequence.chart, { film, lang, width: WIDTH, title: sequence.title[lang] }).svg;
      return el("article", { class: "sheet" }, el("h3", {}, sequence.title[lang]), picture, ...textsOf(sequence, lang));
    }),
  ]);
  return el(
    "section",
    { class: "print" },
    el("h1", {}, film.title[lang]),
    el("p", { class: "say" }, film.headline[lang]),
    ...film.facts.map((one) => el("p", {}, one[lang])),
    el("dl", { class: "facts" }, ...facts),
    el("p", { class: "note" }, word("residual", lang, { money: exact(money, lang), unit: film.money_unit[lang], grams: exact(matter_g, lang), people: exact(people, lang) })),
    el("p", { class: "note" }, `${word("scale", lang, { k: film.scale })} · ${word("one_run", lang)}`),
    ...sheets,
  );
}

/** The sheets are made when they are wanted and taken away afterwards. */
export function printable(film: Film, lang: () => Lang): void {
  let sheets: HTMLElement | null = null;
  window.addEventListener("beforeprint", () => {
    sheets?.remove();
    sheets = buildPrint(film, lang());
    document.body.append(sheets);
  });
  window.addEventListener("afterprint", () => {
    sheets?.remove();
    sheets = null;
  });
}
