/** Boxes on the paper: which overlap, and which a line runs through. */

export interface Box {
  x: number;
  y: number;
  w: number;
  h: number;
}

export function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

/** A box that holds both ends of a line, a little wider than the line. */
export function along(x1: number, y1: number, x2: number, y2: number, thick = 2): Box {
  return {
    x: Math.min(x1, x2) - thick / 2,
    y: Math.min(y1, y2) - thick / 2,
    w: Math.abs(x2 - x1) + thick,
    h: Math.abs(y2 - y1) + thick,
  };
}

/** Whether a polyline passes through a box; both ends of each piece are known, so sampling it is enough. */
export function crosses(box: Box, points: readonly (readonly [number, number])[], margin = 3): boolean {
  const left = box.x - margin;
  const right = box.x + box.w + margin;
  const top = box.y - margin;
  const bottom = box.y + box.h + margin;
  for (let i = 1; i < points.length; i += 1) {
    const [x1, y1] = points[i - 1] ?? [0, 0];
    const [x2, y2] = points[i] ?? [0, 0];
    if (Math.max(x1, x2) < left || Math.min(x1, x2) > right) continue;
    if (Math.max(y1, y2) < top || Math.min(y1, y2) > bottom) continue;
    const steps = Math.max(1, Math.ceil(Math.hypot(x2 - x1, y2 - y1) / 2));
    for (let k = 0; k <= steps; k += 1) {
      const x = x1 + ((x2 - x1) * k) / steps;
      const y = y1 + ((y2 - y1) * k) / steps;
      if (x >= left && x <= right && y >= top && y <= bottom) return true;
    }
  }
  return false;
}
