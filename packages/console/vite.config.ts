import { writeFileSync } from "node:fs";
import path from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/** Beside every text file its `.br` and `.gz`, which the server gives to browsers that take them. */
const compressed: Plugin = {
  name: "compressed",
  writeBundle({ dir = "." }, bundle) {
    for (const [name, file] of Object.entries(bundle)) {
      if (!/\.(?:js|css)$/.test(name)) continue;
      const bytes = Buffer.from(file.type === "chunk" ? file.code : file.source);
      writeFileSync(path.join(dir, `${name}.br`), brotliCompressSync(bytes));
      writeFileSync(path.join(dir, `${name}.gz`), gzipSync(bytes, { level: 9 }));
    }
  },
};

/** The pages are static files: no inline script or style, no address outside, one chunk a vendor group. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), compressed],
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
