/** The dated sentences of a life: templates of the film with their braces filled. */
import type { Film, People, Sentence, Told } from "../data";
import { exact, money, monthLong, yearOf } from "../say";
import { fill, type Lang } from "../words";

export interface Line {
  month: number;
  words: string;
}

/** Everything that is told of the i-th person, in order of dates. */
export function told(film: Film, i: number, lang: Lang): Line[] {
  return (film.people.told[i] ?? []).map(([month, at, ...values]) => {
    const sentence = film.people.sentences[at];
    if (!sentence) return { month, words: "" };
    const fills: Record<string, string> = { month: monthLong(month, lang) };
    sentence.fills.forEach((brace, k) => {
      fills[brace.name] = filled(film, brace.as, values[k], lang);
    });
    return { month, words: fill(sentence.words[lang], fills) };
  });
}

export function toldOf(list: readonly Told[], lang: Lang): Line[] {
  return list.map(({ month, words }) => ({ month, words: words[lang] }));
}

function filled(film: Film, as: Sentence["fills"][number]["as"], value: number | string | undefined, lang: Lang): string {
  if (value === undefined) return "";
  if (typeof value === "string") return value;
  switch (as) {
    case "money":
      return money(value, film.money_unit, lang);
    case "words":
      return film.people.phrases[value]?.[lang] ?? "";
    case "plain":
      return exact(value, lang);
  }
}

/** Year of birth of the i-th person. */
export function bornIn(people: People, i: number): number {
  return yearOf(people.born[i] ?? 0);
}
