import type { Customer, CustomerForm } from "@stanch/model/customer";
import { deskError, found } from "../desk-error.ts";
import type { AccessLog } from "../journal/access-log.ts";
import type { Random } from "../ports.ts";
import type { Unit } from "../unit-of-work.ts";
import { insertCustomer, readCustomers, updateCustomer } from "./customer-repo.ts";

export interface CustomerService {
  readonly list: (unit: Unit) => Promise<Customer[]>;
  readonly get: (unit: Unit, id: string) => Promise<Customer>;
  readonly create: (unit: Unit, form: CustomerForm) => Promise<Customer>;
  readonly update: (unit: Unit, id: string, form: CustomerForm) => Promise<Customer>;
}

/** Organisations that are served, and what they were promised. */
export function customerService(parts: {
  readonly random: Pick<Random, "uuid">;
  readonly access: AccessLog;
}): CustomerService {
  const get = async (unit: Unit, id: string): Promise<Customer> =>
    found((await readCustomers(unit.tx, id))[0], "customer");
  return {
    get,
    list: (unit) => readCustomers(unit.tx),
    create: async (unit, form) => {
      const id = parts.random.uuid();
      await insertCustomer(unit.tx, id, form, unit.now);
      await parts.access.note(unit, { what: "customer.created", detail: id });
      unit.changed({ kind: "customer.changed", customer: id });
      return get(unit, id);
    },
    update: async (unit, id, form) => {
      if (!(await updateCustomer(unit.tx, id, form))) throw deskError("E_NOT_FOUND", { what: "customer" });
      await parts.access.note(unit, { what: "customer.updated", detail: id });
      unit.changed({ kind: "customer.changed", customer: id });
      return get(unit, id);
    },
  };
}
