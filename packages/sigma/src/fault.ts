import type { Text } from "@stanch/model/text";
import { type FaultCode, faultTexts } from "./fault-text.ts";

export type { FaultCode } from "./fault-text.ts";

/** Why a rule cannot be used, and where it says so. */
export interface Fault {
  readonly code: FaultCode;
  readonly params: Readonly<Record<string, string | number>>;
  /** Line in the file, from 1. */
  readonly line?: number;
}

/** Thrown inside the engine and always caught at the border of one document: the others still load. */
export class RuleFault extends Error implements Fault {
  readonly code: FaultCode;
  readonly params: Readonly<Record<string, string | number>>;
  constructor(code: FaultCode, params: Readonly<Record<string, string | number>> = {}) {
    super(code);
    this.code = code;
    this.params = params;
  }
}

/** Names and values of rules come from strangers: what is shown of them is short and has no control characters. */
function shown(value: string | number): string {
  // oxlint-disable-next-line no-misleading-character-class
  const text = String(value).replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/g, " ");
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}

/**
 * A fault as a sentence in both languages.
 *
 * @example faultText({ code: "modifier", params: { modifier: "fuzzy", field: "Image" } }).en
 *   // 'unknown modifier "fuzzy" on field "Image"'
 */
export function faultText(fault: Fault): Text {
  const template = faultTexts[fault.code];
  const fill = (text: string): string =>
    text.replace(/\{(\w+)\}/g, (whole, name: string) => shown(fault.params[name] ?? whole));
  const at = fault.line;
  return at === undefined
    ? { zh: fill(template.zh), en: fill(template.en) }
    : { zh: `第 ${at} 行：${fill(template.zh)}`, en: `line ${at}: ${fill(template.en)}` };
}

/** Turns whatever was thrown into a fault. A stack that ran out means nesting without end; anything else is ours to see. */
export function asFault(error: unknown): Fault {
  if (error instanceof RuleFault) return error;
  if (error instanceof RangeError) return { code: "nesting", params: {} };
  throw error;
}
