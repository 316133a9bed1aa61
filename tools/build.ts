/**
 * Makes `dist/`, which the published package runs from: our own code as JavaScript, one flat folder of chunks so that workers and
 * `../assets` are found beside it, and the files it reads. Packages of others stay what npm installs.
 */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { builtinModules } from "node:module";
import path from "node:path";
import { build } from "rolldown";
import { makeImage } from "./cluster-image.ts";

const root = path.resolve(import.meta.dirname, "..");
const dist = path.join(root, "dist");
const assets = path.join(dist, "assets");

/** What is started by file name: the command and the scripts of threads. */
const entries: Readonly<Record<string, string>> = {
  stanch: "packages/cli/src/stanch.ts",
  "chunk-worker": "packages/investigate/src/chunk-worker.ts",
  "pdf-worker": "packages/report/src/pdf-worker.ts",
  "self-watch-worker": "packages/server/src/self-watch/self-watch-worker.ts",
  "pglite-worker": "packages/store/src/pglite-worker.ts",
};

const external = new Set<string>();
const builtin = new Set(builtinModules);

/** Packages of others are left to npm; every one must be a dependency of the published package. */
function isExternal(id: string): boolean {
  if (id.startsWith(".") || path.isAbsolute(id) || id.startsWith("@stanch/")) return false;
  const name = id
    .split("/")
    .slice(0, id.startsWith("@") ? 2 : 1)
    .join("/");
  if (!id.startsWith("node:") && !builtin.has(name)) external.add(name);
  return true;
}

async function bundle(): Promise<void> {
  await build({
    cwd: root,
    input: { ...entries },
    platform: "node",
    external: isExternal,
    logLevel: "warn",
    onLog: (level, log) => {
      if (level === "warn") throw new Error(`rolldown: ${log.message}`);
    },
    output: {
      dir: path.join(dist, "bin"),
      format: "esm",
      entryFileNames: "[name].js",
      chunkFileNames: "[name]-[hash].js",
      // Names stay, so that an error report can be read.
      minify: { mangle: false, compress: false, codegen: { removeWhitespace: true } },
    },
  });
  const { dependencies } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as {
    dependencies: Record<string, string>;
  };
  const undeclared = [...external].filter((name) => dependencies[name] === undefined);
  if (undeclared.length > 0) throw new Error(`not among the dependencies of the package: ${undeclared.join(", ")}`);
}

/** Every thread that the code starts must lie beside it, or the package would fail only when it is used. */
function checkWorkers(): void {
  const started = globSync("*.js", { cwd: path.join(dist, "bin") }).flatMap((file) =>
    [...readFileSync(path.join(dist, "bin", file), "utf8").matchAll(/["'`]\.\/([\w-]+-worker)\.js["'`]/g)].map(
      (match) => match[1] ?? "",
    ),
  );
  const missing = started.filter((name) => entries[name] === undefined);
  if (missing.length > 0) throw new Error(`not among the entries of tools/build.ts: ${missing.join(", ")}`);
}

function buildConsole(): void {
  const into = path.join(assets, "console");
  const args = ["vite", "build", "packages/console", "--outDir", into, "--emptyOutDir", "--logLevel", "error"];
  const built = spawnSync("npx", args, { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
  if (built.status !== 0) throw new Error("the console could not be built");
}

function copyAssets(): void {
  for (const name of ["report.typ", "VERIFY.md"]) {
    cpSync(path.join(root, "packages/report/assets", name), path.join(assets, name));
  }
  cpSync(path.join(root, "packages/model/schemas"), path.join(dist, "schemas"), { recursive: true });
  for (const folder of ["rules", "playbooks"]) {
    const from = path.join(root, folder);
    for (const file of globSync("**/*.{yml,yaml}", { cwd: from })) {
      if (!/(?:^|[/\\])tests[/\\]/.test(file)) cpSync(path.join(from, file), path.join(assets, folder, file));
    }
  }
}

/** Every file or folder that the code looks for beside itself must have been put there. */
function checkAssets(): void {
  const wanted = globSync("*.js", { cwd: path.join(dist, "bin") }).flatMap((file) =>
    [...readFileSync(path.join(dist, "bin", file), "utf8").matchAll(/["'`]\.\.\/assets\/([\w.-]+)["'`]/g)].map(
      (match) => match[1] ?? "",
    ),
  );
  const missing = wanted.filter((name) => !existsSync(path.join(assets, name)));
  if (missing.length > 0) throw new Error(`not copied by tools/build.ts: ${missing.join(", ")}`);
}

rmSync(dist, { recursive: true, force: true });
mkdirSync(assets, { recursive: true });
await bundle();
checkWorkers();
copyAssets();
buildConsole();
await makeImage(path.join(assets, "pgdata.tar.gz"));
checkAssets();
