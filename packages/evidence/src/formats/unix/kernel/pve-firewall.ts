import type { LogEvent } from "@stanch/model/log-event";
import type { Clock, LineFormat } from "../../../format.ts";
import { shareOf } from "../../../sample.ts";
import { readStamp, stamp } from "../../generic/stamp/stamp.ts";
import { kernelMessage } from "./kernel-message.ts";

const looking: Clock = { basis: "zone-assumed", local: () => 0 };
const head = /^(\d{1,9}) ([0-7]) ([\w.-]{1,64}) (?=\d\d\/[A-Z][a-z]{2}\/\d{4}:)/;

/** The packet filter's log of Proxmox VE: guest, level, chain, date, then what the kernel says of the packet. */
export const pveFirewall: LineFormat = {
  id: "pve-firewall",
  names: { zh: "Proxmox 防火墙日志", en: "Proxmox firewall log" },
  family: "unix",
  modules: ["pve-firewall"],
  references: ["Proxmox VE Administration Guide: Firewall, Logging of firewall rules"],
  by: "line",
  splittable: true,
  sniff: (sample) =>
    Math.round(
      96 *
        shareOf(sample, (line) => {
          const match = head.exec(line);
          return match !== null && readStamp(line, match[0].length, looking);
        }),
    ),
  open: ({ clock, host, sink }) => ({
    line(text) {
      const match = head.exec(text);
      if (match === null || !readStamp(text, match[0].length, clock)) return sink.unparsed();
      const message = text.slice(stamp.end).trim();
      const event: LogEvent = {
        time: stamp.time,
        digits: stamp.digits,
        basis: stamp.basis,
        offset: -1,
        record: 0,
        "event.module": "pve-firewall",
        "host.name": host,
        message: message === "" ? undefined : message,
      };
      kernelMessage(message, event);
      event["event.module"] = "pve-firewall";
      event.fields = { ...event.fields, guest: match[1] ?? "", chain: match[3] ?? "" };
      sink.event(event);
    },
    end() {},
  }),
};
