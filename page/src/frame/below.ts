/** Under the picture: month and year, the caption, and what moves the film. */
import type { Film } from "../data";
import { monthBig, monthLong } from "../say";
import { word, type Lang } from "../words";
import { button, calm, el, langOf, put } from "./dom";
import { causeOf, mainCauses, placeInPart } from "./minute";
import { SPEEDS, type State } from "./store";

export interface BelowActs {
  toggle: () => void;
  speed: (speed: number) => void;
  skip: () => void;
  next: () => void;
  life: (key: string) => void;
}

export class Below {
  readonly root: HTMLElement;
  private readonly month = el("p", { class: "month" });
  private readonly under = el("p", { class: "month-under" });
  private readonly caption = el("p", { class: "caption" });
  private readonly moves: Moves;

  constructor(private readonly film: Film, private readonly acts: BelowActs) {
    this.moves = new Moves(acts);
    this.root = el(
      "section",
      { class: "below" },
      el("div", { class: "when" }, this.month, this.under),
      this.caption,
      this.moves.root,
    );
  }

  show(state: State): void {
    const { lang, month, mode } = state;
    put(this.month, monthBig(month, lang));
    const other = lang === "en" ? monthBig(month, "zh") : monthLong(month, "en");
    const shot = mode === "minute" ? placeInPart(this.film.minute, state.shot) : null;
    const part = this.film.parts.find((one) => one.id === this.film.minute[state.shot]?.part);
    const where = shot && part ? ` · ${word("shot_of", lang, { part: part.title[lang], n: shot.n, of: shot.of })}` : "";
    put(this.under, "");
    this.under.replaceChildren(el("span", { lang: langOf(lang === "en" ? "zh" : "en") }, other), where);
    const words = captionOf(this.film, state);
    const last = mode === "minute" && state.shot === this.film.minute.length - 1;
    const more = last ? word(this.film.twice ? "compare_see" : "compare_next", lang) : "";
    if (words + more.replaceAll("`", "") !== this.caption.textContent) this.say(words, more);
    this.moves.show(state);
  }

  private say(words: string, more: string): void {
    const pair = this.film.twice?.pairs[0];
    const next = pair ? [button(more, () => this.acts.life(pair.key), { class: "link" })] : withCode(more);
    this.caption.replaceChildren(words, more ? el("span", { class: "caption-more" }, ...next) : "");
    if (!calm()) this.caption.animate?.([{ opacity: 0.2 }, { opacity: 1 }], { duration: 200, easing: "ease-out" });
  }
}

/** Play, speed, next, skip: under the picture, and once more at the foot of a part. */
export class Moves {
  readonly root: HTMLElement;
  private readonly play: HTMLButtonElement;
  private readonly skip: HTMLButtonElement;
  private readonly next: HTMLButtonElement;
  private readonly speeds: HTMLButtonElement[];
  private readonly speedBox: HTMLElement;

  constructor(acts: BelowActs) {
    this.play = button("", acts.toggle, { class: "play" });
    this.skip = button("", acts.skip, { class: "quiet skip-on" });
    this.next = button("", acts.next, { class: "quiet" });
    this.speeds = SPEEDS.map((speed) => button(speed === 0.25 ? "×¼" : `×${speed}`, () => acts.speed(speed), { class: "quiet" }));
    this.speedBox = el("div", { class: "speeds", role: "group" }, ...this.speeds);
    this.root = el("div", { class: "moves" }, this.play, this.speedBox, this.next, this.skip);
  }

  show(state: State): void {
    const { lang, playing, mode, speed } = state;
    put(this.play, playing ? "❚❚" : "▶");
    this.play.setAttribute("aria-label", word(playing ? "pause" : "play", lang));
    this.play.title = word(playing ? "pause" : "play", lang);
    this.speedBox.setAttribute("aria-label", word("speed", lang));
    this.speeds.forEach((one, i) => one.setAttribute("aria-pressed", String(SPEEDS[i] === speed)));
    put(this.skip, word(mode === "ride" ? "skip_ride" : mode === "part" ? "back" : "skip_on", lang));
    this.skip.hidden = mode === "look";
    put(this.next, word("next", lang));
    this.next.hidden = !(calm() && mode === "minute");
  }
}

/** What is said under the picture in a state of the page. */
export function captionOf(film: Film, state: State): string {
  const { lang, month, mode } = state;
  if (mode === "minute") return film.minute[state.shot]?.words[lang] ?? film.headline[lang];
  const ride = mode === "ride";
  const cause = causeOf(ride ? mainCauses(film.stations, 12) : film.stations.filter((one) => one.rank <= 3), month, ride ? 16 : 12);
  if (cause) return causeWords(cause.month, cause.words[lang], lang);
  if (ride) return "";
  const set = film.stage.find((one) => month >= one.first && month <= one.last);
  return ended(set ? capital(set.why[lang]) : film.headline[lang], lang);
}

export function causeWords(month: number, words: string, lang: Lang): string {
  return lang === "en" ? `${monthLong(month, lang)}: ${words}.` : `${monthLong(month, lang)}，${words}。`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What stands between backticks is typed into a terminal. */
function withCode(text: string): (Node | string)[] {
  return text.split("`").map((piece, i) => (i % 2 === 1 ? el("code", {}, piece) : piece));
}

/** A sentence with its full stop. */
function ended(text: string, lang: Lang): string {
  return /[.。？?！!]$/.test(text) ? text : text + (lang === "en" ? "." : "。");
}
