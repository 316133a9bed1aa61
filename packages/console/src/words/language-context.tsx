import type { Language, Text } from "@stanch/model/text";
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useState } from "react";
import { en, type Words } from "../messages/en/all.ts";
import { zh } from "../messages/zh/all.ts";

interface LanguageChoice {
  readonly language: Language;
  readonly choose: (language: Language) => void;
}

const Context = createContext<LanguageChoice>({ language: "en", choose: () => undefined });
const catalogues: Record<Language, Words> = { zh, en };
const key = "stanch.language";

function firstLanguage(): Language {
  const asked = new URLSearchParams(location.search).get("lang");
  if (asked === "zh" || asked === "en") return asked;
  const kept = localStorage.getItem(key);
  if (kept === "zh" || kept === "en") return kept;
  return navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";
}

/** The language of the page, kept for the next visit; both languages are equals. */
export function LanguageProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const [language, setLanguage] = useState(firstLanguage);
  const choose = useCallback((next: Language) => {
    localStorage.setItem(key, next);
    setLanguage(next);
  }, []);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  useEffect(() => {
    // Another tab of this browser chose a language.
    const follow = ({ key: changed, newValue }: StorageEvent) => {
      if (changed === key && (newValue === "zh" || newValue === "en")) setLanguage(newValue);
    };
    window.addEventListener("storage", follow);
    return () => window.removeEventListener("storage", follow);
  }, []);
  const value = useMemo(() => ({ language, choose }), [language, choose]);
  return <Context value={value}>{children}</Context>;
}

/** The chosen language and how to choose another. */
export function useLanguage(): LanguageChoice {
  return use(Context);
}

/** The catalogue of the chosen language. */
export function useWords(): Words {
  return catalogues[use(Context).language];
}

/** Picks the side of a bilingual sentence. */
export function useText(): (text: Text) => string {
  const { language } = use(Context);
  return useCallback((text: Text) => text[language], [language]);
}
