import type { LogEvent } from "@stanch/model/log-event";
import { dnsMessage } from "./dns-message.ts";
import { type Flow, flowEvent, type Side } from "./flow.ts";
import type { Packet } from "./packet-file.ts";
import type { Layers } from "./packet-layers.ts";
import { tlsHello } from "./tls-hello.ts";

/** Where a piece of content was seen. */
export interface Seen {
  readonly flow: Flow;
  readonly packet: Packet;
  readonly record: number;
  readonly emit: (event: LogEvent) => void;
}

/** Longest head that is looked at on either side, bytes. */
export const longestHead = 4096;
const dnsPorts = new Set([53, 5353, 5355]);
const mailPorts = new Set([25, 587, 2525]);
const methods = /^(?:GET|POST|HEAD|PUT|DELETE|OPTIONS|PATCH|TRACE|CONNECT|PROPFIND|MOVE|COPY|MKCOL|SEARCH|DEBUG) \S/;

function content(seen: Seen, protocol: string, action: string): LogEvent {
  seen.flow.protocol = protocol;
  const event = flowEvent(seen.flow, seen.packet, seen.record);
  event.part = ++seen.flow.parts;
  event["event.dataset"] = `pcap.${protocol}`;
  event["event.action"] = action;
  event["network.protocol"] = protocol;
  return event;
}

export function readDns(seen: Seen, payload: Buffer): void {
  const message = dnsMessage(payload);
  if (message === undefined) return;
  const event = content(seen, "dns", message.response ? "dns_answer" : "dns_query");
  if (message.name !== "") event["dns.question.name"] = message.name;
  event["dns.question.type"] = message.type;
  event["event.outcome"] =
    message.response && message.code !== 0 ? "failure" : message.response ? "success" : "unknown";
  event.fields = { id: message.id, rcode: message.code, answers: message.answers };
  seen.emit(event);
}

const header = (head: string, name: string): string | undefined => {
  const found = new RegExp(`^${name}:[ \\t]*(.*)$`, "im").exec(head)?.[1]?.trim();
  return found === undefined || found === "" ? undefined : found;
};

function request(seen: Seen, head: string): void {
  const [method = "", target = ""] = head.slice(0, head.indexOf("\n")).trim().split(" ");
  const event = content(seen, "http", "http_request");
  event["event.category"] = "web";
  event["http.request.method"] = method;
  if (target !== "") event["url.original"] = target;
  const [path = "", query] = target.replace(/^https?:\/\/[^/]*/i, "").split(/\?(.*)/s, 2);
  if (path !== "") event["url.path"] = path;
  if (query !== undefined && query !== "") event["url.query"] = query;
  const host = header(head, "Host");
  if (host !== undefined) event["url.domain"] = host.replace(/:\d+$/, "");
  const agent = header(head, "User-Agent");
  if (agent !== undefined) event["user_agent.original"] = agent;
  const referrer = header(head, "Referer");
  if (referrer !== undefined) event["http.request.referrer"] = referrer;
  event.message = `${method} ${target}`;
  if (seen.flow.pending.length < 32) seen.flow.pending.push({ event });
  else seen.emit(event);
}

function response(seen: Seen, head: string): void {
  const code = /^HTTP\/1\.\d (\d{3})/.exec(head)?.[1];
  const waiting = seen.flow.pending.shift();
  if (code === undefined || waiting === undefined) return;
  const { event } = waiting;
  event["http.response.status_code"] = Number(code);
  event["event.outcome"] = Number(code) >= 400 ? "failure" : "success";
  const size = header(head, "Content-Length");
  if (size !== undefined && /^\d{1,15}$/.test(size)) event["http.response.body.bytes"] = Number(size);
  seen.emit(event);
}

function hello(seen: Seen, bytes: Buffer): void {
  const found = tlsHello(bytes);
  if (found === undefined) return;
  const event = content(seen, "tls", "tls_hello");
  if (found.serverName !== undefined) event["tls.client.server_name"] = found.serverName;
  event.fields = { ja3: found.ja3, alpn: found.alpn };
  seen.emit(event);
}

function banner(seen: Seen, line: string, who: "client" | "server"): void {
  const event = content(seen, "ssh", "ssh_banner");
  event.fields = { side: who, banner: line };
  event.message = line;
  seen.emit(event);
}

function mail(seen: Seen, text: string): void {
  const { flow } = seen;
  for (const line of text.split(/\r?\n/, 64)) {
    const from = /^MAIL FROM:\s*<([^>]*)>/i.exec(line)?.[1];
    if (from !== undefined) flow.mail = { from };
    const to = /^RCPT TO:\s*<([^>]+)>/i.exec(line)?.[1];
    if (to !== undefined) flow.mail.to ??= to;
    if (/^AUTH /i.test(line)) seen.emit({ ...content(seen, "smtp", "smtp_auth"), message: line.slice(0, 12) });
    if (!/^DATA\s*$/i.test(line) || flow.mail.to === undefined) continue;
    const event = content(seen, "smtp", "mail_sent");
    event["event.category"] = "email";
    if (flow.mail.from !== undefined && flow.mail.from !== "") event["email.from.address"] = flow.mail.from;
    event["email.to.address"] = flow.mail.to;
    seen.emit(event);
    flow.mail = {};
  }
}

/** The head of what one side said, when it is whole. */
function headOf(bytes: Buffer): string | undefined {
  const end = bytes.indexOf("\r\n\r\n");
  if (end < 0 && bytes.length < longestHead) return undefined;
  return bytes.toString("latin1", 0, end < 0 ? bytes.length : end + 2);
}

/** Looks at what a side has said so far; true when that is dealt with. */
function understand(seen: Seen, own: Side, fromClient: boolean): boolean {
  const { buffer } = own;
  if (buffer[0] === 0x16) {
    if (buffer.length < 5 || (fromClient && buffer.length < Math.min(5 + buffer.readUInt16BE(3), longestHead)))
      return false;
    own.done = true;
    if (fromClient) hello(seen, buffer);
    return true;
  }
  const start = buffer.toString("latin1", 0, 96);
  if (start.startsWith("SSH-")) {
    own.done = true;
    banner(seen, start.split(/\r?\n/, 1)[0] ?? "", fromClient ? "client" : "server");
    return true;
  }
  const isHead = fromClient ? methods.test(start) : start.startsWith("HTTP/1.");
  if (isHead) {
    const head = headOf(buffer);
    if (head === undefined) return false;
    if (fromClient) request(seen, head);
    else response(seen, head);
    return true;
  }
  if (fromClient && mailPorts.has(seen.flow.layers.destinationPort)) mail(seen, buffer.toString("latin1"));
  return true;
}

/** Takes the payload of a TCP packet: in order, and once. */
export function readStream(seen: Seen, own: Side, layers: Layers, fromClient: boolean): void {
  const { payload, sequence, flags } = layers;
  if ((flags & 2) !== 0) own.next = (sequence + 1) >>> 0;
  if (payload.length === 0 || own.done) return;
  if (own.next !== undefined && sequence !== own.next) {
    // A repeated piece says nothing new; after a gap, a new head may still begin.
    if (((own.next - sequence) | 0) > 0) return;
    own.buffer = Buffer.alloc(0);
  }
  own.next = (sequence + payload.length) >>> 0;
  own.buffer = Buffer.concat([own.buffer, payload.subarray(0, longestHead - own.buffer.length)]);
  if (dnsPorts.has(seen.flow.layers.destinationPort)) {
    if (own.buffer.length < 2 || own.buffer.length < Math.min(2 + own.buffer.readUInt16BE(0), longestHead)) return;
    readDns(seen, own.buffer.subarray(2));
    own.buffer = Buffer.alloc(0);
  } else if (understand(seen, own, fromClient)) own.buffer = Buffer.alloc(0);
}

/** Takes the payload of a UDP packet. */
export function readDatagram(seen: Seen, { sourcePort, destinationPort, payload }: Layers): void {
  if (dnsPorts.has(sourcePort) || dnsPorts.has(destinationPort)) readDns(seen, payload);
}
