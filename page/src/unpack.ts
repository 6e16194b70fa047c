/**
 * From the text in the page to a `Film`: base64, deflate without header, JSON whose lists are coded as `report/pack.py`
 * says. `{"~": […]}` is a list of whole numbers as differences, `{"~rows": {…}}` a list of objects as columns,
 * `{"~lists": [lengths, items]}` a list of lists.
 */
import type { Film } from "./data";

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** The film in the page; null if the page carries none. */
export async function unpack(text: string): Promise<Film | null> {
  const packed = text.trim();
  if (packed === "") return null;
  const json = JSON.parse(await inflate(bytesOf(packed))) as Json;
  return decoded(json) as unknown as Film;
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

async function inflate(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Response(stream).text();
}

/** A value with its lists as they were before packing. Plain lists and objects are changed in place. */
export function decoded(value: Json): Json {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) value[i] = decoded(value[i] ?? null);
    return value;
  }
  const names = Object.keys(value);
  if (names.length === 1) {
    const [name = ""] = names;
    const held = value[name] ?? null;
    if (name === "~") return summed(list(held));
    if (name === "~rows") return rows(held as Record<string, Json>);
    if (name === "~lists") return lists(list(held));
  }
  for (const name of names) value[name] = decoded(value[name] ?? null);
  return value;
}

function list(value: Json | undefined): Json[] {
  if (!Array.isArray(value)) throw new Error("the film's data are damaged: a list is missing");
  return value;
}

function summed(differences: Json[]): Json[] {
  let sum = 0;
  for (let i = 0; i < differences.length; i++) {
    sum += Number(differences[i]);
    differences[i] = sum;
  }
  return differences;
}

function rows(columns: Record<string, Json>): Json[] {
  const names = Object.keys(columns);
  const values = names.map((name) => list(decoded(columns[name] ?? null)));
  return Array.from({ length: values[0]?.length ?? 0 }, (_, row) =>
    Object.fromEntries(names.map((name, column) => [name, values[column]?.[row] ?? null])),
  );
}

function lists([lengths, items]: Json[]): Json[] {
  const all = list(decoded(items ?? null));
  let from = 0;
  return list(decoded(lengths ?? null)).map((length) => all.slice(from, (from += Number(length))));
}
