import type { Task } from "@stanch/model/task";
import type { Text } from "@stanch/model/text";
import type { Instant, JsonColumn, Maybe } from "../column.ts";

export interface TaskTable {
  id: string;
  incident_id: string;
  playbook: Maybe<string>;
  /** Place in the list. */
  seq: number;
  step: Task["step"];
  role: Task["role"];
  title: JsonColumn<Text>;
  detail: JsonColumn<Text>;
  state: Task["state"];
  assignee_id: Maybe<string>;
  assignee_name: Maybe<string>;
  note: Maybe<string>;
  changed_at: Instant;
  changed_by: string;
}
