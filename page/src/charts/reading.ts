/** Reading a chart out at a month: a hairline's place, and its numbers in words. */
import type { Scale } from "./scale";
import type { ChartView, Env, Reading } from "./view";

/** The month under a place of a time axis, kept within it. */
export function monthAt(x: Scale, px: number): number {
  const month = Math.floor(x.from + ((px - x.start) / (x.end - x.start)) * (x.to - x.from));
  return Math.min(Math.max(month, x.from), x.to - 1);
}

/** `told` gives the date and then what is read at it; nothing is read where only a date is known. */
export function readable(x: Scale, top: number, bottom: number, told: (month: number) => string[], env: Env): Partial<ChartView> {
  const read = (month: number): Reading | null => {
    if (month < x.from || month >= x.to) return null;
    const [date = "", ...values] = told(month);
    if (!values.length) return null;
    const words = env.lang === "en" ? `${date}: ${values.join(", ")}` : `${date}：${values.join("，")}`;
    return { words, x: x(month + 0.5), top, bottom };
  };
  return { read, time: { first: x.from, last: x.to - 1, month: (px) => monthAt(x, px) } };
}
