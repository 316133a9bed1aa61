import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { levelRank } from "@stanch/investigate/rule-meta";
import { parse } from "yaml";
import { judge, ownRuling, readPaths, type Said } from "./rule-run.testkit.ts";

const corpora = fileURLToPath(new URL("../../../shared/corpora", import.meta.url));
const skip = existsSync(corpora) ? false : "skipped: no corpora";
const ruling = ownRuling();
const now = Date.UTC(2026, 10, 30);

interface Folder {
  readonly name: string;
  readonly attackers: ReadonlySet<string>;
  readonly nothing: boolean;
  readonly said: readonly Said[];
}

const plain = (address: string): string => address.replace(/^::ffff:(?=[\d.]+$)/, "");

async function folders(): Promise<Folder[]> {
  const root = join(corpora, "crowdsec-tests");
  const found: Folder[] = [];
  for (const name of readdirSync(root).sort()) {
    const file = join(root, name, "scenario.assert");
    if (!existsSync(file)) continue;
    const stated = readFileSync(file, "utf8");
    const ips = [...stated.matchAll(/Sources\["[^"]+"\]\.IP == "([^"]+)"/g)].map((match) => plain(match[1] ?? ""));
    const nothing = /^len\(results\) == 0/m.test(stated);
    if (ips.length === 0 && !nothing) continue;
    const config = parse(readFileSync(join(root, name, "config.yaml"), "utf8")) as { readonly log_file: string };
    const events = await readPaths([join(root, name, config.log_file)], now);
    found.push({ name, attackers: new Set(ips), nothing, said: judge(ruling, events) });
  }
  return found;
}

const isNamed = ({ attackers, said }: Folder): boolean =>
  said.some((one) => [...one.addresses].some((address) => attackers.has(plain(address))));

/** Folders by what is attacked, from their names. */
const wanted =
  /ssh|http|apache|nginx|^cve|wordpress|litespeed|caddy|traefik|modsecurity|dovecot|postfix|exim|exchange|zimbra|imap|mysql|mariadb|pgsql|mssql|mongodb|ftpd|jira|grafana_|log4j|f5|netgear|pulse|envoy/i;
/** Where an address travels faster than a person can: no place of addresses is known offline. */
const needsPlaces = /impossible-travel/;

test("attackers that crowdsec-tests name are named", { skip }, async () => {
  const all = await folders();
  const withAttacker = all.filter(({ attackers }) => attackers.size > 0);
  const core = withAttacker.filter(({ name }) => wanted.test(name) && !needsPlaces.test(name));
  const named = withAttacker.filter(isNamed);
  const coreNamed = core.filter(isNamed);
  const missed = withAttacker.filter((one) => !isNamed(one)).map(({ name }) => name);
  console.log(
    `all ${named.length}/${withAttacker.length}, ssh, web, mail, database, ftp ${coreNamed.length}/${core.length}`,
  );
  console.log(`missed: ${missed.join(" ")}`);
  assert.ok(named.length >= floors.all, `named ${named.length} of ${withAttacker.length}`);
  assert.ok(coreNamed.length >= floors.core, `named ${coreNamed.length} of ${core.length}`);
  const silent = all.filter(({ nothing }) => nothing);
  assert.ok(silent.length > 0);
  const loud = silent.filter(({ said }) => said.some(({ rule }) => levelRank(rule.level) >= 2));
  assert.deepEqual(
    loud.map(({ name }) => name),
    [],
  );
});

const floors = { all: 94, core: 57 };

test("loghub holds guessing in OpenSSH and Linux and nothing else of weight", { skip }, async () => {
  for (const name of ["OpenSSH", "Linux", "Apache", "Mac", "Windows"]) {
    const said = judge(ruling, await readPaths([join(corpora, "loghub", name)], now));
    const heavy = said.filter(({ rule }) => levelRank(rule.level) >= 2);
    const acts = new Set(heavy.map(({ rule }) => rule.act));
    assert.ok(heavy.every(({ rule }) => rule.level === "medium"));
    if (name === "OpenSSH") assert.deepEqual([...acts].sort(), ["guess", "spray"]);
    else if (name === "Linux") assert.deepEqual([...acts], ["guess"]);
    else assert.deepEqual([...acts], [], name);
  }
});
