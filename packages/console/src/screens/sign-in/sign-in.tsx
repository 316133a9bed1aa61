import { Button, PasswordInput, TextInput } from "@mantine/core";
import type { Session } from "@stanch/model/api-public";
import { Link } from "@tanstack/react-router";
import { type ReactNode, type SubmitEvent, useState } from "react";
import { useAct } from "../../api/queries.ts";
import { Brand } from "../../frame/brand.tsx";
import { DisplaySwitch } from "../../frame/display-switch.tsx";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { QrImage } from "../../parts/qr-image.tsx";
import { useWords } from "../../words/language-context.tsx";

interface Part {
  readonly session: Session;
  readonly onSession: (session: Session) => void;
}

/** Password, then the first change, then the second factor: one question at a time, as the centre asks for it. */
export function SignIn({ session, onSession }: Part): ReactNode {
  const { entry, going } = useWords();
  const signOut = useAct("session.signOut");
  return (
    <main className="gate">
      <div className="gate-card">
        <div className="spread">
          <span className="brand">
            <Brand />
          </span>
          <DisplaySwitch />
        </div>
        <Step session={session} onSession={onSession} />
        {session.state === "signed-out" ? (
          <p className="small">
            <Link to="/request">{entry.signIn.customerForm}</Link> · <Link to="/team">{going.team.title}</Link>
          </p>
        ) : (
          <button
            type="button"
            className="text-button small"
            onClick={() => signOut.mutate({}, { onSuccess: onSession })}
          >
            {entry.signIn.startOver}
          </button>
        )}
      </div>
    </main>
  );
}

function Step(part: Part): ReactNode {
  switch (part.session.state) {
    case "change-password":
      return <ChangePassword {...part} />;
    case "enrol-totp":
      return <Enrol {...part} />;
    case "totp-needed":
      return <SecondFactor {...part} />;
    default:
      return <Password {...part} />;
  }
}

const stop = (event: SubmitEvent<HTMLFormElement>, then: () => void) => {
  event.preventDefault();
  then();
};

function Password({ onSession }: Part): ReactNode {
  const { signIn } = useWords().entry;
  const act = useAct("session.signIn");
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const send = () => act.mutate({ body: { email: email.trim(), password } }, { onSuccess: onSession });
  return (
    <form className="form" onSubmit={(event) => stop(event, send)}>
      <h1>{signIn.title}</h1>
      <TextInput
        label={signIn.email}
        type="email"
        autoComplete="username"
        autoFocus
        required
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <PasswordInput
        label={signIn.password}
        autoComplete="current-password"
        required
        visibilityToggleButtonProps={{ "aria-hidden": true, tabIndex: -1 }}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <ProblemBox error={act.error} />
      <Button type="submit" loading={act.isPending}>
        {signIn.submit}
      </Button>
    </form>
  );
}

function ChangePassword({ onSession }: Part): ReactNode {
  const { signIn } = useWords().entry;
  const act = useAct("session.password");
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const [again, setAgain] = useState("");
  const short = next !== "" && next.length < 12;
  const differs = again !== "" && again !== next;
  const ready = next.length >= 12 && again === next;
  const send = () => act.mutate({ body: { current, next } }, { onSuccess: onSession });
  return (
    <form className="form" onSubmit={(event) => stop(event, () => (ready ? send() : undefined))}>
      <h1>{signIn.changeTitle}</h1>
      <p className="muted">{signIn.changeWhy}</p>
      <PasswordInput
        label={signIn.current}
        autoComplete="current-password"
        autoFocus
        required
        visibilityToggleButtonProps={{ "aria-hidden": true, tabIndex: -1 }}
        value={current}
        onChange={(event) => setCurrent(event.currentTarget.value)}
      />
      <PasswordInput
        label={signIn.next}
        autoComplete="new-password"
        required
        visibilityToggleButtonProps={{ "aria-hidden": true, tabIndex: -1 }}
        error={short ? signIn.short : undefined}
        value={next}
        onChange={(event) => setNext(event.currentTarget.value)}
      />
      <PasswordInput
        label={signIn.again}
        autoComplete="new-password"
        required
        visibilityToggleButtonProps={{ "aria-hidden": true, tabIndex: -1 }}
        error={differs ? signIn.differs : undefined}
        value={again}
        onChange={(event) => setAgain(event.currentTarget.value)}
      />
      <ProblemBox error={act.error} />
      <Button type="submit" loading={act.isPending} disabled={!ready}>
        {signIn.changeSubmit}
      </Button>
    </form>
  );
}

function Enrol({ session, onSession }: Part): ReactNode {
  const { signIn } = useWords().entry;
  const uri = session.totpUri ?? "";
  const secret = /[?&]secret=([A-Z2-7]+)/i.exec(uri)?.[1] ?? "";
  const codes = session.backupCodes ?? [];
  return (
    <CodeForm title={signIn.enrolTitle} why={signIn.enrolWhy} label={signIn.code} onSession={onSession}>
      <QrImage text={uri} label={signIn.qr} />
      <div>
        <p className="muted small">{signIn.manual}</p>
        <code className="secret">{secret.replace(/(.{4})(?=.)/g, "$1 ")}</code>
      </div>
      {codes.length === 0 ? null : (
        <div className="panel">
          <p className="small">{signIn.backup}</p>
          <ul className="backup-codes mono">
            {codes.map((code) => (
              <li key={code}>{code}</li>
            ))}
          </ul>
        </div>
      )}
    </CodeForm>
  );
}

function SecondFactor({ onSession }: Part): ReactNode {
  const { signIn } = useWords().entry;
  return <CodeForm title={signIn.totpTitle} why={signIn.totpWhy} label={signIn.codeOrBackup} onSession={onSession} />;
}

function CodeForm({
  title,
  why,
  label,
  onSession,
  children,
}: {
  readonly title: string;
  readonly why: string;
  readonly label: string;
  readonly onSession: (session: Session) => void;
  readonly children?: ReactNode;
}): ReactNode {
  const { signIn } = useWords().entry;
  const act = useAct("session.totp");
  const [code, setCode] = useState("");
  const send = () => act.mutate({ body: { code: code.trim() } }, { onSuccess: onSession });
  return (
    <form className="form" onSubmit={(event) => stop(event, send)}>
      <h1>{title}</h1>
      <p className="muted">{why}</p>
      {children}
      <TextInput
        label={label}
        inputMode="numeric"
        autoComplete="one-time-code"
        autoFocus
        required
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <ProblemBox error={act.error} />
      <Button type="submit" loading={act.isPending} disabled={code.trim().length < 6}>
        {signIn.confirm}
      </Button>
    </form>
  );
}
