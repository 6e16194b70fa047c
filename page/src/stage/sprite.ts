/** A picture kept in a canvas of its own and drawn again only when what it shows has changed. */
import type { Spot } from "./plan";

export class Sprite {
  private canvas: HTMLCanvasElement | null = null;
  private key = "";

  /** The picture's box around its origin. */
  constructor(
    private readonly left: number,
    private readonly top: number,
    private readonly width: number,
    private readonly height: number,
  ) {}

  forget(): void {
    this.key = "";
    this.canvas = null;
  }

  put(to: CanvasRenderingContext2D, spot: Spot, zoom: number, key: string, draw: (ctx: CanvasRenderingContext2D) => void): void {
    const scale = zoom * Math.min(2, window.devicePixelRatio || 1);
    if (!this.canvas || this.key !== key) this.redraw(scale, key, draw);
    if (!this.canvas) return;
    // On the map the pictures are shrunk to a fifth: windows would drop out without a good filter.
    to.imageSmoothingQuality = spot.size < 0.5 ? "high" : "low";
    to.drawImage(
      this.canvas,
      spot.x + this.left * spot.size,
      spot.y + this.top * spot.size,
      (this.canvas.width / scale) * spot.size,
      (this.canvas.height / scale) * spot.size,
    );
  }

  private redraw(scale: number, key: string, draw: (ctx: CanvasRenderingContext2D) => void): void {
    if (!this.canvas) {
      this.canvas = document.createElement("canvas");
      this.canvas.width = Math.ceil(this.width * scale);
      this.canvas.height = Math.ceil(this.height * scale);
    }
    const ctx = this.canvas.getContext("2d");
    if (!ctx) return;
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.clearRect(0, 0, this.canvas.width, this.canvas.height);
    ctx.setTransform(scale, 0, 0, scale, -this.left * scale, -this.top * scale);
    draw(ctx);
    this.key = key;
  }
}
