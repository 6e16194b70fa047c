/** Writes into an SVG what the style sheets of the page say of it, so that it looks the same alone. */

/** Properties a chart uses, with the value an element has when nothing says otherwise; inherited ones may be left to the parent. */
const PLAIN: Record<string, { plain: string; inherited: boolean }> = {
  fill: { plain: "rgb(0, 0, 0)", inherited: true },
  "fill-opacity": { plain: "1", inherited: true },
  stroke: { plain: "none", inherited: true },
  "stroke-width": { plain: "1px", inherited: true },
  "stroke-opacity": { plain: "1", inherited: true },
  "stroke-dasharray": { plain: "none", inherited: true },
  "stroke-linecap": { plain: "butt", inherited: true },
  "stroke-linejoin": { plain: "miter", inherited: true },
  "shape-rendering": { plain: "auto", inherited: true },
  "paint-order": { plain: "normal", inherited: true },
  "font-family": { plain: "", inherited: true },
  "font-weight": { plain: "400", inherited: true },
  "font-variant-numeric": { plain: "normal", inherited: true },
  opacity: { plain: "1", inherited: false },
};

/** Resolve every element of an SVG that stands in the page; gives the font families that occur. */
export function settle(svg: SVGSVGElement): Set<string> {
  const families = new Set<string>();
  const all = [svg, ...svg.querySelectorAll("*")];
  const found = all.map((one) => {
    const style = getComputedStyle(one);
    return Object.keys(PLAIN).map((name) => [name, style.getPropertyValue(name).trim()] as const);
  });
  const values = new Map(all.map((one, i) => [one, new Map(found[i])]));
  for (const one of all) {
    if (["title", "defs", "style", "clipPath"].includes(one.tagName)) continue;
    const mine = values.get(one);
    const parent = one === svg || !one.parentElement ? undefined : values.get(one.parentElement);
    for (const [name, { plain, inherited }] of Object.entries(PLAIN)) {
      const value = mine?.get(name) ?? "";
      const before = inherited && parent ? parent.get(name) : plain;
      // A pattern is named in the attribute already; browsers give it back with the address of the page.
      if (!value || value === before || value.startsWith("url(")) continue;
      one.setAttribute(name, value);
    }
    for (const family of (mine?.get("font-family") ?? "").split(",")) families.add(family.trim().replace(/^["']|["']$/g, ""));
  }
  // A picture's frame belongs to the page, not to the file.
  for (const one of all) one.removeAttribute("class");
  return families;
}

/** The faces of these families that stand in the page as data, as CSS text. */
export function fontFaces(families: ReadonlySet<string>): string {
  const rules: string[] = [];
  for (const sheet of document.styleSheets) {
    let list: CSSRuleList | undefined;
    try {
      list = sheet.cssRules;
    } catch {
      continue; // a sheet from elsewhere may not be read, and the film has none
    }
    for (const rule of list) {
      if (!(rule instanceof CSSFontFaceRule)) continue;
      const family = rule.style.getPropertyValue("font-family").trim().replace(/^["']|["']$/g, "");
      if (families.has(family) && /url\(\s*["']?data:/.test(rule.cssText)) rules.push(rule.cssText);
    }
  }
  return rules.join("\n");
}
