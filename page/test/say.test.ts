import { describe, expect, it } from "vitest";

import { brief, count, exact, money, monthBig, monthLong, monthShort, percent, smallInChinese } from "../src/say";

const DECEMBER_1999 = 1999 * 12 + 11;

describe("say", () => {
  it("names months", () => {
    expect(monthLong(DECEMBER_1999, "en")).toBe("December 1999");
    expect(monthLong(DECEMBER_1999, "zh")).toBe("1999 年 12 月");
    expect(monthShort(DECEMBER_1999, "en")).toBe("Dec 1999");
    expect(monthBig(DECEMBER_1999, "zh")).toBe("一九九九年十二月");
    expect(monthBig(2000 * 12, "zh")).toBe("二〇〇〇年一月");
  });

  it("speaks small numbers in Chinese", () => {
    expect([1, 10, 12, 20, 35].map(smallInChinese)).toEqual(["一", "十", "十二", "二十", "三十五"]);
  });

  it("counts in thousands and in 万", () => {
    expect(count(91000, "en")).toBe("91,000");
    expect(count(91000, "zh")).toBe("9.1 万");
    expect(count(300000, "zh")).toBe("30 万");
    expect(count(9100, "zh")).toBe("9\u202f100");
    expect(exact(-1234.56, "en", 1)).toBe("−1,234.6");
    expect(brief(150000, "en")).toBe("150 k");
    expect(money(42.4, { en: "yuan", zh: "元" }, "zh")).toBe("42 元");
    expect(percent(0.333)).toBe("33 %");
  });
});
