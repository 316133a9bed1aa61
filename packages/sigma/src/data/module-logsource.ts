/** What the events of a module (`event.module`) answer to. */
export interface ModuleLogsource {
  readonly product?: string;
  readonly services?: readonly string[];
  readonly category?: string;
}

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Daemons and tools whose lines stand in the authentication log. */
const auth = words(`sshd dropbear sudo su doas login passwd pam useradd userdel usermod groupadd groupdel groupmod gpasswd chage
  chpasswd newusers systemd-logind polkitd pkexec sssd saslauthd xinetd telnetd rshd rlogind gdm lightdm auth`);

/** Daemons and tools of Linux whose lines stand in a system log or in a log of their own. */
const linux = words(`syslog kernel systemd journald cron crond anacron atd rsyslogd syslog-ng dhclient networkmanager ntpd chronyd
  dovecot postfix exim sendmail courier cyrus perdition named bind unbound dnsmasq proftpd pure-ftpd vsftpd wu-ftpd ftpd mysqld
  mysql mariadb postgresql postgres mongodb redis openvpn strongswan charon smbd samba nfsd snmpd slapd openldap cups docker
  dockerd containerd kubelet dbus apparmor selinux setroubleshoot iptables nftables ufw firewalld fail2ban clamav clamd freshclam
  rkhunter aide ossec osquery monit winbind krb5kdc asterisk freeswitch guacamole guacd cockpit webmin vncserver xrdp inetd
  utmp wtmp btmp lastlog bash zsh fish sh shell history shell-history dpkg apt yum dnf rpm pacman zypper crontab shadow group
  messages secure auditd audit sysmon-linux bodyfile persistence authorized-keys passwd-file shadow-file group-file sudoers systemd-unit ps-capture
  lsof-capture socket-capture login-list file-list viminfo tool-history`);

const webServers = words(`nginx apache apache2 httpd apache_access apache_error iis caddy lighttpd haproxy traefik envoy tomcat
  jetty litespeed openresty tengine varnish web access-log clf nginx-proxy-manager`);

const proxies = words("squid bluecoat zscaler proxy");

const named: Readonly<Record<string, readonly string[]>> = {
  audit: ["auditd"],
  crond: ["cron"],
  anacron: ["cron"],
  crontab: ["cron"],
  clamd: ["clamav"],
  freshclam: ["clamav"],
  guacd: ["guacamole"],
  apache2: ["apache"],
  httpd: ["apache"],
  apache_access: ["apache"],
  apache_error: ["apache"],
  openresty: ["nginx"],
  tengine: ["nginx"],
};

/** Lines of these never stand in the common system log. */
const ownLog = new Set(words(`auditd audit vsftpd clamav clamd freshclam guacamole guacd utmp wtmp btmp lastlog bash zsh fish sh shell
  history shell-history dpkg apt yum dnf rpm pacman zypper crontab shadow group bodyfile persistence authorized-keys sysmon-linux
  passwd-file shadow-file group-file sudoers systemd-unit ps-capture
  lsof-capture socket-capture login-list file-list viminfo tool-history`));

function table(): Map<string, ModuleLogsource> {
  const modules = new Map<string, ModuleLogsource>();
  for (const module of linux) {
    const common = ownLog.has(module) ? [] : ["syslog"];
    modules.set(module, { product: "linux", services: [module, ...(named[module] ?? []), ...common] });
  }
  for (const module of auth) modules.set(module, { product: "linux", services: [module, "auth", "syslog"] });
  for (const module of webServers) {
    modules.set(module, { services: [module, ...(named[module] ?? [])], category: "webserver" });
  }
  for (const module of proxies) modules.set(module, { services: [module], category: "proxy" });
  return modules;
}

/** By `event.module`; a module that is not here answers to its own name as product and to its dataset as service. */
export const moduleLogsources: ReadonlyMap<string, ModuleLogsource> = table();

/** Products by the module's name where the two differ. */
export const productNames: Readonly<Record<string, string>> = {
  o365: "m365",
  office365: "m365",
  google_workspace: "gcp",
  cloudtrail: "aws",
  k8s: "kubernetes",
};
