/** Every key of the page. */
import type { Film } from "../data";
import type { Player } from "./player";
import { SPEEDS, type Panel, type State, type Store } from "./store";

export interface KeyActs {
  part: (index: number) => void;
  home: () => void;
  panel: (panel: Panel | null) => void;
  full: () => void;
  escape: () => void;
}

export function listenKeys(film: Film, store: Store, player: Player, acts: KeyActs): void {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const where = event.target as HTMLElement;
    if (event.key === "Escape") {
      acts.escape();
      return;
    }
    if (where.matches("input, select, textarea")) return;
    const state = store.get();
    // In a panel the arrows, Space and the letters are the panel's; on a button Space is the button's.
    if (where.closest("dialog, .panel") && !["?", "Escape"].includes(event.key)) return;
    if (event.key === " " && where.closest("button, a, summary")) return;
    if (timeKey(event, film, state, player) || letterKey(event, store, player, acts)) event.preventDefault();
  });
}

function timeKey(event: KeyboardEvent, film: Film, state: State, player: Player): boolean {
  const step = event.shiftKey ? 12 : 1;
  const wheel = (event.target as HTMLElement).matches(".wheel");
  switch (event.key) {
    case "ArrowLeft":
      player.seek(state.month - step);
      return true;
    case "ArrowRight":
      player.seek(state.month + step);
      return true;
    case "ArrowDown":
    case "ArrowUp":
      // Up and down scroll the page; on the wheel itself they turn it.
      if (!wheel) return false;
      player.seek(state.month + (event.key === "ArrowUp" ? step : -step));
      return true;
    case "PageUp":
    case "PageDown":
      if (state.mode === "part" && !wheel) return false;
      player.seek(state.month + (event.key === "PageUp" ? -120 : 120));
      return true;
    case "Home":
    case "End":
      if (state.mode === "part" && !wheel) return false;
      player.seek(event.key === "Home" ? film.first : film.first + film.months - 1);
      return true;
    case "[":
    case "]":
      player.seek(causeBeside(film, state.month, event.key === "]" ? 1 : -1));
      return true;
    default:
      return false;
  }
}

/** Month of the cause before or after. */
export function causeBeside(film: Film, month: number, way: 1 | -1): number {
  const months = film.stations.map((station) => station.month).sort((a, b) => a - b);
  const found = way > 0 ? months.find((one) => one > month) : months.reverse().find((one) => one < month);
  return found ?? month;
}

function letterKey(event: KeyboardEvent, store: Store, player: Player, acts: KeyActs): boolean {
  const state = store.get();
  switch (event.key.toLowerCase()) {
    case " ":
      player.toggle();
      return true;
    case "1":
    case "2":
    case "3":
      acts.part(Number(event.key) - 1);
      return true;
    case "0":
      acts.home();
      return true;
    case "m":
      store.set({ plan: !state.plan, ...(state.mode === "part" ? {} : { mode: "look" }) });
      return true;
    case "y":
      store.set({ show: state.show === "both" ? "camera" : state.show === "camera" ? "book" : "both" });
      return true;
    case "l":
      acts.panel("find");
      return true;
    case "p":
      acts.panel("list");
      return true;
    case "f":
      acts.full();
      return true;
    case "/":
      acts.panel("search");
      return true;
    case "?":
      acts.panel(state.panel === "help" ? null : "help");
      return true;
    case "-":
    case "+": {
      const i = SPEEDS.findIndex((one) => one === state.speed) + (event.key === "+" ? 1 : -1);
      store.set({ speed: SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, i))] ?? 1 });
      return true;
    }
    default:
      return false;
  }
}
