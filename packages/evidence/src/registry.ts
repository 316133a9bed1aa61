import type { Format } from "./format.ts";
import { evt } from "./formats/evt/evt.ts";
import { evtx } from "./formats/evtx/evtx.ts";
import { chromiumHistory, firefoxHistory, macosQuarantine } from "./formats/desktop/browser-history.ts";
import { lastlog2 } from "./formats/lastlog/lastlog2.ts";
import { journalExport } from "./formats/journald/journal-export.ts";
import { journalJson } from "./formats/journald/journal-json.ts";
import { journalVerbose } from "./formats/journald/journal-verbose.ts";
import { journald } from "./formats/journald/journald.ts";
import { lastlog } from "./formats/lastlog/lastlog.ts";
import { pcap } from "./formats/pcap/pcap.ts";
import { defenderLog } from "./formats/desktop/defender-log.ts";
import { scheduledTask } from "./formats/desktop/scheduled-task.ts";
import { shortcut } from "./formats/desktop/shortcut.ts";
import { prefetch } from "./formats/prefetch/prefetch.ts";
import { registryHive } from "./formats/registry-hive/registry-hive.ts";
import { utmp } from "./formats/utmp/utmp.ts";
import { apacheAccess } from "./formats/web/apache-access/apache-access.ts";
import { nginxAccess } from "./formats/web/nginx-access/nginx-access.ts";
import { apacheError } from "./formats/web/apache-error/apache-error.ts";
import { haproxyLog } from "./formats/web/haproxy/haproxy.ts";
import { customAccess } from "./formats/web/custom-access/custom-access.ts";
import { iis } from "./formats/web/iis/iis.ts";
import { nginxError } from "./formats/web/nginx-error/nginx-error.ts";
import { asteriskLog } from "./formats/service/asterisk/asterisk.ts";
import { bindLog } from "./formats/service/bind/bind.ts";
import { nsdLog, unboundLog } from "./formats/service/dns/dns.ts";
import { dovecotLog } from "./formats/service/dovecot/dovecot.ts";
import { eximLog } from "./formats/service/exim/exim.ts";
import { fail2banLog } from "./formats/service/fail2ban/fail2ban.ts";
import { freeswitchLog } from "./formats/service/freeswitch/freeswitch.ts";
import { mongodbLog } from "./formats/service/mongodb/mongodb.ts";
import { mssqlLog } from "./formats/service/mssql/mssql.ts";
import { mysqlLog } from "./formats/service/mysql/mysql.ts";
import { openvpnLog } from "./formats/service/openvpn/openvpn.ts";
import { postgresqlLog } from "./formats/service/postgresql/postgresql.ts";
import { redisLog } from "./formats/service/redis/redis.ts";
import { xrdpLog } from "./formats/service/remote-desktop/remote-desktop.ts";
import { sambaLog } from "./formats/service/samba/samba-log.ts";
import { vsftpdLog } from "./formats/service/vsftpd/vsftpd.ts";
import { dropbearLog } from "./formats/service/small/small.ts";
import { softetherLog } from "./formats/service/vpn/vpn.ts";
import { xferlog } from "./formats/service/xferlog/xferlog.ts";
import { zeekAscii } from "./formats/sensor/zeek/zeek-ascii.ts";
import { zeekJson } from "./formats/sensor/zeek/zeek-json.ts";
import { fastAlert } from "./formats/sensor/fast-alert/fast-alert.ts";
import { ossecAlerts } from "./formats/sensor/ossec/ossec-alerts.ts";
import { ossecWindows } from "./formats/sensor/ossec/ossec-windows.ts";
import { cef, leef } from "./formats/sensor/cef/cef.ts";
import { clamavLog, clamscan } from "./formats/sensor/clamav/clamav.ts";
import { chkrootkit, lynisReport, rkhunter } from "./formats/sensor/host-scan/host-scan.ts";
import { modsecurityAudit } from "./formats/web/modsecurity/modsecurity-audit.ts";
import { phpError } from "./formats/web/php-error/php-error.ts";
import { tomcat } from "./formats/web/tomcat/tomcat.ts";
import { squid } from "./formats/web/squid/squid.ts";
import { timedText } from "./formats/generic/timed-text/timed-text.ts";
import { suricataEve } from "./formats/sensor/suricata/suricata-eve.ts";
import { wazuhJson } from "./formats/sensor/wazuh/wazuh-json.ts";
import { caddy } from "./formats/web/caddy/caddy.ts";
import { traefikJson } from "./formats/web/traefik-json/traefik-json.ts";
import { modsecurityJson } from "./formats/web/modsecurity-json/modsecurity-json.ts";
import { kubernetesAudit } from "./formats/service/kubernetes/kubernetes-audit.ts";
import { cloudtrail } from "./formats/service/cloudtrail/cloudtrail.ts";
import { actiontrail } from "./formats/service/actiontrail/actiontrail.ts";
import { mongodbJson } from "./formats/service/mongodb-json/mongodb-json.ts";
import { dockerJson } from "./formats/service/container/docker-json.ts";
import { criLog } from "./formats/service/container/cri.ts";
import { csv } from "./formats/generic/csv/csv.ts";
import { jsonLines } from "./formats/generic/json-lines/json-lines.ts";
import { logfmt } from "./formats/generic/logfmt/logfmt.ts";
import { windowsEventXml } from "./formats/windows-event-xml/windows-event-xml.ts";
import { auditLog } from "./formats/unix/audit/audit-log.ts";
import { laurel } from "./formats/unix/audit/laurel.ts";
import { bashHistory, fishHistory, zshHistory } from "./formats/unix/history/shell-history.ts";
import { aptHistory } from "./formats/unix/packages/apt-history.ts";
import { dpkgLog, pacmanLog, yumLog } from "./formats/unix/packages/package-log.ts";
import { syslog } from "./formats/unix/syslog/syslog.ts";
import { groupFile, passwdFile, shadowFile } from "./formats/unix/account-files/account-files.ts";
import { authorizedKeys } from "./formats/unix/authorized-keys/authorized-keys.ts";
import { crontab } from "./formats/unix/crontab/crontab.ts";
import { bodyfile, fileList } from "./formats/unix/file-list/file-list.ts";
import { pythonHistory, sqlHistory } from "./formats/unix/history/tool-history.ts";
import { kernelRing } from "./formats/unix/kernel/kernel-ring.ts";
import { pveFirewall } from "./formats/unix/kernel/pve-firewall.ts";
import { loginList } from "./formats/unix/login-list/login-list.ts";
import { wList } from "./formats/unix/login-list/w-list.ts";
import { dnfLog } from "./formats/unix/packages/dnf.ts";
import { zypperHistory } from "./formats/unix/packages/zypper.ts";
import { processList } from "./formats/unix/process-list/process-list.ts";
import { lsofList, socketList } from "./formats/unix/socket-list/socket-list.ts";
import { sudoers } from "./formats/unix/sudoers/sudoers.ts";
import { systemdUnit } from "./formats/unix/systemd-unit/systemd-unit.ts";
import { viminfo } from "./formats/unix/viminfo/viminfo.ts";

/** Every format, most specific first; identification asks all and takes the surest. */
export const formats: readonly Format[] = [
  evtx,
  evt,
  windowsEventXml,
  pcap,
  registryHive,
  prefetch,
  shortcut,
  scheduledTask,
  defenderLog,
  chromiumHistory,
  firefoxHistory,
  macosQuarantine,
  lastlog2,
  utmp,
  lastlog,
  journald,
  journalExport,
  journalJson,
  journalVerbose,
  auditLog,
  zshHistory,
  fishHistory,
  dpkgLog,
  pacmanLog,
  yumLog,
  aptHistory,
  dnfLog,
  zypperHistory,
  pveFirewall,
  kernelRing,
  syslog,
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
  bashHistory,
  nginxAccess,
  apacheAccess,
  nginxError,
  apacheError,
  haproxyLog,
  iis,
  asteriskLog,
  bindLog,
  nsdLog,
  unboundLog,
  dovecotLog,
  dropbearLog,
  eximLog,
  fail2banLog,
  freeswitchLog,
  mongodbLog,
  mssqlLog,
  mysqlLog,
  openvpnLog,
  postgresqlLog,
  redisLog,
  xrdpLog,
  sambaLog,
  softetherLog,
  vsftpdLog,
  xferlog,
  laurel,
  suricataEve,
  wazuhJson,
  caddy,
  traefikJson,
  modsecurityJson,
  kubernetesAudit,
  cloudtrail,
  actiontrail,
  mongodbJson,
  dockerJson,
  criLog,
  zeekAscii,
  zeekJson,
  fastAlert,
  ossecAlerts,
  ossecWindows,
  cef,
  leef,
  clamavLog,
  clamscan,
  chkrootkit,
  lynisReport,
  rkhunter,
  modsecurityAudit,
  phpError,
  tomcat,
  squid,
  customAccess,
  csv,
  jsonLines,
  logfmt,
  timedText,
];
