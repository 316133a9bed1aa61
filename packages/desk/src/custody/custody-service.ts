import type { Evidence } from "@stanch/model/handling";
import { deskError, found } from "../desk-error.ts";
import { readIncident } from "../incident/incident-repo.ts";
import type { AccessLog } from "../journal/access-log.ts";
import type { JournalService } from "../journal/journal-service.ts";
import type { Unit } from "../unit-of-work.ts";
import {
  type CustodyAction,
  evidenceLabel,
  type EvidenceRow,
  insertCustody,
  readEvidence,
  readItem,
} from "./evidence-repo.ts";

export interface CustodyService {
  readonly list: (unit: Unit, incident: string) => Promise<Evidence[]>;
  readonly item: (unit: Unit, incident: string, id: string) => Promise<EvidenceRow>;
  /** Adds a line of custody; of a sealed case, where no line can be added, the reading is noted in the access log. */
  readonly add: (unit: Unit, item: EvidenceRow, line: CustodyLine) => Promise<void>;
  /** All of these items belong to the incident, or `E_EVIDENCE_UNKNOWN`. */
  readonly belong: (unit: Unit, incident: string, ids: readonly string[]) => Promise<readonly Evidence[]>;
}

interface CustodyLine {
  readonly action: CustodyAction;
  readonly purpose: string;
  readonly from?: string;
  readonly to?: string;
  readonly sha256?: string;
}

interface Parts {
  readonly journal: Pick<JournalService, "append">;
  readonly access: AccessLog;
}

async function add(parts: Parts, unit: Unit, item: EvidenceRow, line: CustodyLine): Promise<void> {
  const { action, purpose, from, to, sha256 = item.sha256 } = line;
  const label = evidenceLabel(item.seq);
  const incident = found(await readIncident(unit.tx, item.incident_id), "incident");
  const sealed = incident.state === "archived";
  // A copy that leaves is watched as well as recorded: one list says who took what out of all cases.
  if (sealed || action === "copied") {
    const detail = `${label} ${item.name.slice(0, 200)} ${sha256}`;
    await parts.access.note(unit, { what: `evidence.${action}`, detail, incident: incident.id });
  }
  if (sealed) return;
  const data = { evidence: item.id, label, action, purpose, sha256, from: from ?? null, to: to ?? null };
  await parts.journal.append(unit, item.incident_id, { kind: "custody.added", data });
  await insertCustody(unit.tx, {
    evidence_id: item.id,
    incident_id: item.incident_id,
    at: unit.now,
    action,
    from_party: from ?? null,
    to_party: to ?? null,
    purpose,
    sha256,
    by_name: unit.call.actor.name,
  });
}

/** Who had which item in hand, when, for what: in the same chain as the rest of the case. */
export function custodyService(parts: Parts): CustodyService {
  return {
    list: (unit, incident) => readEvidence(unit.tx, incident),
    item: async (unit, incident, id) => found(await readItem(unit.tx, incident, { id }), "evidence"),
    belong: async (unit, incident, ids) => {
      const all = await readEvidence(unit.tx, incident);
      const wanted = new Set(ids);
      const items = all.filter((item) => wanted.has(item.id));
      if (items.length !== wanted.size) throw deskError("E_EVIDENCE_UNKNOWN");
      return items;
    },
    add: (unit, item, line) => add(parts, unit, item, line),
  };
}
