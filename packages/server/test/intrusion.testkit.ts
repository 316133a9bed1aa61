const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A line as a syslog daemon writes it: time without a year. */
function line(at: number, text: string): string {
  const time = new Date(at);
  const day = String(time.getUTCDate()).padStart(2, " ");
  return `${months[time.getUTCMonth()]} ${day} ${time.toISOString().slice(11, 19)} his-web ${text}\n`;
}

/** `auth.log` of a host whose root password is guessed at from 203.0.113.9, who then adds an account and a cron entry. */
export function intrusionLog(end: number): string {
  const start = end - 3_600_000;
  const guesses = Array.from({ length: 40 }, (_, at) =>
    line(start + at * 2000, `sshd[${1000 + at}]: Failed password for root from 203.0.113.9 port ${40_000 + at} ssh2`),
  );
  const after = [
    "sshd[2000]: Accepted password for root from 203.0.113.9 port 41000 ssh2",
    "sshd[2000]: pam_unix(sshd:session): session opened for user root(uid=0) by (uid=0)",
    "useradd[2100]: new user: name=backup2, UID=1001, GID=1001, home=/home/backup2, shell=/bin/bash, from=/dev/pts/0",
    "usermod[2101]: add 'backup2' to group 'sudo'",
    "crontab[2102]: (root) REPLACE (root)",
    "CRON[2200]: (root) CMD (/tmp/.x/kworker --donate-level 1)",
  ].map((text, at) => line(start + 90_000 + at * 5000, text));
  return [...guesses, ...after].join("");
}
