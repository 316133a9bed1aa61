import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { LineFormat } from "../../../format.ts";
import { sampleOf } from "../../../sample.ts";
import { readLines } from "../../generic/read-lines.testkit.ts";
import { groupFile, passwdFile, shadowFile } from "../account-files/account-files.ts";
import { authorizedKeys } from "../authorized-keys/authorized-keys.ts";
import { crontab } from "../crontab/crontab.ts";
import { bodyfile, fileList } from "../file-list/file-list.ts";
import { pythonHistory, sqlHistory } from "../history/tool-history.ts";
import { pveFirewall } from "../kernel/pve-firewall.ts";
import { loginList } from "../login-list/login-list.ts";
import { wList } from "../login-list/w-list.ts";
import { zypperHistory } from "../packages/zypper.ts";
import { processList } from "../process-list/process-list.ts";
import { lsofList, socketList } from "../socket-list/socket-list.ts";
import { sudoers } from "../sudoers/sudoers.ts";
import { systemdUnit } from "../systemd-unit/systemd-unit.ts";
import { viminfo } from "../viminfo/viminfo.ts";

const every: readonly LineFormat[] = [
  passwdFile,
  shadowFile,
  groupFile,
  crontab,
  authorizedKeys,
  sudoers,
  systemdUnit,
  bodyfile,
  fileList,
  processList,
  socketList,
  lsofList,
  loginList,
  wList,
  viminfo,
  sqlHistory,
  pythonHistory,
  zypperHistory,
  pveFirewall,
];

test("any lines: nothing throws, every line is told of once", () => {
  const piece = fc.constantFrom(
    "root:x:0:0:",
    "* * * * * ",
    "drwx------ 1 a b 3 Mar  1 02:14 ",
    "USER PID COMMAND",
    "Netid State Local Address:Port Peer Address:Port",
    "|2,0,1493487327,",
    "[Unit]",
    "ExecStart=",
    "\\",
    "\u001b[2J",
    "=",
    " ",
    "\t",
  );
  const line = fc.array(fc.oneof(piece, fc.string({ maxLength: 20 })), { maxLength: 6 }).map((parts) => parts.join(""));
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      for (const format of every) {
        format.sniff(sampleOf(Buffer.from(lines.join("\n")), "x"));
        for (const event of readLines(format, lines).events) {
          assert.ok((event.time === undefined) === (event.basis === "none"), format.id);
          assert.ok(event.time === undefined || Number.isInteger(event.time), format.id);
        }
      }
    }),
    { numRuns: 150 },
  );
});
