import { createHash } from "node:crypto";
import type { StateEntry } from "../state/state-format.ts";
import { homeUser } from "../state/host-path.ts";
import { stateFormat } from "../state/state-format.ts";

const kinds = String.raw`ssh-(?:rsa|dss|ed25519|ed448)|ecdsa-sha2-nistp(?:256|384|521)|sk-[a-z0-9-]+@openssh\.com|ssh-(?:rsa|dss|ed25519)-cert-v01@openssh\.com`;
const keyLine = new RegExp(String.raw`^(?:(\S.*?)\s+)?(${kinds})\s+(AAAA[A-Za-z0-9+/]{16,16384}={0,2})(?:\s+(.*))?$`);

/** The name by which sshd tells a key in its log: `SHA256:` and the hash without padding. */
function fingerprint(key: string): string {
  const hash = createHash("sha256").update(Buffer.from(key, "base64")).digest("base64");
  return `SHA256:${hash.replace(/=+$/, "")}`;
}

function keyEntry(line: string, path: string): StateEntry | undefined {
  const match = keyLine.exec(line.trim());
  if (match === null) return undefined;
  const [, options, type = "", key = "", comment] = match;
  const fields: Record<string, string> = { type, fingerprint: fingerprint(key) };
  if (options !== undefined) fields["options"] = options;
  if (comment !== undefined && comment !== "") fields["comment"] = comment;
  const command = /(?:^|,)command="((?:[^"\\]|\\.)*)"/i.exec(options ?? "")?.[1];
  return { "user.name": homeUser(path), "process.command_line": command, fields };
}

/** Keys that may log in by SSH, with the fingerprints that sshd writes when one is used. */
export const authorizedKeys = stateFormat({
  id: "authorized-keys",
  names: { zh: "SSH 授权公钥（authorized_keys）", en: "keys let in by SSH (authorized_keys)" },
  module: "authorized-keys",
  category: "configuration",
  action: "authorized_key",
  references: ["sshd(8): AUTHORIZED_KEYS FILE FORMAT", "RFC 4253, section 6.6"],
  sure: 96,
  file: /^authorized_keys2?$/,
  entry: keyEntry,
});
