import { describe, expect, it } from "vitest";

import { fakeFilm, FIRST, MONTHS } from "./fake";
import { captionOf } from "../src/frame/below";
import { chipsOf, matches } from "../src/frame/find";
import { readFragment, writeFragment } from "../src/frame/fragment";
import { causeBeside } from "../src/frame/keys";
import { lineOrder } from "../src/frame/list";
import { causeOf, mainCauses, monthIn, placeInPart, RIDE, rideAt, shotAt } from "../src/frame/minute";
import { searchFor } from "../src/frame/panels";
import { pickStations } from "../src/frame/stations";
import { firstState } from "../src/frame/store";
import { overlap } from "../src/stage/spread";
import { legend, plantLine, streetLine, trainLine } from "../src/stage/tags";

const film = fakeFilm();

describe("the minute", () => {
  it("cuts at the seconds of its shots and stays on the last", () => {
    expect(shotAt(film.minute, 0)).toEqual({ index: 0, into: 0, over: false });
    expect(shotAt(film.minute, 4.5)).toEqual({ index: 1, into: 0.5, over: false });
    expect(shotAt(film.minute, 99)).toEqual({ index: 3, into: 4, over: true });
  });

  it("runs a shot's months from first to last", () => {
    const shot = film.minute[1]!;
    expect(monthIn(shot, 0)).toBe(FIRST);
    expect(monthIn(shot, 6)).toBe(FIRST + 30);
    expect(placeInPart(film.minute, 2)).toEqual({ n: 2, of: 2 });
    expect(placeInPart(film.minute, 0)).toBeNull();
  });
});

describe("where the film opens", () => {
  it("takes the reader's place unless the address names one", () => {
    const made = { ...film, starts: `part=${film.parts[0]!.id}` };
    const opened = (hash: string) => ({ ...readFragment(made, made.starts), ...readFragment(made, hash) });
    expect(opened("")).toMatchObject({ mode: "part", part: 0 });
    expect(opened("#lang=zh")).toMatchObject({ mode: "part", lang: "zh" });
    expect(opened("#y=1950-06").mode).toBe("look");
  });
});

describe("the ride", () => {
  it("begins in the last full winter, then passes all months once, then stands", () => {
    expect(rideAt(film, 1).month).toBe(2001 * 12 + 11);
    expect(rideAt(film, 1).silent).toBe(true);
    expect(rideAt(film, 20.01).month).toBe(FIRST);
    expect(rideAt(film, 95).along).toBeCloseTo(0.5);
    expect(rideAt(film, 171)).toMatchObject({ month: FIRST + MONTHS - 1, over: false });
    expect(rideAt(film, RIDE).over).toBe(true);
  });

  it("names the foremost causes, each for a while", () => {
    const two = mainCauses(film.stations, 2);
    expect(two.map((one) => one.words.en)).toEqual(["one", "three"]);
    expect(causeOf(two, FIRST + 5, 12)?.words.en).toBe("one");
    expect(causeOf(two, FIRST + 30, 12)).toBeNull();
  });
});

describe("the rail", () => {
  it("has at most six causes and none over another", () => {
    const stations = Array.from({ length: 40 }, (_, i) => ({ month: i * 20, rank: 1 + (i % 4), words: { en: "a cause of some length", zh: "起因" } }));
    const placed = pickStations(stations, { most: 6, x: (month) => 48 + month * 1.5, top: (month) => 70 - month / 20, width: () => 140, left: 48, right: 1392, taken: [{ x: 48, y: 0, w: 300, h: 17 }] });
    expect(placed.length).toBeGreaterThan(3);
    expect(placed.length).toBeLessThanOrEqual(6);
    placed.forEach((a, i) => {
      for (const b of placed.slice(i + 1)) expect(overlap(a.box, b.box)).toBe(false);
    });
  });

  it("finds the cause before and after", () => {
    expect(causeBeside(film, FIRST + 20, 1)).toBe(FIRST + 40);
    expect(causeBeside(film, FIRST + 20, -1)).toBe(FIRST + 2);
    expect(causeBeside(film, FIRST + 50, 1)).toBe(FIRST + 50);
  });
});

describe("finding", () => {
  it("counts who would match each chip", () => {
    expect(matches(film.people, {})).toHaveLength(3);
    expect(matches(film.people, { plant: 0, sex: 1 })).toEqual([0]);
    expect(chipsOf(film.people, { plant: 0 }, "born")).toEqual([{ value: 1950, n: 2 }]);
    expect(chipsOf(film.people, { plant: 0 }, "plant")).toEqual([{ value: 0, n: 2 }, { value: 1, n: 1 }]);
  });

  it("searches names in both languages and numbers from their beginning", () => {
    expect(searchFor(film, "CABLE").map((hit) => hit.target)).toEqual([{ kind: "plant", index: 1 }]);
    expect(searchFor(film, "厂")).toHaveLength(5);
    expect(searchFor(film, "ab0").map((hit) => hit.key)).toEqual(["ab01", "ab02"]);
    expect(searchFor(film, "  ")).toEqual([]);
  });
});

describe("the address", () => {
  it("carries month, language, theme and part, and gives them back", () => {
    const state = { ...firstState(film), month: FIRST + 23, lang: "zh" as const, theme: "light" as const, mode: "look" as const };
    expect(writeFragment(film, state)).toBe("#y=1999-12&lang=zh&theme=light");
    expect(readFragment(film, "#y=1999-12&lang=zh&theme=light")).toEqual({ month: FIRST + 23, lang: "zh", theme: "light", mode: "look" });
    expect(readFragment(film, "#part=rust&s=9")).toMatchObject({ mode: "part", part: 0, sequence: 0 });
    expect(readFragment(film, "#y=1066-13&lang=fr&life=nobody")).toEqual({});
  });
});

describe("what is said", () => {
  it("says a plant's month in one line, in both languages", () => {
    const smelter = film.plants[0]!;
    expect(plantLine(smelter, FIRST + 10, "en")).toBe("60 of 100 windows lit");
    expect(plantLine(smelter, FIRST + 10, "zh")).toBe("一百扇窗亮着 60 扇");
    expect(plantLine(smelter, FIRST + 35, "en")).toBe("dark; 350 sent home, still on its books");
    expect(plantLine(smelter, FIRST + 45, "en")).toBe("closed May 2001; 30 stay on");
    expect(plantLine(smelter, FIRST + 55, "zh")).toBe("1988 年 1 月—2001 年 5 月");
  });

  it("says streets and the train", () => {
    expect(streetLine(film.streets[0]!, FIRST + 10, 100, "en")).toBe("about 5,000 people in work, 1,000 without");
    expect(streetLine(film.streets[1]!, FIRST + 55, 100, "zh")).toBe("2002 年 3 月拆除");
    expect(trainLine(film.train, FIRST, "en")).toBe("4 of 6 wagons loaded: coal, concentrate");
    expect(legend(film, "en").map((one) => one.text)).toContain("100 people in work");
  });

  it("captions a shot with its sentence and a month with its cause", () => {
    const state = firstState(film);
    expect(captionOf(film, { ...state, mode: "minute", shot: 1 })).toBe("rise");
    expect(captionOf(film, { ...state, mode: "look", month: FIRST + 21 })).toBe("September 1999: two.");
    expect(captionOf(film, { ...state, mode: "look", month: FIRST + 38 })).toBe("headline.");
    expect(captionOf(film, { ...state, mode: "ride", month: FIRST + 38 })).toBe("");
  });

  it("lists everything in the order of the line", () => {
    expect(lineOrder(film).map((one) => `${one.kind}${one.index}`)).toEqual(["plant0", "plant1", "street0", "street1", "plant2", "train0"]);
  });
});
