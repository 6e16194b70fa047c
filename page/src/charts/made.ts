/** Puts a finished picture, its title and its table together. */
import type { Chart } from "../data";
import type { ChartView, Env, Table } from "./view";
import { Board } from "./svg";
import { say, type ChartKey } from "./words";

/** The sentence given, or the neutral one of the kind. */
export function titleOf(kind: Chart["kind"] | "twice" | "hundred", env: Env): string {
  return env.title ?? say(`title_${kind}` as ChartKey, env.lang);
}

export function view(svg: SVGSVGElement, title: string, table: () => Table, more: Partial<ChartView> = {}): ChartView {
  let built: Table | undefined;
  return {
    svg,
    title,
    get table(): Table {
      built ??= table();
      return built;
    },
    ...more,
  };
}

/** What stands where nothing of the subject was recorded. */
export function nothing(kind: Chart["kind"], env: Env): ChartView {
  const title = titleOf(kind, env);
  const board = new Board(env.width, kind, title);
  board.text(0, 30, say("nothing", env.lang), { cls: "soft" });
  return view(board.close(48), title, () => ({ head: [], rows: [] }));
}
