import { createHash } from "node:crypto";
import type { PushForm } from "@stanch/model/contact";
import { deskError, violates } from "../desk-error.ts";
import type { AccessLog } from "../journal/access-log.ts";
import type { NoticeRow } from "../notification/notice-repo.ts";
import { encryptPush } from "../notification/push-encryption.ts";
import type { Tx } from "../tables.ts";
import type { Unit } from "../unit-of-work.ts";

/**
 * The address of a browser as people and the journal see it: its push service and a print of the rest, which is a secret.
 *
 * @example pushAddress("https://push.example/send/abc") // "push.example/9c2f…"
 */
export function pushAddress(endpoint: string): string {
  return `${new URL(endpoint).host}/${createHash("sha256").update(endpoint).digest("hex").slice(0, 12)}`;
}

/**
 * Keeps what it takes to push to a browser; answers its address.
 *
 * @throws StanchError `E_CONTACT_ADDRESS` when nothing could be encrypted for it, `E_CONTACT_TWICE` when it is known
 */
export async function keepPush(unit: Unit, staff: string, form: PushForm): Promise<string> {
  const { endpoint, p256dh, auth } = form;
  const { host, username, password } = new URL(endpoint);
  const address = pushAddress(endpoint);
  try {
    encryptPush(form, "");
  } catch {
    throw deskError("E_CONTACT_ADDRESS", { address: host });
  }
  if (username !== "" || password !== "") throw deskError("E_CONTACT_ADDRESS", { address: host });
  try {
    const row = { address, staff_id: staff, endpoint, p256dh, auth, at: unit.now };
    await unit.tx.insertInto("push_subscription").values(row).execute();
  } catch (error) {
    if (violates(error, "push_subscription_pkey")) throw deskError("E_CONTACT_TWICE", { address });
    throw error;
  }
  return address;
}

export async function forgetPush(tx: Tx, address: string): Promise<void> {
  await tx.deleteFrom("push_subscription").where("address", "=", address).execute();
}

/** A browser that its push service no longer knows counts no longer, and its person sees why. */
export function pushGone(parts: {
  readonly access: AccessLog;
}): (unit: Unit, notice: Pick<NoticeRow, "to_address">) => Promise<void> {
  return async (unit, { to_address: address }) => {
    await forgetPush(unit.tx, address);
    const rows = await unit.tx
      .updateTable("contact_method")
      .set({ gone_at: unit.now, verified_at: null, code_nonce: null })
      .where("channel", "=", "push")
      .where("address", "=", address)
      .where("removed_at", "is", null)
      .where("gone_at", "is", null)
      .returning(["id", "staff_id"])
      .execute();
    for (const { id, staff_id } of rows)
      await parts.access.note(unit, { what: "contact.gone", detail: `${staff_id} ${id}` });
    if (rows.length > 0) unit.changed({ kind: "staff.changed" });
  };
}
