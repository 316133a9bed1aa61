import type { Migration } from "@stanch/store/migrate";
import { staffTable } from "@stanch/store/tables";

/** Accounts, sessions and second factors, in the shape better-auth wants. The application's role cannot see them. */
const accounts: Migration = {
  name: "auth-0001-accounts",
  sql: [
    `create table auth_user (
  id text primary key, name text not null, email text not null unique, "emailVerified" boolean not null, image text,
  "createdAt" timestamptz not null default now(), "updatedAt" timestamptz not null default now(),
  "twoFactorEnabled" boolean, "mustChange" boolean not null default true);
create table auth_session (
  id text primary key, "expiresAt" timestamptz not null, token text not null unique,
  "createdAt" timestamptz not null default now(), "updatedAt" timestamptz not null, "ipAddress" text, "userAgent" text,
  "userId" text not null references auth_user (id) on delete cascade);
create table auth_account (
  id text primary key, "accountId" text not null, "providerId" text not null,
  "userId" text not null references auth_user (id) on delete cascade, "accessToken" text, "refreshToken" text, "idToken" text,
  "accessTokenExpiresAt" timestamptz, "refreshTokenExpiresAt" timestamptz, scope text, password text,
  "createdAt" timestamptz not null default now(), "updatedAt" timestamptz not null);
create table auth_verification (
  id text primary key, identifier text not null, value text not null, "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null default now(), "updatedAt" timestamptz not null default now());
create table auth_two_factor (
  id text primary key, secret text not null, "backupCodes" text not null,
  "userId" text not null references auth_user (id) on delete cascade, verified boolean,
  "failedVerificationCount" integer, "lockedUntil" timestamptz);
create index auth_session_user on auth_session ("userId");
create index auth_account_user on auth_account ("userId");
create index auth_verification_identifier on auth_verification (identifier);
create index auth_two_factor_user on auth_two_factor ("userId");`,
    "create table auth_lock (key text primary key, failures integer not null, last_at timestamptz not null, until timestamptz);",
    staffTable("auth_lock"),
  ],
};

/** Codes of the second factor that were accepted: none is accepted again. Source: RFC 6238, section 5.2. */
const usedCodes: Migration = {
  name: "auth-0002-used-codes",
  sql: [
    `create table auth_used_code (
  user_id text not null references auth_user (id) on delete cascade, code text not null, at timestamptz not null,
  primary key (user_id, code));`,
  ],
};

/** Keys of programs: what opens a door is kept only as a hash. */
const apiKeys: Migration = {
  name: "auth-0003-api-keys",
  sql: [
    `create table auth_api_key (
  id uuid primary key, name text not null, staff_id uuid not null, permissions jsonb not null, prefix text not null,
  hash text not null unique, created_at timestamptz not null, expires_at timestamptz not null,
  last_used_at timestamptz, last_used_from text, uses bigint not null default 0,
  revoked_at timestamptz, revoked_by text, check ((revoked_at is null) = (revoked_by is null)));
create index auth_api_key_staff on auth_api_key (staff_id);`,
    staffTable("auth_api_key", ["select", "insert", "update"]),
  ],
};

/** Customers whose people sign in with their organisation's accounts; how each session was begun. */
const oidc: Migration = {
  name: "auth-0004-oidc",
  sql: [
    `create table auth_oidc (
  customer_id uuid primary key, issuer text not null, client_id text not null, secret text, key text not null unique,
  changed_at timestamptz not null);
create unique index auth_account_provider on auth_account ("providerId", "accountId");
alter table auth_session add column method text;`,
    staffTable("auth_oidc", ["select", "insert", "update", "delete"]),
  ],
};

export const authMigrations: readonly Migration[] = [accounts, usedCodes, apiKeys, oidc];
