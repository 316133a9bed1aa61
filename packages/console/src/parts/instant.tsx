import { Tooltip } from "@mantine/core";
import type { ReactNode } from "react";
import { instantText, type InstantStyle, localZone, relativeText } from "../time/instant-text.ts";
import { serverNow } from "../time/server-time.ts";
import { useLanguage, useWords } from "../words/language-context.tsx";

const zone = localZone();

/** An instant in local time with its zone; UTC and the distance on hover or focus. */
export function Instant({
  at,
  style = "short",
}: {
  readonly at: string | undefined;
  readonly style?: InstantStyle;
}): ReactNode {
  const { language } = useLanguage();
  const { frame } = useWords();
  if (at === undefined) return <span className="muted">{frame.unknown}</span>;
  const label = `${instantText(at, "UTC", "second")} · ${relativeText(at, serverNow(), language)}`;
  return (
    <Tooltip label={label} openDelay={300}>
      <time dateTime={at} className="nowrap">
        {instantText(at, zone, style)}
      </time>
    </Tooltip>
  );
}
