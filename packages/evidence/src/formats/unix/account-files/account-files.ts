import type { StateEntry } from "../state/state-format.ts";
import { stateFormat } from "../state/state-format.ts";

const passwdLine = /^([a-z_][\w.-]{0,63}\$?):([^:]*):(\d{1,10}):(\d{1,10}):([^:]*):([^:]*):([^:]*)$/i;

function passwdEntry(line: string): StateEntry | undefined {
  const match = passwdLine.exec(line);
  if (match === null) return undefined;
  const [, user = "", secret = "", uid = "", gid = "", gecos = "", home = "", shell = ""] = match;
  // An x means that shadow keeps the password; anything else stands here for everybody to read.
  const password = secret === "x" ? "shadow" : secretKind(secret);
  return { "user.name": user, "user.id": uid, fields: { uid, gid, gecos, home, shell, password } };
}

/** `/etc/passwd`. */
export const passwdFile = stateFormat({
  id: "passwd-file",
  names: { zh: "账户文件（passwd）", en: "account file (passwd)" },
  module: "passwd-file",
  category: "iam",
  action: "account_entry",
  references: ["passwd(5)"],
  sure: 97,
  entry: passwdEntry,
});

const schemes: readonly (readonly [RegExp, string])[] = [
  [/^\$y\$/, "yescrypt"],
  [/^\$gy\$/, "gost-yescrypt"],
  [/^\$2[abxy]?\$/, "bcrypt"],
  [/^\$6\$/, "sha512"],
  [/^\$5\$/, "sha256"],
  [/^\$1\$/, "md5"],
  [/^[./\dA-Za-z]{13}$/, "des"],
];

/** What a password field says: `empty`, `none`, `locked` (a password behind a lock) or the scheme; never the hash itself. */
function secretKind(secret: string): string {
  if (secret === "") return "empty";
  if (/^[!*]+$/.test(secret) || secret === "x" || secret === "!!" || /^\*(?:LK|NP)\*$/.test(secret)) return "none";
  if (secret.startsWith("!") || secret.startsWith("*LK*")) return "locked";
  return schemes.find(([pattern]) => pattern.test(secret))?.[1] ?? "other";
}

const shadowLine =
  /^([a-z_][\w.-]{0,63}\$?):([^:]{0,512}):(\d{0,6}):(-?\d{0,6}):(-?\d{0,6}):(-?\d{0,6}):(-?\d{0,6}):(-?\d{0,6}):([^:]*)$/i;

function dayOf(days: string): string | undefined {
  const count = Number(days);
  return Number.isInteger(count) && count > 0 ? new Date(count * 86_400_000).toISOString().slice(0, 10) : undefined;
}

function shadowEntry(line: string): StateEntry | undefined {
  const match = shadowLine.exec(line);
  if (match === null) return undefined;
  const [, user = "", secret = "", changed = "", , , , , expires = ""] = match;
  const password = secretKind(secret);
  const fields: Record<string, string> = { password };
  const last = dayOf(changed);
  if (last !== undefined) fields["last_changed"] = last;
  const end = dayOf(expires);
  if (end !== undefined) fields["expires"] = end;
  return { "user.name": user, fields, message: `${user}: ${password}` };
}

/** `/etc/shadow`; hashes stay in the evidence and go nowhere else. */
export const shadowFile = stateFormat({
  id: "shadow-file",
  names: { zh: "密码文件（shadow）", en: "password file (shadow)" },
  module: "shadow-file",
  category: "iam",
  action: "password_entry",
  references: ["shadow(5)", "crypt(5)"],
  sure: 97,
  entry: shadowEntry,
});

const groupLine = /^([a-z_][\w.-]{0,63}\$?):([x*!]?|!!):(\d{1,10}):([\w.,$-]*)$/i;

function groupEntry(line: string): StateEntry | undefined {
  const match = groupLine.exec(line);
  if (match === null) return undefined;
  const [, group = "", , gid = "", list = ""] = match;
  const members = list.split(",").filter((member) => member !== "");
  return { "group.name": group, fields: members.length === 0 ? { gid } : { gid, members } };
}

/** `/etc/group`. */
export const groupFile = stateFormat({
  id: "group-file",
  names: { zh: "用户组文件（group）", en: "group file (group)" },
  module: "group-file",
  category: "iam",
  action: "group_entry",
  references: ["group(5)"],
  sure: 95,
  entry: groupEntry,
});
