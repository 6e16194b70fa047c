/** The page: what stands in it, and what happens when its state changes. */
import type { Film } from "../data";
import { monthLong } from "../say";
import type { Target } from "../stage/stage";
import { legend } from "../stage/tags";
import { word } from "../words";
import { Below, captionOf, Moves, type BelowActs } from "./below";
import { button, el, langOf, onPhone, put } from "./dom";
import { writeFragment } from "./fragment";
import { Header, toggleLang, toggleTheme } from "./header";
import { Live } from "./live";
import type { Late } from "./late";
import { Overlay } from "./overlay";
import { mainWorks, Player } from "./player";
import { Rail } from "./rail";
import type { Panel, State, Store } from "./store";
import { touchable, View } from "./view";

export class Page {
  readonly view: View;
  readonly player: Player;
  readonly header: Header;
  readonly below: Below;
  readonly moves: Moves;
  readonly rail: Rail;
  readonly overlay: Overlay;
  readonly live = new Live();
  readonly stageBox: HTMLElement;
  readonly main: HTMLElement;
  late: Late | null = null;
  private readonly canvas = el("canvas", { class: "scroll", "aria-hidden": "true" });
  private readonly legend = el("ul", { class: "legend", "aria-hidden": "true" });
  private readonly starts: { node: HTMLButtonElement; key: "half_hour" | "look_around" | "find_life" }[];
  private readonly skip: HTMLAnchorElement;
  private drawn = "";
  private spoken = "";

  constructor(readonly film: Film, readonly store: Store) {
    this.view = new View(this.canvas, film, store);
    this.player = new Player(film, store, this.view);
    this.header = new Header(film, {
      part: (index) => this.goPart(index),
      home: () => this.goHome(),
      panel: (panel) => this.panel(panel),
      lang: () => toggleLang(store),
      theme: () => toggleTheme(store),
    });
    this.below = new Below(film, this.belowActs());
    this.moves = new Moves(this.belowActs());
    this.rail = new Rail(film, (month) => this.player.seek(month));
    this.overlay = new Overlay(film, store);
    this.starts = [
      { node: button("", () => this.player.start("ride", { half: true }), { class: "start" }), key: "half_hour" },
      { node: button("", () => this.player.start("look"), { class: "start" }), key: "look_around" },
      { node: button("", () => this.panel("find"), { class: "start" }), key: "find_life" },
    ];
    this.skip = el("a", { class: "skip", href: "#list" });
    this.skip.addEventListener("click", (event) => {
      event.preventDefault();
      this.panel("list");
    });
    this.stageBox = el("section", { class: "stage" }, this.canvas, this.overlay.root, el("div", { class: "starts" }, ...this.starts.map(({ node }) => node)), this.legend);
    this.main = el("main", {}, this.stageBox, this.below.root);
    this.stand();
  }

  private belowActs(): BelowActs {
    return {
      toggle: () => this.player.toggle(),
      speed: (speed) => this.store.set({ speed }),
      next: () => this.player.nextShot(),
      life: (key) => this.store.set({ life: key, playing: false }),
      skip: () => {
        const { mode } = this.store.get();
        if (mode === "ride") this.player.endRide();
        else this.player.start("look");
      },
    };
  }

  private stand(): void {
    const root = document.getElementById("page") ?? document.body;
    root.replaceChildren(this.skip, this.header.root, this.main, el("footer", { class: "foot" }, this.moves.root, this.rail.root), this.live.root);
    touchable(this.view, {
      open: (target) => this.open(target),
      empty: () => {
        if (this.store.get().card) this.store.set({ card: null });
        else this.player.toggle();
      },
      name: ({ kind, index }) => {
        const { lang } = this.store.get();
        if (kind === "train") return word("train", lang);
        return (kind === "plant" ? this.film.plants[index] : this.film.streets[index])?.name[lang] ?? "";
      },
      slid: () => {
        const { mode } = this.store.get();
        if (mode === "minute" || mode === "ride") this.store.set({ mode: "look", playing: false });
      },
    });
    // A button pressed with the mouse gives the keyboard back: Space plays and pauses again.
    root.addEventListener("click", (event) => {
      const pressed = (event.target as HTMLElement).closest<HTMLElement>(".moves button, .starts button, .head button");
      if (event.detail > 0) pressed?.blur();
    });
    this.store.on((state, changed) => this.changed(state, changed));
    new ResizeObserver(() => this.resized()).observe(this.stageBox);
    window.addEventListener("resize", () => this.resized());
  }

  /** The first picture: everything that is seen at once and nothing else. */
  first(): void {
    const state = this.store.get();
    document.documentElement.dataset.theme = state.theme;
    this.language(state);
    this.frame(state);
    this.view.fit(false);
    this.drawRail(state);
    this.view.home(mainWorks(this.film));
    this.view.rideAlong();
    this.view.paint();
  }

  resized(): void {
    const state = this.store.get();
    if (state.mode !== "part") this.view.fit();
    this.drawRail(state);
    this.overlay.show(state);
    this.late?.resized(state);
  }

  private drawRail(state: State): void {
    this.rail.draw(state.lang, onPhone(), state.mode === "part");
    this.rail.show(state.month, state.lang);
  }

  private changed(state: State, changed: ReadonlySet<keyof State>): void {
    if (changed.has("theme")) document.documentElement.dataset.theme = state.theme;
    if (changed.has("lang")) this.language(state);
    if (changed.has("theme") || changed.has("lang")) this.view.stage.refresh();
    if (changed.has("mode")) {
      document.documentElement.dataset.mode = state.mode;
      if (state.mode !== "part") this.view.fit();
    }
    if (changed.has("lang") || changed.has("mode")) this.drawRail(state);
    this.frame(state);
    this.late?.show(state, changed);
    this.speak(state, changed);
    if (!state.playing) {
      this.view.ask();
      this.remember(state);
    } else if (changed.has("plan") || changed.has("lang") || changed.has("theme")) this.view.ask();
  }

  /** What follows the month and the mode. */
  private frame(state: State): void {
    this.view.stage.inset = state.card && !onPhone() ? 360 : 0;
    document.documentElement.dataset.mode = state.mode;
    document.documentElement.toggleAttribute("data-life", state.life !== null);
    this.header.show(state);
    this.below.show(state);
    this.moves.show(state);
    this.rail.show(state.month, state.lang);
    this.overlay.show(state);
    this.stageBox.classList.toggle("whitens", state.mode === "minute" && this.film.minute[state.shot]?.picture === "white");
    this.starts[1]?.node.setAttribute("aria-pressed", String(state.mode === "look"));
    this.starts[0]?.node.setAttribute("aria-pressed", String(state.half));
  }

  private language(state: State): void {
    const { lang } = state;
    document.documentElement.lang = langOf(lang);
    document.title = this.film.title[lang];
    for (const { node, key } of this.starts) put(node, word(key, lang));
    put(this.skip, word("skip_to_list", lang));
    this.legend.replaceChildren(...legend(this.film, lang).map(({ mark, text }) => el("li", {}, el("span", { class: `mark mark-${mark}` }), text)));
  }

  /** Causes as they come while the film runs; where it stands when it is paused. */
  private speak(state: State, changed: ReadonlySet<keyof State>): void {
    const words = captionOf(this.film, state);
    const paused = changed.has("playing") && !state.playing;
    if (state.mode === "part" || (words === this.spoken && !paused)) return;
    if (!state.playing && !paused && !changed.has("month") && !changed.has("shot")) return;
    this.spoken = words;
    this.live.say(`${monthLong(state.month, state.lang)}. ${words}`, langOf(state.lang));
  }

  private remember(state: State): void {
    const hash = writeFragment(this.film, state);
    if (hash === this.drawn) return;
    this.drawn = hash;
    try {
      history.replaceState(null, "", hash);
    } catch {
      // A page without an address of its own keeps its state to itself.
    }
  }

  open(target: Target): void {
    const { mode } = this.store.get();
    this.store.set({ card: target, panel: null, playing: false, ...(mode === "look" ? {} : { mode: "look" }) });
    this.view.glideTo(target);
    this.late?.focusCard();
  }

  panel(panel: Panel | null): void {
    const { panel: open } = this.store.get();
    this.store.set({ panel: open === panel ? null : panel, playing: panel ? false : this.store.get().playing });
  }

  goPart(index: number): void {
    if (this.film.parts[index]) this.player.start("part", { part: index, sequence: 0 });
  }

  goHome(): void {
    const { mode } = this.store.get();
    if (mode === "part") this.player.start("look");
    else this.player.start("minute");
  }

  full(): void {
    const root = document.documentElement;
    const presents = root.classList.toggle("presents");
    if (presents) void root.requestFullscreen?.().catch(() => undefined);
    else if (document.fullscreenElement) void document.exitFullscreen();
    this.resized();
  }

  escape(): void {
    const { panel, life, card, plan, mode } = this.store.get();
    if (panel) this.store.set({ panel: null });
    else if (life) this.store.set({ life: null });
    else if (card) this.store.set({ card: null });
    else if (plan) this.store.set({ plan: false });
    else if (mode === "part") this.goHome();
  }
}
