// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";

import { drawChart } from "../src/charts";
import { fileName, saveActs, sourceLines, svgText } from "../src/charts/save";
import { film, stopping } from "./charts-data";

const caption = { film: { ...film(), digest: "9a0e07f05868de36" }, lang: "en" as const, texts: ["Nobody wrote this order down."] };
const view = drawChart(stopping(), { film: film(), lang: "en", width: 800, title: "Electrolysis stopped last" });

describe("a saved chart", () => {
  it("carries title, caption, source and digest", () => {
    const text = svgText(view, caption);
    for (const words of ["Electrolysis stopped last", "Nobody wrote this order down.", "tiexi run fake", "9a0e07f05868de36", "each simulated person stands for 10", "one run"]) {
      expect(text, words).toContain(words);
    }
    expect(sourceLines({ ...caption, lang: "zh" }).join(" ")).toContain("每个模拟人代表 10 人");
  });

  it("needs nothing from elsewhere: no address, no class, no variable", () => {
    const text = svgText(view, caption);
    expect(text.replaceAll("http://www.w3.org/2000/svg", "")).not.toMatch(/https?:|var\(|class=/);
    expect(document.body.querySelector(".saved")).toBeNull();
  });

  it("leaves the chart in the page as it was", () => {
    const before = view.svg.outerHTML;
    svgText(view, caption);
    expect(view.svg.outerHTML).toBe(before);
  });

  it("is named after region, kind and run", () => {
    expect(fileName(view, caption.film, "png")).toBe("fake-stopping-9a0e07f0.png");
    expect(saveActs(view, caption).map((button) => button.textContent)).toEqual(["Save as SVG", "Save as PNG"]);
  });
});
