/** A class of holes that was published for another centre, and the test that shows it shut here. */
export interface KnownHole {
  /** What went wrong there. */
  readonly hole: string;
  /** Where it was published. */
  readonly published: string;
  /** Test file from `packages/`, and the beginning of the test's name. */
  readonly file: string;
  readonly test: string;
}

const here = "server/test/known-holes.db.test.ts";
const text = "server/test/known-holes-text.db.test.ts";
const signIn = "server/test/known-holes-sign-in.db.test.ts";
const matrix = "server/test/permissions.db.test.ts";
const mail = "desk/src/mail/known-holes-mail.test.ts";
const schemas = "model/src/known-holes-schema.test.ts";
const screens = "console/src/known-holes-screens.test.ts";
const notices = "desk/test/notification.db.test.ts";
const channels = "desk/test/channel.db.test.ts";
const requests = "desk/src/notification/channel-request.test.ts";
const assertions = "server/src/sign-in/oidc-client.test.ts";
const pages = "report/src/html.test.ts";

const row = (hole: string, published: string, file: string, test: string): KnownHole => ({
  hole,
  published,
  file,
  test,
});

/** Every published hole of comparable systems, by class. A class without a test fails the unit tests. */
export const knownHoles: readonly KnownHole[] = [
  row("any user reads everybody's cases", "CVE-2025-48741; TheHive #2301, #2355", matrix, "matrix: "),
  row("titles of other tenants in lists", "TheHive #1427", "desk/test/tenancy.db.test.ts", "beneath the permissions"),
  row("restricted things found by search", "CVE-2020-9300", "desk/test/tenancy.db.test.ts", "beneath the permissions"),
  row("sub-objects reached through another case", "CoPilot #873", matrix, "matrix: "),
  row("roles and membership that people give themselves", "CVE-2020-9300", here, "nobody gives"),
  row("other people's things by guessing their id", "Flowintel 67521890", here, "what belongs to one person"),
  row("calendar feeds and downloads without a session", "Flowintel b60ff3d1", here, "nothing is served by address"),
  row("any record forwarded to any address", "CVE-2026-108270", here, "whoever only reads"),
  row("event stream open to all", "TheHive SB-SEC-ADV-2022-002", here, "half a sign-in"),
  row("script in a mail's subject", "CVE-2026-105455", mail, "a mail's subject"),
  row("javascript: link in a mailed page", "CVE-2026-105456", mail, "a mailed page"),
  row(
    "markup made of text on a screen",
    "CVE-2023-30615, CVE-2023-50712, CVE-2024-25640, CVE-2020-9299",
    screens,
    "no screen",
  ),
  row("attachment with a false content type", "CVE-2022-25802", text, "whatever a file is called"),
  row("preview of SVG and HTML", "CVE-2024-22876 and again in 5.6.3, 5.7.1", text, "whatever a file is called"),
  row("script in a report", "CVE-2024-22877 and again in 5.6.4, 5.7.3", text, "a report of hostile words"),
  row("script in a report's page", "CVE-2024-22877", pages, "hostile text stays text in the page"),
  row("template engine in reports", "CVE-2024-25624", text, "a report of hostile words"),
  row("template engine in messages", "NFLX-2024-003", requests, "a place that a text spells out is text"),
  row("template engine in notices", "NFLX-2024-003", notices, "a place for a link in somebody's text"),
  row("file written by its name", "CVE-2024-34060", text, "whatever a file is called"),
  row("path set by the client, then deleted", "CVE-2026-22783", here, "fields that nobody asked for"),
  row("values altered by crafted calls", "CVE-2026-42540", schemas, "no body takes"),
  row("requests into the own network", "CVE-2025-48739, CVE-2026-9813", notices, "webhooks: signed"),
  row("requests into the own network by providers", "CVE-2025-48739", channels, "no provider reaches"),
  row("redirects inwards", "CVE-2026-9813", channels, "500, a hang-up, a redirect inwards"),
  row(
    "changes sent by another site",
    "CVE-2025-48740; RT 5.0.11",
    "server/test/guards.db.test.ts",
    "changes come from our own pages",
  ),
  row("password in every call", "CVE-2025-48740", signIn, "no password travels"),
  row("changes by a mere link", "RT 5.0.11", schemas, "no operation that is a mere link"),
  row("assertion without a signature", "CVE-2026-58490", signIn, "a cookie that nobody signed"),
  row(
    "assertion of an organisation without a signature",
    "CVE-2026-58490",
    assertions,
    "an assertion that nobody signed",
  ),
  row("assertion of a foreign issuer", "CVE-2026-58490", assertions, "an assertion of another issuer"),
  row("report of a provider without a signature", "CVE-2026-58490", channels, "reports of a provider"),
  row("secret in an error", "CVE-2023-40171", here, "no refusal tells"),
  row("empty password accepted", "TheHive SB-SEC-ADV-2022-001", signIn, "an empty password"),
  row("second factor guessed without end", "TheHive SB-SEC-ADV-2023-004", signIn, "the second factor"),
  row("user names told by the answer or its time", "TheHive SB-SEC-ADV-2024-001", signIn, "who is known"),
  row("mailbox flooded", "CVE-2025-48738", notices, "nobody's mailbox is flooded"),
  row("tokens of others in an answer", "CVE-2026-44231", matrix, "answers carry no more"),
  row("SQL in a name of a field", "RT 5.0.10", here, "no word of a query"),
  row("SQL in a value", "RT 5.0.10", "server/test/hostile.db.test.ts", "text of outsiders stays text"),
  row("code run for whoever may write a rule", "Catalyst reactions", schemas, "no operation takes code"),
  row("secrets readable in the database", "TheHive docs/resources/security.md", notices, "secrets of other systems"),
  row(
    "data readable by others on the machine",
    "TheHive docs/resources/security.md",
    here,
    "nobody else on the machine",
  ),
];
