import type { EvtxChunk } from "./evtx-chunk.ts";
import { evtxValue } from "./evtx-value.ts";
import { utf16Text } from "./utf16-text.ts";
import { table } from "../../table.ts";

/** A place where a value of the record goes. */
export interface Substitution {
  readonly kind: "substitution";
  readonly index: number;
  readonly optional: boolean;
}
export interface XmlText {
  readonly kind: "text";
  readonly text: string;
}
export interface XmlElement {
  readonly kind: "element";
  readonly name: string;
  /** Substitution on which the element depends: none of it when that is null; 0xffff for no dependency. */
  readonly dependency: number;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlNode[];
}
export interface XmlAttribute {
  readonly name: string;
  readonly parts: readonly XmlLeaf[];
}
export type XmlLeaf = XmlText | Substitution;
export type XmlNode = XmlLeaf | XmlElement;

export const noDependency = 0xffff;
const deepest = 48;
const entities: Readonly<Record<string, string>> = table({ lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" });

interface Cursor {
  readonly chunk: EvtxChunk;
  at: number;
  readonly end: number;
}

function name(cursor: Cursor): string {
  const { chunk } = cursor;
  const offset = chunk.view.getUint32(cursor.at, true);
  cursor.at += 4;
  // A name is written in full where it is first used; later uses point back.
  const units = offset + 8 <= chunk.size ? chunk.view.getUint16(offset + 6, true) : 0;
  if (offset === cursor.at) cursor.at += 10 + 2 * units;
  const known = chunk.names.get(offset);
  if (known !== undefined) return known;
  if (offset + 8 + 2 * units > chunk.size) return "";
  const text = utf16Text(chunk.bytes, chunk.view, offset + 8, units);
  chunk.names.set(offset, text);
  return text;
}

function lengthText(cursor: Cursor): XmlText {
  const units = cursor.chunk.view.getUint16(cursor.at, true);
  const from = cursor.at + 2;
  cursor.at = from + 2 * units;
  if (cursor.at > cursor.end) return { kind: "text", text: "" };
  return { kind: "text", text: utf16Text(cursor.chunk.bytes, cursor.chunk.view, from, units) };
}

function literal(cursor: Cursor): XmlText {
  const type = cursor.chunk.view.getUint8(cursor.at++);
  if (type === 0x01) return lengthText(cursor);
  const width = [0, 0, 0, 1, 1, 2, 2, 4, 4, 8, 8, 4, 8, 4, 0, 16, 8, 8, 16, 0, 4, 8][type] ?? 0;
  const text = cursor.at + width <= cursor.end ? String(evtxValue(cursor.chunk, type, cursor.at, width)) : "";
  cursor.at += width;
  return { kind: "text", text };
}

/** Text-like tokens; undefined when the token is none of them (the cursor then stands behind the token byte). */
function leaf(cursor: Cursor, token: number): XmlLeaf | undefined {
  const { view } = cursor.chunk;
  switch (token & 0xbf) {
    case 0x05:
      return literal(cursor);
    case 0x07:
      return lengthText(cursor);
    case 0x08: {
      const code = view.getUint16(cursor.at, true);
      cursor.at += 2;
      return { kind: "text", text: String.fromCharCode(code) };
    }
    case 0x09: {
      const entity = name(cursor);
      return { kind: "text", text: entities[entity] ?? `&${entity};` };
    }
    case 0x0d:
    case 0x0e: {
      const index = view.getUint16(cursor.at, true);
      cursor.at += 3;
      return { kind: "substitution", index, optional: token === 0x0e };
    }
    default:
      return undefined;
  }
}

function attributes(cursor: Cursor): XmlAttribute[] {
  const list: XmlAttribute[] = [];
  while (cursor.at < cursor.end && (cursor.chunk.view.getUint8(cursor.at) & 0xbf) === 0x06) {
    cursor.at++;
    const attribute = name(cursor);
    const parts: XmlLeaf[] = [];
    while (cursor.at < cursor.end) {
      const token = cursor.chunk.view.getUint8(cursor.at);
      if ((token & 0xbf) === 0x06 || (token >= 0x02 && token <= 0x03)) break;
      cursor.at++;
      const part = leaf(cursor, token);
      if (part === undefined) throw new RangeError(`token ${token} in an attribute`);
      parts.push(part);
    }
    list.push({ name: attribute, parts });
  }
  return list;
}

function dependencyId(cursor: Cursor): number {
  const { view } = cursor.chunk;
  // Elements outside templates, and those of some writers, have none: then these bytes are half of the size that follows.
  if (cursor.at + 6 <= cursor.chunk.size && view.getUint32(cursor.at + 2, true) > 0xffff) return noDependency;
  const id = view.getUint16(cursor.at, true);
  cursor.at += 2;
  return id;
}

function element(cursor: Cursor, token: number, depth: number): XmlElement {
  if (depth > deepest) throw new RangeError("elements nested too deeply");
  const dependency = dependencyId(cursor);
  cursor.at += 4;
  const own = name(cursor);
  if ((token & 0x40) !== 0) cursor.at += 4;
  const list = (token & 0x40) === 0 ? [] : attributes(cursor);
  const close = cursor.chunk.view.getUint8(cursor.at++);
  if (close === 0x02)
    return { kind: "element", name: own, dependency, attributes: list, children: nodes(cursor, depth + 1) };
  if (close !== 0x03) throw new RangeError(`token ${close} where a start tag closes`);
  return { kind: "element", name: own, dependency, attributes: list, children: [] };
}

/** Nodes up to the end tag, the end-of-fragment token or the end of the range. */
function nodes(cursor: Cursor, depth: number): XmlNode[] {
  const list: XmlNode[] = [];
  while (cursor.at < cursor.end) {
    const token = cursor.chunk.view.getUint8(cursor.at++);
    if (token === 0x00 || token === 0x04) return list;
    if (token === 0x0f) cursor.at += 3;
    else if ((token & 0xbf) === 0x01) list.push(element(cursor, token, depth));
    else if (token === 0x0a) name(cursor);
    else if (token === 0x0b) lengthText(cursor);
    else {
      const part = leaf(cursor, token);
      if (part === undefined) throw new RangeError(`token ${token} in content`);
      list.push(part);
    }
  }
  return list;
}

/**
 * Reads a run of binary XML (a template's body, or a fragment written without one) into nodes. Throws `RangeError` on tokens
 * that cannot be; the record reader turns that into damage. Source: [MS-EVEN6] 2.2.12.
 *
 * @example const body = binXml(chunk, definition + 24, definition + 24 + size);
 */
export function binXml(chunk: EvtxChunk, from: number, to: number): XmlNode[] {
  return nodes({ chunk, at: from, end: Math.min(to, chunk.size) }, 0);
}
