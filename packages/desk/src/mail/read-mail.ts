import PostalMime, { type Address, type Email } from "postal-mime";

/** What a mail says, as plain text. */
export interface ReadMail {
  readonly from: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  /** Of the mail itself; empty when it has none. */
  readonly messageId: string;
  /** Ids of the mails it answers. */
  readonly references: readonly string[];
  readonly sentAt?: string;
  readonly attachments: readonly { readonly name: string; readonly type: string; readonly size: number }[];
  /** `reply`: a machine answers; `generated`: a machine reports, and wants no answer; `person`. */
  readonly writer: "person" | "generated" | "reply";
}

const MOST_TEXT = 200_000;
const MOST_REFERENCES = 50;

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };

/** A named or numbered character of HTML; what is none stays as it is written. */
function character(whole: string, name: string): string {
  const code = /^#x([0-9a-f]{1,6})$/i.exec(name)?.[1];
  const decimal = /^#(\d{1,7})$/.exec(name)?.[1];
  const point = code === undefined ? Number(decimal) : Number.parseInt(code, 16);
  if (Number.isInteger(point) && point > 0 && point <= 0x10ffff) return String.fromCodePoint(point).toWellFormed();
  return Object.hasOwn(entities, name.toLowerCase()) ? (entities[name.toLowerCase()] ?? whole) : whole;
}

const unread: ReadonlySet<string> = new Set(["script", "style", "head", "title"]);
const block = /^\/?(?:p|div|br|tr|li|h[1-6]|table|blockquote)$/;

/** The words of a mail in HTML: tags go, blocks become lines, nothing is fetched or run. Linear in the length. */
export function htmlWords(html: string): string {
  const lower = html.toLowerCase();
  let out = "";
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf("<", at);
    if (open < 0) return decoded(out + html.slice(at));
    out += html.slice(at, open);
    const comment = html.startsWith("<!--", open);
    const tag = comment ? "" : /^<([/!?]?[a-z][a-z0-9]*)/.exec(lower.slice(open, open + 20))?.[1];
    if (tag === undefined) {
      out += "<";
      at = open + 1;
      continue;
    }
    const end = html.indexOf(comment ? "-->" : ">", open);
    if (end < 0) return decoded(out);
    at = end + (comment ? 3 : 1);
    if (block.test(tag)) out += "\n";
    if (!unread.has(tag)) continue;
    const close = lower.indexOf(`</${tag}`, at);
    at = close < 0 ? html.length : close;
  }
  return decoded(out);
}

const decoded = (text: string): string => text.replace(/&(#?\w{1,8});/g, character);

/** Text as people read it: no controls, no runs of empty lines. */
function readable(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, "\n")
    .replace(/[\p{Cc}\p{Cf}]/gu, (one) => (one === "\n" || one === "\t" ? one : ""))
    .replace(/[ \t\u00a0]+\n/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

const oneLine = (text: string, most: number): string =>
  readable(text).replace(/\s+/g, " ").slice(0, most).toWellFormed();

function addressOf(from: Address | undefined): ReadMail["from"] {
  const address = from !== undefined && "address" in from ? (from.address ?? "") : "";
  return { name: oneLine(from?.name ?? "", 120), address: oneLine(address, 254).toLowerCase() };
}

const idsIn = (text: string | undefined): string[] =>
  [...(text ?? "").slice(0, 20_000).matchAll(/<([^<>\s]{1,500})>/g)].flatMap(([, id]) => id ?? []);

function header(mail: Email, key: string): string {
  return (mail.headers.find((one) => one.key === key)?.value ?? "").toLowerCase();
}

/** RFC 3834: what a machine sent as an answer must never be answered, or two machines talk for ever. */
function writerOf(mail: Email): ReadMail["writer"] {
  const submitted = header(mail, "auto-submitted");
  const report = header(mail, "content-type").startsWith("multipart/report");
  const away = /auto_reply/.test(header(mail, "precedence")) || header(mail, "x-autoreply") !== "";
  if (submitted.startsWith("auto-replied") || report || away || header(mail, "return-path").trim() === "<>")
    return "reply";
  return submitted !== "" && !submitted.startsWith("no") ? "generated" : "person";
}

function instant(date: string | undefined): { readonly sentAt?: string } {
  const at = date === undefined ? Number.NaN : Date.parse(date);
  return Number.isNaN(at) || at < 0 || at > 8.64e14 ? {} : { sentAt: new Date(at).toISOString() };
}

const rawWords = (bytes: Uint8Array): string => readable(new TextDecoder().decode(bytes.subarray(0, MOST_TEXT)));

/**
 * Reads a mail: any bytes give something. Never throws.
 *
 * @example (await readMail(bytes)).subject // "服务器被勒索，请求支援"
 */
export async function readMail(bytes: Uint8Array): Promise<ReadMail> {
  const mail = await PostalMime.parse(bytes, { maxNestingDepth: 50, maxHeadersSize: 1_000_000 }).catch(() => undefined);
  if (mail === undefined) {
    const text = rawWords(bytes);
    return {
      from: { name: "", address: "" },
      subject: "",
      text,
      messageId: "",
      references: [],
      attachments: [],
      writer: "person",
    };
  }
  const text = readable(
    (mail.text ?? "").trim() === "" ? htmlWords((mail.html ?? "").slice(0, 2_000_000)) : (mail.text ?? ""),
  );
  const silent = text === "" && (mail.subject ?? "").trim() === "" && mail.attachments.length === 0;
  const references = [...idsIn(mail.inReplyTo), ...idsIn(mail.references)].slice(-MOST_REFERENCES);
  return {
    from: addressOf(mail.from),
    subject: oneLine(mail.subject ?? "", 300),
    // What says nothing as a mail is shown as the bytes it is.
    text: (silent ? rawWords(bytes) : text).slice(0, MOST_TEXT).toWellFormed(),
    messageId: idsIn(mail.messageId)[0] ?? "",
    references: [...new Set(references)],
    ...instant(mail.date),
    attachments: mail.attachments.slice(0, 200).map(({ filename, mimeType, content }) => ({
      name: oneLine(filename ?? "", 200),
      type: oneLine(mimeType, 100),
      size: typeof content === "string" ? content.length : content.byteLength,
    })),
    writer: writerOf(mail),
  };
}
