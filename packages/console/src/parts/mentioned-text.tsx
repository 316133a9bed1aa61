import { mention, mentionParts } from "@stanch/model/mention";
import type { ReactNode } from "react";
import { useRead } from "../api/queries.ts";

/** A text in which people are named, each by the name of today; whatever it holds stays text. */
export function MentionedText({ body, mentions }: { readonly body: string; readonly mentions: unknown }): ReactNode {
  const read = mention.array().safeParse(mentions).data ?? [];
  const staff = useRead("staff.list", {}, { enabled: read.length > 0, fresh: 60_000 });
  const names = new Map<string, string>(staff.data?.map((one) => [one.id, one.name]));
  return mentionParts(body, read).map((part, at) =>
    part.staff === undefined ? (
      part.text
    ) : (
      <mark key={at} className="mention" title={part.text}>
        @{names.get(part.staff) ?? part.text.slice(1)}
      </mark>
    ),
  );
}
