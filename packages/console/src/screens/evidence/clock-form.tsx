import { Button, TextInput } from "@mantine/core";
import type { ClockSetting } from "@stanch/model/clock";
import { type ReactNode, useState } from "react";
import { useWords } from "../../words/language-context.tsx";
import { isZoneName, secondsOf } from "./clock-settings.ts";

type Given = Pick<ClockSetting, "zone" | "correction">;

/** Zone and correction of one host or file. */
export function ClockForm({
  name,
  now,
  busy,
  onSet,
}: {
  readonly name: string;
  readonly now: Given;
  readonly busy: boolean;
  readonly onSet: (given: Given) => void;
}): ReactNode {
  const { clocks, evidence } = useWords().analysis;
  const [zone, setZone] = useState(now.zone ?? "");
  const [seconds, setSeconds] = useState(now.correction === undefined ? "" : String(now.correction));
  const correction = secondsOf(seconds);
  const wrongZone = zone.trim() !== "" && !isZoneName(zone.trim());
  const wrong = wrongZone || Number.isNaN(correction);
  return (
    <form
      className="run-bar"
      aria-label={clocks.setFor(name)}
      onSubmit={(event) => {
        event.preventDefault();
        if (wrong) return;
        const given = zone.trim() === "" ? {} : { zone: zone.trim() };
        onSet({ ...given, ...(correction === undefined || correction === 0 ? {} : { correction }) });
      }}
    >
      <TextInput
        size="xs"
        label={clocks.zone}
        placeholder={evidence.zoneHint}
        value={zone}
        error={wrongZone ? clocks.badZone : undefined}
        onChange={(event) => setZone(event.currentTarget.value)}
      />
      <TextInput
        size="xs"
        label={clocks.correction}
        inputMode="decimal"
        value={seconds}
        error={Number.isNaN(correction)}
        onChange={(event) => setSeconds(event.currentTarget.value)}
      />
      <Button type="submit" size="xs" variant="default" loading={busy} disabled={wrong}>
        {clocks.set}
      </Button>
    </form>
  );
}
