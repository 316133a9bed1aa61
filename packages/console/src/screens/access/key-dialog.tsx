import { Button, Checkbox, TextInput } from "@mantine/core";
import { KEY_DAYS, type KeyPermission, keyPermission } from "@stanch/model/api-key";
import { type ReactNode, useState } from "react";
import { useAct } from "../../api/queries.ts";
import { useMay } from "../../api/session-context.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { useWords } from "../../words/language-context.tsx";

/** Makes a key and shows its secret this once. */
export function KeyDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { access } = useWords();
  const act = useAct("apiKey.create");
  const secret = act.data?.secret;
  return (
    <Dialog title={secret === undefined ? access.add : access.once} onClose={onClose}>
      {secret === undefined ? (
        <KeyForm pending={act.isPending} error={act.error} onMake={(body) => act.mutate({ body })} />
      ) : (
        <Once secret={secret} onClose={onClose} />
      )}
    </Dialog>
  );
}

function Once({ secret, onClose }: { readonly secret: string; readonly onClose: () => void }): ReactNode {
  const { access, frame } = useWords();
  const [copied, setCopied] = useState(false);
  return (
    <div className="form">
      <p>{access.onceWhy}</p>
      <output className="one-time mono break">{secret}</output>
      <div className="form-actions">
        <Button onClick={() => void navigator.clipboard?.writeText(secret).then(() => setCopied(true))}>
          {copied ? frame.copied : frame.copy}
        </Button>
        <Button variant="default" onClick={onClose}>
          {frame.close}
        </Button>
      </div>
    </div>
  );
}

interface KeyOrder {
  readonly name: string;
  readonly permissions: KeyPermission[];
  readonly days: number;
}

function KeyForm({
  pending,
  error,
  onMake,
}: {
  readonly pending: boolean;
  readonly error: Error | null;
  readonly onMake: (order: KeyOrder) => void;
}): ReactNode {
  const { access } = useWords();
  const may = useMay();
  const [name, setName] = useState("");
  const [days, setDays] = useState("90");
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const permissions = keyPermission.options.filter((one) => chosen.includes(one));
  const count = Number(days);
  const good = Number.isInteger(count) && count >= 1 && count <= KEY_DAYS;
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        onMake({ name: name.trim(), permissions, days: count });
      }}
    >
      <TextInput
        label={access.name}
        required
        maxLength={80}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Checkbox.Group label={access.may} value={[...chosen]} onChange={setChosen}>
        <div className="stack-tight">
          {keyPermission.options.filter(may).map((one) => (
            <Checkbox key={one} value={one} label={access.permissions[one]} />
          ))}
        </div>
      </Checkbox.Group>
      <TextInput
        label={access.days}
        required
        inputMode="numeric"
        value={days}
        onChange={(event) => setDays(event.currentTarget.value.replace(/\D/g, "").slice(0, 3))}
      />
      <ProblemBox error={error} />
      <div className="form-actions">
        <Button type="submit" loading={pending} disabled={name.trim() === "" || permissions.length === 0 || !good}>
          {access.make}
        </Button>
      </div>
    </form>
  );
}
