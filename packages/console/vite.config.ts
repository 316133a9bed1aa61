import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The pages are static files: no inline script or style, no address outside, one chunk a vendor group. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    target: "es2023",
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      onwarn: (warning, warn) => {
        if (warning.code !== "MODULE_LEVEL_DIRECTIVE") warn(warning);
      },
      output: {
        codeSplitting: {
          groups: [
            { name: "react", test: /node_modules\/(?:react|react-dom|scheduler)\// },
            { name: "mantine", test: /node_modules\/@(?:mantine|floating-ui)\// },
            { name: "tanstack", test: /node_modules\/@tanstack\// },
            { name: "zod", test: /node_modules\/zod\// },
          ],
        },
      },
    },
  },
  server: { proxy: { "/api": `http://127.0.0.1:${process.env["STANCH_PORT"] ?? "7362"}` } },
});
