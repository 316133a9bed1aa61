/** Who may import whom. Two axes: the room (package) and the runtime (browser code never sees node:*). */
import { readFileSync } from "node:fs";
import { finding, type Finding, sourceFiles } from "./source-files.ts";

interface Room {
  /** Packages of ours it may import. */
  readonly below: readonly string[];
  /** True when the code must also run in a browser. */
  readonly browser: boolean;
  /** Packages of others, as named in package.json; a trailing slash allows everything below. */
  readonly others: readonly string[];
}

const rooms: Readonly<Record<string, Room>> = {
  model: { below: [], browser: true, others: ["zod"] },
  sigma: { below: ["model"], browser: true, others: ["yaml"] },
  evidence: { below: ["model"], browser: false, others: ["seek-bzip", "tar-stream", "xz-decompress", "yauzl"] },
  investigate: {
    below: ["model", "sigma", "evidence"],
    browser: false,
    others: ["hyparquet", "hyparquet-writer", "zod"],
  },
  store: { below: ["model"], browser: false, others: ["@duckdb/node-api", "@electric-sql/pglite", "kysely", "pg"] },
  desk: {
    below: ["model", "store"],
    browser: false,
    others: ["imapflow", "kysely", "nodemailer", "postal-mime", "zod"],
  },
  report: {
    below: ["model"],
    browser: false,
    others: ["@expo-google-fonts/noto-sans-sc", "@myriaddreamin/typst-ts-node-compiler", "yauzl", "zod"],
  },
  server: {
    below: ["model", "sigma", "evidence", "investigate", "store", "desk", "report"],
    browser: false,
    others: [
      "@fastify/",
      "better-auth",
      "fastify",
      "jose",
      "kysely",
      "nodemailer",
      "pino",
      "prom-client",
      "tar-stream",
      "yaml",
      "zod",
    ],
  },
  cli: {
    below: ["model", "sigma", "evidence", "investigate", "store", "report", "server"],
    browser: false,
    others: ["commander", "zod"],
  },
  console: {
    below: ["model"],
    browser: true,
    others: ["@fontsource", "@mantine/", "@tanstack/", "react", "react-dom"],
  },
};

const importPattern =
  /(?:^|\n)\s*(?:import|export)\s+(?:type\s+)?(?:[\w*${},\s]+?\s+from\s+)?"([^"]+)"|\bimport\(\s*"([^"]+)"\s*\)/g;

function importsOf(text: string): { specifier: string; line: number }[] {
  return [...text.matchAll(importPattern)].map((match) => {
    const specifier = match[1] ?? match[2] ?? "";
    return { specifier, line: text.slice(0, match.index + match[0].indexOf(specifier)).split("\n").length };
  });
}

/** Why a specifier may not be imported from a file of this room; undefined when it may. */
export function refusal(room: string, file: string, specifier: string): string | undefined {
  const rules = rooms[room];
  if (rules === undefined) return `room ${room} is not in the table of tools/check-layers.ts`;
  const test = /\.(?:test|testkit|e2e|fixture)\.tsx?$|\/(?:test|e2e|dev)\/|\.config\.ts$/.test(file);
  if (specifier.startsWith("."))
    return escapes(file, specifier) ? `${specifier} leaves the room; import it by package name` : undefined;
  if (specifier.startsWith("node:"))
    return rules.browser && !test ? `${room} must run in a browser: no ${specifier}` : undefined;
  if (specifier.startsWith("@stanch/")) {
    const target = specifier.split("/")[1] ?? "";
    if (target === room) return `${specifier} is this room; import it by ./`;
    return rules.below.includes(target) || test ? undefined : `${room} may not import ${target}`;
  }
  const known = rules.others.some(
    (one) =>
      specifier === one ||
      specifier.startsWith(one.endsWith("/") ? one : `${one}/`) ||
      (one === "@fontsource" && specifier.startsWith("@fontsource")),
  );
  return known || test ? undefined : `${specifier} is not among the packages that ${room} may use`;
}

function escapes(file: string, specifier: string): boolean {
  const depth = file.split("/").length - 4;
  const ups = specifier.split("/").filter((part) => part === "..").length;
  return ups > depth + (/\/(?:test|e2e|dev)\//.test(file) ? 1 : 0) && !/\.(?:test|testkit|e2e)\.tsx?$/.test(file);
}

/** All imports that run the wrong way. */
export function checkLayers(root: string): Finding[] {
  return sourceFiles(root, "packages").flatMap((file) => {
    const room = file.split("/")[1] ?? "";
    const text = readFileSync(`${root}/${file}`, "utf8");
    return importsOf(text).flatMap(({ specifier, line }) => {
      const reason = refusal(room, file, specifier);
      return reason === undefined ? [] : [finding(file, line, reason)];
    });
  });
}
