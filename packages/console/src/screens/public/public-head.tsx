import type { Api } from "@stanch/model/api";
import type { OutputOf } from "@stanch/model/route";
import type { ReactNode } from "react";
import { Brand } from "../../frame/brand.tsx";
import { DisplaySwitch } from "../../frame/display-switch.tsx";
import { useText, useWords } from "../../words/language-context.tsx";

/** The head of a page without an account: whose it is and the number to call. */
export function PublicHead({ centre }: { readonly centre: OutputOf<Api["public.centre"]> | undefined }): ReactNode {
  const { entry } = useWords();
  const text = useText();
  return (
    <header className="public-head">
      <span className="brand">
        <Brand />
        {centre === undefined ? null : <span className="muted">{text(centre.name)}</span>}
      </span>
      <DisplaySwitch />
      {centre === undefined || centre.dutyPhone === "" ? null : (
        <a className="call-us" href={`tel:${centre.dutyPhone.replace(/[^+\d]/g, "")}`}>
          {entry.status.callUs(centre.dutyPhone)}
        </a>
      )}
    </header>
  );
}
