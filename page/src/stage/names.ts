/** Names on the handscroll: measured and placed once for a language, put into the view frame by frame. */
import type { Lang } from "../words";
import { placeLabels, type Place, type Post, type Tag } from "./labels";
import type { PlantPlace } from "./layout";
import type { Frame, Stage, Target } from "./stage";
import { PHONE } from "./plan";
import { overlap, type Box } from "./spread";
import { PLUME_MOST } from "./state";
import { plantLines, plantSaid, trainLine } from "./tags";
import { trainLength } from "./drawTrain";

export interface Line {
  text: string;
  font: string;
  tone: "text" | "second";
  /** From the upper left corner of the label to the baseline. */
  x: number;
  y: number;
}

/** A label as it stands in the view. */
export interface Shown {
  target: Target;
  box: Box;
  lines: Line[];
  hair: { x: number; from: number; to: number } | null;
  alpha: number;
}

interface PlantName {
  place: PlantPlace;
  works: boolean;
  width: number;
  height: number;
  spot: Place | null;
}

interface StreetName {
  index: number;
  width: number;
  both: boolean;
}

/** Room at the top of the view that is the buttons'. */
const TOP = 66;

export class Names {
  shown: Shown[] = [];

  constructor(
    readonly lang: Lang,
    private readonly plants: PlantName[],
    private readonly streets: StreetName[],
    private readonly posts: Post[],
    private readonly measure: (text: string, font: string) => number,
  ) {}

  /** Works out the labels of this frame and returns the boxes of their texts. */
  boxes(stage: Stage, frame: Frame, flat: number): Box[] {
    this.shown = [];
    if (flat >= 1) this.onPlan(stage, frame);
    else if (flat <= 0) {
      if (stage.phone) this.onPhone(stage, frame);
      else for (const name of this.plants) this.inSky(stage, frame, name);
      for (const name of this.streets) this.onStreet(stage, frame, name);
      this.onTrain(stage, frame);
    }
    this.shown = this.shown.filter((one) => one.alpha > 0.02);
    return this.shown.map((one) => one.box);
  }

  hit(x: number, y: number): Target | null {
    const found = this.shown.find(({ box }) => x >= box.x && x <= box.x + box.w && y >= box.y && y <= box.y + box.h);
    return found?.target ?? null;
  }

  private inSky(stage: Stage, frame: Frame, name: PlantName): void {
    const plant = stage.film.plants[name.place.index];
    if (!plant || name.spot === null || stage.stateOf(name.place.index, frame.month).standing === "not_yet") return;
    const gone = stage.stateOf(name.place.index, frame.month).standing === "footprint";
    const box = { x: name.spot.x - frame.x, y: stage.rows.foot - name.spot.bottom - name.height, w: name.width, h: name.height };
    if (box.x > stage.width || box.x + box.w < 0) return;
    const near = Math.min(box.x - 6, stage.open - 6 - box.x - box.w);
    this.shown.push({
      target: { kind: "plant", index: name.place.index },
      box,
      lines: plantText(stage, name, frame),
      hair: { x: name.spot.hair - frame.x, from: box.y + 4, to: stage.rows.foot - (gone ? 5 : roofAt(name.place, name.spot.hair - name.place.x)) },
      alpha: Math.min(1, Math.max(0, near / 12)),
    });
  }

  /** On a phone one plant is named at a time: the one in the middle, with works before groups. */
  private onPhone(stage: Stage, frame: Frame): void {
    const middle = frame.x + stage.width * 0.45;
    const there = this.plants
      .filter((name) => stage.stateOf(name.place.index, frame.month).standing !== "not_yet")
      .map((name) => ({ name, far: Math.max(0, name.place.x - middle, middle - name.place.x - name.place.width) + (name.works ? 0 : 60) }))
      .sort((a, b) => a.far - b.far)[0];
    if (!there || there.far > stage.width * 0.4) return;
    const { name } = there;
    const lines = plantText(stage, name, frame);
    const width = Math.ceil(Math.max(...lines.map((line) => this.measure(line.text, line.font))));
    const left = name.place.x - frame.x;
    const high = stage.rows.foot - TOP - name.height;
    const from = Math.min(Math.max(left + 10, 20), stage.width - width - 20);
    for (let bottom = roofAt(name.place, 0) + 24; bottom <= high; bottom += 12) {
      for (let x = from; x <= Math.min(stage.width - width - 8, left + name.place.width); x += 8) {
        const clear = this.posts.every((post) => post.x - frame.x > x + width + 6 || post.x + post.width - frame.x < x - 12 || post.height + 8 < bottom || (post.from ?? 0) > bottom + name.height);
        if (!clear) continue;
        const box = { x, y: stage.rows.foot - bottom - name.height, w: width, h: name.height };
        const hair = { x: x - 9, from: box.y + 4, to: stage.rows.foot - roofAt(name.place, x - 9 - left) };
        this.shown.push({ target: { kind: "plant", index: name.place.index }, box, lines, hair, alpha: 1 });
        return;
      }
    }
  }

  private onStreet(stage: Stage, frame: Frame, name: StreetName): void {
    const place = stage.world.streets.find((one) => one.index === name.index);
    const street = stage.film.streets[name.index];
    if (!place || !street || frame.month < street.built) return;
    const left = place.x - frame.x;
    if (left > stage.width || left + Math.max(place.width, name.width) < 0) return;
    const edge = stage.phone ? 20 : 12;
    const x = Math.max(left, Math.min(edge, left + place.width - name.width));
    const near = Math.min(x - 2, stage.open - 6 - x - name.width);
    const font = `400 15px ${stage.palette.sans}`;
    const first = street.name[this.lang];
    const lines: Line[] = [{ text: first, font, tone: "text", x: 0, y: 15 }];
    if (name.both) {
      const other = street.name[this.lang === "en" ? "zh" : "en"];
      lines.push({ text: other, font: `400 14px ${stage.palette.serif}`, tone: "second", x: this.measure(`${first} `, font) + 2, y: 15 });
    }
    this.shown.push({
      target: { kind: "street", index: name.index },
      box: { x, y: stage.rows.name - 15, w: name.width, h: 20 },
      lines,
      hair: null,
      alpha: Math.min(1, Math.max(0, near / 12)),
    });
  }

  private onTrain(stage: Stage, frame: Frame): void {
    const { train } = stage.film;
    if (train.wagons === 0) return;
    const font = `400 14px ${stage.palette.sans}`;
    const text = trainLine(train, frame.month, this.lang);
    const w = this.measure(text, font);
    const length = trainLength(train.wagons);
    const nose = frame.train - frame.x;
    if (nose < 0 || nose - length > stage.width) return;
    const x = Math.min(Math.max(nose - length + 4, 12), stage.open - w - 12);
    this.shown.push({
      target: { kind: "train", index: 0 },
      box: { x, y: stage.rows.load - 15, w, h: 19 },
      lines: [{ text, font, tone: "second", x: 0, y: 14 }],
      hair: null,
      alpha: 1,
    });
  }

  private onPlan(stage: Stage, frame: Frame): void {
    const font = `400 14px ${stage.palette.sans}`;
    const add = (target: Target, text: string, spot: { x: number; size: number }, y: number, width: number): void => {
      const w = this.measure(text, font);
      const box = { x: Math.min(Math.max(8, spot.x + (width * spot.size - w) / 2), stage.width - w - 8), y, w, h: 18 };
      // Marks were parted with room for their names; where the map is too full for that, the later name is left out.
      if (this.shown.some((one) => overlap(one.box, box))) return;
      this.shown.push({ target, box, lines: [{ text, font, tone: target.kind === "plant" ? "text" : "second", x: 0, y: 14 }], hair: null, alpha: 1 });
    };
    stage.world.plants.forEach((place, i) => {
      const plant = stage.film.plants[place.index];
      if (!plant || plant.count > 1 || frame.month < plant.founded) return;
      const spot = stage.spotOf("plant", i, frame, 1);
      add({ kind: "plant", index: place.index }, plant.name[this.lang], spot, spot.y + 3, place.width);
    });
    stage.world.streets.forEach((place, i) => {
      const street = stage.film.streets[place.index];
      if (!street || frame.month < street.built || stage.width < PHONE) return;
      const spot = stage.spotOf("street", i, frame, 1);
      add({ kind: "street", index: place.index }, street.name[this.lang], spot, spot.y + place.height * spot.size + 1, place.width);
    });
  }
}

/** Works come first, then large groups, then the rest. */
function rank(stage: Stage, index: number): number {
  const place = stage.world.plants.find((one) => one.index === index);
  const plant = stage.film.plants[index];
  return plant?.count === 1 && place?.grain.w === 6 ? 0 : (place?.grain.w ?? 0) >= 4 ? 1 : 2;
}

/** Right of a hairline at the plant's left edge or further in; or left of one, where smoke has the right. */
function hangers(name: PlantName): { x: number; hair: number }[] {
  const { place, width } = name;
  const right = [0, 0.7, 0.35, 0.9].map((share) => Math.round(place.x + share * place.width)).map((hair) => ({ x: hair + 8, hair }));
  const left = [0.04, 0.3].map((share) => Math.round(place.x + share * place.width)).map((hair) => ({ x: hair - 8 - width, hair }));
  return [...right, ...left].filter(({ x }) => x > 4);
}

/** Height of the roof under a hairline, from the left edge of the plant. */
function roofAt(place: PlantPlace, x: number): number {
  const hull = place.hulls.find((one) => x >= one.x && x <= one.x + one.width) ?? place.hulls[0];
  if (!hull) return 0;
  if (hull.roof === "gable") return hull.wall + hull.rise * (1 - Math.abs(x - hull.x - hull.width / 2) / (hull.width / 2));
  return hull.wall + (hull.roof === "saw" && x <= hull.x + 1 ? hull.rise : 0);
}

function plantText(stage: Stage, name: PlantName, frame: Frame): Line[] {
  const plant = stage.film.plants[name.place.index];
  if (!plant) return [];
  const said = plantSaid(plant, frame.month, frame.lang);
  const { serif, sans } = stage.palette;
  if (!name.works) {
    return [
      { text: said.name, font: `400 15px ${serif}`, tone: "text", x: 0, y: 14 },
      { text: said.state, font: `400 13px ${sans}`, tone: "second", x: 0, y: 32 },
    ];
  }
  return [
    { text: said.name, font: `400 19px ${serif}`, tone: "text", x: 0, y: 17 },
    { text: said.other, font: `400 14px ${serif}`, tone: "second", x: 0, y: 38 },
    { text: said.state, font: `400 14px ${sans}`, tone: "text", x: 0, y: 58 },
  ];
}

export function makeNames(stage: Stage, lang: Lang): Names {
  const ctx = document.createElement("canvas").getContext("2d") as CanvasRenderingContext2D;
  const measure = (text: string, font: string): number => {
    ctx.font = font;
    return ctx.measureText(text).width;
  };
  const { serif, sans } = stage.palette;
  const plants = stage.world.plants.map((place): PlantName => {
    const plant = stage.film.plants[place.index];
    const works = rank(stage, place.index) === 0;
    if (!plant) return { place, works, width: 0, height: 0, spot: null };
    const lines = plantLines(plant, lang);
    const width = works
      ? Math.max(measure(plant.name[lang], `400 19px ${serif}`), measure(plant.name[lang === "en" ? "zh" : "en"], `400 14px ${serif}`), ...lines.map((line) => measure(line, `400 14px ${sans}`)))
      : Math.max(measure(plant.name[lang], `400 15px ${serif}`), ...lines.map((line) => measure(line, `400 13px ${sans}`)));
    return { place, works, width: Math.ceil(width) + 2, height: works ? 64 : 38, spot: null };
  });
  const posts = postsOf(stage);
  const tags = plants.map((name): Tag => ({
    xs: hangers(name),
    width: name.width,
    height: name.height,
    above: roofAt(name.place, 0),
    rank: rank(stage, name.place.index),
  }));
  const spots = placeLabels(tags, posts, stage.rows.foot - TOP);
  plants.forEach((name, i) => (name.spot = spots[i] ?? null));
  const streets = stage.world.streets.map((place, i): StreetName => {
    const street = stage.film.streets[place.index];
    const next = stage.world.streets[i + 1]?.x ?? stage.world.width;
    const one = measure(street?.name[lang] ?? "", `400 15px ${sans}`);
    const two = one + 6 + measure(street?.name[lang === "en" ? "zh" : "en"] ?? "", `400 14px ${serif}`);
    const both = two < next - place.x - 16;
    return { index: place.index, both, width: Math.ceil(both ? two : one) + 2 };
  });
  return new Names(lang, plants, streets, posts, measure);
}

/** Roofs, chimneys and the longest smoke of the run, which no label may stand on. */
function postsOf(stage: Stage): Post[] {
  const posts: Post[] = [];
  for (const place of stage.world.plants) {
    for (const hull of place.hulls) posts.push({ x: place.x + hull.x, width: hull.width, height: hull.wall + hull.rise + 8 });
    for (const chimney of place.chimneys) {
      const x = place.x + chimney.x;
      posts.push({ x: x - chimney.width, width: chimney.width * 2, height: chimney.height + 6 });
      posts.push({ x: x - chimney.width, width: PLUME_MOST + 30, height: chimney.height + PLUME_MOST * 0.95, from: chimney.height });
    }
  }
  return posts;
}
