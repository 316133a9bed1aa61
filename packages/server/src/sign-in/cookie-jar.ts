import type { IncomingHttpHeaders } from "node:http";

/** Cookies of one exchange: what the browser sent, and what is to be sent back. */
export interface CookieJar {
  /** Where the exchange comes from, for counting failures. */
  readonly network: string;
  /** The address itself, as people know their own. */
  readonly address: string;
  /** Headers as the sign-in library reads them, with every cookie set so far. */
  readonly headers: () => Headers;
  /** Takes over the cookies that an answer sets. */
  readonly take: (response: Response) => void;
  /** A cookie that the browser sent. */
  readonly get: (name: string) => string | undefined;
  /** Sets a cookie of our own; an empty value takes it away. */
  readonly put: (name: string, value: string, seconds: number) => void;
  /** `Set-Cookie` values for the browser. */
  readonly set: () => readonly string[];
}

/** Where the sign-in library looks for the address of a session. */
export const ADDRESS_HEADER = "x-stanch-address";

/** Opens the jar of a request. */
export function cookieJar(incoming: IncomingHttpHeaders, network: string, address = ""): CookieJar {
  const cookies = new Map<string, string>();
  for (const part of (incoming.cookie ?? "").split(";").map((one) => one.trim())) {
    const at = part.indexOf("=");
    if (at > 0) cookies.set(part.slice(0, at).trim(), part.slice(at + 1).trim());
  }
  const answers: string[] = [];
  return {
    network,
    address,
    headers: () => {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
      const agent = incoming["user-agent"];
      return new Headers({
        ...(cookie === "" ? {} : { cookie }),
        // Ours, never the browser's: only what this jar says is believed.
        ...(address === "" ? {} : { [ADDRESS_HEADER]: address }),
        ...(agent === undefined ? {} : { "user-agent": agent.slice(0, 300) }),
      });
    },
    take: (response) => {
      for (const line of response.headers.getSetCookie()) {
        answers.push(line);
        const [pair = ""] = line.split(";");
        const at = pair.indexOf("=");
        const name = pair.slice(0, at);
        if (/;\s*max-age=0\b/i.test(line)) cookies.delete(name);
        else cookies.set(name, pair.slice(at + 1));
      }
    },
    get: (name) => cookies.get(name),
    put: (name, value, seconds) => {
      const secure = name.startsWith("__Secure-") ? "; Secure" : "";
      answers.push(
        `${name}=${value}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${value === "" ? 0 : seconds}${secure}`,
      );
    },
    set: () => answers,
  };
}
