import { z } from "zod";
import { customerId } from "./ids.ts";
import { contact } from "./request.ts";
import { language } from "./text.ts";

/** An organisation that is served: its people, its promise. */
export const customerForm = z.object({
  name: z.string().trim().min(1).max(200),
  contacts: z.array(contact).max(50),
  language,
  /** Promise in minutes until a named person has spoken with them. */
  responseMinutes: z.int().min(1).max(10_080),
  importance: z.enum(["special", "important", "general"]),
  notes: z.string().max(10_000),
});
export type CustomerForm = z.infer<typeof customerForm>;
export const customer = customerForm.extend({
  id: customerId,
  createdAt: z.iso.datetime({ offset: true }),
  openIncidents: z.int(),
});
export type Customer = z.infer<typeof customer>;
