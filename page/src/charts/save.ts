/** Saving a chart: one SVG, or a PNG of twice its size, with title, caption, source line and digest inside. No network. */
import type { Film } from "../data";
import { word, type Lang } from "../words";
import { fontFaces, settle } from "./settle";
import { wrap, type Face } from "./measure";
import { element, SMALL } from "./svg";
import type { ChartView } from "./view";
import { say } from "./words";

export interface Caption {
  film: Film;
  lang: Lang;
  /** Sentences that stand beside the chart. */
  texts?: readonly string[];
}

const MARGIN = 28;
const SCALE = 2;
const FACES = 300; // ms

interface Line {
  words: string;
  size: number;
  face: Face;
  cls: string;
  y: number;
}

/** Where this comes from: region, version, scale, command, digest. */
export function sourceLines({ film, lang }: Caption): string[] {
  const dot = " · ";
  const scale = film.scale > 1 ? word("scale", lang, { k: film.scale }) : "";
  return [
    [film.title[lang], `tiexi ${film.version}`, scale, word("one_run", lang)].filter(Boolean).join(dot),
    [film.command, `${say("digest", lang)} ${film.digest}`].filter(Boolean).join(dot),
  ];
}

/** Title over the picture, sentences and source under it; `y` is the base of each line within its block. */
function block(rows: readonly { words: string; size: number; face: Face; cls: string; pitch: number; before?: number }[], wide: number): { lines: Line[]; tall: number } {
  const lines: Line[] = [];
  let y = 0;
  for (const row of rows) {
    y += row.before ?? 0;
    for (const words of wrap(row.words, wide, row.size, row.face)) {
      y += row.pitch;
      lines.push({ words, size: row.size, face: row.face, cls: row.cls, y });
    }
  }
  return { lines, tall: y };
}

/** The chart with its words as one SVG that needs nothing else: colours and faces of the theme stand inside. */
export function composed(view: ChartView, caption: Caption): SVGSVGElement {
  const width = Number(view.svg.getAttribute("width"));
  const height = Number(view.svg.getAttribute("height"));
  const head = block([{ words: view.title, size: 24, face: "serif", cls: "", pitch: 32 }], width);
  const texts = (caption.texts ?? []).map((words) => ({ words, size: 16, face: "serif" as const, cls: "", pitch: 24, before: 4 }));
  const source = sourceLines(caption).map((words, i) => ({ words, size: SMALL, face: "sans" as const, cls: "soft", pitch: 19, before: i ? 0 : 10 }));
  const foot = block([...texts, ...source], width);
  const full = { w: width + 2 * MARGIN, h: head.tall + 18 + height + 8 + foot.tall + 2 * MARGIN };
  const live = element("svg", { class: "chart saved", width: full.w, height: Math.ceil(full.h), viewBox: `0 0 ${full.w} ${Math.ceil(full.h)}` });
  live.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  const title = element("title");
  title.textContent = view.title;
  live.append(title, element("rect", { class: "ground", x: 0, y: 0, width: full.w, height: Math.ceil(full.h) }));
  write(live, head.lines, MARGIN - 6);
  const picture = element("g", { transform: `translate(${MARGIN} ${MARGIN + head.tall + 12})` });
  for (const child of view.svg.children) {
    if (child.tagName !== "title") picture.append(child.cloneNode(true));
  }
  picture.querySelectorAll(".sensor, .cursor, .read-line").forEach((found) => found.remove());
  live.append(picture);
  write(live, foot.lines, MARGIN + head.tall + 18 + height + 8);
  return resolved(live);
}

function write(svg: SVGSVGElement, lines: readonly Line[], top: number): void {
  for (const line of lines) {
    const text = element("text", { x: MARGIN, y: top + line.y, "font-size": line.size, class: [line.face === "serif" ? "serif" : "", line.cls].filter(Boolean).join(" ") || undefined });
    text.textContent = line.words;
    svg.append(text);
  }
}

/** Put it into the page out of sight, so that the style sheets apply, and write what applies into it. */
function resolved(svg: SVGSVGElement): SVGSVGElement {
  const room = document.createElement("div");
  room.setAttribute("aria-hidden", "true");
  room.style.cssText = "position:absolute;left:-100000px;top:0;visibility:hidden";
  room.append(svg);
  document.body.append(room);
  try {
    const faces = settle(svg);
    const rules = fontFaces(faces);
    if (rules) {
      const style = element("style");
      style.textContent = rules;
      svg.prepend(style);
    }
  } finally {
    room.remove();
  }
  return svg;
}

export function svgText(view: ChartView, caption: Caption): string {
  return new XMLSerializer().serializeToString(composed(view, caption));
}

export function fileName(view: ChartView, film: Film, ending: "svg" | "png"): string {
  const kind = /chart-(\w+)/.exec(view.svg.getAttribute("class") ?? "")?.[1] ?? "chart";
  return `${film.region}-${kind}-${film.digest.slice(0, 8)}.${ending}`;
}

export function saveSvg(view: ChartView, caption: Caption): void {
  hand(new Blob([svgText(view, caption)], { type: "image/svg+xml" }), fileName(view, caption.film, "svg"));
}

/** Twice the size in pixels; the browser draws the SVG, so both look the same. */
export async function savePng(view: ChartView, caption: Caption): Promise<void> {
  hand(await png(view, caption), fileName(view, caption.film, "png"));
}

export async function png(view: ChartView, caption: Caption): Promise<Blob> {
  const text = svgText(view, caption);
  const address = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    // Faces that stand in the file as data are read after it is decoded; drawn at once, their words would be missing.
    await new Promise((done) => setTimeout(done, FACES));
    const canvas = document.createElement("canvas");
    canvas.width = image.width * SCALE;
    canvas.height = image.height * SCALE;
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((done, fail) => {
      canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error("the picture is too large to be saved"))), "image/png");
    });
  } finally {
    URL.revokeObjectURL(address);
  }
}

function hand(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // The browser reads the blob after the click; a minute is ample even for a slow disk.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Two buttons: as SVG, as PNG. */
export function saveActs(view: ChartView, caption: Caption): HTMLButtonElement[] {
  const act = (words: string, run: () => void): HTMLButtonElement => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "quiet save";
    button.textContent = words;
    button.addEventListener("click", run);
    return button;
  };
  return [
    act(word("save_svg", caption.lang), () => saveSvg(view, caption)),
    act(word("save_png", caption.lang), () => void savePng(view, caption)),
  ];
}
