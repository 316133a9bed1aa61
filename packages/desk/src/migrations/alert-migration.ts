import type { Migration } from "@stanch/store/migrate";
import { staffTable } from "@stanch/store/tables";

const alerts = `create table staff_alert (
  id uuid primary key, purpose text not null, staff_id uuid not null references staff, incident_id uuid references incident,
  request_id uuid references request, made_at timestamptz not null, answered_at timestamptz, settled_at timestamptz);
create index staff_alert_incident on staff_alert (incident_id) where settled_at is null;
create index staff_alert_request on staff_alert (request_id) where incident_id is null;
alter table page_contact alter column escalation_id drop not null;
alter table escalation_notice alter column escalation_id drop not null;`;

/** People are told of clocks, decisions and offers by their own ways too: without a chain, `key` is the id of the alert. */
export const alertMigration: Migration = {
  name: "desk-0006-alert",
  sql: [alerts, staffTable("staff_alert", ["select", "insert", "update"])],
};
