/** What the page shows at the moment, and who wants to know when it changes. */
import type { Film } from "../data";
import type { Show } from "../charts/view";
import type { Target } from "../stage/stage";
import type { Lang } from "../words";

export type Mode = "minute" | "ride" | "look" | "part";
export type Theme = "dark" | "light";
export type Panel = "find" | "search" | "help" | "menu" | "list";
export const SPEEDS = [0.25, 1, 4] as const;

export interface State {
  month: number;
  lang: Lang;
  theme: Theme;
  mode: Mode;
  /** The half hour: after the ride the parts follow by themselves. */
  half: boolean;
  playing: boolean;
  speed: number;
  /** Shot of the minute that stands. */
  shot: number;
  part: number;
  sequence: number;
  plan: boolean;
  card: Target | null;
  panel: Panel | null;
  /** Key of the person whose life is shown. */
  life: string | null;
  show: Show;
  /** Share of each part that has been seen, 0 to 1. */
  seen: number[];
}

export type Listener = (state: State, changed: ReadonlySet<keyof State>) => void;

export class Store {
  private readonly listeners: Listener[] = [];

  constructor(private state: State) {}

  get(): State {
    return this.state;
  }

  set(patch: Partial<State>): void {
    const changed = new Set<keyof State>();
    for (const name of Object.keys(patch) as (keyof State)[]) {
      if (patch[name] !== this.state[name]) changed.add(name);
    }
    if (changed.size === 0) return;
    this.state = { ...this.state, ...patch };
    for (const listener of [...this.listeners]) listener(this.state, changed);
  }

  on(listener: Listener): void {
    this.listeners.push(listener);
  }
}

export function firstState(film: Film): State {
  return {
    month: film.first,
    lang: film.opens,
    theme: "dark",
    mode: "minute",
    half: false,
    playing: false,
    speed: 1,
    shot: 0,
    part: 0,
    sequence: 0,
    plan: false,
    card: null,
    panel: null,
    life: null,
    show: "both",
    seen: film.parts.map(() => 0),
  };
}
