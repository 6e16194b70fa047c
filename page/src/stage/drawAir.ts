/** Sky, the far row of roofs, smoke and snow in the air. */
import type { Palette } from "./palette";
import { dice, type Box } from "./spread";

type Ctx = CanvasRenderingContext2D;

export function drawSky(ctx: Ctx, width: number, foot: number, height: number, palette: Palette): void {
  const sky = ctx.createLinearGradient(0, 0, 0, foot);
  sky.addColorStop(0, palette.skyTop);
  sky.addColorStop(1, palette.skyLow);
  ctx.fillStyle = sky;
  ctx.fillRect(0, 0, width, foot);
  ctx.fillStyle = palette.earth;
  ctx.fillRect(0, foot, width, height - foot);
}

/** A low row of roofs at the horizon, only a shade off the sky: the town beyond, no marks of anything. */
export function drawFar(ctx: Ctx, width: number, foot: number, shift: number, palette: Palette): void {
  ctx.fillStyle = palette.far;
  const slow = shift * 0.35;
  const step = 46;
  const first = Math.floor(slow / step) - 1;
  for (let i = first; i * step - slow < width + step; i++) {
    const roll = dice(i * 7919 + 17);
    const height = 14 + roll() * 40;
    const wide = step * (0.7 + roll() * 0.6);
    ctx.fillRect(Math.round(i * step - slow), foot - height, wide, height);
  }
}

/** A plume leans with the wind and curls over at its end; `time` sways it a little. */
export function drawPlume(ctx: Ctx, x: number, y: number, length: number, mouth: number, time: number, palette: Palette): void {
  // Too short to be seen as smoke.
  if (length < 6) return;
  const sway = Math.sin(time * 0.5 + x * 0.01) * length * 0.05;
  const [endX, endY] = [x + length * 0.95 + sway, y - length * 0.82];
  const swell = mouth * 0.5 + length * 0.13;
  ctx.globalAlpha = palette.light ? 0.34 : 0.42;
  ctx.fillStyle = palette.smoke;
  ctx.beginPath();
  ctx.moveTo(x - mouth / 2, y);
  ctx.bezierCurveTo(x - mouth, y - length * 0.34, x + length * 0.12, y - length * 0.36, x + length * 0.45 + sway, y - length * 0.5);
  ctx.bezierCurveTo(x + length * 0.72 + sway, y - length * 0.62, endX - swell * 0.6, endY + swell, endX - swell * 0.25, endY);
  ctx.bezierCurveTo(endX + swell * 0.5, endY + swell * 0.6, endX + swell * 0.1, endY + swell * 1.9, x + length * 0.62 + sway, y - length * 0.4);
  ctx.bezierCurveTo(x + length * 0.36 + sway, y - length * 0.26, x + mouth * 0.9, y - length * 0.2, x + mouth / 2, y);
  ctx.closePath();
  ctx.fill();
  ctx.globalAlpha = 1;
}

export class Snowfall {
  private readonly flakes: { x: number; y: number; r: number; speed: number; drift: number }[];

  constructor(n: number) {
    const roll = dice(1934);
    this.flakes = Array.from({ length: n }, () => {
      const near = roll();
      return { x: roll(), y: roll(), r: 0.6 + near * near * 1.5, speed: 0.025 + near * 0.045, drift: 0.008 + roll() * 0.02 };
    });
  }

  /** Behind the labels: a flake that would lie on a text is not drawn. */
  draw(ctx: Ctx, width: number, height: number, time: number, shift: number, texts: readonly Box[], palette: Palette): void {
    ctx.fillStyle = palette.light ? palette.coldEdge : palette.cold;
    for (const flake of this.flakes) {
      const y = ((flake.y + time * flake.speed) % 1) * height;
      const slide = flake.x * width + time * flake.drift * width - shift * (0.3 + flake.r * 0.25);
      const x = ((slide % width) + width) % width;
      if (texts.some((box) => x > box.x - 3 && x < box.x + box.w + 3 && y > box.y - 3 && y < box.y + box.h + 3)) continue;
      ctx.globalAlpha = 0.3 + flake.r * 0.22;
      ctx.beginPath();
      ctx.arc(x, y, flake.r, 0, Math.PI * 2);
      ctx.fill();
    }
    ctx.globalAlpha = 1;
  }
}

/** Flakes settle on the glass: a white layer of 0 to 1, from below upwards and thicker in the end. */
export function drawGlass(ctx: Ctx, width: number, height: number, share: number, palette: Palette): void {
  if (share <= 0) return;
  ctx.fillStyle = palette.glass;
  const roll = dice(2003);
  const n = 420;
  // Patches grow each at its own time, and near the end an even layer closes the rest.
  for (let i = 0; i < n; i++) {
    const [x, y, born, size] = [roll() * width, roll() * height, roll() * 0.7, roll()];
    const grown = Math.min(1, Math.max(0, (share - born) / 0.3));
    if (grown <= 0) continue;
    ctx.globalAlpha = 0.5 * grown;
    ctx.beginPath();
    ctx.arc(x, y, (6 + size * 46) * grown, 0, Math.PI * 2);
    ctx.fill();
  }
  ctx.globalAlpha = Math.min(1, share * share * 1.05);
  ctx.fillRect(0, 0, width, height);
  ctx.globalAlpha = 1;
}
