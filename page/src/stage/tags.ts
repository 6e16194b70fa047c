/** What the labels of the handscroll say. */
import type { Film, Plant, Street, Train } from "../data";
import { count, monthLong, monthShort, otherLang } from "../say";
import { at } from "../track";
import { word, type Lang } from "../words";
import { standingOf } from "./state";

export interface Said {
  name: string;
  other: string;
  state: string;
}

/** One line on the state of a plant: the first thing that is true of the month. */
export function plantLine(plant: Plant, month: number, lang: Lang): string {
  const standing = standingOf(plant, month);
  if (standing === "not_yet") return "";
  if (standing === "footprint" && plant.closed !== null) return dates(plant.founded, plant.closed, lang);
  const guards = at(plant.guards, month);
  const waiting = at(plant.off_post, month);
  if (standing === "shell" && plant.closed !== null) {
    const month = monthShort(plant.closed, lang);
    return guards > 0 ? word("line_closed_guards", lang, { month, n: count(guards, lang) }) : word("line_closed", lang, { month });
  }
  const lit = at(plant.lit, month);
  if (lit > 0) return word("line_lit", lang, { n: lit });
  if (waiting > 0) return word("line_dark_waiting", lang, { n: count(waiting, lang) });
  return guards > 0 ? word("line_dark_guards", lang, { n: guards }) : word("line_dark", lang);
}

export function plantSaid(plant: Plant, month: number, lang: Lang): Said {
  return { name: plant.name[lang], other: plant.name[otherLang(lang)], state: plantLine(plant, month, lang) };
}

/** Every line a plant can carry in a run, for measuring: its label keeps its place whatever the month. */
export function plantLines(plant: Plant, lang: Lang): string[] {
  const closed = plant.closed ?? plant.founded;
  return [
    word("line_lit", lang, { n: 100 }),
    word("line_dark_waiting", lang, { n: count(Math.max(0, ...plant.off_post.values), lang) }),
    word("line_dark_guards", lang, { n: 100 }),
    ...(plant.closed === null
      ? []
      : [word("line_closed_guards", lang, { month: monthShort(closed, lang), n: 1000 }), dates(plant.founded, closed, lang)]),
  ];
}

/** Two dates with a dash between. */
function dates(from: number, to: number, lang: Lang): string {
  return lang === "en" ? `${monthShort(from, lang)} – ${monthShort(to, lang)}` : `${monthShort(from, lang)}—${monthShort(to, lang)}`;
}

export function streetLine(street: Street, month: number, light: number, lang: Lang): string {
  if (street.cleared !== null && month >= street.cleared) return word("street_cleared", lang, { month: monthLong(street.cleared, lang) });
  return word("street_line", lang, {
    work: count(at(street.in_work, month) * light, lang),
    without: count(at(street.without, month) * light, lang),
  });
}

/** What the wagons carry this month, largest load first. */
export function trainLine(train: Train, month: number, lang: Lang): string {
  const loads = train.loads
    .map((load) => ({ name: load.name[lang], tonnes: at(load.tonnes, month) }))
    .filter((load) => load.tonnes > 0)
    .sort((a, b) => b.tonnes - a.tonnes);
  const total = loads.reduce((sum, load) => sum + load.tonnes, 0);
  const full = train.wagon > 0 ? Math.min(train.wagons, Math.round(total / train.wagon)) : 0;
  const head = word("train_loaded", lang, { n: full, of: train.wagons });
  const names = loads.slice(0, 2).map((load) => load.name);
  if (names.length === 0 || full === 0) return head;
  return lang === "en" ? `${head}: ${names.join(", ").toLowerCase()}` : `${head}：${names.join("、")}`;
}

/** Facts of the whole film for the legend. */
export function legend(film: Film, lang: Lang): { mark: "window" | "light" | "hollow" | "snow" | "load"; text: string }[] {
  const n = film.light;
  return [
    { mark: "window", text: word("legend_window", lang) },
    { mark: "light", text: word("legend_light", lang, { n }) },
    { mark: "hollow", text: word("legend_hollow", lang, { n }) },
    { mark: "snow", text: word("legend_snow", lang) },
    { mark: "load", text: word("legend_load", lang, { n: count(film.train.wagon, lang) }) },
  ];
}
