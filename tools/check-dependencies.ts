/** Every package of others is pinned exactly, licensed acceptably, needs no install script, and has a paragraph in docs/dependencies.md. */
import { existsSync, globSync, readFileSync } from "node:fs";
import { finding, type Finding } from "./source-files.ts";

const accepted =
  /^(?:MIT|ISC|Apache-2\.0|BSD-2-Clause|BSD-3-Clause|0BSD|BlueOak-1\.0\.0|CC0-1\.0|MPL-2\.0|Unlicense|OFL-1\.1|MIT-0|PostgreSQL|Python-2\.0|CC-BY-4\.0|Zlib)$/;

interface Manifest {
  readonly name: string;
  readonly license?: string | { type: string };
  readonly scripts?: Record<string, string>;
  readonly dependencies?: Record<string, string>;
  readonly devDependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
}

const read = (file: string): Manifest => JSON.parse(readFileSync(file, "utf8")) as Manifest;

/** `(MIT OR Apache-2.0)` is fine when one alternative is. */
export function licenceAccepted(licence: string): boolean {
  const alternatives = licence.replace(/[()]/g, "").split(/\s+OR\s+/i);
  return alternatives.some((one) => one.split(/\s+AND\s+/i).every((part) => accepted.test(part.trim())));
}

function pins(root: string): Finding[] {
  const files = ["package.json", ...globSync("packages/*/package.json", { cwd: root })];
  const top = read(`${root}/package.json`);
  const chosen: Record<string, string> = { ...top.dependencies, ...top.devDependencies, ...top.optionalDependencies };
  return files.flatMap((file) => {
    const manifest = read(`${root}/${file}`);
    const all = Object.entries({
      ...manifest.dependencies,
      ...manifest.devDependencies,
      ...manifest.optionalDependencies,
    });
    return all.flatMap(([name, version]) => {
      if (!/^\d/.test(version)) return [finding(file, 1, `${name}: ${version} is not an exact version`)];
      if (name.startsWith("@stanch/")) return [];
      return chosen[name] === version
        ? []
        : [finding(file, 1, `${name} ${version} differs from the root package (${chosen[name] ?? "absent"})`)];
    });
  });
}

function documented(root: string): Finding[] {
  const page = `${root}/docs/dependencies.md`;
  if (!existsSync(page)) return [finding("docs/dependencies.md", 1, "is missing")];
  const text = readFileSync(page, "utf8");
  const top = read(`${root}/package.json`);
  return Object.keys({ ...top.dependencies, ...top.optionalDependencies, ...top.devDependencies })
    .filter((name) => !text.includes(`\`${name}\``))
    .map((name) => finding("docs/dependencies.md", 1, `${name} has no paragraph`));
}

function installed(root: string): Finding[] {
  const top = read(`${root}/package.json`);
  return Object.keys({ ...top.dependencies, ...top.devDependencies }).flatMap((name) => {
    const file = `${root}/node_modules/${name}/package.json`;
    if (!existsSync(file)) return [finding("package.json", 1, `${name} is not installed; run npm ci`)];
    const manifest = read(file);
    const licence = typeof manifest.license === "string" ? manifest.license : (manifest.license?.type ?? "none");
    const script = ["preinstall", "install", "postinstall"].find((one) => manifest.scripts?.[one] !== undefined);
    return [
      ...(licenceAccepted(licence) ? [] : [finding("package.json", 1, `${name}: licence ${licence} is not accepted`)]),
      ...(script === undefined || top.dependencies?.[name] === undefined
        ? []
        : [finding("package.json", 1, `${name} runs a script at installation (${script})`)]),
    ];
  });
}

/** All objections to the packages of others. */
export function checkDependencies(root: string): Finding[] {
  return [...pins(root), ...documented(root), ...installed(root)];
}
