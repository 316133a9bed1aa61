import { Button } from "@mantine/core";
import type { ContactMethod } from "@stanch/model/contact";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { call } from "../../api/client.ts";
import { useAct } from "../../api/queries.ts";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { ownPushAddress, pushAbility, subscribeBrowser } from "../../settings/browser-push.ts";
import { useWords } from "../../words/language-context.tsx";

/** Makes this browser one of the ways of the person who is signed in, or says why it cannot be one. */
export function BrowserPush({ methods }: { readonly methods: readonly ContactMethod[] }): ReactNode {
  const { push } = useWords().reach;
  const [ability, setAbility] = useState(() => pushAbility(window));
  const own = useQuery({ queryKey: ["push.own"], queryFn: async () => (await ownPushAddress()) ?? null });
  const mine = methods.find((one) => one.channel === "push" && one.address === own.data && one.goneAt === undefined);
  return (
    <section className="panel stack-tight">
      <h2>{push.title}</h2>
      <p className="muted">{push.why}</p>
      {mine === undefined ? null : (
        <p>
          <b className="break">{mine.address}</b> {mine.verifiedAt === undefined ? push.unchecked : push.used}
        </p>
      )}
      {ability === "able" ? (
        <Use again={mine} onChanged={() => setAbility(pushAbility(window))} />
      ) : (
        <p role="status">{push[ability]}</p>
      )}
    </section>
  );
}

function Use(props: { readonly again: ContactMethod | undefined; readonly onChanged: () => void }): ReactNode {
  const { push } = useWords().reach;
  const add = useAct("contact.addPush");
  const remove = useAct("contact.remove");
  const [state, setState] = useState<"idle" | "busy" | "failed">("idle");
  const use = async (): Promise<void> => {
    setState("busy");
    try {
      const form = await subscribeBrowser((await call("contact.pushKey")).publicKey);
      // The old subscription is void from here on.
      if (form !== undefined && props.again !== undefined)
        await remove.mutateAsync({ params: { contact: props.again.id } });
      if (form !== undefined) await add.mutateAsync({ body: form }).catch(() => undefined);
      setState("idle");
    } catch {
      setState("failed");
    }
    props.onChanged();
  };
  return (
    <>
      <div>
        <Button
          size="sm"
          variant={props.again === undefined ? "filled" : "default"}
          loading={state === "busy"}
          onClick={() => void use()}
        >
          {props.again === undefined ? push.use : push.again}
        </Button>
      </div>
      {state === "failed" ? <p role="alert">{push.failed}</p> : null}
      <ProblemBox error={add.error} />
    </>
  );
}
