import type { Migration } from "@stanch/store/migrate";
import { staffTable } from "@stanch/store/tables";

const channels = `alter table notice drop constraint notice_channel_check;
alter table notice add constraint notice_channel_check check (channel in ('mail', 'webhook', 'phone', 'fax', 'in-person', 'push', 'sms',
  'voice', 'dingtalk', 'wecom', 'feishu', 'slack', 'telegram'));
alter table contact_method drop constraint contact_method_channel_check;
alter table contact_method add constraint contact_method_channel_check check (channel in ('mail', 'phone', 'push', 'sms', 'voice',
  'dingtalk', 'wecom', 'feishu', 'slack', 'telegram'));
alter table contact_method add column gone_at timestamptz;`;

const subscriptions = `create table push_subscription (
  address text primary key, staff_id uuid not null references staff, endpoint text not null, p256dh text not null, auth text not null,
  at timestamptz not null);`;

/** Browsers that take pages. */
export const pushMigration: Migration = {
  name: "desk-0023-push",
  sql: [channels, subscriptions, staffTable("push_subscription", ["select", "insert", "delete"])],
};
