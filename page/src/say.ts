/** Numbers, months and money in words, in both languages. Nothing here knows the page. */
import type { Words } from "./data";
import type { Lang } from "./words";

export type { Lang } from "./words";

const MONTHS = [
  "January", "February", "March", "April", "May", "June",
  "July", "August", "September", "October", "November", "December",
];
const DIGITS = "〇一二三四五六七八九";
const THIN = "\u202f";

export function otherLang(lang: Lang): Lang {
  return lang === "en" ? "zh" : "en";
}

export function monthOf(year: number, calendar: number): number {
  return year * 12 + calendar - 1;
}

export function yearOf(month: number): number {
  return Math.floor(month / 12);
}

/** Calendar month, 0 (January) to 11. */
export function calendarOf(month: number): number {
  return ((Math.floor(month) % 12) + 12) % 12;
}

/** December 1999 · 1999 年 12 月, for tables and running text. */
export function monthLong(month: number, lang: Lang): string {
  const [year, calendar] = [yearOf(month), calendarOf(month)];
  return lang === "en" ? `${MONTHS[calendar]} ${year}` : `${year} 年 ${calendar + 1} 月`;
}

/** Dec 1999 · 1999 年 12 月, for axes. */
export function monthShort(month: number, lang: Lang): string {
  const [year, calendar] = [yearOf(month), calendarOf(month)];
  return lang === "en" ? `${MONTHS[calendar]?.slice(0, 3)} ${year}` : `${year} 年 ${calendar + 1} 月`;
}

/** December 1999 · 一九九九年十二月, for the one big line. */
export function monthBig(month: number, lang: Lang): string {
  if (lang === "en") return monthLong(month, "en");
  const year = String(yearOf(month)).replace(/\d/g, (digit) => DIGITS[Number(digit)] ?? digit);
  return `${year}年${smallInChinese(calendarOf(month) + 1)}月`;
}

/** 1 to 99 as they are spoken: 一, 十, 十二, 二十. */
export function smallInChinese(value: number): string {
  const [tens, ones] = [Math.floor(value / 10), value % 10];
  const head = tens === 0 ? "" : tens === 1 ? "十" : `${DIGITS[tens]}十`;
  return head + (ones > 0 || tens === 0 ? (DIGITS[ones] ?? "") : "");
}

/** 2000-07, as fragments and file names have it. */
export function monthIso(month: number): string {
  return `${yearOf(month)}-${String(calendarOf(month) + 1).padStart(2, "0")}`;
}

/** The month that 2000-07 names, or null if the text names none. */
export function parseMonth(text: string): number | null {
  const found = /^(\d{4})-(\d{1,2})$/.exec(text);
  if (!found) return null;
  const calendar = Number(found[2]);
  return calendar >= 1 && calendar <= 12 ? monthOf(Number(found[1]), calendar) : null;
}

/** Every digit of a number, to `places` after the point. */
export function exact(value: number, lang: Lang, places = 0): string {
  const [whole = "0", rest] = Math.abs(value).toFixed(places).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, lang === "en" ? "," : THIN);
  const text = rest ? `${grouped}.${rest}` : grouped;
  return value < 0 && Number(text.replace(/\D/g, "")) > 0 ? `−${text}` : text;
}

/** A count as one says it: 91,000 · 9.1 万. */
export function count(value: number, lang: Lang): string {
  const rounded = Math.round(value);
  const size = Math.abs(rounded);
  if (lang === "zh" && size >= 1e8) return `${threeDigits(rounded / 1e8)} 亿`;
  if (lang === "zh" && size >= 1e4) return `${threeDigits(rounded / 1e4)} 万`;
  return exact(rounded, lang);
}

/** A count short enough for an axis: 150 k, 2 m · 15 万. */
export function brief(value: number, lang: Lang): string {
  const size = Math.abs(value);
  if (lang === "zh" || size < 1e3) return size < 10 ? threeDigits(value) : count(value, lang);
  if (size < 1e6) return `${threeDigits(value / 1e3)} k`;
  return size < 1e9 ? `${threeDigits(value / 1e6)} m` : `${threeDigits(value / 1e9)} bn`;
}

/** Money with its unit, in whole units. */
export function money(value: number, unit: Words, lang: Lang): string {
  return `${count(value, lang)} ${unit[lang]}`;
}

/** An amount with its unit in words; what is under ten keeps its digits after the point. */
export function amount(value: number, unit: Words, lang: Lang): string {
  const size = Math.abs(value);
  if (lang === "en" && size >= 1e6) {
    return `${size < 1e9 ? `${threeDigits(value / 1e6)} million` : `${threeDigits(value / 1e9)} billion`} ${unit.en}`;
  }
  return `${size > 0 && size < 10 ? threeDigits(value) : count(value, lang)} ${unit[lang]}`;
}

/** A share as a percentage, whole. */
export function percent(share: number): string {
  return `${exact(Math.round(share * 100), "en")} %`;
}

/** At most three digits that matter, and no zeros after the point. */
function threeDigits(value: number): string {
  const size = Math.abs(value);
  const places = size >= 100 ? 0 : size >= 10 ? 1 : 2;
  return String(Number(value.toFixed(places))).replace("-", "−");
}

/** Parts of a description one after another. */
export function sayOrdered(parts: readonly (string | undefined)[], lang: Lang): string {
  return parts.filter(Boolean).join(lang === "en" ? ", " : "，");
}
