import type { Handlers } from "../handler.ts";
import type { Work } from "../unit-of-work.ts";
import type { CustomerService } from "./customer-service.ts";

export function customerHandlers({
  work,
  customers,
}: {
  readonly work: Work;
  readonly customers: CustomerService;
}): Handlers<"customer.list" | "customer.create" | "customer.update"> {
  return {
    "customer.list": (call) => work(call, "customer.list", customers.list, { readOnly: true }),
    "customer.create": (call, { body }) => work(call, "customer.create", (unit) => customers.create(unit, body)),
    "customer.update": (call, { params, body }) =>
      work(call, "customer.update", (unit) => customers.update(unit, params.customer, body)),
  };
}
