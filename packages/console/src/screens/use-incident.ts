import type { Incident } from "@stanch/model/incident";
import { incidentId, type IncidentId } from "@stanch/model/ids";
import { useParams } from "@tanstack/react-router";
import { useRead } from "../api/queries.ts";

/** The case that the address names. */
export function useIncidentId(): IncidentId {
  const { incident } = useParams({ strict: false });
  return incidentId.parse(incident);
}

/** The case itself, when it has arrived; the page above shows loading and errors. */
export function useIncident(): Incident | undefined {
  return useRead("incident.get", { params: { incident: useIncidentId() } }).data;
}
