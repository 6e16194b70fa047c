/** Rails and the one train that carries the month's freight. */
import type { Palette } from "./palette";
import type { WagonState } from "./state";

type Ctx = CanvasRenderingContext2D;

const WAGON = { width: 34, height: 20, pitch: 40 };
const ENGINE = 46;

export function trainLength(wagons: number): number {
  return ENGINE + 4 + wagons * WAGON.pitch;
}

/** Two rails on their sleepers across the whole view; sleepers stand still in the world, so they slide past. */
export function drawRails(ctx: Ctx, width: number, y: number, shift: number, palette: Palette): void {
  ctx.fillStyle = palette.light ? palette.second : palette.hair;
  ctx.globalAlpha = 0.55;
  const first = -(((shift % 9) + 9) % 9);
  for (let x = first; x < width; x += 9) ctx.fillRect(Math.round(x), y + 2, 4, 4);
  ctx.globalAlpha = 1;
  ctx.fillStyle = palette.second;
  ctx.fillRect(0, y, width, 2);
  ctx.fillStyle = palette.load;
  ctx.fillRect(0, y + 7, width, 1.2);
}

/** The engine's nose is at x and it faces right; its wagons follow on the left. */
export function drawTrain(ctx: Ctx, x: number, y: number, wagons: readonly WagonState[], lamp: boolean, palette: Palette): void {
  if (lamp) drawLamp(ctx, x, y, palette);
  ctx.fillStyle = palette.engine;
  ctx.fillRect(x - ENGINE, y - 17, ENGINE, 14);
  ctx.fillRect(x - ENGINE, y - 27, 22, 12);
  ctx.fillStyle = lamp ? palette.work : palette.pane;
  ctx.fillRect(x - ENGINE + 7, y - 23, 10, 8);
  if (palette.light && lamp) {
    ctx.strokeStyle = palette.workEdge;
    ctx.lineWidth = 1;
    ctx.strokeRect(x - ENGINE + 7.5, y - 22.5, 9, 7);
  }
  drawWheels(ctx, x - ENGINE + 7, 3, 15, y, palette);
  wagons.forEach((wagon, i) => drawWagon(ctx, x - ENGINE - 4 - (i + 1) * WAGON.pitch + 5, y, wagon, palette));
}

function drawWagon(ctx: Ctx, x: number, y: number, wagon: WagonState, palette: Palette): void {
  const floor = y - 4;
  if (wagon.fill > 0) {
    const height = Math.max(1, Math.round(WAGON.height * wagon.fill));
    ctx.fillStyle = wagon.copper ? palette.copper : palette.load;
    ctx.fillRect(x, floor - height, WAGON.width, height);
    if (palette.light) {
      ctx.strokeStyle = palette.loadEdge;
      ctx.lineWidth = 1;
      ctx.strokeRect(x + 0.5, floor - height + 0.5, WAGON.width - 1, height - 1);
    }
  }
  ctx.strokeStyle = palette.second;
  ctx.lineWidth = 1.6;
  ctx.beginPath();
  ctx.moveTo(x - 0.5, floor - WAGON.height);
  ctx.lineTo(x - 0.5, floor);
  ctx.lineTo(x + WAGON.width + 0.5, floor);
  ctx.lineTo(x + WAGON.width + 0.5, floor - WAGON.height);
  ctx.stroke();
  drawWheels(ctx, x + 6, 2, WAGON.width - 12, y, palette);
}

function drawWheels(ctx: Ctx, x: number, n: number, step: number, y: number, palette: Palette): void {
  ctx.fillStyle = palette.engine;
  ctx.strokeStyle = palette.second;
  ctx.lineWidth = 1;
  for (let i = 0; i < n; i++) {
    ctx.beginPath();
    ctx.arc(x + i * step, y - 2.5, 2.8, 0, Math.PI * 2);
    ctx.fill();
    ctx.stroke();
  }
}

/** The headlamp is one of the two gradients of the film; the other is the sky. */
function drawLamp(ctx: Ctx, x: number, y: number, palette: Palette): void {
  const reach = 240;
  const beam = ctx.createLinearGradient(x, 0, x + reach, 0);
  beam.addColorStop(0, palette.work);
  beam.addColorStop(1, `${palette.work}00`);
  ctx.globalAlpha = palette.light ? 0.45 : 0.5;
  ctx.fillStyle = beam;
  ctx.beginPath();
  ctx.moveTo(x, y - 13);
  ctx.lineTo(x + reach, y - 31);
  ctx.lineTo(x + reach, y + 3);
  ctx.closePath();
  ctx.fill();
  ctx.globalAlpha = 1;
}
