import { found } from "./desk-error.ts";
import type { Call } from "./handler.ts";
import { readCustomers } from "./customer/customer-repo.ts";
import { newestFinished } from "./report/gather-facts.ts";
import type { IncidentWork } from "./incident/incident-work.ts";
import type { AccessLine, AccessLog } from "./journal/access-log.ts";
import { readEvidence } from "./custody/evidence-repo.ts";
import { readInvestigation, readInvestigations } from "./investigation/investigation-repo.ts";
import type { SettingsService } from "./settings/settings-service.ts";
import type { Account } from "./staff/staff.ts";
import { readStaff, readStaffByMail, readStaffMember, updateAccount } from "./staff/staff-repo.ts";
import type { InvestigationSheets } from "./handling-tables.ts";
import type { Unit, Work } from "./unit-of-work.ts";

/** An item as a citation names it. */
export interface CitedItem {
  readonly id: string;
  readonly label: string;
  readonly name: string;
  readonly sha256: string;
}

/** What the server asks besides operations: accounts for the sign-in, sheets and items for timeline and answer. */
export interface DeskDirectory {
  readonly account: (id: string) => Promise<Account | undefined>;
  readonly accounts: () => Promise<readonly Account[]>;
  readonly accountByMail: (email: string) => Promise<Account | undefined>;
  /** Keeps what belongs to the account in step: second factor enrolled, language chosen, organisation of a customer. */
  readonly setAccount: (
    id: string,
    set: { readonly totp?: boolean; readonly language?: "zh" | "en"; readonly customer?: string },
  ) => Promise<void>;
  /** Blobs of one investigation, or of the incident's newest finished one. `E_NOT_FOUND` for whom it is not open. */
  readonly sheets: (
    call: Call,
    incident: string,
    investigation?: string,
  ) => Promise<InvestigationSheets & { readonly investigation: string }>;
  /** Where people reach the centre, and what inside the own network it may ask. */
  readonly network: () => Promise<{ readonly publicUrl: string; readonly allow: readonly string[] }>;
  /** Names of customers by id. */
  readonly customers: () => Promise<ReadonlyMap<string, string>>;
  /** A line of the access log about what the server itself hands out. */
  readonly note: (call: Call, line: AccessLine) => Promise<void>;
  readonly items: (call: Call, incident: string) => Promise<readonly CitedItem[]>;
}

async function sheetsOf(unit: Unit, incident: string, investigation: string | undefined) {
  const row =
    investigation === undefined
      ? newestFinished(await readInvestigations(unit.tx, incident))
      : await readInvestigation(unit.tx, investigation, incident);
  const { id, sheets } = found(row, "investigation");
  return { ...found(sheets ?? undefined, "answer"), investigation: id };
}

interface DirectoryParts {
  readonly work: Work;
  readonly within: IncidentWork;
  readonly call: Call;
  readonly access: Pick<AccessLog, "note">;
  readonly settings: Pick<SettingsService, "all">;
}

/** What the ways in have to know and to write down. */
function aroundSignIn(parts: DirectoryParts): Pick<DeskDirectory, "network" | "customers" | "note"> {
  const { work, call: own, access, settings } = parts;
  const readOnly = { readOnly: true };
  return {
    network: () =>
      work(
        own,
        "network.get",
        async (unit) => {
          const { publicUrl, "webhook.allow": allow } = await settings.all(unit);
          return { publicUrl, allow };
        },
        readOnly,
      ),
    customers: () =>
      work(
        own,
        "customer.names",
        async (unit) => new Map((await readCustomers(unit.tx)).map(({ id, name }) => [id as string, name])),
        readOnly,
      ),
    note: (call, line) => work(call, "access.note", (unit) => access.note(unit, line), { elevated: true }),
  };
}

export function deskDirectory(parts: DirectoryParts): DeskDirectory {
  const { work, within, call: own } = parts;
  const readOnly = { readOnly: true };
  return {
    account: (id) => work(own, "account.get", (unit) => readStaffMember(unit.tx, id), readOnly),
    accounts: () => work(own, "account.list", (unit) => readStaff(unit.tx), readOnly),
    accountByMail: (email) => work(own, "account.byMail", (unit) => readStaffByMail(unit.tx, email), readOnly),
    setAccount: (id, { customer, ...set }) =>
      work(own, "account.set", async (unit) => {
        const columns = { ...set, ...(customer === undefined ? {} : { customer_id: customer }) };
        if (Object.keys(columns).length > 0) await updateAccount(unit.tx, id, columns);
      }),
    sheets: (call, incident, investigation) =>
      within(call, "sheets.get", incident, (unit) => sheetsOf(unit, incident, investigation), readOnly),
    ...aroundSignIn(parts),
    items: (call, incident) =>
      within(
        call,
        "items.list",
        incident,
        async (unit) =>
          (await readEvidence(unit.tx, incident)).map(({ id, label, name, sha256 }) => ({ id, label, name, sha256 })),
        readOnly,
      ),
  };
}
