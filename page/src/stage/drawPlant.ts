/** The picture of one plant in one state, drawn with the foot of its walls at y 0 and its left edge at x 0. */
import type { Hull, PlantPlace } from "./layout";
import type { Palette } from "./palette";
import type { PlantState } from "./state";

type Ctx = CanvasRenderingContext2D;

/** People who keep a closed works, to one light by its gate. */
export const GUARDS_A_LIGHT = 10;

export function drawPlant(ctx: Ctx, place: PlantPlace, state: PlantState, palette: Palette): void {
  if (state.standing === "not_yet") return;
  if (state.standing === "footprint") {
    drawFootprint(ctx, place, palette);
  } else if (state.standing === "shell") {
    drawShell(ctx, place, palette);
  } else {
    drawChimneys(ctx, place, state, palette);
    for (const hull of place.hulls) drawHull(ctx, hull, state.snow[hull.workshop] ?? 0, palette);
    drawPanes(ctx, place, state, palette);
  }
  drawGuards(ctx, place, state.guards, palette);
}

/** Outline of a building from its left foot to its right foot. */
function outline(ctx: Ctx, hull: Hull): void {
  const { x, width, wall, rise, teeth } = hull;
  ctx.beginPath();
  ctx.moveTo(x, 0);
  ctx.lineTo(x, -wall);
  if (hull.roof === "gable") {
    ctx.lineTo(x + width / 2, -wall - rise);
  } else if (hull.roof === "saw") {
    const step = width / teeth;
    for (let i = 0; i < teeth; i++) {
      ctx.lineTo(x + i * step, -wall - rise);
      ctx.lineTo(x + (i + 1) * step, -wall);
    }
  } else {
    // A tall block carries a lower house for its hoist on the roof.
    const [left, right] = [x + width * 0.2, x + width * 0.62];
    ctx.lineTo(left, -wall);
    ctx.lineTo(left, -wall - rise);
    ctx.lineTo(right, -wall - rise);
    ctx.lineTo(right, -wall);
  }
  ctx.lineTo(x + width, -wall);
  ctx.lineTo(x + width, 0);
}

/** The outline drawn last, as a wall: on a light ground it has an edge. */
function fillWall(ctx: Ctx, palette: Palette): void {
  ctx.closePath();
  ctx.fillStyle = palette.hull;
  ctx.fill();
  if (palette.light) {
    ctx.strokeStyle = palette.hullEdge;
    ctx.lineWidth = 1;
    ctx.stroke();
  }
}

function drawHull(ctx: Ctx, hull: Hull, snow: number, palette: Palette): void {
  outline(ctx, hull);
  fillWall(ctx, palette);
  if (snow > 0.05) drawSnow(ctx, hull, snow, palette);
}

/** Snow lies on the slopes of a roof, as thick as its months without heat. */
function drawSnow(ctx: Ctx, hull: Hull, snow: number, palette: Palette): void {
  const { x, width, wall, rise, teeth } = hull;
  ctx.save();
  ctx.lineCap = hull.roof === "tall" ? "butt" : "round";
  ctx.lineJoin = "round";
  ctx.beginPath();
  const lift = snow / 2;
  if (hull.roof === "gable") {
    ctx.moveTo(x - 1, -wall - lift);
    ctx.lineTo(x + width / 2, -wall - rise - lift);
    ctx.lineTo(x + width + 1, -wall - lift);
  } else if (hull.roof === "saw") {
    const step = width / teeth;
    for (let i = 0; i < teeth; i++) {
      ctx.moveTo(x + i * step + 1, -wall - rise - lift * 0.6);
      ctx.lineTo(x + (i + 1) * step - 1, -wall - lift * 0.6);
    }
  } else {
    ctx.moveTo(x + 1, -wall - lift);
    ctx.lineTo(x + width * 0.2 - 1, -wall - lift);
    ctx.moveTo(x + width * 0.2, -wall - rise - lift);
    ctx.lineTo(x + width * 0.62, -wall - rise - lift);
    ctx.moveTo(x + width * 0.62 + 1, -wall - lift);
    ctx.lineTo(x + width - 1, -wall - lift);
  }
  if (palette.light) {
    ctx.strokeStyle = palette.coldEdge;
    ctx.lineWidth = snow + 2;
    ctx.stroke();
  }
  ctx.strokeStyle = palette.cold;
  ctx.lineWidth = snow;
  ctx.stroke();
  ctx.restore();
}

function drawChimneys(ctx: Ctx, place: PlantPlace, state: PlantState, palette: Palette): void {
  const allCold = state.snow.length > 0 && state.snow.every((snow) => snow > 0.05);
  for (const { x, width, height } of place.chimneys) {
    ctx.beginPath();
    ctx.moveTo(x - width * 0.62, 0);
    ctx.lineTo(x - width * 0.45, -height);
    ctx.lineTo(x + width * 0.45, -height);
    ctx.lineTo(x + width * 0.62, 0);
    fillWall(ctx, palette);
    ctx.fillStyle = palette.band;
    ctx.fillRect(x - width * 0.5, -height + width * 0.7, width, Math.max(3, width * 0.32));
    if (!allCold) continue;
    const snow = Math.max(...state.snow);
    ctx.fillStyle = palette.cold;
    ctx.fillRect(x - width * 0.5, -height - snow * 0.7, width, snow * 0.7);
  }
}

/** Lit, dark with a frame (the post stands, nobody stands at it), dark without (the post is gone). */
function drawPanes(ctx: Ctx, place: PlantPlace, state: PlantState, palette: Palette): void {
  const { w, h } = place.grain;
  place.panes.forEach(({ at }, shop) => {
    const lit = state.lit[shop] ?? 0;
    const framed = state.framed[shop] ?? 0;
    ctx.fillStyle = palette.pane;
    for (let i = lit; i < at.length; i++) {
      const pane = at[i];
      if (pane) ctx.fillRect(pane.x, pane.y, w, h);
    }
    ctx.strokeStyle = palette.light ? palette.second : palette.load;
    ctx.lineWidth = 0.7;
    for (let i = lit; i < Math.min(framed, at.length); i++) {
      const pane = at[i];
      if (pane) ctx.strokeRect(pane.x + 0.35, pane.y + 0.35, w - 0.7, h - 0.7);
    }
    drawLights(ctx, at.slice(0, lit), w, h, palette);
  });
}

/** Lights that are on. In the light theme amber alone is too pale on paper, so it has an edge. */
export function drawLights(ctx: Ctx, at: readonly { x: number; y: number }[], w: number, h: number, palette: Palette): void {
  ctx.fillStyle = palette.work;
  for (const { x, y } of at) ctx.fillRect(x, y, w, h);
  if (!palette.light) return;
  ctx.strokeStyle = palette.workEdge;
  ctx.lineWidth = w > 4 ? 1 : 0.7;
  const half = ctx.lineWidth / 2;
  for (const { x, y } of at) ctx.strokeRect(x + half, y + half, w - ctx.lineWidth, h - ctx.lineWidth);
}

function drawGuards(ctx: Ctx, place: PlantPlace, guards: number, palette: Palette): void {
  const lights = Array.from({ length: Math.ceil(guards / GUARDS_A_LIGHT) }, (_, i) => ({
    x: place.gate - (i % 12) * 8,
    y: -10 - Math.floor(i / 12) * 10,
  }));
  drawLights(ctx, lights, 5, 6, palette);
}

/** Closed within the year: the walls still stand, nobody is in them. */
function drawShell(ctx: Ctx, place: PlantPlace, palette: Palette): void {
  ctx.save();
  ctx.setLineDash([4, 3]);
  ctx.strokeStyle = palette.second;
  ctx.lineWidth = 1;
  for (const hull of place.hulls) {
    outline(ctx, hull);
    ctx.stroke();
  }
  ctx.restore();
}

function drawFootprint(ctx: Ctx, place: PlantPlace, palette: Palette): void {
  ctx.strokeStyle = palette.second;
  ctx.lineWidth = 1;
  for (const hull of place.hulls) {
    ctx.strokeRect(hull.x + 0.5, -3.5, hull.width - 1, 3);
  }
}
