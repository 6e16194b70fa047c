/** What is built after the first picture stands: list, cards, panels, parts, lives, print. */
import { Cards } from "./cards";
import { el, onPhone } from "./dom";
import { Find } from "./find";
import { toggleTheme } from "./header";
import { LifePanel } from "./life";
import { List } from "./list";
import type { Page } from "./page";
import { helpPanel, menuPanel, searchPanel, type PanelActs } from "./panels";
import { Parts } from "./parts";
import { printable } from "./print";
import type { State } from "./store";

export class Late {
  private readonly cards: Cards;
  private readonly list: List;
  private readonly parts: Parts;
  private readonly life: LifePanel;
  private readonly find: Find;
  private readonly panelBox = el("div", { class: "panel-box", hidden: true });
  private like: number[] = [];
  private before: Element | null = null;

  constructor(private readonly page: Page) {
    const { film, store } = page;
    this.cards = new Cards(film, { close: () => store.set({ card: null }), life: (key) => this.open(key, []) });
    this.list = new List(film, {
      open: (target) => page.open(target),
      focus: (target) => {
        page.view.focus = target;
        if (target) page.view.glideTo(target);
        page.view.ask();
      },
    });
    this.parts = new Parts(film, store, {
      goTo: (sequence) => {
        page.player.clock = 0;
        const { part, seen } = store.get();
        const share = sequence / Math.max(1, film.parts[part]?.sequences.length ?? 1);
        store.set({ sequence, playing: false, seen: seen.map((one, i) => (i === part ? Math.max(one, share) : one)) });
      },
      part: (index) => page.goPart(index),
    });
    this.find = new Find(film, { close: () => store.set({ panel: null }), life: (key, like) => this.open(key, like) });
    this.life = new LifePanel(film, store, {
      close: () => store.set({ life: null }),
      another: () => {
        const key = this.find.another(this.like);
        if (key) store.set({ life: key });
      },
      choices: () => store.set({ panel: "find" }),
      has: () => this.like.length > 1,
    });
    page.stageBox.append(this.cards.root);
    page.main.append(this.list.root, this.parts.root, this.life.root);
    document.getElementById("page")?.append(this.panelBox);
    this.panelBox.addEventListener("click", (event) => {
      if (event.target === this.panelBox) store.set({ panel: null });
    });
    printable(film, () => store.get().lang);
    this.show(store.get(), new Set(["card", "panel", "life", "mode", "part", "sequence", "lang"]));
  }

  private open(key: string, like: number[]): void {
    this.like = like;
    this.page.store.set({ life: key, panel: null, playing: false });
    this.life.root.focus();
  }

  show(state: State, changed: ReadonlySet<keyof State>): void {
    this.list.show(state, document.documentElement.dataset.list === "open");
    if (changed.has("card") || changed.has("lang") || (state.card && changed.has("month"))) this.cards.show(state.card, state.month, state.lang);
    this.parts.show(state, changed);
    if (changed.has("life") || changed.has("lang")) this.life.show(state);
    if (changed.has("panel") || changed.has("lang") || (state.panel === "menu" && changed.has("theme"))) this.panel(state);
  }

  resized(state: State): void {
    this.parts.draw(state);
    this.life.show(state);
  }

  focusCard(): void {
    if (!onPhone() || this.page.store.get().card) this.cards.root.focus({ preventScroll: true });
  }

  private acts(): PanelActs {
    const { page } = this;
    const { store } = page;
    const close = (): void => store.set({ panel: null });
    return {
      close,
      open: (target) => page.open(target),
      life: (key) => this.open(key, []),
      seek: (month) => {
        close();
        page.player.seek(month);
      },
      panel: (panel) => store.set({ panel }),
      part: (index) => page.goPart(index),
      theme: () => toggleTheme(store),
      plan: () => store.set({ plan: !store.get().plan, panel: null, mode: "look" }),
      full: () => {
        close();
        page.full();
      },
      minute: () => page.player.start("minute"),
    };
  }

  private panel(state: State): void {
    const { panel } = state;
    const root = document.documentElement;
    if (panel === "list") root.dataset.list = "open";
    else delete root.dataset.list;
    const wasHidden = this.panelBox.hidden;
    this.panelBox.hidden = panel === null || panel === "list";
    if (panel === "list") {
      this.list.show(state, true);
      this.list.root.querySelector("button")?.focus();
    }
    if (this.panelBox.hidden) {
      this.panelBox.replaceChildren();
      if (!wasHidden && this.before instanceof HTMLElement && panel === null) this.before.focus();
      return;
    }
    if (wasHidden) this.before = document.activeElement;
    const { film } = this.page;
    const acts = this.acts();
    const built = panel === "search" ? searchPanel(film, state, acts) : panel === "help" ? helpPanel(film, state, acts) : panel === "menu" ? menuPanel(film, state, acts) : this.find.panel(state.lang);
    built.setAttribute("role", "dialog");
    built.setAttribute("aria-modal", "true");
    built.setAttribute("aria-label", built.querySelector("h2")?.textContent ?? "");
    this.panelBox.replaceChildren(built);
    const first = ["input", ".primary", ".menu button", ".card-close"].map((one) => built.querySelector<HTMLElement>(one)).find(Boolean);
    first?.focus();
  }
}
