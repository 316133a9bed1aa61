import type { LogEvent } from "@stanch/model/log-event";
import { isAddress } from "../generic/address/address.ts";
import type { Packet } from "./packet-file.ts";
import type { Layers } from "./packet-layers.ts";

/** One direction of a flow: what it carried, in order, as far as it is still looked at. */
export interface Side {
  packets: number;
  bytes: number;
  flags: number;
  next: number | undefined;
  buffer: Buffer;
  done: boolean;
}

/** A request that waits for its answer. */
export interface Pending {
  readonly event: LogEvent;
}

/** Everything two ends said to each other under one pair of ports. */
export interface Flow {
  readonly first: { readonly offset: number; readonly time: number; readonly nanos: number; readonly digits: 6 | 9 };
  readonly record: number;
  readonly layers: Omit<Layers, "payload" | "flags" | "sequence">;
  readonly client: Side;
  readonly server: Side;
  readonly pending: Pending[];
  /** Envelope of the message that is being handed over. */
  mail: { from?: string; to?: string };
  last: number;
  protocol: string | undefined;
  parts: number;
}

const side = (): Side => ({ packets: 0, bytes: 0, flags: 0, next: undefined, buffer: Buffer.alloc(0), done: false });

/** TCP: an answer to an opening came first, so the other end is the one that opened. */
const isAnswer = (layers: Layers): boolean => layers.transport === "tcp" && (layers.flags & 0x12) === 0x12;

export function openFlow(packet: Packet, layers: Layers, record: number): Flow {
  const turned = isAnswer(layers);
  return {
    first: { offset: packet.offset, time: packet.time, nanos: packet.nanos, digits: packet.digits },
    record,
    layers: {
      transport: layers.transport,
      source: turned ? layers.destination : layers.source,
      destination: turned ? layers.source : layers.destination,
      sourcePort: turned ? layers.destinationPort : layers.sourcePort,
      destinationPort: turned ? layers.sourcePort : layers.destinationPort,
    },
    client: side(),
    server: side(),
    pending: [],
    mail: {},
    last: packet.time,
    protocol: undefined,
    parts: 0,
  };
}

/** An event of a flow at a packet of it, with both ends told. */
export function flowEvent(
  flow: Flow,
  at: Pick<Packet, "offset" | "time" | "nanos" | "digits">,
  record: number,
): LogEvent {
  const { layers } = flow;
  const timed = at.time >= 0;
  const event: LogEvent = {
    time: timed ? at.time : undefined,
    digits: timed ? at.digits : 0,
    basis: timed ? "stated" : "none",
    offset: at.offset,
    record,
    "event.module": "pcap",
    "event.category": "network",
    "event.action": "network_flow",
  };
  if (at.nanos > 0) event.nanos = at.nanos;
  if (isAddress(layers.source)) {
    event["source.ip"] = layers.source;
    event["destination.ip"] = layers.destination;
  } else {
    event["source.address"] = layers.source;
    event["destination.address"] = layers.destination;
  }
  event["network.transport"] = layers.transport;
  if (layers.sourcePort > 0) event["source.port"] = layers.sourcePort;
  if (layers.destinationPort > 0) event["destination.port"] = layers.destinationPort;
  return event;
}

const flagNames = ["FIN", "SYN", "RST", "PSH", "ACK", "URG"];
const flagsText = (flags: number): string => flagNames.filter((_, bit) => (flags & (1 << bit)) !== 0).join(",");

/** The event of a whole flow. An opening that nobody answered, or that was refused at once, has failed. */
export function endFlow(flow: Flow): LogEvent {
  const { client, server, first, layers } = flow;
  const event = flowEvent(flow, first, flow.record);
  event["event.dataset"] = "pcap.flow";
  event["source.bytes"] = client.bytes;
  event["destination.bytes"] = server.bytes;
  if (flow.protocol !== undefined) event["network.protocol"] = flow.protocol;
  const refused =
    layers.transport === "tcp" && (server.packets === 0 || ((server.flags & 0x06) === 0x04 && server.bytes === 0));
  event["event.outcome"] = refused && (client.flags & 2) !== 0 ? "failure" : server.packets > 0 ? "success" : "unknown";
  event.fields = {
    packets_to: client.packets,
    packets_from: server.packets,
    seconds: flow.last > first.time ? (flow.last - first.time) / 1e6 : 0,
    ...(layers.transport === "tcp" ? { flags_to: flagsText(client.flags), flags_from: flagsText(server.flags) } : {}),
  };
  return event;
}
