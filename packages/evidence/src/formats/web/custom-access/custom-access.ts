import type { LogEvent } from "@stanch/model/log-event";
import type { Clock, LineFormat } from "../../../format.ts";
import { shareOf } from "../../../sample.ts";
import { party } from "../../generic/address/address.ts";
import { readStamp, stamp } from "../../generic/stamp/stamp.ts";
import { requestParts, target, urlParts } from "../http-request/http-request.ts";
import { webEvent } from "../web-event/web-event.ts";

const token = /"((?:[^"\\]|\\.){0,8192})"|\[([^\]]{0,512})\]|([^\s"]+)/g;
const mostTokens = 48;
const method =
  /^(?:GET|POST|HEAD|PUT|DELETE|OPTIONS|PATCH|CONNECT|TRACE|PROPFIND|PROPPATCH|REPORT|MKCOL|MOVE|COPY|SEARCH|LOCK|UNLOCK)$/;

/** What a date may begin with; an address or a size never does. */
const dateStart = /^(?:\d{1,4}[-/](?:\d\d|[A-Z])|[A-Z][a-z]{2},?(?: |$)|1\d{9}(?:\.\d+)?$)/;

interface Found {
  request: boolean;
  client: string | undefined;
  ip: string | undefined;
  status: number;
  statusAt: number;
  bytes: number;
  agent: string | undefined;
  referrer: string | undefined;
  domain: string | undefined;
  dated: boolean;
}

const lookingClock: Clock = { basis: "zone-assumed", local: () => 0 };

function tokensOf(line: string): { readonly text: string; readonly kind: '"' | "[" | ""; readonly at: number }[] {
  const tokens: { text: string; kind: '"' | "[" | ""; at: number }[] = [];
  token.lastIndex = 0;
  for (let match = token.exec(line); match !== null && tokens.length < mostTokens; match = token.exec(line)) {
    if (match[1] !== undefined) tokens.push({ text: match[1], kind: '"', at: match.index });
    else if (match[2] !== undefined) tokens.push({ text: match[2], kind: "[", at: match.index });
    else tokens.push({ text: match[3] ?? "", kind: "", at: match.index });
  }
  return tokens;
}

/**
 * Reads a line of any access log by what its parts look like: a client address, a request, a status. Whatever order a custom
 * `log_format` gives them, they cannot be mistaken for one another.
 */
function read(line: string, clock: Clock): Found | undefined {
  const tokens = tokensOf(line);
  const found: Found = {
    request: false,
    client: undefined,
    ip: undefined,
    status: 0,
    statusAt: -1,
    bytes: -1,
    agent: undefined,
    referrer: undefined,
    domain: undefined,
    dated: false,
  };
  for (let index = 0; index < tokens.length; index++) {
    const { text, kind, at } = tokens[index] ?? { text: "", kind: "", at: 0 };
    if (!found.dated && dateStart.test(text) && readStamp(line, at, clock)) {
      found.dated = true;
      const end = stamp.end;
      while ((tokens[index + 1]?.at ?? Infinity) < end) index++;
      continue;
    }
    if (!found.request && takeRequest(tokens, index, found)) continue;
    takePart(text, kind, index, found);
    if (kind === "" && text.startsWith("Mozilla/") && found.agent === undefined) {
      found.agent = line.slice(at);
      break;
    }
  }
  const whole = found.request && found.status > 0 && found.ip !== undefined;
  return whole ? found : undefined;
}

function takeRequest(tokens: readonly { text: string; kind: string }[], index: number, found: Found): boolean {
  const { text, kind } = tokens[index] ?? { text: "", kind: "" };
  if (kind === '"' && /^[A-Z]{3,12} \S/.test(text)) return (found.request = requestParts(text));
  if (kind !== "" || !method.test(text)) return false;
  // Scheme and host may stand between the method and its path.
  for (let ahead = 1; ahead <= 3; ahead++) {
    const next = tokens[index + ahead]?.text ?? "";
    if (!/^(?:\/|https?:\/\/)/.test(next)) {
      if (ahead < 3 && /^[\w.-]+\.[\w-]+(?::\d+)?$/.test(next)) found.domain ??= next;
      continue;
    }
    target.method = text;
    target.version = target.path = target.query = target.domain = target.url = undefined;
    urlParts(next.replace(/:$/, ""));
    return (found.request = true);
  }
  return false;
}

function takePart(text: string, kind: string, index: number, found: Found): void {
  if (kind !== '"' && found.ip === undefined) {
    const { ip } = party(text.replace(/^Client /, "").replace(/[,|]$/, ""));
    if (ip !== undefined) {
      found.ip = ip;
      found.client = ip;
      return;
    }
  }
  if (kind === "" && found.status === 0 && /^[1-5]\d\d$/.test(text)) {
    found.status = Number(text);
    found.statusAt = index;
  } else if (
    kind === "" &&
    found.statusAt >= 0 &&
    index <= found.statusAt + 1 &&
    /^\d{1,12}$/.test(text) &&
    found.request
  ) {
    found.bytes = Number(text);
  } else if (kind === '"' && found.referrer === undefined && /^https?:\/\//.test(text)) found.referrer = text;
  else if (kind === '"' && found.agent === undefined && /^[\w.-]+\/[\d.]|^Mozilla|bot|curl/i.test(text))
    found.agent = text;
  else if (
    kind === "" &&
    found.agent === undefined &&
    found.request &&
    index > found.statusAt + 1 &&
    /^(?!Mozilla)[A-Za-z][\w.-]*\/\d[\w.-]*$/.test(text)
  ) {
    found.agent = text;
  } else if (
    kind === "" &&
    found.domain === undefined &&
    /^(?=.*[a-z])[\w-]+(?:\.[\w-]+)+$/i.test(text) &&
    !/\.\w{1,3}:\d/.test(text)
  ) {
    found.domain = text;
  }
}

function customEvent(line: string, clock: Clock): LogEvent | undefined {
  const found = read(line, clock);
  if (found === undefined) return undefined;
  return webEvent({
    module: "web",
    time: found.dated ? stamp.time : undefined,
    digits: found.dated ? stamp.digits : 0,
    basis: found.dated ? stamp.basis : "none",
    ip: found.ip,
    client: found.client ?? "-",
    user: undefined,
    domain: target.domain ?? found.domain,
    status: found.status,
    bytes: found.bytes,
    referrer: found.referrer,
    agent: found.agent,
    wellFormed: true,
    message: line,
  });
}

/** Access logs in any custom form, learned from the lines: nginx `log_format`, Nginx Proxy Manager, gin, uvicorn and others. */
export const customAccess: LineFormat = {
  id: "web-access-custom",
  names: { zh: "自定义格式的访问日志", en: "access log of a custom form" },
  family: "web",
  modules: ["web"],
  references: ["https://nginx.org/en/docs/http/ngx_http_log_module.html#log_format"],
  by: "line",
  splittable: true,
  sniff: (sample) => Math.round(shareOf(sample, (line) => read(line, lookingClock) !== undefined) * 70),
  open({ clock, host, sink }) {
    return {
      line(text) {
        const event = customEvent(text, clock);
        if (event === undefined) return sink.unparsed();
        if (host !== undefined) event["host.name"] = host;
        sink.event(event);
      },
      end() {},
    };
  },
};
