import { Agent, request } from "node:http";
import { totpCode } from "@stanch/server/sign-in/totp";

/** One person's browser, at an address of its own: what the centre limits by address limits one of them. */
export interface Browser {
  /** The same person, signed in, where the centre is now. */
  readonly at: (url: string) => Browser;
  readonly ask: <Answer = Record<string, never>>(method: string, path: string, body?: object) => Promise<Answer>;
  readonly close: () => void;
}

/** `place`: the last parts of a loopback address, 1 to 65,000. */
export function browser(url: string, place: number, cookies: Map<string, string> = new Map()): Browser {
  const localAddress = `127.0.${1 + (place >> 8)}.${1 + (place & 0xff)}`;
  const agent = new Agent({ keepAlive: true, localAddress, maxSockets: 6 });
  const send = (method: string, path: string, text: string | undefined): Promise<{ status: number; text: string }> =>
    new Promise((resolve, reject) => {
      const cookie = [...cookies].map((pair) => pair.join("=")).join("; ");
      const headers = { cookie, ...(text === undefined ? {} : { "content-type": "application/json" }) };
      const asked = request(`${url}/api/v1${path}`, { method, headers, agent }, (answer) => {
        for (const line of answer.headers["set-cookie"] ?? []) {
          const [name = "", ...value] = line.split(";", 1)[0]?.split("=") ?? [];
          cookies.set(name, value.join("="));
        }
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("end", () =>
          resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString("utf8") }),
        );
        answer.on("error", reject);
      });
      asked.on("error", reject);
      asked.end(text);
    });
  return {
    at: (next) => {
      agent.destroy();
      return browser(next, place, cookies);
    },
    ask: async (method, path, body) => {
      const answer = await send(method, path, body === undefined ? undefined : JSON.stringify(body));
      if (answer.status !== 200) throw new Error(`${method} ${path} ${answer.status} ${answer.text.slice(0, 300)}`);
      return JSON.parse(answer.text) as never;
    },
    close: () => agent.destroy(),
  };
}

/** From a one-time password to a complete sign-in. */
export async function enrol(one: Browser, email: string, password: string): Promise<void> {
  await one.ask("POST", "/session", { email, password });
  const next = `a password to measure ${email}`;
  const { totpUri } = await one.ask<{ totpUri: string }>("POST", "/session/password", { current: password, next });
  await one.ask("POST", "/session/totp", { code: totpCode(totpUri, Date.now()) });
}
