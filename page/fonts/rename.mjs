/**
 * Gives a font another family name. A subset is a modified font, and "Source" is a name reserved for the unmodified
 * one, so it may stand in no name that a user sees. Copyright, version and licence stay as they are.
 */

const KEPT = new Set([0, 5, 13, 14]);
const FIRST_OF_AXES = 256; // names of axes and instances, which other tables point at
const ALIGNED = 4;

/** @typedef {{ tag: string, data: Buffer }} Table */

/** @param {Buffer} sfnt @param {string} family @returns {Buffer} */
export function renamed(sfnt, family) {
  const tables = read(sfnt);
  for (const table of tables) if (table.tag === "name") table.data = names(table.data, family);
  return write(sfnt.readUInt32BE(0), tables);
}

/** The family name of a font, for tests. @param {Buffer} sfnt */
export function familyOf(sfnt) {
  const table = read(sfnt).find(({ tag }) => tag === "name");
  return table ? (records(table.data).find(({ id }) => id === 1)?.text ?? "") : "";
}

/** Characters that a font has, from its table of segments. @param {Buffer} sfnt @returns {Set<number>} */
export function codepointsOf(sfnt) {
  const cmap = read(sfnt).find(({ tag }) => tag === "cmap")?.data ?? Buffer.alloc(4);
  /** @type {Set<number>} */
  const found = new Set();
  for (let i = 0; i < cmap.readUInt16BE(2); i++) {
    const at = cmap.readUInt32BE(4 + 8 * i + 4);
    const format = cmap.readUInt16BE(at);
    if (format === 4) segments(cmap, at, found);
    if (format === 12) groups(cmap, at, found);
  }
  return found;
}

/** @param {Buffer} cmap @param {number} at @param {Set<number>} found */
function segments(cmap, at, found) {
  const count = cmap.readUInt16BE(at + 6) / 2;
  for (let k = 0; k < count; k++) {
    const last = cmap.readUInt16BE(at + 14 + 2 * k);
    const first = cmap.readUInt16BE(at + 16 + 2 * (count + k));
    for (let code = first; code <= last && code < 0xffff; code++) found.add(code);
  }
}

/** @param {Buffer} cmap @param {number} at @param {Set<number>} found */
function groups(cmap, at, found) {
  for (let k = 0; k < cmap.readUInt32BE(at + 12); k++) {
    const from = at + 16 + 12 * k;
    for (let code = cmap.readUInt32BE(from); code <= cmap.readUInt32BE(from + 4); code++) found.add(code);
  }
}

/** @param {Buffer} sfnt @returns {Table[]} */
function read(sfnt) {
  return Array.from({ length: sfnt.readUInt16BE(4) }, (_, i) => {
    const at = 12 + 16 * i;
    const from = sfnt.readUInt32BE(at + 8);
    return {
      tag: sfnt.toString("latin1", at, at + 4),
      data: Buffer.from(sfnt.subarray(from, from + sfnt.readUInt32BE(at + 12))),
    };
  });
}

/** Names for Windows, which every browser reads, as text. @param {Buffer} table */
function records(table) {
  const texts = table.readUInt16BE(4);
  return Array.from({ length: table.readUInt16BE(2) }, (_, i) => {
    const at = 6 + 12 * i;
    const from = texts + table.readUInt16BE(at + 10);
    const utf16 = Buffer.from(table.subarray(from, from + table.readUInt16BE(at + 8)));
    return {
      platform: table.readUInt16BE(at),
      language: table.readUInt16BE(at + 4),
      id: table.readUInt16BE(at + 6),
      text: table.readUInt16BE(at) === 3 ? utf16.swap16().toString("utf16le") : "",
    };
  }).filter(({ platform }) => platform === 3);
}

/** @param {Buffer} table @param {string} family @returns {Buffer} */
function names(table, family) {
  const kept = records(table).filter(({ id, language }) => language === 0x409 && (KEPT.has(id) || id >= FIRST_OF_AXES));
  const own = [[1, family], [2, "Regular"], [3, `tiexi: ${family}`], [4, family], [6, family.replaceAll(" ", "")]];
  const all = [...kept.map(({ id, text }) => ({ id, text })), ...own.map(([id, text]) => ({ id: Number(id), text: String(text) }))];
  all.sort((a, b) => a.id - b.id);
  const head = Buffer.alloc(6 + 12 * all.length);
  head.writeUInt16BE(all.length, 2);
  head.writeUInt16BE(head.length, 4);
  /** @type {Buffer[]} */
  const texts = [];
  let length = 0;
  all.forEach(({ id, text }, i) => {
    const utf16 = Buffer.from(text, "utf16le").swap16();
    [3, 1, 0x409, id, utf16.length, length].forEach((value, k) => head.writeUInt16BE(value, 6 + 12 * i + 2 * k));
    texts.push(utf16);
    length += utf16.length;
  });
  return Buffer.concat([head, ...texts]);
}

/** @param {Buffer} data */
function padded(data) {
  return Buffer.concat([data, Buffer.alloc((ALIGNED - (data.length % ALIGNED)) % ALIGNED)]);
}

/** @param {Buffer} data */
function checksum(data) {
  let sum = 0;
  for (let at = 0; at < data.length; at += 4) sum = (sum + data.readUInt32BE(at)) >>> 0;
  return sum;
}

/** @param {number} version @param {Table[]} tables @returns {Buffer} */
function write(version, tables) {
  const power = Math.floor(Math.log2(tables.length));
  const head = Buffer.alloc(12 + 16 * tables.length);
  head.writeUInt32BE(version, 0);
  [tables.length, 16 * 2 ** power, power, 16 * (tables.length - 2 ** power)].forEach((v, i) => head.writeUInt16BE(v, 4 + 2 * i));
  let from = head.length;
  let adjusted = 0;
  const bodies = tables.map(({ tag, data }, i) => {
    if (tag === "head") {
      data.writeUInt32BE(0, 8);
      adjusted = from + 8;
    }
    const body = padded(data);
    head.write(tag, 12 + 16 * i, "latin1");
    [checksum(body), from, data.length].forEach((v, k) => head.writeUInt32BE(v, 16 + 16 * i + 4 * k));
    from += body.length;
    return body;
  });
  const whole = Buffer.concat([head, ...bodies]);
  if (adjusted) whole.writeUInt32BE((0xb1b0afba - checksum(whole)) >>> 0, adjusted);
  return whole;
}
