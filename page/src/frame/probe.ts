/** A read-only window for tests and for the bench: what the page shows, as numbers. Nothing in the page needs it. */
import type { Film } from "../data";
import type { Box } from "../stage/spread";
import { streetState } from "../stage/state";
import { at } from "../track";
import type { Page } from "./page";
import type { Store } from "./store";

export interface Probe {
  state: () => Readonly<Record<string, unknown>>;
  seek: (month: number) => void;
  /** Boxes of the texts on the canvas, in CSS pixels of the window. */
  texts: () => Box[];
  /** Where plants and streets stand in the picture, by kind and id, in the same pixels. */
  marks: () => Record<string, Box>;
}

declare global {
  interface Window {
    tiexi?: Probe;
  }
}

export function expose(film: Film, store: Store, page: Page): void {
  performance.mark("picture");
  window.tiexi = Object.freeze({
    state: () => stateOf(film, store, page),
    seek: (month: number) => page.player.seek(month),
    texts: () => page.view.stage.texts.map((box) => inWindow(page, box)),
    marks: () => marksOf(film, page),
  });
}

function stateOf(film: Film, store: Store, page: Page): Readonly<Record<string, unknown>> {
  const { month, lang, theme, mode, part, sequence, playing, speed, shot, plan, life, card, panel, show } = store.get();
  const streets = film.streets.map((street) => ({ id: street.id, shown: streetState(street, month) }));
  return {
    month,
    lit: litWindows(film, page, month),
    framed: Object.fromEntries(film.plants.map((plant) => [plant.id, at(plant.framed, month)])),
    inWork: Object.fromEntries(streets.map(({ id, shown }) => [id, shown.standing === "stands" ? shown.inWork : 0])),
    without: Object.fromEntries(streets.map(({ id, shown }) => [id, shown.standing === "stands" ? shown.without : 0])),
    lang, theme, mode, part: mode === "part" ? (film.parts[part]?.id ?? null) : null,
    sequence, playing, speed, shot, plan, life, card, panel, show,
  };
}

/** Windows drawn as lit: as many as the picture has panes for, none where no hull stands. */
function litWindows(film: Film, page: Page, month: number): Record<string, number> {
  const lit: Record<string, number> = {};
  for (const place of page.view.stage.world.plants) {
    const plant = film.plants[place.index];
    const state = page.view.stage.stateOf(place.index, month);
    if (!plant) continue;
    lit[plant.id] = state.standing === "stands" ? place.panes.reduce((sum, { at: panes }, shop) => sum + Math.min(panes.length, state.lit[shop] ?? 0), 0) : 0;
  }
  return lit;
}

function marksOf(film: Film, page: Page): Record<string, Box> {
  const marks: Record<string, Box> = {};
  for (const kind of ["plant", "street"] as const) {
    const things = kind === "plant" ? film.plants : film.streets;
    things.forEach(({ id }, index) => {
      const box = page.view.stage.boxOf({ kind, index });
      if (box) marks[`${kind}:${id}`] = inWindow(page, box);
    });
  }
  return marks;
}

function inWindow(page: Page, box: Box): Box {
  const { stage, canvas } = page.view;
  const { x, y } = canvas.getBoundingClientRect();
  return { x: x + box.x * stage.zoom, y: y + box.y * stage.zoom, w: box.w * stage.zoom, h: box.h * stage.zoom };
}
