/** Nothing a person sees stands outside the catalogues: no Chinese text and no JSX text in code, no key in one language only. */
import { existsSync, readFileSync } from "node:fs";
import { finding, type Finding, sourceFiles } from "./source-files.ts";

/** Files that are catalogues: their whole point is text in both languages. */
const catalogue = /\/messages\/|\/messages\.ts$|-text\.ts$|-names\.ts$|errors\/|-errors\.ts$|\/data\/|-statements\.ts$/;
const test = /\.(?:test|testkit|e2e|fixture)\.tsx?$|\/(?:test|e2e|dev)\//;
const han = /\p{Script=Han}/u;

/** Chinese belongs into `{ zh: …, en: … }` pairs or catalogue files; a line with Chinese and no `zh` key near it is a stray. */
function strayChinese(file: string, lines: readonly string[]): Finding[] {
  if (catalogue.test(file) || test.test(file)) return [];
  return lines.flatMap((line, at) => {
    const code = line.replace(/\/\/.*$|^\s*\*.*$|\/\*.*?\*\//g, "");
    if (!han.test(code)) return [];
    const near = lines.slice(Math.max(0, at - 6), at + 7).join("\n");
    const paired = /\bzh\b/.test(near) && /\ben\b/.test(near);
    return paired || /\b(?:text|fixed|say|kind)\(/.test(near) || /RegExp|\/.*\p{Script=Han}.*\/[a-z]*/u.test(code)
      ? []
      : [finding(file, at + 1, "Chinese text outside a zh/en pair or catalogue")];
  });
}

const jsxText = />\s*([A-Za-z][A-Za-z' ,.!?-]{2,})\s*</g;
const jsxAttribute = /\b(?:title|label|placeholder|alt|aria-label|description)="([A-Za-z][^"]*)"/g;

/** Words between tags or in attributes that are shown. */
function literalJsx(file: string, text: string): Finding[] {
  if (!file.endsWith(".tsx") || test.test(file)) return [];
  const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, (comment) => comment.replace(/[^\n]/g, " "));
  return [...code.matchAll(jsxText), ...code.matchAll(jsxAttribute)]
    .filter((match) => !/=>|\bextends\b/.test(match[0]) && !/^[A-Z][A-Za-z]*$/.test(match[1] ?? "") === true)
    .map((match) =>
      finding(
        file,
        code.slice(0, match.index).split("\n").length,
        `text "${match[1]?.trim()}" stands in the markup; take it from the catalogue`,
      ),
    );
}

function keysOf(file: string): Set<string> {
  return new Set(
    [...readFileSync(file, "utf8").matchAll(/^\s*(?:"([^"]+)"|(\w+)):/gm)].map((match) => match[1] ?? match[2] ?? ""),
  );
}

/** Keys that one language has and the other has not. The compiler says so too; this names them. */
function missingKeys(root: string, folder: string): Finding[] {
  const zh = `${folder}/zh.ts`;
  const en = `${folder}/en.ts`;
  if (!existsSync(`${root}/${zh}`) || !existsSync(`${root}/${en}`)) return [];
  const inZh = keysOf(`${root}/${zh}`);
  const inEn = keysOf(`${root}/${en}`);
  return [...inZh]
    .filter((key) => !inEn.has(key))
    .map((key) => finding(en, 1, `key ${key} is missing`))
    .concat([...inEn].filter((key) => !inZh.has(key)).map((key) => finding(zh, 1, `key ${key} is missing`)));
}

/** All strings that are where they should not be. */
export function checkStrings(root: string): Finding[] {
  const files = sourceFiles(root, "packages");
  const folders = new Set(
    files.filter((file) => file.includes("/messages/")).map((file) => file.slice(0, file.lastIndexOf("/"))),
  );
  return [
    ...files.flatMap((file) => {
      const text = readFileSync(`${root}/${file}`, "utf8");
      return [...strayChinese(file, text.split("\n")), ...literalJsx(file, text)];
    }),
    ...[...folders].flatMap((folder) => missingKeys(root, folder)),
  ];
}
