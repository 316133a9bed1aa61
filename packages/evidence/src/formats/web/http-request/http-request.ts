/** The parts of the last request line; one object, overwritten by every call of {@link requestParts}. */
export const target: {
  method: string | undefined;
  url: string | undefined;
  path: string | undefined;
  query: string | undefined;
  domain: string | undefined;
  version: string | undefined;
} = { method: undefined, url: undefined, path: undefined, query: undefined, domain: undefined, version: undefined };

function isMethod(text: string, end: number): boolean {
  if (end < 2 || end > 24) return false;
  for (let at = 0; at < end; at++) {
    const code = text.charCodeAt(at);
    if (!((code >= 65 && code <= 90) || code === 95 || code === 45)) return false;
  }
  return true;
}

function clear(): void {
  target.method = target.url = target.path = target.query = target.domain = target.version = undefined;
}

/** The whole of a request that is no HTTP is what was asked for. */
function unparted(request: string): false {
  target.url = request === "" || request === "-" ? undefined : request;
  return false;
}

/**
 * Cuts `GET /path?query HTTP/1.1` into {@link target}; false when it is no HTTP request (TLS bytes, other protocols, nothing).
 * Source: RFC 9112, section 3; HTTP/0.9 requests without version count as HTTP.
 */
export function requestParts(request: string): boolean {
  clear();
  const space = request.indexOf(" ");
  if (space < 0 || !isMethod(request, space)) return unparted(request);
  const last = request.lastIndexOf(" ");
  let end = request.length;
  if (last > space && request.startsWith("HTTP/", last + 1)) {
    target.version = request.slice(last + 6);
    end = last;
  } else if (request.charCodeAt(space + 1) !== 47 && !/^https?:\/\//.test(request.slice(space + 1, space + 9))) {
    return unparted(request);
  }
  target.method = request.slice(0, space);
  urlParts(request.slice(space + 1, end));
  return true;
}

/** Cuts a request target into {@link target}: origin, absolute, authority and asterisk form (RFC 9112, 3.2). */
export function urlParts(url: string): void {
  if (url === "") return;
  target.url = url;
  let path = 0;
  if (url.charCodeAt(0) !== 47) {
    const scheme = url.indexOf("://");
    if (scheme > 0 && scheme < 16) {
      const slash = url.indexOf("/", scheme + 3);
      path = slash < 0 ? url.length : slash;
      target.domain = hostOf(url.slice(scheme + 3, path));
    } else if (target.method === "CONNECT") {
      target.domain = hostOf(url);
      return;
    }
  }
  const mark = url.indexOf("?", path);
  const end = mark < 0 ? url.length : mark;
  target.path = end > path ? url.slice(path, end) : path > 0 ? "/" : undefined;
  target.query = mark >= 0 && mark + 1 < url.length ? url.slice(mark + 1) : undefined;
}

/** The host of an authority, without user and port; undefined when there is none. */
export function hostOf(authority: string): string | undefined {
  const at = authority.lastIndexOf("@");
  const host = at < 0 ? authority : authority.slice(at + 1);
  const bracket = host.startsWith("[") ? host.indexOf("]") : -1;
  const colon = bracket > 0 ? bracket + 1 : host.indexOf(":");
  const bare = colon < 0 ? host : host.slice(0, colon);
  return bare === "" || bare === "-" ? undefined : bare;
}
