import type { Migration } from "@stanch/store/migrate";
import { contactMigration } from "./contact-migration.ts";
import { handlingMigration } from "./handling-migration.ts";
import { intakeMigration } from "./intake-migration.ts";
import { oncallMigration } from "./oncall-migration.ts";
import { taskMigration } from "./task-migration.ts";

/** The schema of the desk, oldest first. Released steps never change. */
export const deskMigrations: readonly Migration[] = [
  intakeMigration,
  handlingMigration,
  taskMigration,
  oncallMigration,
  contactMigration,
];
