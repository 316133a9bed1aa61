import type { Provider } from "@stanch/model/provider";

/** What the places of a template hold. */
export type Places = Readonly<Record<string, string>>;

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** Every place at once: a value that looks like a place stays what it is. */
function filled(template: string, places: Places): string {
  return template.replace(/\{(\w+)\}/g, (place, name: string) =>
    Object.hasOwn(places, name) ? (places[name] ?? "") : place,
  );
}

function tree(value: Json, places: Places): Json {
  if (typeof value === "string") return filled(value, places).toWellFormed();
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((one: Json) => tree(one, places));
  const members = Object.entries(value as { readonly [name: string]: Json });
  const [only] = members;
  if (members.length === 1 && only?.[0] === "$json") return JSON.stringify(tree(only[1], places));
  return Object.fromEntries(members.map(([name, one]) => [name, tree(one, places)]));
}

/** The JSON text of a filled tree: values stand inside strings, whatever they hold. */
export function filledTree(value: unknown, places: Places): Json {
  return tree(value as Json, places);
}

/** Names and values of a query or a form, filled and not yet encoded. */
export function filledFields(fields: Readonly<Record<string, unknown>>, places: Places): [string, string][] {
  return Object.entries(fields).map(([name, value]) => {
    const one = filledTree(value, places);
    return [name, typeof one === "string" ? one : JSON.stringify(one)];
  });
}

/** Printable ASCII in one line: everything else is written as percent-encoded UTF-8. */
function headerValue(value: string): string {
  return value.toWellFormed().replace(/[^\x20-\x7e]+/g, (other) => encodeURIComponent(other));
}

export function filledHeaders(headers: Provider["headers"], places: Places): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), headerValue(filled(value, places))]),
  );
}

/** As RFC 3986 has it for every part of a query, which is also what the providers sign. */
export function percent(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/**
 * The address without its query. A value fills one segment of the path and adds none.
 *
 * @throws Error when a value would lead elsewhere (`..`)
 */
export function filledUrl(url: string, places: Places): URL {
  const encoded = Object.fromEntries(
    Object.entries(places).map(([name, value]) => [name, percent(value).replaceAll("%3A", ":")]),
  );
  const text = filled(url, encoded);
  const made = new URL(text);
  if (made.pathname !== text.slice(text.indexOf("/", "https://".length)))
    throw new Error("a value does not fit the address of the provider");
  return made;
}

/** `application/x-www-form-urlencoded`, and the query of a URL. */
export function encodedPairs(pairs: readonly (readonly [string, string])[]): string {
  return pairs.map(([name, value]) => `${percent(name)}=${percent(value)}`).join("&");
}
