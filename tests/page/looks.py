"""What a person would see wrong: text over text, text cut off, text too small. Asked of the page itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from tiexi.report.page import film_in

if TYPE_CHECKING:
    from playwright.sync_api import Page

SMALLEST = 13.0

# Every line of every visible text: its words, box, size, and whether an ancestor that cannot scroll cuts it off.
TEXTS = """() => {
  const found = [];
  const elements = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  const inside = (a, b) => a === b || a.contains(b) || b.contains(a);
  const opaque = (element) => {
    if (element instanceof SVGElement) return false;
    const colour = getComputedStyle(element).backgroundColor;
    const alpha = /^rgba\\(.*, ([\\d.]+)\\)$/.exec(colour);
    return colour !== "transparent" && (!alpha || Number(alpha[1]) > 0.5);
  };
  const hidden = (element, x, y) => {
    if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) return false;
    for (const above of document.elementsFromPoint(x, y)) {
      if (inside(above, element)) return false;
      if (opaque(above)) return true;
    }
    return false;
  };
  const covered = (element, box) => hidden(element, (box.left + box.right) / 2, (box.top + box.bottom) / 2);
  window.seenAt = (i, x, y) => !hidden(elements[i], x, y);
  const clipped = (element, box) => {
    const seen = { left: box.left, right: box.right, top: box.top, bottom: box.bottom, cut: false };
    for (let up = element; up && up !== document.documentElement; up = up.parentElement) {
      const style = getComputedStyle(up);
      if (style.overflowX === "visible" || up.tagName === "BODY" || up instanceof SVGGraphicsElement) continue;
      const room = up.getBoundingClientRect();
      const cuts = ["hidden", "clip"].includes(style.overflowX);
      if (cuts && (box.left < room.left - 2 || box.right > room.right + 2)) seen.cut = true;
      seen.left = Math.max(seen.left, room.left); seen.right = Math.min(seen.right, room.right);
      seen.top = Math.max(seen.top, room.top); seen.bottom = Math.min(seen.bottom, room.bottom);
    }
    return seen;
  };
  while (walker.nextNode()) {
    const node = walker.currentNode, element = node.parentElement;
    if (!node.data.trim() || element.closest("script, style, noscript, title, desc, option")) continue;
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true })) continue;
    const matrix = element instanceof SVGGraphicsElement ? element.getScreenCTM() : null;
    const size = parseFloat(getComputedStyle(element).fontSize) * (matrix ? Math.hypot(matrix.a, matrix.b) : 1);
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      const seen = clipped(element, box);
      if (seen.right - seen.left < 2 || seen.bottom - seen.top < 2 || covered(element, seen)) continue;
      elements.push(element);
      found.push({
        words: node.data.trim().slice(0, 60), size, cut: seen.cut, left: seen.left, right: seen.right, top: seen.top,
        bottom: seen.bottom, where: `${element.tagName.toLowerCase()}.${element.getAttribute("class") ?? ""}`,
      });
    }
  }
  const canvas = document.querySelector("canvas");
  const at = canvas?.getBoundingClientRect();
  if (canvas?.checkVisibility({ opacityProperty: true, visibilityProperty: true })) {
    for (const { x, y, w, h } of window.tiexi.texts()) {
      const box = { left: x, right: x + w, top: y, bottom: y + h };
      if (box.right < at.left + 2 || box.left > at.right - 2 || covered(canvas, box)) continue;
      elements.push(canvas);
      found.push({ words: "a label in the picture", size: 0, cut: false, where: "canvas", ...box });
    }
  }
  return found;
}"""
# Text in a picture takes no clicks, and what takes none is not found at a point.
FINDABLE = "* { pointer-events: auto !important; }"


def texts(page: Page) -> list[dict[str, Any]]:
    """Lines of text a reader sees."""
    if not page.evaluate("Boolean(window.seenAt)"):
        page.add_style_tag(content=FINDABLE)
    found: list[dict[str, Any]] = page.evaluate(TEXTS)
    return found


def overlapping(page: Page, found: list[dict[str, Any]]) -> list[str]:
    """Pairs of texts one over the other, where both are seen: a bar may slide over a text and hide it.

    A line's box is taller than its letters, so the middle of it is compared.
    """
    pairs = []
    boxes = sorted(((*_letters(text), i) for i, text in enumerate(found)), key=lambda box: box[1])
    for k, (left, top, right, bottom, a) in enumerate(boxes):
        for other_left, other_top, other_right, other_bottom, b in boxes[k + 1 :]:
            if other_top >= bottom - 1:
                break
            x = max(left, other_left), min(right, other_right)
            y = max(top, other_top), min(bottom, other_bottom)
            if x[1] - x[0] > 1 and y[1] - y[0] > 1:
                pairs.append((a, b, sum(x) / 2, sum(y) / 2))
    both: list[bool] = page.evaluate(
        "(pairs) => pairs.map(([a, b, x, y]) => window.seenAt(a, x, y) && window.seenAt(b, x, y))", pairs
    )
    names = [f"{text['words']!r} ({text['where']})" for text in found]
    return [f"{names[a]} and {names[b]}" for (a, b, _, _), seen in zip(pairs, both, strict=True) if seen]


def _letters(text: dict[str, Any]) -> tuple[float, float, float, float]:
    if not text["size"]:
        return text["left"], text["top"] + 2, text["right"], text["bottom"] - 2
    middle, half = (text["top"] + text["bottom"]) / 2, min(0.38 * text["size"], (text["bottom"] - text["top"]) / 2)
    return text["left"], middle - half, text["right"], middle + half


def small(found: list[dict[str, Any]]) -> list[str]:
    """Texts under the smallest size."""
    return [f"{t['words']!r} ({t['where']}): {t['size']:.1f} px" for t in found if 0 < t["size"] < SMALLEST - 0.05]


def lost(found: list[dict[str, Any]], width: int) -> list[str]:
    """Texts that leave the page sideways or are cut off; labels of the picture slide in and out, so they may."""
    return [
        f"{t['words']!r} ({t['where']})"
        for t in found
        if t["where"] != "canvas" and (t["cut"] or t["left"] < -1 or t["right"] > width + 1)
    ]


def faults(page: Page) -> list[str]:
    """Everything wrong with the texts of the page as it is now."""
    found = texts(page)
    width = page.viewport_size["width"] if page.viewport_size else 0
    sideways = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [
        *(f"over each other: {one}" for one in overlapping(page, found)),
        *(f"too small: {one}" for one in small(found)),
        *(f"cut off: {one}" for one in lost(found, width)),
        *([f"the page scrolls sideways by {sideways} px"] if sideways > 0 else []),
    ]


def data_of(film: Path) -> dict[str, Any]:
    """The film's data as they stand in the page."""
    return film_in(film.read_text("utf-8"))
