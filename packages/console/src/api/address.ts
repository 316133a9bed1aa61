/** Where the API lies below the console's origin. */
export const apiBase = "/api/v1";

/**
 * Fills a route's path with its parameters and appends the query; every part is escaped.
 *
 * @example addressOf("/incidents/:incident/notes", { incident: "4f…" }, undefined) === "/api/v1/incidents/4f…/notes"
 */
export function addressOf(path: string, params: unknown, query: unknown): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(read(params, name) ?? "")));
  const search = new URLSearchParams();
  if (typeof query === "object" && query !== null) {
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined && value !== null && value !== "") search.set(name, String(value));
    }
  }
  const text = search.toString();
  return `${apiBase}${filled}${text === "" ? "" : `?${text}`}`;
}

function read(params: unknown, name: string): unknown {
  return typeof params === "object" && params !== null ? (params as Record<string, unknown>)[name] : undefined;
}
