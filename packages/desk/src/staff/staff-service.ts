import type { StaffMember } from "@stanch/model/handling";
import type { Role } from "@stanch/model/role";
import { deskError, found, violates } from "../desk-error.ts";
import type { Call } from "../handler.ts";
import { readCustomers } from "../customer/customer-repo.ts";
import type { AccessLog } from "../journal/access-log.ts";
import type { Credentials, Random } from "../ports.ts";
import type { Unit, Work } from "../unit-of-work.ts";
import type { Account, StaffForm } from "./staff.ts";
import { insertStaff, readByRole, readStaff, readStaffMember, updateAccount, updateStaff } from "./staff-repo.ts";

export interface StaffService {
  readonly list: (call: Call) => Promise<StaffMember[]>;
  readonly create: (call: Call, form: StaffForm) => Promise<{ staff: StaffMember; oneTimePassword: string }>;
  readonly update: (call: Call, id: string, form: StaffForm & { readonly active: boolean }) => Promise<StaffMember>;
  readonly reset: (call: Call, id: string) => Promise<{ oneTimePassword: string }>;
  readonly get: (unit: Unit, id: string) => Promise<Account>;
  readonly withRole: (unit: Unit, role: Role) => Promise<Account[]>;
}

interface Parts {
  readonly work: Work;
  readonly random: Pick<Random, "uuid">;
  readonly access: AccessLog;
  readonly credentials: Credentials;
}

function checkRoles({ roles, customer }: StaffForm): void {
  const outside = roles.includes("customer");
  if (outside && roles.length > 1) throw deskError("E_CUSTOMER_ROLE");
  if (outside !== (customer !== undefined)) throw deskError("E_CUSTOMER_ORGANISATION");
}

/** The organisation is there, or the account would see nothing and nobody would know why. */
async function checkOrganisation(unit: Unit, { customer }: StaffForm): Promise<void> {
  if (customer !== undefined) found((await readCustomers(unit.tx, customer))[0], "customer");
}

async function checkAdministrator(unit: Unit): Promise<void> {
  if ((await readByRole(unit.tx, "administrator")).length === 0) throw deskError("E_LAST_ADMINISTRATOR");
}

const get = async (unit: Unit, id: string): Promise<Account> => found(await readStaffMember(unit.tx, id), "staff");

/** Mail addresses are unique whatever their case. */
async function mailOnce<T>(act: Promise<T>): Promise<T> {
  try {
    return await act;
  } catch (error) {
    if (violates(error, "staff_email")) throw deskError("E_STAFF_MAIL_TAKEN");
    throw error;
  }
}

async function create(parts: Parts, call: Call, form: StaffForm): Promise<{ staff: Account; oneTimePassword: string }> {
  checkRoles(form);
  const id = parts.random.uuid();
  const staff = await mailOnce(
    parts.work(call, "staff.create", async (unit) => {
      await checkOrganisation(unit, form);
      await insertStaff(unit.tx, id, form, unit.now);
      const detail = [id, ...form.roles, form.customer ?? ""].join(" ").trim();
      await parts.access.note(unit, { what: "staff.created", detail });
      unit.changed({ kind: "staff.changed" });
      return get(unit, id);
    }),
  );
  try {
    return { staff, oneTimePassword: await parts.credentials.create(id, form.email, form.name) };
  } catch (error) {
    // Nobody can sign in as this person; the row stays as a record and the address is free again.
    const dead = { ...form, email: `${id}@invalid`, active: false };
    await parts.work(call, "staff.create", (unit) => updateStaff(unit.tx, id, dead));
    throw error;
  }
}

/** People of the centre. They are never deleted, since records name them; they are made inactive. */
export function staffService(parts: Parts): StaffService {
  return {
    get,
    withRole: (unit, role) => readByRole(unit.tx, role),
    list: (call) => parts.work(call, "staff.list", (unit) => readStaff(unit.tx), { readOnly: true }),
    create: (call, form) => create(parts, call, form),
    update: async (call, id, form) => {
      checkRoles(form);
      const staff = await mailOnce(
        parts.work(call, "staff.update", async (unit) => {
          await checkOrganisation(unit, form);
          if (!(await updateStaff(unit.tx, id, form))) throw deskError("E_NOT_FOUND", { what: "staff" });
          await checkAdministrator(unit);
          const detail =
            `${id} ${form.active ? "active" : "inactive"} ${form.roles.join(" ")} ${form.customer ?? ""}`.trim();
          await parts.access.note(unit, { what: "staff.updated", detail });
          unit.changed({ kind: "staff.changed" });
          return get(unit, id);
        }),
      );
      await parts.credentials.update(id, { email: staff.email, name: staff.name, active: staff.active });
      return staff;
    },
    reset: async (call, id) => {
      await parts.work(call, "staff.reset", async (unit) => {
        await get(unit, id);
        await updateAccount(unit.tx, id, { totp: false });
        await parts.access.note(unit, { what: "staff.reset", detail: id });
      });
      return { oneTimePassword: await parts.credentials.reset(id) };
    },
  };
}
