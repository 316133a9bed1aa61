import type { LogEvent } from "@stanch/model/log-event";
import type { ByteFormat, ByteInput, ReadContext } from "../../format.ts";
import { endFlow, type Flow, openFlow } from "./flow.ts";
import { readDatagram, readStream, type Seen } from "./flow-content.ts";
import { captureKind, eachPacket, type Packet } from "./packet-file.ts";
import { type Layers, packetLayers } from "./packet-layers.ts";

/** More flows at once than this, and the one that was silent longest is closed. */
const mostFlows = 20_000;
/** A flow that is silent for so long has ended, microseconds. */
const idle = 300e6;

class Capture {
  readonly #context: ReadContext;
  readonly #flows = new Map<string, Flow>();
  #record = 0;

  constructor(context: ReadContext) {
    this.#context = context;
  }

  packet(packet: Packet): void {
    this.#record++;
    const layers = packetLayers(packet.link, packet.bytes);
    if (layers === undefined) {
      const { sink } = this.#context;
      sink.unparsed();
      sink.damage({ from: packet.offset, to: packet.offset + 16, code: "E_RECORD_BROKEN", detail: "packet" });
      return;
    }
    const flow = this.#flowOf(packet, layers);
    flow.last = Math.max(flow.last, packet.time);
    const fromClient = layers.source === flow.layers.source && layers.sourcePort === flow.layers.sourcePort;
    const own = fromClient ? flow.client : flow.server;
    own.packets++;
    own.bytes += layers.payload.length;
    own.flags |= layers.flags;
    const seen: Seen = { flow, packet, record: this.#record, emit: (event) => this.#emit(event) };
    // The part of an event tells several of one packet apart.
    if (layers.transport === "tcp") readStream(seen, own, layers, fromClient);
    else if (layers.transport === "udp") readDatagram(seen, layers);
  }

  #flowOf(packet: Packet, layers: Layers): Flow {
    const one = `${layers.source} ${layers.sourcePort}`;
    const other = `${layers.destination} ${layers.destinationPort}`;
    const key = `${layers.transport} ${one < other ? `${one} ${other}` : `${other} ${one}`}`;
    const known = this.#flows.get(key);
    const reopened = layers.transport === "tcp" && (layers.flags & 0x12) === 2 && (known?.client.packets ?? 0) > 1;
    if (known !== undefined && packet.time - known.last < idle && !reopened) {
      // Moved to the end, so that the first of the map is the one silent longest.
      this.#flows.delete(key);
      this.#flows.set(key, known);
      this.#context.sink.skip("joined");
      return known;
    }
    if (known !== undefined) this.#close(key, known);
    const flow = openFlow(packet, layers, this.#record);
    this.#flows.set(key, flow);
    if (this.#flows.size > mostFlows) {
      const [oldest] = this.#flows;
      if (oldest !== undefined) this.#close(...oldest);
    }
    return flow;
  }

  #emit(event: LogEvent): void {
    this.#context.sink.event(event);
  }

  #close(key: string, flow: Flow): void {
    this.#flows.delete(key);
    for (const { event } of flow.pending) this.#emit({ ...event, "event.outcome": "unknown" });
    this.#emit(endFlow(flow));
  }

  end(): void {
    for (const [key, flow] of this.#flows) this.#close(key, flow);
  }
}

/** Captured network traffic: one event a flow, and one for each question, request and greeting in it. Nothing is executed. */
export const pcap: ByteFormat = {
  by: "bytes",
  id: "pcap",
  names: { zh: "网络抓包（pcap/pcapng）", en: "Network capture (pcap, pcapng)" },
  family: "network",
  modules: ["pcap"],
  references: [
    "https://datatracker.ietf.org/doc/draft-ietf-opsawg-pcap/",
    "https://datatracker.ietf.org/doc/draft-ietf-opsawg-pcapng/",
  ],
  sniff: ({ bytes }) => (captureKind(bytes) === undefined ? 0 : 100),
  read(input: ByteInput, context: ReadContext): void {
    const capture = new Capture(context);
    eachPacket(input, context.sink, (packet) => capture.packet(packet));
    capture.end();
  },
};
