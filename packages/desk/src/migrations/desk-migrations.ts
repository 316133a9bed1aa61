import type { Migration } from "@stanch/store/migrate";
import { accessMigration } from "./access-migration.ts";
import { alertMigration } from "./alert-migration.ts";
import { callBackMigration } from "./call-back-migration.ts";
import { consentMigration } from "./consent-migration.ts";
import { contactMigration } from "./contact-migration.ts";
import { dispatchMigration } from "./dispatch-migration.ts";
import { handlingMigration } from "./handling-migration.ts";
import { handoverMigration } from "./handover-migration.ts";
import { hoursMigration } from "./hours-migration.ts";
import { intakeMigration } from "./intake-migration.ts";
import { legalMigration } from "./legal-migration.ts";
import { mailMigration } from "./mail-migration.ts";
import { mergeMigration } from "./merge-migration.ts";
import { oncallMigration } from "./oncall-migration.ts";
import { pushMigration } from "./push-migration.ts";
import { ratingMigration } from "./rating-migration.ts";
import { recurrenceMigration } from "./recurrence-migration.ts";
import { ruleChoiceMigration } from "./rule-choice-migration.ts";
import { searchMigration } from "./search-migration.ts";
import { serviceMigration } from "./service-migration.ts";
import { supportMigration } from "./support-migration.ts";
import { taskMigration } from "./task-migration.ts";

/** The schema of the desk, oldest first. Released steps never change. */
export const deskMigrations: readonly Migration[] = [
  intakeMigration,
  handlingMigration,
  taskMigration,
  oncallMigration,
  contactMigration,
  alertMigration,
  handoverMigration,
  legalMigration,
  mailMigration,
  ruleChoiceMigration,
  serviceMigration,
  hoursMigration,
  dispatchMigration,
  supportMigration,
  callBackMigration,
  accessMigration,
  mergeMigration,
  recurrenceMigration,
  searchMigration,
  pushMigration,
  ratingMigration,
  consentMigration,
];
