/** The one polite live region: speaks at causes and when the film is paused, at most every five seconds. */
import { el } from "./dom";

const PAUSE = 5000;

export class Live {
  readonly root = el("div", { class: "aside-only", role: "status", "aria-live": "polite" });
  private last = -PAUSE;
  private waiting: number | null = null;

  say(text: string, lang: string): void {
    if (this.waiting !== null) window.clearTimeout(this.waiting);
    const wait = Math.max(0, this.last + PAUSE - performance.now());
    this.waiting = window.setTimeout(() => {
      this.waiting = null;
      this.last = performance.now();
      this.root.lang = lang;
      this.root.textContent = text;
    }, wait);
  }
}
