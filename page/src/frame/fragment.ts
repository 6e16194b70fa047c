/** The state in the address, so that a place in the film can be passed on; nothing is kept anywhere else. */
import type { Film } from "../data";
import { monthIso, parseMonth } from "../say";
import { clampMonth } from "../track";
import type { State } from "./store";

export function readFragment(film: Film, hash: string): Partial<State> {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  const patch: Partial<State> = {};
  const lang = given.get("lang");
  if (lang === "en" || lang === "zh") patch.lang = lang;
  const theme = given.get("theme");
  if (theme === "dark" || theme === "light") patch.theme = theme;
  const month = parseMonth(given.get("y") ?? "");
  if (month !== null) {
    patch.month = clampMonth(film, month);
    patch.mode = "look";
  }
  const part = film.parts.findIndex((one) => one.id === given.get("part"));
  if (part >= 0) {
    const last = Math.max(0, (film.parts[part]?.sequences.length ?? 1) - 1);
    patch.mode = "part";
    patch.part = part;
    patch.sequence = Math.min(last, Math.max(0, Number(given.get("s") ?? 1) - 1 || 0));
  }
  const life = given.get("life");
  if (life !== null && film.people.keys?.includes(life)) {
    patch.life = life;
    patch.mode ??= "look";
  }
  if (given.get("plan") === "1") {
    patch.plan = true;
    patch.mode ??= "look";
  }
  return patch;
}

export function writeFragment(film: Film, state: State): string {
  const out = new URLSearchParams();
  out.set("y", monthIso(state.month));
  if (state.lang !== film.opens) out.set("lang", state.lang);
  if (state.theme !== "dark") out.set("theme", state.theme);
  const part = film.parts[state.part];
  if (state.mode === "part" && part) {
    out.set("part", part.id);
    out.set("s", String(state.sequence + 1));
  }
  if (state.plan) out.set("plan", "1");
  if (state.life) out.set("life", state.life);
  return `#${out.toString()}`;
}
