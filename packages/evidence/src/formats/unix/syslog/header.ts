/** What stands between date and message: one object, overwritten by every call. */
export const header: {
  host: string | undefined;
  program: string | undefined;
  pid: number | undefined;
  severity: string | undefined;
  message: string;
} = { host: undefined, program: undefined, pid: undefined, severity: undefined, message: "" };

const severities = new Set("EMERG ALERT CRIT ERR ERROR WARNING WARN NOTICE INFO DEBUG VERBOSE1".split(" "));
const longestTag = 128;

/** Names stand in line after line: taken from the line before they cost neither memory nor, later, a comparison. */
let lastHost = "";
let lastProgram = "";

/** From the date to the process number of the last such line, and what it says: line after line begins alike. */
const known = { text: "", host: "", program: "" };

function remember(text: string, start: number): void {
  const { host, program, severity } = header;
  if (host === undefined || program === undefined || severity !== undefined) return;
  const end = text.indexOf("[", start) + 1;
  // Only where nothing but host and tag stand before the bracket; a copy, as a cut would keep all of its block in memory.
  const head = text.slice(start, end);
  if (head === ` ${host} ${program}[`) known.text = ` ${host} ${program}[`;
  else return;
  known.host = host;
  known.program = program;
}

/** Reads a line that begins as the last one did, to the same effect as reading it word by word; false when it does not. */
function readKnownHead(text: string, start: number): boolean {
  if (known.text === "" || !text.startsWith(known.text, start)) return false;
  const from = start + known.text.length;
  let at = from;
  let pid = 0;
  let digit = text.charCodeAt(at) - 48;
  while (digit >= 0 && digit <= 9 && at - from < 9) {
    pid = pid * 10 + digit;
    digit = text.charCodeAt(++at) - 48;
  }
  // `]: ` and then a message that does not begin with what is read apart: a space, `<severity>`, `[ID`.
  if (at === from || digit !== 45 || text.charCodeAt(at + 1) !== 58 || text.charCodeAt(at + 2) !== 32) return false;
  const first = text.charCodeAt(at + 3);
  if (first === 32 || first === 60 || first === 91) return false;
  header.host = known.host;
  header.program = known.program;
  header.pid = pid;
  header.severity = undefined;
  header.message = text.slice(at + 3);
  return true;
}

/** The text from `from` to `to`, which is `last` where that stands there. */
const sameOr = (last: string, text: string, from: number, to: number): string =>
  last.length === to - from && last !== "" && text.startsWith(last, from) ? last : text.slice(from, to);

function clear(): void {
  header.host = undefined;
  header.program = undefined;
  header.pid = undefined;
  header.severity = undefined;
}

/** Program and process number of `sshd[1571]:`, `kernel:`, `[sshd]`, `su(pam_unix)[3]:`; false when the word is no tag. */
function readTag(text: string, from: number, to: number): boolean {
  let end = to;
  const colon = text.charCodeAt(end - 1) === 58;
  if (colon) end--;
  if (end <= from || end - from > longestTag) return false;
  if (text.charCodeAt(end - 1) !== 93) {
    if (colon) header.program = text.slice(from, end);
    return colon;
  }
  const open = text.lastIndexOf("[", end - 1);
  if (open < from) return false;
  if (open === from) {
    header.program = text.slice(from + 1, end - 1);
    return true;
  }
  header.program = lastProgram = sameOr(lastProgram, text, from, open);
  header.pid = processNumber(text, open + 1, end - 1);
  return true;
}

function processNumber(text: string, from: number, to: number): number | undefined {
  let pid = 0;
  for (let at = from; at < to; at++) {
    const digit = text.charCodeAt(at) - 48;
    // Seldom enough to be read by the language's own rules.
    if (digit < 0 || digit > 9 || to - from > 9) {
      const other = Number(text.slice(from, to));
      return Number.isSafeInteger(other) ? other : undefined;
    }
    pid = pid * 10 + digit;
  }
  return to > from ? pid : undefined;
}

function wordEnd(text: string, at: number): number {
  const space = text.indexOf(" ", at);
  return space < 0 ? text.length : space;
}

function skipSpaces(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === 32) at++;
  return at;
}

/**
 * Reads `host program[pid]: message` in every order syslog daemons write it: without host, with a severity in its place, with
 * `<auth.info>` before or `<Info>:` after the program.
 *
 * @example readHeader("Mar  1 02:14:07 web sshd[1]: x", 16); // header.host === "web", header.message === "x"
 */
export function readHeader(text: string, start: number): void {
  if (readKnownHead(text, start)) return;
  readWords(text, start);
  if (header.pid !== undefined) remember(text, start);
}

function readWords(text: string, start: number): void {
  clear();
  let at = skipSpaces(text, start);
  if (text.charCodeAt(at) === 60) {
    const close = text.indexOf("> ", at);
    if (close > 0 && close < at + 24) {
      header.severity = text.slice(at + 1, close);
      at = close + 2;
    }
  }
  const first = wordEnd(text, at);
  if (readTag(text, at, first)) return message(text, first);
  const word = sameOr(lastHost, text, at, first);
  if (word.startsWith("---")) {
    header.message = text.slice(at);
    return;
  }
  if (severities.has(word)) header.severity = word;
  else header.host = lastHost = word;
  const next = skipSpaces(text, first);
  const second = wordEnd(text, next);
  if (readTag(text, next, second) || readTopics(text, next, second)) return message(text, second);
  if (readSpacedTag(text, next)) return;
  header.message = text.slice(next);
}

const spacedTag = /^([A-Za-z][\w.-]{0,40}(?: [A-Za-z][\w.-]{0,40}){1,4})\[(\d{1,10})\]: /;

/** Programs of macOS have names of several words: `Installer Progress[123]: ...`. */
function readSpacedTag(text: string, from: number): boolean {
  const match = spacedTag.exec(text.slice(from, from + 256));
  if (match === null) return false;
  header.program = match[1];
  header.pid = Number(match[2]);
  header.message = text.slice(from + match[0].length);
  return true;
}

/** RouterOS writes its topics where others write a tag: `system,error,critical login failure ...`. */
function readTopics(text: string, from: number, to: number): boolean {
  if (to - from > longestTag || !text.slice(from, to).includes(",")) return false;
  const word = text.slice(from, to);
  if (!/^[a-z][\w-]*(?:,!?[a-z][\w-]*)+$/.test(word)) return false;
  header.program = word;
  return true;
}

const undated = /^([\w.:-]{1,255}) ([\w./@-]{1,128})\[(\d{1,10})\]: /;

/** `host program[pid]: message` where the date was left out, as journals printed without one are; false for anything else. */
export function readUndated(text: string): boolean {
  const match = undated.exec(text.slice(0, 512));
  if (match === null) return false;
  clear();
  header.host = match[1];
  header.program = match[2];
  header.pid = Number(match[3]);
  header.message = text.slice(match[0].length);
  return true;
}

function message(text: string, from: number): void {
  let at = skipSpaces(text, from);
  const code = text.charCodeAt(at);
  if (code === 60) {
    const close = text.indexOf(">: ", at);
    if (close > 0 && close < at + 16) {
      header.severity = text.slice(at + 1, close);
      at = close + 3;
    }
  } else if (code === 91 && text.startsWith("[ID ", at)) {
    const close = text.indexOf("] ", at);
    if (close > 0 && close < at + 40) at = close + 2;
  }
  header.message = at === 0 ? text : text.slice(at);
}

const nil = "-";

function named(word: string): string | undefined {
  return word === nil || word === "" ? undefined : word;
}

/** Everything after the date of RFC 5424: host, program, process, message id, structured data, message. */
export function readHeader5424(text: string, start: number): void {
  clear();
  let at = skipSpaces(text, start);
  const words: string[] = [];
  for (let count = 0; count < 4; count++) {
    const end = wordEnd(text, at);
    words.push(text.slice(at, end));
    at = end + 1;
  }
  header.host = named(words[0] ?? nil);
  header.program = named(words[1] ?? nil);
  const pid = Number(words[2]);
  header.pid = Number.isSafeInteger(pid) ? pid : undefined;
  at = text.charCodeAt(at) === 91 ? afterStructured(text, at) : text.charCodeAt(at) === 45 ? at + 1 : at;
  at = skipSpaces(text, at);
  header.message = text.slice(text.charCodeAt(at) === 0xfeff ? at + 1 : at);
}

/** Past `[id a="b \] c"][...]`; quotes hide brackets, a backslash hides a quote. */
function afterStructured(text: string, start: number): number {
  let quoted = false;
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 92) at++;
    else if (code === 34) quoted = !quoted;
    else if (code === 93 && !quoted && text.charCodeAt(at + 1) !== 91) return at + 1;
  }
  return text.length;
}
