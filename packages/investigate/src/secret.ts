const mask = "***";
const forms: readonly (readonly [RegExp, string])[] = [
  // echo user:word | chpasswd
  [/(\b[\w.-]{1,32}:)[^\s'"|;]{1,128}(?=['"]?\s*\|\s*(?:sudo\s+)?(?:\S*\/)?chpasswd)/g, `$1${mask}`],
  [
    /(\b(?:sshpass|mysql|mysqldump|mariadb|psql|curl)\b[^|;]{0,200}?\s-p\s?)(?!assword)[^\s'"|;-][^\s|;]{0,127}/g,
    `$1${mask}`,
  ],
  [/(\s-{1,2}(?:password|passwd|pass|pwd|token|secret|api-?key)[= ])\S{1,128}/gi, `$1${mask}`],
  [/(\b(?:\w*password|\w*passwd|\w*token|\w*secret|api_?key|mysql_pwd|pgpassword)=)[^\s&'"]{1,128}/gi, `$1${mask}`],
  [/(:\/\/[^\s/:@]{1,64}:)[^\s/@]{1,128}(?=@)/g, `$1${mask}`],
  [/(\becho\s+['"]?)[^\s'"|]{1,128}(?=['"]?\s*\|\s*(?:sudo\s+-S|passwd\s+--stdin))/g, `$1${mask}`],
];

/**
 * A command or address without the passwords and keys in it. Statements are read by many; the raw record stays in the evidence.
 *
 * @example hideSecrets("echo bob:Sesame1 | chpasswd") === "echo bob:*** | chpasswd"
 */
export function hideSecrets(text: string): string {
  return forms.reduce((sum, [pattern, kept]) => sum.replace(pattern, kept), text);
}
