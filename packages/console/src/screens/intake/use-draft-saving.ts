import { useEffect, useEffectEvent, useRef, useState } from "react";
import { call } from "../../api/client.ts";
import type { CallDraft } from "./call-draft.ts";

export interface DraftSaving {
  readonly state: "idle" | "saved" | "failed";
  readonly at?: string;
}

/** Saves what changed every two seconds; a failed save is tried again with the next. */
export function useDraftSaving(id: string, draft: CallDraft): DraftSaving {
  const [saving, setSaving] = useState<DraftSaving>({ state: "idle" });
  const last = useRef(JSON.stringify(draft));
  const save = useEffectEvent(async () => {
    const now = JSON.stringify(draft);
    if (now === last.current) return;
    try {
      await call("draft.save", { params: { draft: id }, body: { form: { ...draft } } });
      last.current = now;
      setSaving({ state: "saved", at: new Date().toISOString() });
    } catch {
      setSaving({ state: "failed" });
    }
  });
  useEffect(() => {
    const timer = window.setInterval(() => void save(), 2000);
    return () => {
      window.clearInterval(timer);
      void save();
    };
  }, [id]);
  return saving;
}
