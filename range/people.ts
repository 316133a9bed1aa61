import { act, type Actor, type Done, pause } from "./world.ts";

const quiet = "-o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR -o ConnectTimeout=10";

/** A shell word that keeps its content, whatever it is. */
const word = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** One log-in attempt with a password, by the real client; runs a command when it works. */
export function sshPassword(
  who: Actor,
  target: string,
  user: string,
  password: string,
  command = "true",
): Promise<Done> {
  const options = `${quiet} -o PreferredAuthentications=password -o NumberOfPasswordPrompts=1`;
  return act(who, `sshpass -p ${word(password)} ssh ${options} ${word(user)}@${target} ${word(command)}`);
}

/** A log-in with the administrator's key. */
export function sshKey(who: Actor, target: string, user: string, command: string): Promise<Done> {
  return act(who, `ssh ${quiet} -i /root/keys/${user} ${user}@${target} ${word(command)}`);
}

/** An interactive session: lines are typed one after the other into a terminal, as a person would. */
export function sshTyping(
  who: Actor,
  target: string,
  user: string,
  password: string,
  lines: readonly string[],
): Promise<Done> {
  const options = `${quiet} -tt -o PreferredAuthentications=password`;
  const typed = `(sleep 2; while IFS= read -r line; do printf '%s\\n' "$line"; sleep 1.5; done)`;
  return act(
    who,
    `${typed} | sshpass -p ${word(password)} ssh ${options} ${user}@${target}`,
    `${lines.join("\n")}\n`,
    120,
  );
}

/** Tries passwords of users, a few connections at a time. */
export async function guess(who: Actor, target: string, pairs: readonly (readonly [string, string])[]): Promise<void> {
  const queue = [...pairs];
  const lane = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) await sshPassword(who, target, ...next);
  };
  await Promise.all([lane(), lane(), lane(), lane()]);
}

/** Names of browsers and robots that clients send in this range. */
export const agents = {
  person:
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
  other:
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15",
  robot: "Mozilla/5.0 (compatible; Examplebot/2.1; +http://www.example.com/bot.html)",
} as const;

/** Asks for a page. */
export function get(who: Actor, url: string, agent: string, more = ""): Promise<Done> {
  return act(who, `curl -s -m 20 -o /dev/null -A ${word(agent)} ${more} ${word(url)}`);
}

/** Asks for pages one after the other, with a person's pauses. */
export async function browse(who: Actor, site: string, agent: string, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await get(who, `${site}${path}`, agent, `-e ${word(`${site}/`)}`);
    await pause(0.7);
  }
}
