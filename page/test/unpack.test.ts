import { deflateRawSync } from "node:zlib";

import { describe, expect, it } from "vitest";

import { decoded, unpack } from "../src/unpack";

describe("unpack", () => {
  it("undoes differences wherever they stand and leaves the rest", () => {
    const packed = { a: [{ "~": [5, 1, -2, 0] }, null, "d"], b: { "~": [] }, c: { e: 1.5, "~": [1, 1] } };
    expect(decoded(packed)).toEqual({ a: [[5, 6, 4, 4], null, "d"], b: [], c: { e: 1.5, "~": [1, 1] } });
  });

  it("turns columns back into rows and one list back into many", () => {
    const packed = { "~rows": { n: { "~": [1, 1, 1] }, words: [{ en: "a" }, null, { en: "c" }] } };
    expect(decoded(packed)).toEqual([{ n: 1, words: { en: "a" } }, { n: 2, words: null }, { n: 3, words: { en: "c" } }]);
    expect(decoded({ "~lists": [[2, 0, 1], { "~": [7, 1, 1] }] })).toEqual([[7, 8], [], [9]]);
    const nested = { "~lists": [[1, 2], { "~rows": { from: { "~": [3, 3, 3] } } }] };
    expect(decoded(nested)).toEqual([[{ from: 3 }], [{ from: 6 }, { from: 9 }]]);
  });

  it("reads what was packed", async () => {
    const json = JSON.stringify({ format: 1, work: { start: 24000, values: { "~": [3, 1, 1, 0] } }, title: "铁西" });
    const text = deflateRawSync(Buffer.from(json)).toString("base64");
    expect(await unpack(`\n${text}\n`)).toEqual({ format: 1, work: { start: 24000, values: [3, 4, 5, 5] }, title: "铁西" });
  });

  it("says that an empty page has no film, and that damaged data are damaged", async () => {
    expect(await unpack(" \n")).toBeNull();
    await expect(unpack("AAAA")).rejects.toThrow();
    expect(() => decoded({ "~rows": { a: 1 } })).toThrow("damaged");
  });
});
