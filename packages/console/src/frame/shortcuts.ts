import { useNavigate, useParams } from "@tanstack/react-router";
import { useEffect, useEffectEvent } from "react";

/** Whether a key belongs to a field that is being typed into. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

const places: Readonly<Record<string, string>> = { i: "/inbox", c: "/call", e: "/incidents", d: "/duty" };
const casePlaces: Readonly<Record<string, string>> = {
  o: "",
  k: "/tasks",
  t: "/timeline",
  a: "/answer",
  m: "/measures",
  j: "/journal",
};

/** `g` and a letter go somewhere, `?` lists all keys, Ctrl/⌘ K searches, `j`/`k` enter the first table. */
export function useShortcuts(open: { readonly search: () => void; readonly keys: () => void }): void {
  const navigate = useNavigate();
  const { incident } = useParams({ strict: false });
  const go = useEffectEvent((letter: string) => {
    const place = places[letter];
    const inCase = casePlaces[letter];
    if (place !== undefined) void navigate({ to: place });
    else if (inCase !== undefined && incident !== undefined) void navigate({ to: `/incidents/${incident}${inCase}` });
  });
  const show = useEffectEvent((what: "search" | "keys") => open[what]());
  useEffect(() => {
    let armed = Number.NEGATIVE_INFINITY;
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "k" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        show("search");
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || event.defaultPrevented) return;
      if (event.key === "?") show("keys");
      else if (event.key === "g") armed = event.timeStamp;
      else if (event.timeStamp - armed < 1200) {
        armed = Number.NEGATIVE_INFINITY;
        go(event.key);
      } else if ((event.key === "j" || event.key === "k") && document.activeElement?.closest("tbody") === null) {
        document.querySelector<HTMLElement>("[data-row]")?.focus();
      }
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}
