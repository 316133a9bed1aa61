import { Button, Select, TextInput } from "@mantine/core";
import { type TypedContactChannel, typedContactChannel } from "@stanch/model/channel";
import type { ContactMethod } from "@stanch/model/contact";
import { type StaffId, staffId } from "@stanch/model/ids";
import { type ReactNode, useState } from "react";
import { useAct, useRead } from "../../api/queries.ts";
import { useSession } from "../../api/session-context.tsx";
import { ConfirmDialog } from "../../parts/confirm-dialog.tsx";
import { AsyncView, Empty } from "../../parts/async-view.tsx";
import { Badge } from "../../parts/badges.tsx";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { useWords } from "../../words/language-context.tsx";
import { BrowserPush } from "./browser-push.tsx";
import { ContactRules } from "./contact-rules.tsx";

/** The ways by which pages reach the person who is signed in, each verified before it counts. */
export function MyContacts(): ReactNode {
  const { reach } = useWords();
  const me = staffId.safeParse(useSession().staff?.id).data;
  return (
    <div className="page narrow stack">
      <h1>{reach.title}</h1>
      <p className="muted">{reach.why}</p>
      {me === undefined ? null : <Ways me={me} />}
    </div>
  );
}

function Ways({ me }: { readonly me: StaffId }): ReactNode {
  const { reach } = useWords();
  const read = useRead("contact.list", { params: { staff: me } });
  const all = useRead("contact.all", {});
  return (
    <AsyncView query={read}>
      {({ methods, rules, enough }) => {
        const have = methods.filter(({ verifiedAt }) => verifiedAt !== undefined).length;
        const need = all.data?.enough ?? 2;
        return (
          <>
            <section className="panel stack-tight">
              <p className="row">
                <b>{reach.enough(have, need)}</b>
                <Badge look={enough ? "solid" : "warn"}>{enough ? reach.enoughYes : reach.unverified}</Badge>
              </p>
              {enough ? null : <p>{reach.enoughNo(need - have)}</p>}
              {all.data?.required === false && !enough ? <p className="muted small">{reach.notHeld}</p> : null}
            </section>
            {methods.length === 0 ? <Empty words={reach.noWays} /> : null}
            <ul className="stack-tight">
              {methods.map((one) => (
                <OneWay key={one.id} method={one} />
              ))}
            </ul>
            <BrowserPush methods={methods} />
            <Add />
            {have === 0 ? null : <ContactRules key={JSON.stringify(rules)} methods={methods} rules={rules} />}
          </>
        );
      }}
    </AsyncView>
  );
}

function OneWay({ method }: { readonly method: ContactMethod }): ReactNode {
  const { reach, names } = useWords();
  const [removing, setRemoving] = useState(false);
  const { channel, address, verifiedAt, verifiedBy, goneAt } = method;
  const pending = goneAt === undefined ? reach.unverified : reach.push.gone;
  const state =
    verifiedAt === undefined ? pending : verifiedBy === undefined ? reach.verified : reach.calledBack(verifiedBy);
  return (
    <li className="panel stack-tight">
      <div className="spread">
        <span className="break">
          <b>{names.noticeChannel[channel]}</b> {address}
        </span>
        <span className="row">
          <Badge look={verifiedAt === undefined ? "dashed" : "solid"}>{state}</Badge>
          <Button
            size="compact-sm"
            variant="subtle"
            aria-label={reach.removeOf(address)}
            onClick={() => setRemoving(true)}
          >
            {reach.remove}
          </Button>
        </span>
      </div>
      {verifiedAt === undefined ? <Verify method={method} /> : null}
      {removing ? <Remove method={method} onClose={() => setRemoving(false)} /> : null}
    </li>
  );
}

function Verify({ method }: { readonly method: ContactMethod }): ReactNode {
  const { reach } = useWords();
  const send = useAct("contact.code");
  const verify = useAct("contact.verify");
  const [code, setCode] = useState("");
  const params = { contact: method.id };
  if (method.goneAt !== undefined) return <p>{reach.push.goneWhy}</p>;
  if (method.channel === "phone") return <p className="muted">{reach.callMe}</p>;
  return (
    <form
      className="stack-tight"
      onSubmit={(event) => {
        event.preventDefault();
        verify.mutate({ params, body: { code } });
      }}
    >
      <div className="row">
        <Button size="sm" variant="default" loading={send.isPending} onClick={() => send.mutate({ params })}>
          {reach.sendCode}
        </Button>
        <TextInput
          className="code-field"
          aria-label={reach.code}
          placeholder={reach.code}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={6}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value.replace(/\D/g, ""))}
        />
        <Button type="submit" size="sm" disabled={code.length !== 6} loading={verify.isPending}>
          {reach.verify}
        </Button>
      </div>
      {send.isSuccess ? (
        <p role="status" className="muted small">
          {reach.codeSent}
        </p>
      ) : null}
      <ProblemBox error={verify.error ?? send.error} />
    </form>
  );
}

function Remove({ method, onClose }: { readonly method: ContactMethod; readonly onClose: () => void }): ReactNode {
  const { reach } = useWords();
  const act = useAct("contact.remove");
  return (
    <ConfirmDialog
      title={reach.removeSure(method.address)}
      why={reach.removeWhy}
      action={reach.remove}
      error={act.error}
      busy={act.isPending}
      onConfirm={() => act.mutate({ params: { contact: method.id } }, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}

function Add(): ReactNode {
  const { reach, names } = useWords();
  const act = useAct("contact.add");
  const [channel, setChannel] = useState<TypedContactChannel>("sms");
  const [address, setAddress] = useState("");
  return (
    <form
      className="panel form"
      onSubmit={(event) => {
        event.preventDefault();
        act.mutate({ body: { channel, address: address.trim() } }, { onSuccess: () => setAddress("") });
      }}
    >
      <h2>{reach.addTitle}</h2>
      <div className="fields">
        <Select
          label={reach.channel}
          allowDeselect={false}
          value={channel}
          onChange={(value) => setChannel(typedContactChannel.catch("sms").parse(value))}
          data={typedContactChannel.options.map((value) => ({ value, label: names.noticeChannel[value] }))}
        />
        <TextInput
          label={reach.address}
          required
          maxLength={254}
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
      </div>
      <p className="muted small">{reach.addresses[channel]}</p>
      {channel === "phone" ? <p className="muted small">{reach.phoneWhy}</p> : null}
      <ProblemBox error={act.error} />
      <div>
        <Button type="submit" disabled={address.trim() === ""} loading={act.isPending}>
          {reach.add}
        </Button>
      </div>
    </form>
  );
}
