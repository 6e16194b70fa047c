/** The clock of the film: the minute, the ride, the years at their own pace, and the parts one sequence after another. */
import type { Film, Shot } from "../data";
import { clampMonth, lastMonth } from "../track";
import { calm } from "./dom";
import { monthIn, MONTHS_A_SECOND, rideAt, shotAt, startOf } from "./minute";
import type { Mode, Store } from "./store";
import type { View } from "./view";

export class Player {
  /** Seconds into the minute, the ride or the sequence. */
  clock = 0;
  private exact: number;
  private last = 0;
  private running = false;

  constructor(private readonly film: Film, private readonly store: Store, private readonly view: View) {
    this.exact = store.get().month;
    store.on((state, changed) => {
      if (changed.has("playing") && state.playing) this.run();
      // Somebody else moved the month: the pace goes on from there.
      if (changed.has("month") && Math.abs(state.month - this.exact) >= 1.01) this.exact = state.month;
    });
  }

  /** Starts a mode from its beginning. */
  start(mode: Mode, patch: { half?: boolean; part?: number; sequence?: number } = {}): void {
    this.clock = 0;
    this.view.white = 0;
    this.view.labels = true;
    const playing = mode !== "look" && !calm();
    this.store.set({ mode, playing, shot: 0, card: null, panel: null, life: null, plan: false, half: false, ...patch });
    // Who wants no motion gets no ride, but what comes after it.
    if (mode === "ride" && calm()) this.endRide();
    else if (mode === "ride") this.rideFrame();
    if (mode === "minute") this.minuteFrame(0);
    if (mode === "look") this.store.set({ month: clampMonth(this.film, this.store.get().month) });
    this.view.ask();
  }

  /** Goes to a month and stays there, to be looked at. */
  seek(month: number): void {
    this.exact = clampMonth(this.film, Math.round(month));
    this.view.white = 0;
    this.view.labels = true;
    const { mode } = this.store.get();
    this.store.set({ month: this.exact, mode: mode === "part" ? "part" : "look", playing: false });
    this.view.ask();
  }

  toggle(): void {
    const { playing, mode, month } = this.store.get();
    if (!playing && mode === "look" && month >= lastMonth(this.film)) this.exact = this.film.first;
    if (!playing && mode === "minute" && shotAt(this.film.minute, this.clock).over) this.clock = 0;
    this.store.set({ playing: !playing });
  }

  pause(): void {
    this.store.set({ playing: false });
  }

  /** The next still of the minute, for those who want no motion. */
  nextShot(by = 1): void {
    const { shot } = this.store.get();
    const index = Math.min(Math.max(0, shot + by), this.film.minute.length - 1);
    const there = this.film.minute[index];
    if (!there) return;
    this.clock = startOf(this.film.minute, index) + there.seconds * 0.9;
    this.minuteFrame(0);
    this.view.ask();
  }

  private run(): void {
    if (this.running) return;
    this.running = true;
    this.last = performance.now();
    const frame = (now: number): void => {
      const state = this.store.get();
      if (!state.playing) {
        this.running = false;
        return;
      }
      const passed = Math.min(0.25, Math.max(0, (now - this.last) / 1000));
      this.last = now;
      this.tick(passed * state.speed);
      this.view.step(now);
      if (state.mode !== "part") this.view.paint();
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }

  private tick(seconds: number): void {
    const { mode } = this.store.get();
    this.clock += seconds;
    this.view.time += seconds;
    if (mode === "minute") this.minuteFrame(seconds);
    else if (mode === "ride") this.rideFrame();
    else if (mode === "part") this.partFrame();
    else this.lookFrame(seconds);
  }

  private minuteFrame(seconds: number): void {
    const { index, into, over } = shotAt(this.film.minute, this.clock);
    const shot = this.film.minute[index];
    if (!shot) {
      this.store.set({ mode: "look", playing: false });
      return;
    }
    const changed = this.store.get().shot !== index || seconds === 0;
    if (changed) this.place(shot);
    if (!calm()) this.view.x = Math.min(this.view.x + drift(shot) * seconds, this.view.stage.end);
    this.view.rideAlong(0.62);
    this.view.white = shot.picture === "white" ? Math.min(1, into / (shot.seconds * 0.85)) : 0;
    this.view.labels = shot.picture !== "white";
    this.exact = clampMonth(this.film, monthIn(shot, into));
    this.store.set({ shot: index, month: this.exact, ...(over ? { playing: false } : {}) });
  }

  /** Where the view stands at the beginning of a shot. */
  private place(shot: Shot): void {
    const { stage } = this.view;
    if (shot.picture === "lights") {
      const spot = stage.middleOf({ kind: "street", index: mainStreet(this.film, shot.to) });
      if (spot !== null) this.view.centre(spot);
      return;
    }
    this.view.home(mainWorks(this.film));
    if (shot.picture === "wagons") this.view.x += stage.width * 0.2;
  }

  private rideFrame(): void {
    const there = rideAt(this.film, this.clock);
    this.view.x = this.view.stage.end * there.along;
    this.view.rideAlong(0.58);
    this.view.white = there.white;
    this.view.labels = !there.silent;
    this.exact = there.month;
    this.store.set({ month: there.month });
    if (there.over) this.endRide();
  }

  /** After the ride the half hour goes on to the parts; a ride by itself stands still at the end. */
  endRide(): void {
    this.view.white = 0;
    this.view.labels = true;
    if (this.store.get().half && this.film.parts.length > 0) {
      this.clock = 0;
      this.store.set({ mode: "part", part: 0, sequence: 0, playing: !calm() });
    } else this.store.set({ mode: "look", playing: false });
  }

  private partFrame(): void {
    const { part, sequence, half, seen } = this.store.get();
    const sequences = this.film.parts[part]?.sequences ?? [];
    const there = sequences[sequence];
    const share = (sequence + Math.min(1, this.clock / (there?.seconds ?? 1))) / Math.max(1, sequences.length);
    if (share - (seen[part] ?? 0) > 0.004) {
      this.store.set({ seen: seen.map((one, i) => (i === part ? Math.max(one, share) : one)) });
    }
    if (there && this.clock < there.seconds) return;
    this.clock = 0;
    if (sequence + 1 < sequences.length) this.store.set({ sequence: sequence + 1 });
    else if (half && part + 1 < this.film.parts.length) this.store.set({ part: part + 1, sequence: 0 });
    else this.store.set({ playing: false, half: false });
  }

  private lookFrame(seconds: number): void {
    const end = lastMonth(this.film);
    this.exact = Math.min(end, this.exact + seconds * MONTHS_A_SECOND);
    this.view.run(Math.min(seconds, 0.25));
    this.store.set({ month: Math.floor(this.exact), ...(this.exact >= end ? { playing: false } : {}) });
  }
}

/** Pixels a second by which the view moves on during a shot. */
function drift(shot: Shot): number {
  return shot.picture === "rise" ? 46 : shot.picture === "wagons" ? 60 : 22;
}

/** The works the film is about: the one whose stopping is told, or else the largest single one. */
export function mainWorks(film: Film): number {
  for (const part of film.parts) {
    for (const { chart } of part.sequences) {
      if (chart.kind !== "stopping") continue;
      const index = film.plants.findIndex((plant) => plant.id === chart.plant);
      if (index >= 0) return index;
    }
  }
  const closed = film.plants.findIndex((plant) => plant.count === 1 && plant.closed !== null);
  return closed >= 0 ? closed : film.plants.reduce((best, plant, i) => (plant.size > (film.plants[best]?.size ?? 0) ? i : best), 0);
}

/** The street with the most people without work in a month. */
function mainStreet(film: Film, month: number): number {
  const without = film.streets.map((street) => street.without.values[month - street.without.start] ?? 0);
  return without.reduce((best, value, i) => (value > (without[best] ?? 0) ? i : best), 0);
}
