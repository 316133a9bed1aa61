import { z } from "zod";
import { customer, customerForm } from "./customer.ts";
import * as h from "./handling.ts";
import * as ids from "./ids.ts";
import { role } from "./role.ts";
import { route } from "./route.ts";

const staffForm = z.object({
  name: z.string().trim().min(1).max(120),
  email: z.email().max(254),
  phone: z.string().trim().max(40),
  roles: z.array(role).min(1),
  language: z.enum(["zh", "en"]),
  /** Required with role customer, and only then. */
  customer: ids.customerId.optional(),
});

/** Staff, customers, settings, and the stream of changes. */
export const peopleRoutes = {
  "staff.list": route({ method: "GET", path: "/staff", permission: "staff.read", output: z.array(h.staffMember) }),
  /** Answers the one-time password once; it is stored only as a hash. */
  "staff.create": route({
    method: "POST",
    path: "/staff",
    permission: "staff.write",
    body: staffForm,
    output: z.object({ staff: h.staffMember, oneTimePassword: z.string() }),
  }),
  "staff.update": route({
    method: "PUT",
    path: "/staff/:staff",
    permission: "staff.write",
    params: z.object({ staff: ids.staffId }),
    body: staffForm.extend({ active: z.boolean() }),
    output: h.staffMember,
  }),
  "staff.reset": route({
    method: "POST",
    path: "/staff/:staff/reset",
    permission: "staff.write",
    params: z.object({ staff: ids.staffId }),
    output: z.object({ oneTimePassword: z.string() }),
  }),
  "customer.list": route({ method: "GET", path: "/customers", permission: "customer.read", output: z.array(customer) }),
  "customer.create": route({
    method: "POST",
    path: "/customers",
    permission: "customer.write",
    body: customerForm,
    output: customer,
  }),
  "customer.update": route({
    method: "PUT",
    path: "/customers/:customer",
    permission: "customer.write",
    params: z.object({ customer: ids.customerId }),
    body: customerForm,
    output: customer,
  }),
  "settings.get": route({
    method: "GET",
    path: "/settings",
    permission: "staff.read",
    output: z.record(z.string(), z.json()),
  }),
  "settings.put": route({
    method: "PUT",
    path: "/settings",
    permission: "staff.write",
    body: z.record(z.string(), z.json()),
    output: z.record(z.string(), z.json()),
  }),
  /** Server-sent events: `{kind, incident?, request?, at}`; the client asks again for what changed. */
  "changes.stream": route({
    method: "GET",
    path: "/changes",
    permission: "signed-in",
    output: z.unknown(),
    carries: "stream",
  }),
};
