import type { FieldValue } from "@stanch/model/event-line";
import type { LogEvent } from "@stanch/model/log-event";
import { isAddress, plainAddress } from "../../generic/address/address.ts";

/** Writes where an act came from: `source.ip` for addresses, `source.address` for names. */
export function setSource(event: LogEvent, host: string, port?: string): void {
  const plain = plainAddress(host);
  if (isAddress(plain)) event["source.ip"] = plain;
  else if (host !== "" && host !== "-" && host !== "?" && host !== "UNKNOWN") event["source.address"] = host;
  const number = Number(port);
  if (port !== undefined && port !== "" && number <= 65_535) event["source.port"] = number;
}

/** Sets a field of the record's own. */
export function setField(event: LogEvent, name: string, value: string | number | boolean): void {
  const fields: Record<string, FieldValue> = (event.fields ??= {});
  fields[name] = value;
}

/** Sets a text field unless it is empty. */
export function setUser(event: LogEvent, user: string): void {
  if (user !== "") event["user.name"] = user;
}
