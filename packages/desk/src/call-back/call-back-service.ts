import { type CallBack, type CallBackForm, type CallBacks, numberKey } from "@stanch/model/call-back";
import { customerId } from "@stanch/model/ids";
import type { CustomerService } from "../customer/customer-service.ts";
import { deskError, found } from "../desk-error.ts";
import { lockIncident, readIncident } from "../incident/incident-repo.ts";
import type { JournalService } from "../journal/journal-service.ts";
import type { Random } from "../ports.ts";
import { readIncidentRequests } from "../request/request-repo.ts";
import type { Unit } from "../unit-of-work.ts";
import { insertCallBack, readCallBacks } from "./call-back-repo.ts";

export interface CallBackService {
  readonly list: (unit: Unit, incident: string) => Promise<CallBacks>;
  /** Writes a call down; whether it verifies the caller is decided here. */
  readonly record: (unit: Unit, incident: string, form: CallBackForm) => Promise<CallBack>;
}

interface Parts {
  readonly random: Pick<Random, "uuid">;
  readonly journal: Pick<JournalService, "append">;
  readonly customers: Pick<CustomerService, "get">;
}

/** A minute for machines whose clocks differ. */
const AHEAD_MS = 60_000;

/** Numbers on record: those of the customer's contacts, each once. What the request says comes from the caller and is none. */
async function numbers(parts: Parts, unit: Unit, customer: string | null): Promise<CallBacks["numbers"]> {
  if (customer === null) return [];
  const { contacts } = await parts.customers.get(unit, customerId.parse(customer));
  const seen = new Set<string>();
  return contacts
    .filter(({ phone }) => {
      const key = numberKey(phone);
      if (key === "" || seen.has(key)) return false;
      seen.add(key);
      return true;
    })
    .map(({ name, phone }) => ({ name, phone }));
}

async function record(parts: Parts, unit: Unit, incident: string, form: CallBackForm): Promise<CallBack> {
  const row = found(await lockIncident(unit.tx, incident), "incident");
  const at = new Date(form.at ?? unit.now).toISOString();
  const first = (await readIncidentRequests(unit.tx, incident))[0];
  const begun = Date.parse(first?.proofAt ?? row.opened_at);
  if (Date.parse(at) > Date.parse(unit.now) + AHEAD_MS || Date.parse(at) < begun)
    throw deskError("E_TIME_ORDER", { at });
  const known = (await numbers(parts, unit, row.customer_id)).find(
    ({ phone }) => numberKey(phone) === numberKey(form.number),
  );
  const { caller, number, person, outcome, note } = form;
  const verified = known !== undefined && outcome === "confirmed" && person !== "";
  const said = { caller, number, person, outcome, note, verified };
  const data = { ...said, onRecord: known !== undefined, recordName: known?.name ?? "" };
  await parts.journal.append(unit, incident, { kind: "caller.called-back", at, data });
  const id = parts.random.uuid();
  const { id: by_id, name: by_name } = unit.call.actor;
  const stored = { ...said, on_record: known !== undefined, record_name: known?.name ?? null, at, by_id, by_name };
  await insertCallBack(unit.tx, { id, incident_id: incident, ...stored });
  return found(
    (await readCallBacks(unit.tx, incident)).find((one) => one.id === id),
    "call-back",
  );
}

/** Whether whoever called is who they say: calls back to numbers that were on record before. */
export function callBackService(parts: Parts): CallBackService {
  return {
    list: async (unit, incident) => {
      const row = found(await readIncident(unit.tx, incident), "incident");
      return {
        numbers: await numbers(parts, unit, row.customer_id),
        calls: await readCallBacks(unit.tx, incident),
      };
    },
    record: (unit, incident, form) => record(parts, unit, incident, form),
  };
}
