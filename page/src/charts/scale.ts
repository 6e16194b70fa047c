/** Scales and where their ticks stand. */

export interface Scale {
  (value: number): number;
  from: number;
  to: number;
  start: number;
  end: number;
}

/** From values `from`..`to` to pixels `start`..`end`; a scale of no length maps everything on its start. */
export function linear(from: number, to: number, start: number, end: number): Scale {
  const slope = to === from ? 0 : (end - start) / (to - from);
  return Object.assign((value: number) => start + (value - from) * slope, { from, to, start, end });
}

/** 1, 2, 2.5 or 5 times a power of ten, at least `least`. */
export function round(least: number): number {
  if (!(least > 0) || !Number.isFinite(least)) return 1;
  const power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 2.5, 5, 10].find((s) => s * power >= least * (1 - 1e-9)) ?? 10;
  return step * power;
}

/** Ticks over low..high, about `count` of them, and the round ends of the scale. Counts of people have whole ticks. */
export function ticks(low: number, high: number, count: number, whole = false): number[] {
  const floor = Math.min(0, low);
  const top = Math.max(0, high);
  let step = round((top - floor || 1) / Math.max(count, 1));
  if (whole) step = Math.max(1, Number.isInteger(step) ? step : round(step * 1.01));
  if (whole && !Number.isInteger(step)) step = Math.ceil(step);
  const found: number[] = [];
  for (let k = Math.floor(floor / step + 1e-9); k * step < top - step * 1e-9; k += 1) found.push(tidied(k * step));
  const last = found[found.length - 1];
  found.push(last === undefined ? 0 : tidied(last + step));
  return found.length > 1 ? found : [0, step];
}

function tidied(value: number): number {
  return Number(value.toPrecision(12));
}

/** Years to label between two months: every 1, 2, 5, 10 or 20, so that labels of a width do not touch. */
export function yearTicks(first: number, after: number, pixels: number, wide: number): number[] {
  const years = (after - first) / 12;
  const room = Math.max(1, Math.floor(pixels / wide));
  const step = [1, 2, 5, 10, 20, 50].find((s) => years / s <= room) ?? 100;
  const found: number[] = [];
  for (let year = Math.ceil(first / 12); year * 12 <= after; year += 1) if (year % step === 0) found.push(year);
  return found;
}

/** Every how many months a label may stand: a divisor of the year. */
export function monthStep(count: number, pixels: number, wide: number): number {
  const room = Math.max(1, Math.floor(pixels / wide));
  return [1, 3, 6, 12].find((s) => count / s <= room) ?? 12;
}
