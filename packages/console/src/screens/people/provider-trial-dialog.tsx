import { Button, TextInput } from "@mantine/core";
import type { Provider } from "@stanch/model/provider";
import { type ReactNode, useState } from "react";
import { useAct } from "../../api/queries.ts";
import { useSession } from "../../api/session-context.tsx";
import { Badge } from "../../parts/badges.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { useWords } from "../../words/language-context.tsx";

/** Sends one message through one provider and shows what it said. */
export function ProviderTrialDialog({
  provider,
  onClose,
}: {
  readonly provider: Provider;
  readonly onClose: () => void;
}): ReactNode {
  const { reach, frame } = useWords();
  const { providers: words } = reach;
  const phone = useSession().staff?.phone ?? "";
  const act = useAct("provider.try");
  const spoken = provider.channel === "sms" || provider.channel === "voice";
  const [address, setAddress] = useState(spoken ? phone : "");
  return (
    <Dialog onClose={onClose} title={words.testOf(provider.name)}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          act.mutate({ params: { provider: provider.id }, body: { address: address.trim() } });
        }}
      >
        <TextInput
          data-autofocus
          required
          label={words.testTo}
          description={reach.addresses[provider.channel]}
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
        <ProblemBox error={act.error} />
        {act.data === undefined ? null : (
          <div className="stack-tight" role="status">
            <p>
              <Badge look={act.data.ok ? "solid" : "warn"}>{act.data.ok ? words.testTook : words.testRefused}</Badge>
            </p>
            <dl className="facts">
              <dt>{words.said}</dt>
              <dd className="break mono">{act.data.detail || "–"}</dd>
              <dt>{words.messageId}</dt>
              <dd className="break mono">{act.data.messageId || "–"}</dd>
            </dl>
          </div>
        )}
        <div className="form-actions">
          <Button type="submit" disabled={address.trim() === ""} loading={act.isPending}>
            {words.test}
          </Button>
          <Button variant="default" onClick={onClose}>
            {frame.close}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
