import type { CitedEvent } from "./cited-event.ts";
import { compareCited } from "./cited-event.ts";
import type { Deed } from "./deed.ts";

/** A shell notes a line when it is entered, sudo when it has asked for the password: seconds apart, in microseconds. */
const NEAR = 30_000_000;
const throughSudo = /(?:^|[|;&(]\s*|\s)sudo\s/;

const isTyped = ({ event }: CitedEvent): boolean =>
  event["event.module"] === "shell" && throughSudo.test(event["process.command_line"] ?? "");

function isEchoOf(typed: CitedEvent, ran: CitedEvent): boolean {
  const { event } = ran;
  if (event["event.action"] !== "sudo_command" || event["user.name"] !== typed.event["user.name"]) return false;
  const since = (event.time ?? Infinity) - (typed.event.time ?? 0);
  if (since < -1_000_000 || since > NEAR) return false;
  const line = event["process.command_line"] ?? "";
  const name = /^\s*(?:\S*\/)?(\S+)/.exec(line)?.[1] ?? "";
  const rest = line.replace(/^\s*\S+\s*/, "");
  const said = typed.event["process.command_line"] ?? "";
  return (
    name !== "" &&
    said.includes(name) &&
    said.replaceAll(/['"]/g, "").includes(rest.replaceAll(/['"]/g, "").slice(0, 60))
  );
}

/** The sudo record of a line that a shell history holds, if there is one: one act, told twice. */
export function ranAs(typed: CitedEvent, sudos: readonly CitedEvent[]): CitedEvent | undefined {
  return isTyped(typed) ? sudos.find((one) => isEchoOf(typed, one)) : undefined;
}

/** Joins deeds of the same rule that a shell history and sudo tell of, so that one act is one deed and cites both. */
export function withoutEchoes(deeds: readonly Deed[]): Deed[] {
  const kept: Deed[] = [];
  const typed = deeds.filter((deed) => deed.events.every(isTyped));
  for (const deed of deeds) {
    if (typed.includes(deed)) continue;
    const twins = typed.filter(
      (one) =>
        one.rule?.id === deed.rule?.id && one.act === deed.act && one.events.every((each) => ranAs(each, deed.events)),
    );
    const events = [...deed.events, ...twins.flatMap((one) => one.events)].sort(compareCited);
    kept.push(twins.length === 0 ? deed : { ...deed, events });
    for (const twin of twins) typed.splice(typed.indexOf(twin), 1);
  }
  return [...kept, ...typed];
}
