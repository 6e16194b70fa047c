/** The picture of one street in one state, its upper left corner at 0, 0. */
import { drawLights } from "./drawPlant";
import type { StreetPlace } from "./layout";
import type { Palette } from "./palette";
import type { StreetState } from "./state";

type Ctx = CanvasRenderingContext2D;

export function drawStreet(ctx: Ctx, place: StreetPlace, shacks: boolean, state: StreetState, palette: Palette): void {
  if (state.standing === "not_yet") return;
  if (state.standing === "cleared") {
    ctx.strokeStyle = palette.hair;
    ctx.lineWidth = 1;
    ctx.strokeRect(0.5, place.height - 3.5, place.width - 1, 3);
    return;
  }
  if (shacks) drawShacks(ctx, place, palette);
  else {
    ctx.fillStyle = palette.plot;
    ctx.fillRect(0, 0, place.width, place.height);
  }
  drawHouses(ctx, place, state, palette);
}

/** Rows of small houses, each under its own roof. */
function drawShacks(ctx: Ctx, place: StreetPlace, palette: Palette): void {
  const down = (place.height - 6) / place.rows;
  for (let row = 0; row < place.rows; row++) {
    const shift = row % 2 === 1 ? Math.round(place.pitch * 0.45) : 0;
    const foot = Math.round((row + 1) * down) - 1;
    const eaves = foot - place.light - 2;
    const from = shift;
    ctx.fillStyle = palette.plot;
    ctx.fillRect(from, eaves, place.columns * place.pitch, place.light + 3);
    ctx.beginPath();
    for (let i = 0; i < place.columns; i++) {
      const x = from + i * place.pitch;
      if (i === 0) ctx.moveTo(x, eaves);
      ctx.lineTo(x + place.pitch / 2, eaves - Math.min(8, down * 0.38));
      ctx.lineTo(x + place.pitch, eaves);
    }
    ctx.strokeStyle = palette.second;
    ctx.lineWidth = place.pitch > 12 ? 1.5 : 1;
    ctx.stroke();
  }
}

/**
 * In work from the front of the order, without work from its end, so that one light changes at a time. What is left
 * between is houses whose people are not of working age, or not there yet.
 */
function drawHouses(ctx: Ctx, place: StreetPlace, state: StreetState, palette: Palette): void {
  const size = place.light;
  drawLights(ctx, place.houses.slice(0, state.inWork), size, size, palette);
  const hollow = place.houses.slice(Math.max(state.inWork, place.houses.length - state.without));
  ctx.strokeStyle = palette.without;
  ctx.lineWidth = size > 4 ? 1.5 : 1.1;
  const inset = ctx.lineWidth / 2;
  for (const { x, y } of hollow) ctx.strokeRect(x + inset, y + inset, size - 2 * inset, size - 2 * inset);
}
