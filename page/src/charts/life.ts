/** One life: a lane from left to right, its sentences under it, and sleepers for the years. */
import type { LifeChart, Spell } from "../data";
import { exact, money, monthLong } from "../say";
import { flags } from "./flags";
import { key, sentences, type KeyItem } from "./key";
import { drawLane, MEDIAN, statusesIn, thickness, yardstick } from "./lane";
import { nothing, titleOf, view } from "./made";
import { wrap } from "./measure";
import { linear } from "./scale";
import { sleepers } from "./sleepers";
import { Board, LABEL, pitchOf } from "./svg";
import { statusLook } from "./textures";
import { bornIn, told, type Line } from "./told";
import { drawTwice } from "./twice";
import type { ChartView, Env, Table } from "./view";
import { say, type ChartKey } from "./words";

export function drawLife(chart: LifeChart, env: Env): ChartView {
  const person = env.life ?? chart.keys.find((k) => env.film.people.keys.includes(k)) ?? chart.keys[0] ?? "";
  const pair = env.film.twice?.pairs.find((p) => p.key === person);
  if (pair && env.film.twice) return drawTwice(env.film.twice, pair, env);
  const i = env.film.people.keys.indexOf(person);
  const spells = spellsOf(env, i);
  if (!spells.length) return nothing("life", env);
  const title = titleOf("life", env);
  const board = new Board(env.width, "life", title);
  const lines = told(env.film, i, env.lang);
  let y = who(board, i, env);
  const first = spells[0]?.from ?? 0;
  const after = (spells[spells.length - 1]?.to ?? 0) + 1;
  const x = linear(first, after, 2, env.width - 10);
  const unit = yardstick([spells], env);
  const half = Math.max(...spells.map((s) => thickness(s.pay, unit))) / 2;
  const middle = y + 12 + Math.max(half, 8);
  drawLane(board, spells, x, middle, unit, env);
  const under = flags(board, lines, turns(spells), x, middle + half + 6, env);
  y = sleepers(board, x, first, after, Math.max(under.low + 16, middle + half + 22), env);
  y = sentences(board, 0, y - 2, under.listed);
  y = key(board, 0, y, laneKey([spells], env));
  return view(board.close(y), title, () => lifeTable(spells, lines, env));
}

/** The spells of the i-th person with their status in words. */
export function spellsOf(env: Env, i: number): Spell[] {
  const { spells, statuses } = env.film.people;
  return (spells[i] ?? []).map((s) => ({ status: statuses[s.status] ?? "other", from: s.from, to: s.to, pay: s.pay, owed: s.owed }));
}

/** Months in which the status changed: what is said of them is shown first. */
export function turns(spells: readonly Spell[]): Set<number> {
  return new Set(spells.filter((spell, i) => i === 0 || spells[i - 1]?.status !== spell.status).map((spell) => spell.from));
}

/** Number, sex, year of birth, and that nobody real is meant. */
export function who(board: Board, i: number, env: Env): number {
  const { people } = env.film;
  const { lang } = env;
  const parts: string[] = [];
  if (i >= 0) parts.push(say("person", lang, { key: people.keys[i] ?? "", sex: say(people.sex[i] ?? "woman", lang), year: bornIn(people, i) }));
  parts.push(say("simulated", lang));
  const lines = wrap(parts.join(" · "), env.width, LABEL);
  board.text(0, 15, lines, { cls: "soft" });
  return lines.length * pitchOf(LABEL);
}

export function laneKey(lists: readonly (readonly Spell[])[], env: Env): KeyItem[] {
  const { lang, film } = env;
  const items: KeyItem[] = statusesIn(lists).map((status) => ({
    words: say(`st_${status}` as ChartKey, lang),
    draw: (board, x, y) => {
      const look = statusLook(board, status);
      const thin = status === "unemployed";
      board.rect(look.cls, x, y + (thin ? 4 : 0.5), 18, thin ? 4 : 11, look.more);
    },
  }));
  if (lists.some((spells) => spells.some((s, i) => s.owed > (spells[i - 1]?.owed ?? 0)))) {
    items.push({ words: say("key_notch", lang), draw: (board, x, y) => {
      board.rect("st-on_post", x, y, 18, 12);
      board.rect("notch", x + 8, y + 6, 3.4, 7);
    } });
  }
  const unit = yardstick(lists, env);
  if (unit > 0) {
    const of = film.people.median_pay > 0 ? (film.people.real ? "key_thick" : "key_thick_paid") : "key_thick_own";
    items.push({ words: say(of, lang, { n: MEDIAN, unit: sum(unit, env) }) });
  }
  return items;
}

/** Money with its unit; what is under ten keeps two digits, for coins of old were few. */
function sum(value: number, env: Env): string {
  return value >= 10 ? money(value, env.film.money_unit, env.lang) : `${exact(value, env.lang, 2)} ${env.film.money_unit[env.lang]}`;
}

/** Spells, each with what is told of its months. */
export function lifeTable(spells: readonly Spell[], lines: readonly Line[], env: Env): Table {
  const { lang } = env;
  const head = [say("month", lang), say("status", lang), say("pay", lang), say("owed_to", lang), say("what", lang)];
  const rows = spells.map((spell) => {
    const mine = lines.filter((line) => line.month >= spell.from && line.month <= spell.to);
    const when = say("spell", lang, { from: monthLong(spell.from, lang), to: monthLong(spell.to, lang) });
    return [when, say(`st_${spell.status}` as ChartKey, lang), exact(spell.pay, lang), exact(spell.owed, lang), mine.map((line) => line.words).join(lang === "en" ? " " : "")];
  });
  return { head, rows };
}

