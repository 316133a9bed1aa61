import { z } from "zod";
import { customerId } from "./ids.ts";
import { contact } from "./request.ts";
import { contract } from "./service-plan.ts";
import { language } from "./text.ts";

const line = (max: number) => z.string().trim().max(max);
/** Where the organisation's systems stand. */
export const site = z.object({ id: z.uuid(), name: line(120).min(1), place: line(400) });
export type Site = z.infer<typeof site>;
/** Something worth protecting, and how much depends on it. */
export const asset = z.object({
  id: z.uuid(),
  name: line(200).min(1),
  address: line(200),
  site: z.uuid().optional(),
  importance: z.enum(["special", "important", "general"]),
});
export type Asset = z.infer<typeof asset>;

/** An organisation that is served: its people, its promise. */
export const customerForm = z.object({
  name: z.string().trim().min(1).max(200),
  contacts: z.array(contact).max(50),
  language,
  /** Promise in minutes until a named person has spoken with them. */
  responseMinutes: z.int().min(1).max(10_080),
  importance: z.enum(["special", "important", "general"]),
  notes: z.string().max(10_000),
  sites: z.array(site).max(200).default([]),
  assets: z.array(asset).max(2000).default([]),
  contract: contract.nullable().default(null),
});
export type CustomerForm = z.infer<typeof customerForm>;
export const customer = customerForm.extend({
  id: customerId,
  createdAt: z.iso.datetime({ offset: true }),
  openIncidents: z.int(),
});
export type Customer = z.infer<typeof customer>;
