/** Colours of the theme in force, read once from the style sheet for the canvas, which knows no variables. */
const NAMES = {
  ground: "--ground", panel: "--panel", text: "--text", second: "--second", hair: "--hair",
  hull: "--hull", hullEdge: "--hull-edge", pane: "--pane", skyTop: "--sky-top", skyLow: "--sky-low",
  far: "--far", earth: "--earth", plot: "--plot", work: "--work", workEdge: "--work-edge",
  without: "--without", cold: "--cold", coldEdge: "--cold-edge", copper: "--copper",
  load: "--load", loadEdge: "--load-edge", smoke: "--smoke", engine: "--engine", band: "--band",
  glass: "--glass", serif: "--serif", sans: "--sans",
} as const;

export type Palette = Record<keyof typeof NAMES, string> & { light: boolean };

export function readPalette(root: HTMLElement): Palette {
  const style = getComputedStyle(root);
  const read = Object.entries(NAMES).map(([name, variable]) => [name, style.getPropertyValue(variable).trim()]);
  return { ...(Object.fromEntries(read) as Record<keyof typeof NAMES, string>), light: root.dataset.theme === "light" };
}
