/**
 * `npm run build:sigma`: makes `packages/sigma/dist/`, the Sigma engine as a package of its own: JavaScript of ES2022 with declarations
 * beside it, the modules of `@stanch/model` that it uses inside, read-me and licence. `npm pack packages/sigma/dist` packs it.
 */
import { spawnSync } from "node:child_process";
import { copyFileSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..");
const room = path.join(root, "packages/sigma");
const into = path.join(room, "dist");

interface Manifest {
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly dependencies: Readonly<Record<string, string>>;
}

const manifestOf = (folder: string): Manifest =>
  JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")) as Manifest;

function compile(): void {
  const settings = {
    extends: path.join(root, "tsconfig.base.json"),
    compilerOptions: {
      target: "es2022",
      noEmit: false,

      declaration: true,
      rewriteRelativeImportExtensions: true,
      rootDir: path.join(root, "packages"),
      outDir: path.join(into, "lib"),
      // As part of the program and not as a library, so that it is compiled too.
      paths: { "@stanch/model/*": [path.join(root, "packages/model/src/*.ts")] },
    },
    include: [path.join(room, "src/**/*.ts")],
    exclude: [path.join(room, "src/**/*.test.ts")],
  };
  const file = path.join(into, "tsconfig.json");
  writeFileSync(file, JSON.stringify(settings));
  const done = spawnSync(process.execPath, [path.join(root, "node_modules/typescript/bin/tsc"), "-p", file], {
    cwd: root,
    encoding: "utf8",
  });
  rmSync(file);
  if (done.status !== 0) throw new Error(`the engine could not be compiled:\n${done.stdout}${done.stderr}`);
}

/** `lib/sigma/src/x.js` becomes `lib/x.js`, `lib/model/src/x.js` becomes `lib/model/x.js`. */
function flatten(): void {
  const lib = path.join(into, "lib");
  for (const file of globSync("{sigma,model}/src/**/*.{js,d.ts}", { cwd: lib })) {
    const [owner = "", , ...rest] = file.split(path.sep);
    const place = path.join(lib, owner === "model" ? "model" : "", ...rest);
    mkdirSync(path.dirname(place), { recursive: true });
    renameSync(path.join(lib, file), place);
  }
  for (const left of ["sigma", "model/src"]) rmSync(path.join(lib, left), { recursive: true, force: true });
  for (const file of globSync("**/*.{js,d.ts}", { cwd: lib })) {
    const place = path.join(lib, file);
    const model = path.relative(path.dirname(place), path.join(lib, "model")).split(path.sep).join("/");
    const text = readFileSync(place, "utf8")
      .replace(/(["'])@stanch\/model\/([\w./-]+)\1/g, `$1${model.startsWith(".") ? model : `./${model}`}/$2.js$1`)
      .replace(/((?:from|import)\s*\(?\s*["']\.[^"']*)\.ts(["'])/g, "$1.js$2");
    if (text.includes("@stanch/")) throw new Error(`${file} still imports a package of this repository`);
    writeFileSync(place, text);
  }
}

function writeManifest(): void {
  const { version, description, license, dependencies } = manifestOf(room);
  // Declarations name types of zod; nothing of it is loaded.
  const zod = manifestOf(path.join(root, "packages/model")).dependencies["zod"];
  const manifest = {
    name: "@stanch/sigma",
    version,
    description,
    license,
    type: "module",
    sideEffects: false,
    engines: { node: ">=20" },
    exports: { "./*": { types: "./lib/*.d.ts", default: "./lib/*.js" } },
    files: ["lib"],
    dependencies: { yaml: dependencies["yaml"], zod },
  };
  writeFileSync(path.join(into, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** Makes the package; answers its folder. */
export function sigmaPackage(): string {
  rmSync(into, { recursive: true, force: true });
  mkdirSync(into, { recursive: true });
  compile();
  flatten();
  writeManifest();
  for (const name of ["README.md", "README.zh-CN.md"]) copyFileSync(path.join(room, name), path.join(into, name));
  for (const name of ["LICENSE", "NOTICE"]) copyFileSync(path.join(root, name), path.join(into, name));
  return into;
}

if (import.meta.main) console.log(sigmaPackage());
