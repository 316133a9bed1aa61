import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { crc32, inflateRawSync } from "node:zlib";
import { StanchError } from "@stanch/model/error";
import type { RuleText } from "./ruling.ts";

/** What a zip of rules holds. */
export interface RuleZip {
  /** Its rule files, by their path in the zip. */
  readonly texts: readonly RuleText[];
  /** What its licence file says, as far as it is shown: the file highest up. */
  readonly licence?: string;
}

const ruleName = /\.ya?ml$/i;
const licenceName = /(?:^|\/)licen[cs]e[^/]*$/i;
const MOST_ENTRIES = 200_000;
/** Of one file, and of all: a release of the public collection has 20 MB. */
const LARGEST_FILE = 16_000_000;
const LARGEST_TOTAL = 256_000_000;
const LONGEST_LICENCE = 4000;
const [CENTRAL, LOCAL, END] = [0x0201_4b50, 0x0403_4b50, 0x0605_4b50];

/** Whether bytes begin as a zip does. */
export const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  readonly check: number;
  readonly size: number;
  readonly offset: number;
}

/**
 * Reads the rule files of a zip, such as a release of the public collection, in memory: nothing is written, and names are only shown.
 *
 * @throws StanchError `E_RULES_ZIP` for what is no zip, is damaged, is encrypted, or unpacks to more than the limits
 * Source: PKWARE APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16.
 * @example const { texts, licence } = readRuleZip(readFileSync("sigma_all_rules.zip"), "sigma_all_rules.zip");
 */
export function readRuleZip(bytes: Buffer, name: string): RuleZip {
  try {
    return zipOf(bytes);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StanchError("E_RULES_ZIP", { path: name, reason }, error);
  }
}

function zipOf(bytes: Buffer): RuleZip {
  const entries = entriesOf(bytes);
  let left = LARGEST_TOTAL;
  const read = (entry: Entry): string => {
    const content = contentOf(bytes, entry, Math.min(left, LARGEST_FILE));
    left -= content.length;
    return content.toString("utf8");
  };
  const rules = entries.filter((entry) => ruleName.test(entry.name)).sort((a, b) => (a.name < b.name ? -1 : 1));
  const texts = rules.map((entry) => ({ path: entry.name, yaml: read(entry) }));
  const [licence] = entries
    .filter((entry) => licenceName.test(entry.name))
    .sort((a, b) => a.name.split("/").length - b.name.split("/").length || (a.name < b.name ? -1 : 1));
  return { texts, ...(licence === undefined ? {} : { licence: read(licence).slice(0, LONGEST_LICENCE).trim() }) };
}

function entriesOf(bytes: Buffer): Entry[] {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end < 0 || bytes.readUInt32LE(end) !== END) throw new Error("no directory at its end");
  const count = bytes.readUInt16LE(end + 10);
  const start = bytes.readUInt32LE(end + 16);
  if (start === 0xffff_ffff) throw new Error("larger than 4 GB");
  const entries: Entry[] = [];
  let at = start;
  while (at + 46 <= end && bytes.readUInt32LE(at) === CENTRAL) {
    if (entries.length >= MOST_ENTRIES) throw new Error(`more than ${MOST_ENTRIES} entries`);
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = bytes.toString("utf8", at + 46, at + 46 + nameLength);
    if ((bytes.readUInt16LE(at + 8) & 1) !== 0 && ruleName.test(name)) throw new Error(`${name} is encrypted`);
    entries.push({
      name: name.replaceAll("\\", "/"),
      method: bytes.readUInt16LE(at + 10),
      check: bytes.readUInt32LE(at + 16),
      packed: bytes.readUInt32LE(at + 20),
      size: bytes.readUInt32LE(at + 24),
      offset: bytes.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  if (entries.length % 0x1_0000 !== count) throw new Error(`${count} entries stated, ${entries.length} found`);
  return entries;
}

function contentOf(bytes: Buffer, { name, method, check, packed, size, offset }: Entry, most: number): Buffer {
  if (offset + 30 > bytes.length || bytes.readUInt32LE(offset) !== LOCAL)
    throw new Error(`${name} is not where it should be`);
  const from = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
  if (from + packed > bytes.length) throw new Error(`${name} is cut short`);
  if (size > most) throw new Error(`${name} unpacks to ${size} bytes, more than ${most}`);
  const part = bytes.subarray(from, from + packed);
  if (method !== 0 && method !== 8) throw new Error(`${name} is packed in way ${method}`);
  const content = method === 0 ? part : inflateRawSync(part, { maxOutputLength: Math.max(1, size) });
  if (content.length !== size) throw new Error(`${name} has ${content.length} bytes, ${size} stated`);
  if (crc32(content) !== check) throw new Error(`${name} is damaged`);
  return content;
}

/** Where rules came from, when they came as a zip: what an answer judged by them must be able to name. */
export interface RuleZipSource {
  readonly path: string;
  /** Of the zip's bytes. */
  readonly sha256: string;
  /** How many rule files it holds. */
  readonly files: number;
  readonly licence?: string;
}

/**
 * Which of these paths are zips of rules, with hash and licence.
 *
 * @throws StanchError `E_RULES_ZIP`
 * @example ruleZips(["rules", "sigma.zip"])[0]?.sha256
 */
export function ruleZips(paths: readonly string[]): RuleZipSource[] {
  return paths.flatMap((path) => {
    if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return [];
    const bytes = readFileSync(path);
    if (!isZip(bytes)) return [];
    const { texts, licence } = readRuleZip(bytes, path);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    return [{ path, sha256, files: texts.length, ...(licence === undefined ? {} : { licence }) }];
  });
}
