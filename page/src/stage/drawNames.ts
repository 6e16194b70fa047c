/** Draws the labels of a frame, and the frame round what has the focus. */
import type { Names } from "./names";
import type { Palette } from "./palette";
import type { Stage } from "./stage";
import type { Box } from "./spread";

type Ctx = CanvasRenderingContext2D;

export function drawNames(ctx: Ctx, stage: Stage, names: Names): void {
  const { palette } = stage;
  ctx.textBaseline = "alphabetic";
  for (const { box, lines, hair, alpha } of names.shown) {
    ctx.globalAlpha = alpha;
    if (hair) {
      ctx.fillStyle = palette.second;
      ctx.globalAlpha = alpha * 0.55;
      ctx.fillRect(Math.round(hair.x), hair.from, 1, Math.max(0, hair.to - hair.from));
      ctx.globalAlpha = alpha;
    }
    for (const line of lines) {
      ctx.font = line.font;
      ctx.fillStyle = palette[line.tone];
      ctx.fillText(line.text, Math.round(box.x + line.x), Math.round(box.y + line.y));
    }
  }
  ctx.globalAlpha = 1;
}

export function drawFocus(ctx: Ctx, box: Box | null, palette: Palette): void {
  if (!box) return;
  ctx.strokeStyle = palette.text;
  ctx.lineWidth = 2;
  ctx.strokeRect(box.x - 5, box.y - 5, box.w + 10, box.h + 10);
}
