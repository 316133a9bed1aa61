import type { z } from "zod";
import type { Tx } from "../tables.ts";

export async function readSettings(tx: Tx): Promise<ReadonlyMap<string, z.core.util.JSONType>> {
  const rows = await tx.selectFrom("setting").select(["key", "value"]).execute();
  return new Map(rows.map((row) => [row.key, row.value]));
}

export async function writeSetting(tx: Tx, key: string, value: unknown, at: string, by: string): Promise<void> {
  const row = { key, value: JSON.stringify(value), updated_at: at, updated_by: by };
  await tx
    .insertInto("setting")
    .values(row)
    .onConflict((conflict) => conflict.column("key").doUpdateSet(row))
    .execute();
}

export async function readSecrets(tx: Tx): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.selectFrom("setting_secret").select(["key", "sealed"]).execute();
  return new Map(rows.map((row) => [row.key, row.sealed]));
}

export async function writeSecret(tx: Tx, key: string, sealed: string, at: string): Promise<void> {
  const row = { key, sealed, updated_at: at };
  await tx
    .insertInto("setting_secret")
    .values(row)
    .onConflict((conflict) => conflict.column("key").doUpdateSet(row))
    .execute();
}

export async function deleteSecret(tx: Tx, key: string): Promise<void> {
  await tx.deleteFrom("setting_secret").where("key", "=", key).execute();
}
