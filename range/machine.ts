import { copyFileSync, cpSync, mkdirSync, writeFileSync } from "node:fs";
import { appears, daemon, inside, root } from "./world.ts";

const here = new URL(".", import.meta.url).pathname;

/** How the log of the machine writes time: Debian 12's way, or the way before it that has no year. */
export type LogTime = "rfc3339" | "traditional";

/** Puts a file of `range/host` on the recorded machine. */
function place(name: string, path: string): void {
  copyFileSync(`${here}host/${name}`, `${root}${path}`);
}

/** Accounts of the recorded machine, made before its logs begin. `ops` is the administrator. */
function makeAccounts(): void {
  inside("rm -f /etc/cron.d/* /etc/cron.*/* && : >/etc/subuid && : >/etc/subgid");
  inside("sed -i '/^\\(ops\\|zhao\\|oracle\\|sysbak\\|li\\):/d' /etc/passwd /etc/shadow /etc/group /etc/gshadow");
  inside(
    "for u in ops zhao oracle; do useradd -m -s /bin/bash $u; done; usermod -aG sudo ops; usermod -aG sudo oracle",
  );
  inside("printf 'ops:Kp7-vault-29\\nzhao:Harbour-Lamp-51\\noracle:oracle123\\n' | chpasswd");
  inside("echo 'ops ALL=(ALL) NOPASSWD: ALL' >/etc/sudoers.d/ops; chmod 440 /etc/sudoers.d/ops");
  inside("cp /etc/skel/.bashrc /etc/skel/.profile /root/; rm -f /root/.bash_profile /root/.bash_login");
  inside("mkdir -p /root/keys /home/ops/.ssh; ssh-keygen -q -t ed25519 -N '' -C ops@desk -f /root/keys/ops");
  inside(
    "cp /root/keys/ops.pub /home/ops/.ssh/authorized_keys; chown -R ops: /home/ops/.ssh; chmod 700 /home/ops/.ssh",
  );
  inside(
    "rm -f /var/log/wtmp /var/log/btmp /var/log/lastlog; for f in wtmp btmp lastlog; do install -g utmp -m 660 /dev/null /var/log/$f; done",
  );
}

/** Starts syslog, cron and sshd. What they write from now on is the recording. */
export async function startMachine(time: LogTime): Promise<void> {
  makeAccounts();
  place(`rsyslog-${time}.conf`, "/etc/rsyslog.conf");
  place("logrotate.conf", "/etc/logrotate.conf");
  place("sshd_config", "/etc/ssh/sshd_config");
  inside(
    "echo \"HISTTIMEFORMAT='%F %T '\" >>/etc/bash.bashrc; rm -rf /etc/rsyslog.d/* /etc/ssh/sshd_config.d/* /etc/ssh/ssh_host_*",
  );
  // Without a name server in reach sudo would wait for one.
  inside(
    "printf '127.0.0.1 localhost\\n127.0.1.1 %s\\n' $(hostname) >/etc/hosts; sed -i 's/^hosts:.*/hosts: files/' /etc/nsswitch.conf; : >/etc/resolv.conf",
  );
  inside(
    "ssh-keygen -A >/dev/null; printf '* * * * * root test -x /usr/sbin/anacron || true\\n' >/etc/cron.d/housekeeping",
  );
  daemon("/usr/sbin/rsyslogd -n -i /run/rsyslogd.pid");
  await appears("/dev/log");
  daemon("/usr/sbin/cron -f");
  daemon("/usr/sbin/sshd -D");
  await appears("/run/sshd.pid");
}

/** Starts php-fpm and nginx with the small site of `range/site`. */
export async function startSite(): Promise<void> {
  mkdirSync(`${root}/srv/site`, { recursive: true });
  cpSync(`${here}site`, `${root}/srv/site`, { recursive: true });
  inside("mkdir -p /srv/site/uploads /var/www; chown -R root: /srv/site; chown www-data: /srv/site/uploads /var/www");
  place("nginx.conf", "/etc/nginx/nginx.conf");
  place("php-fpm.conf", "/etc/php/php-fpm-range.conf");
  daemon("/usr/sbin/php-fpm8.2 -F -y /etc/php/php-fpm-range.conf");
  await appears("/run/php/site.sock");
  daemon("/usr/sbin/nginx -g 'daemon off;'");
  await appears("/run/nginx.pid");
}

/** The night's rotation, by logrotate. */
export function rotate(): void {
  inside("/usr/sbin/logrotate -f /etc/logrotate.conf");
}

/** Builds version 1 and 2 of a small package, so that an upgrade is a real one. */
export function buildPackage(): void {
  for (const version of ["1.0-1", "1.0-2"]) {
    const folder = `${root}/root/pkg-${version}/DEBIAN`;
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    const control = `Package: range-tool\nVersion: ${version}\nArchitecture: all\nMaintainer: ops <ops@range.example>\nDescription: small tool\n`;
    writeFileSync(`${folder}/control`, control);
    inside(
      `chmod 755 /root/pkg-${version}/DEBIAN; dpkg-deb -b /root/pkg-${version} /srv/range-tool_${version}_all.deb >/dev/null`,
    );
  }
  inside("dpkg -i /srv/range-tool_1.0-1_all.deb >/dev/null; : >/var/log/dpkg.log");
}

/** Copies what a responder would take, as the daemons wrote it. */
export function takeEvidence(paths: readonly string[], folder: string): void {
  for (const path of paths) cpSync(`${root}/${path}`, `${folder}/evidence/${path}`, { recursive: true });
}
