import { noDependency, type XmlAttribute, type XmlElement, type XmlNode } from "../evtx/binxml.ts";
import { table } from "../../table.ts";

const deepest = 48;
const mostNodes = 20_000;
const named: Readonly<Record<string, string>> = table({ lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" });
const tag = /<(\/?)([A-Za-z_][\w.:-]{0,255})((?:\s+[A-Za-z_][\w.:-]{0,255}\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;
const attribute = /([A-Za-z_][\w.:-]*)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** Text with the five entities of XML and references to characters put in; others stay as they are written, none is ever defined. */
function plain(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([\da-fA-F]{1,6})|(\w{2,4}));/g, (all, decimal, hex, name) => {
    if (typeof name === "string") return named[name] ?? all;
    const code = typeof decimal === "string" ? Number(decimal) : Number.parseInt(String(hex), 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
}

const textNode = (text: string): XmlNode => ({ kind: "text", text: plain(text) });

function attributesOf(text: string): XmlAttribute[] {
  return [...text.matchAll(attribute)].map(([, name = "", quoted, single]) => ({
    name,
    parts: [{ kind: "text", text: plain(quoted ?? single ?? "") }],
  }));
}

interface Open {
  readonly name: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: XmlNode[];
}

const closed = ({ name, attributes, children }: Open): XmlElement => ({
  kind: "element",
  name,
  dependency: noDependency,
  attributes,
  children,
});

/** Where what begins with `<!` or `<?` ends: a comment, a CDATA section (its text is kept) or an instruction. */
function passed(xml: string, at: number, into: XmlNode[] | undefined): number {
  const forms = [
    ["<!--", "-->"],
    ["<![CDATA[", "]]>"],
    ["<?", "?>"],
  ] as const;
  for (const [begin, end] of forms) {
    if (!xml.startsWith(begin, at)) continue;
    const stop = xml.indexOf(end, at + begin.length);
    if (stop < 0) return -1;
    if (begin === "<![CDATA[") into?.push({ kind: "text", text: xml.slice(at + begin.length, stop) });
    return stop + end.length;
  }
  return -1;
}

/**
 * Reads one element with all that is in it, as the reader of binary logs has it; undefined when it is no well-formed XML, holds a
 * document type, or is deeper or larger than a record is. Nothing is fetched and no entity is ever expanded but XML's own five.
 *
 * @example eventXml("<Event><System><EventID>4625</EventID></System></Event>")?.name // "Event"
 */
export function eventXml(xml: string): XmlElement | undefined {
  const stack: Open[] = [];
  let nodes = 0;
  for (let at = 0; at < xml.length && nodes < mostNodes; nodes++) {
    const top = stack.at(-1);
    const next = xml.indexOf("<", at);
    if (next < 0) return undefined;
    if (next > at) top?.children.push(textNode(xml.slice(at, next)));
    tag.lastIndex = next;
    const match = tag.exec(xml);
    if (match === null) {
      at = passed(xml, next, top?.children);
      if (at < 0) return undefined;
      continue;
    }
    at = tag.lastIndex;
    const [, ending, name = "", list = "", empty] = match;
    if (ending === "/" ? top?.name !== name : stack.length >= deepest) return undefined;
    const element = ending === "/" ? stack.pop() : { name, attributes: attributesOf(list), children: [] };
    if (element === undefined) return undefined;
    if (ending === "" && empty === "") stack.push(element);
    else if (stack.length === 0) return closed(element);
    else stack.at(-1)?.children.push(closed(element));
  }
  return undefined;
}
