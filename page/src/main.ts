/** Puts the page together: reads the film that stands in the page and shows it, or says in a sentence why not. */
import "./style/fonts.css";
import "./style/tokens.css";
import "./style/type.css";
import "./style/layout.css";
import "./style/panels.css";
import "./style/parts.css";
import "./style/charts.css";
import "./style/print.css";

import type { Film } from "./data";
import { readFragment } from "./frame/fragment";
import { listenKeys } from "./frame/keys";
import { Late } from "./frame/late";
import { Page } from "./frame/page";
import { expose } from "./frame/probe";
import { firstState, Store } from "./frame/store";
import { unpack } from "./unpack";
import { word, type Lang } from "./words";

async function start(): Promise<void> {
  const page = document.getElementById("page");
  if (!page) return;
  const lang: Lang = navigator.language.startsWith("zh") ? "zh" : "en";
  let film: Film | null = null;
  try {
    film = await unpack(document.getElementById("film")?.textContent ?? "");
  } catch {
    page.textContent = word("damaged", lang);
    return;
  }
  if (!film) page.textContent = word("no_film", lang);
  else if (film.format !== 1) page.textContent = word("other_version", lang, { v: (film as { version: string }).version });
  else open(film);
}

/** First the picture, then what can wait. */
function open(film: Film): void {
  const store = new Store(firstState(film));
  const given = { ...readFragment(film, film.starts), ...readFragment(film, location.hash) };
  const straight = given.mode !== undefined;
  store.set(given);
  const page = new Page(film, store);
  page.first();
  expose(film, store, page);
  listenKeys(film, store, page.player, {
    part: (index) => page.goPart(index),
    home: () => page.goHome(),
    panel: (panel) => page.panel(panel),
    full: () => page.full(),
    escape: () => page.escape(),
  });
  if (straight) page.player.seek(store.get().month);
  else page.player.start(film.minute.length > 0 ? "minute" : "look");
  requestAnimationFrame(() => window.setTimeout(() => finish(film, store, page), 0));
}

function finish(film: Film, store: Store, page: Page): void {
  page.late = new Late(page);
  void document.fonts.ready.then(() => {
    page.view.stage.refresh();
    page.resized();
  });
  window.addEventListener("hashchange", () => store.set(readFragment(film, location.hash)));
}

void start();
