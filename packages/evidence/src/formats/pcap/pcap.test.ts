import assert from "node:assert/strict";
import test from "node:test";
import { sampleOf } from "../../sample.ts";
import { assertSurvives, readBytes } from "../evtx/read-bytes.testkit.ts";
import { pcap } from "./pcap.ts";

const at = (address: string): Buffer => Buffer.from(address.split(".").map(Number));
const be = (value: number, width: number): Buffer => {
  const bytes = Buffer.alloc(width);
  bytes.writeUIntBE(value, 0, width);
  return bytes;
};
const ip = (protocol: number, from: string, to: string, body: Buffer): Buffer =>
  Buffer.concat([
    Buffer.alloc(12),
    Buffer.from([8, 0, 0x45, 0]),
    be(20 + body.length, 2),
    Buffer.from([0, 0, 0, 0, 64, protocol, 0, 0]),
    at(from),
    at(to),
    body,
  ]);
const client = "198.51.100.7";
const server = "203.0.113.9";
interface Segment {
  readonly back?: boolean;
  readonly seq: number;
  readonly flags?: number;
  readonly text?: string | Buffer;
  readonly port?: number;
}
function tcp({ back = false, seq, flags = 0x18, text = "", port = 80 }: Segment): Buffer {
  const ports = back ? [port, 40_000 + port] : [40_000 + port, port];
  const head = Buffer.concat([
    be(ports[0] ?? 0, 2),
    be(ports[1] ?? 0, 2),
    be(seq, 4),
    be(0, 4),
    Buffer.from([0x50, flags, 1, 0, 0, 0, 0, 0]),
  ]);
  const body = Buffer.concat([head, Buffer.from(text as string)]);
  return back ? ip(6, server, client, body) : ip(6, client, server, body);
}
const name = (text: string): Buffer =>
  Buffer.concat([
    ...text.split(".").map((one) => Buffer.concat([Buffer.from([one.length]), Buffer.from(one)])),
    Buffer.from([0]),
  ]);
function dns(response: boolean, question: string): Buffer {
  const head = Buffer.from([
    0x12,
    0x34,
    response ? 0x81 : 1,
    response ? 0x80 : 0,
    0,
    1,
    0,
    response ? 1 : 0,
    0,
    0,
    0,
    0,
  ]);
  const asked = Buffer.concat([name(question), Buffer.from([0, 1, 0, 1])]);
  const answer = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 192, 0, 2, 1]);
  const message = Buffer.concat([head, asked, ...(response ? [answer] : [])]);
  const ports = response ? [53, 5000] : [5000, 53];
  const body = Buffer.concat([
    be(ports[0] ?? 0, 2),
    be(ports[1] ?? 0, 2),
    be(8 + message.length, 2),
    be(0, 2),
    message,
  ]);
  return response ? ip(17, "192.0.2.53", client, body) : ip(17, client, "192.0.2.53", body);
}
function hello(serverName: string): Buffer {
  const host = Buffer.concat([
    be(serverName.length + 3, 2),
    Buffer.from([0]),
    be(serverName.length, 2),
    Buffer.from(serverName),
  ]);
  const extension = Buffer.concat([be(0, 2), be(host.length, 2), host]);
  const body = Buffer.concat([
    be(0x0303, 2),
    Buffer.alloc(32),
    Buffer.from([0, 0, 2, 0x13, 1, 1, 0]),
    be(extension.length, 2),
    extension,
  ]);
  const shake = Buffer.concat([Buffer.from([1]), be(body.length, 3), body]);
  return Buffer.concat([Buffer.from([0x16, 3, 1]), be(shake.length, 2), shake]);
}

const packets = [
  tcp({ seq: 9, flags: 2 }),
  tcp({ back: true, seq: 99, flags: 0x12 }),
  tcp({ seq: 10, text: "POST /login?u=<b> HTTP/1.1\r\nHost: shop.example.org\r\nUser-Agent: curl/8\r" }),
  tcp({ seq: 10, text: "POST /login?u=<b> HTTP/1.1\r\nHost: shop.example.org\r\nUser-Agent: curl/8\r" }),
  tcp({ seq: 81, text: "\n\r\nbody" }),
  tcp({ back: true, seq: 100, text: "HTTP/1.1 403 Forbidden\r\nContent-Length: 5\r\n\r\nnope\n" }),
  dns(false, "evil.example.org"),
  dns(true, "evil.example.org"),
  tcp({ seq: 1, port: 443, text: hello("c2.example.org") }),
  tcp({ seq: 1, port: 22, text: "SSH-2.0-OpenSSH_9.6\r\n" }),
  tcp({ seq: 1, port: 25, text: "MAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\nDATA\r\n" }),
  tcp({ seq: 1, port: 23, flags: 2 }),
  tcp({ back: true, seq: 1, port: 23, flags: 0x14 }),
  Buffer.concat([Buffer.alloc(12), Buffer.from([8, 6]), Buffer.alloc(28)]),
];

function classic(nano: boolean, little: boolean): Buffer {
  const word = (value: number): Buffer => (little ? be(value, 4).reverse() : be(value, 4));
  const head = [nano ? 0xa1b23c4d : 0xa1b2c3d4, 0x0002_0004, 0, 0, 65_535, 1].map(word);
  const records = packets.map((bytes, index) =>
    Buffer.concat([word(1_772_331_247 + index), word(nano ? 5001 : 5), word(bytes.length), word(bytes.length), bytes]),
  );
  return Buffer.concat([...head, ...records]);
}
function next(): Buffer {
  const word = (value: number): Buffer => be(value, 4).reverse();
  const block = (type: number, body: Buffer): Buffer => {
    const size = 12 + body.length + ((4 - (body.length % 4)) % 4);
    return Buffer.concat([word(type), word(size), body, Buffer.alloc(size - 12 - body.length), word(size)]);
  };
  const time = 1_772_331_247_000_005n;
  const records = packets.map((bytes, index) => {
    const instant = time + BigInt(index) * 1_000_000n;
    const head = [0, Number(instant >> 32n), Number(instant & 0xffff_ffffn), bytes.length, bytes.length].map(word);
    return block(6, Buffer.concat([...head, bytes]));
  });
  const section = block(0x0a0d0d0a, Buffer.concat([word(0x1a2b3c4d), word(1), word(0xffffffff), word(0xffffffff)]));
  return Buffer.concat([section, block(1, Buffer.from([1, 0, 0, 0, 0, 0, 4, 0])), ...records]);
}

test("flows and what they carried are told, from both kinds of file", () => {
  for (const bytes of [classic(false, true), classic(true, false), next()]) {
    assert.equal(pcap.sniff(sampleOf(bytes, "x")), 100);
    const read = readBytes(pcap, bytes);
    assert.deepEqual([read.damage.length, read.unparsed], [0, 0]);
    const of = (dataset: string) => read.events.filter((event) => event["event.dataset"] === `pcap.${dataset}`);
    const [http] = of("http");
    assert.deepEqual(
      [
        http?.["url.path"],
        http?.["url.query"],
        http?.["url.domain"],
        http?.["http.response.status_code"],
        http?.["event.outcome"],
      ],
      ["/login", "u=<b>", "shop.example.org", 403, "failure"],
    );
    assert.equal(http?.["user_agent.original"], "curl/8");
    assert.deepEqual(
      of("dns").map((event) => event["event.action"]),
      ["dns_query", "dns_answer"],
    );
    assert.deepEqual(of("dns")[1]?.fields?.["answers"], ["192.0.2.1"]);
    assert.equal(of("tls")[0]?.["tls.client.server_name"], "c2.example.org");
    assert.equal(of("ssh")[0]?.message, "SSH-2.0-OpenSSH_9.6");
    assert.deepEqual(
      [of("smtp")[0]?.["email.from.address"], of("smtp")[0]?.["email.to.address"]],
      ["a@example.org", "b@example.org"],
    );
    assert.equal(of("flow").length, 7);
    const web = of("flow").find((event) => event["destination.port"] === 80);
    assert.deepEqual(
      [web?.["source.ip"], web?.["destination.ip"], web?.["network.protocol"]],
      [client, server, "http"],
    );
    assert.equal(web?.time, 1_772_331_247_000_005);
    assert.equal(of("flow").find((event) => event["destination.port"] === 23)?.["event.outcome"], "failure");
    assert.equal(
      read.events.length + read.skipped - read.events.filter((event) => event.part !== undefined).length,
      packets.length,
    );
  }
});

test("damaged at random, it never throws and stays honest", () => {
  assertSurvives(pcap, [classic(false, true), next()], 300);
});
