import "./style/mantine.css";
import "./style/fonts.css";
import "./style/tokens.css";
import "./style/base.css";
import "./style/frame.css";
import "./style/parts.css";
import "./style/intake.css";
import "./style/public.css";
import "./style/incident.css";
import "./style/analysis.css";
import "./style/closing.css";
import "./style/duty.css";
import "./style/rules.css";
import "./style/metrics.css";
import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { createRoot } from "react-dom/client";
import { queries } from "./api/queries.ts";
import { router } from "./router.tsx";
import { schemeManager } from "./style/scheme-manager.ts";
import { theme } from "./style/theme.ts";
import { LanguageProvider } from "./words/language-context.tsx";

const root = document.getElementById("root");
if (root !== null) {
  createRoot(root).render(
    <MantineProvider theme={theme} colorSchemeManager={schemeManager} defaultColorScheme="auto">
      <QueryClientProvider client={queries}>
        <LanguageProvider>
          <RouterProvider router={router} />
        </LanguageProvider>
      </QueryClientProvider>
    </MantineProvider>,
  );
  void import("./style/chinese-font.ts");
}
