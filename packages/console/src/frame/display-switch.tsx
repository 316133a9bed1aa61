import { Button, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import type { ReactNode } from "react";
import { useLanguage, useWords } from "../words/language-context.tsx";

/** Language and light or dark, by their words. */
export function DisplaySwitch({ onLanguage }: { readonly onLanguage?: (language: "zh" | "en") => void }): ReactNode {
  const { frame } = useWords();
  const { language, choose } = useLanguage();
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme("light");
  const other = language === "zh" ? "en" : "zh";
  return (
    <span className="row" style={{ gap: 4, flexWrap: "nowrap" }}>
      <Button
        size="compact-sm"
        variant="subtle"
        lang={other}
        title={frame.otherLanguageTitle}
        onClick={() => {
          choose(other);
          onLanguage?.(other);
        }}
      >
        {frame.otherLanguage}
      </Button>
      <Button size="compact-sm" variant="subtle" onClick={() => setColorScheme(scheme === "dark" ? "light" : "dark")}>
        {scheme === "dark" ? frame.light : frame.dark}
      </Button>
    </span>
  );
}
