import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { test } from "node:test";

/* Stored script runs where a screen makes markup of text. None does, so there is nothing to forget to escape. */

const folder = new URL(".", import.meta.url).pathname;
const sources = globSync("**/*.{ts,tsx}", { cwd: folder })
  .filter((file) => !file.endsWith(".test.ts"))
  .map((file) => ({ file, text: readFileSync(`${folder}${file}`, "utf8") }));

/** Whatever turns a text into markup, code or a page. */
const sinks =
  /dangerouslySetInnerHTML|\.(?:inner|outer)HTML\b|insertAdjacentHTML|document\.write|createContextualFragment|DOMParser|srcDoc|\beval\(|new Function\(|setTimeout\(\s*["'`]/;

test("no screen makes markup, code or a frame of a text", () => {
  assert.ok(sources.length > 150);
  assert.match(`<div dangerouslySetInnerHTML={x}>`, sinks, "the pattern finds what it is for");
  for (const { file, text } of sources) {
    assert.doesNotMatch(text, sinks, file);
    assert.doesNotMatch(text, /<(?:iframe|object|embed|webview)\b/, file);
  }
});

/** Addresses that links lead to: phones, places of the page, files and pages of this centre. */
const known = [
  /^"#[a-z]+"$/,
  /^`tel:/,
  /^`#\$\{encodeURIComponent\(/,
  /^`\/api\/v1\/mails\/\$\{mail\.id\}\/file`$/,
  /^(?:fileAddress|reportAddress)\(/,
  /^addressOf\("\//,
  // Paths that the server makes, beginning with a slash.
  /^(?:incident\.customerPath|act\.data\.statusPath)$/,
];

test("no link takes its address from a text: what is not in this list is looked at first", () => {
  let links = 0;
  for (const { file, text } of sources) {
    for (const [, braced, quoted] of text.matchAll(/<a\b[^>]*?\bhref=(?:\{([^\n]*?)\}(?=[\s>])|("[^"]*"))/g)) {
      links++;
      const target = braced ?? quoted ?? "";
      assert.ok(
        known.some((one) => one.test(target)),
        `${file}: ${target}`,
      );
    }
    // One screen goes where the server says, and only to pages: its own test is the walk of signing in.
    if (file === "screens/sign-in/organisation.tsx") assert.match(text, /\^https\?:/);
    else assert.doesNotMatch(text, /window\.open\(|location\.(?:assign|replace)\(|location\.href\s*=/, file);
  }
  assert.ok(links >= 8, `${links} links`);
});
