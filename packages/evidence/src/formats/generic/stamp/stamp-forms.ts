/** One written form of a date-time; `digit` tells whether it begins with one, so that most forms are never tried. */
export interface StampForm {
  readonly digit: boolean;
  readonly pattern: RegExp;
}

const time = String.raw`(?<h>\d{1,2}):(?<i>\d\d):(?<s>\d\d)`;
const fraction = String.raw`(?:[.,](?<f>\d{1,9}))?`;
const zone = String.raw`(?:\s?(?<z>Z|UTC|GMT|[+-]\d\d:?\d\d|[+-]\d\d(?![\d-])))?`;
const words = "(?<m>[A-Za-z]{3})";

function form(digit: boolean, ...parts: readonly string[]): StampForm {
  return { digit, pattern: new RegExp(parts.join(""), "y") };
}

/**
 * The forms logs write dates in, most common first: ISO 8601 and its relatives, asctime with year before or after the zone,
 * CLF, BIND and Tomcat, Java's long form, MySQL 5's `yymmdd`, xrdp's compact form, US order, RFC 2822, epoch seconds.
 */
export const stampForms: readonly StampForm[] = [
  form(
    true,
    String.raw`(?<y>\d{4})(?<sep>[-/.:])(?<m>\d{1,2})\k<sep>(?<d>\d{1,2})(?: - |[T:\-]|\s{1,2})`,
    time,
    fraction,
    zone,
  ),
  form(true, String.raw`(?<y>\d{4})(?<m>\d\d)(?<d>\d\d)[-T ]`, time, fraction, zone),
  form(true, String.raw`(?<d>\d{1,2})[/ -]`, words, String.raw`[/ -](?<y>\d{4})[: ]`, time, fraction, zone),
  form(
    true,
    String.raw`(?<m>0\d|1[0-2])/(?<d>\d\d)/(?<y>\d{4}|\d\d)(?: - |[- ,:]{1,2})`,
    time,
    fraction,
    String.raw`(?: (?<half>[AP]M))?`,
    zone,
  ),
  form(true, String.raw`(?<d>\d\d)/(?<m>\d\d)/(?<y>\d{4}|\d\d)[- ]`, time, fraction, zone),
  form(true, String.raw`(?<d>\d\d)\.(?<m>\d\d)\.(?<y>\d{4})[- ]`, time, fraction, zone),
  form(true, String.raw`(?<d>\d\d)-(?<m>\d\d)-(?<y>\d{4})[ T]`, time, fraction, zone),
  form(true, String.raw`(?<m>\d\d)-(?<d>\d\d)-(?<y>\d{4})[ T]`, time, fraction, zone),
  form(true, String.raw`(?<y>\d{4})-(?<m>\d\d)-(?<d>\d\d) (?<h>\d\d):(?<i>\d\d)(?=\|| \[)`),
  form(true, String.raw`(?<m>\d\d)/(?<d>\d\d)-`, time, fraction),
  form(true, String.raw`(?<y>\d\d)(?<m>\d\d)(?<d>\d\d)\s{1,2}`, time),
  form(true, String.raw`(?<m>\d\d)(?<d>\d\d) `, time, String.raw`\.(?<f>\d{6})`),
  form(true, String.raw`(?<epoch>1\d{9})(?:\.(?<f>\d{1,9}))?(?![\d.:\w-])`),
  form(true, String.raw`(?<epoch>1\d{12})(?![\d.:\w-])`),
  form(
    false,
    String.raw`(?:[A-Z][a-z]{2},? )?`,
    words,
    String.raw` {1,2}(?<d>\d{1,2}),? `,
    time,
    fraction,
    String.raw`(?: (?<z>[+-]\d{4}|UTC|GMT)| [A-Z]{3,4})? (?<y>\d{4})(?![\w.:-])`,
  ),
  form(
    false,
    words,
    String.raw` {1,2}(?<d>\d{1,2}),? (?<y>\d{4}) `,
    time,
    fraction,
    String.raw`(?: (?<half>[AP]M))?`,
    zone,
  ),
  form(false, words, String.raw`-(?<d>\d\d)-(?<y>\d\d) `, time),
  form(false, String.raw`[A-Z][a-z]{2},? (?<d>\d{1,2})[ -]`, words, String.raw`[ -](?<y>\d{4}) `, time, zone),
  form(false, String.raw`(?:[A-Z][a-z]{2},? )?`, words, String.raw` {1,2}(?<d>\d{1,2}) `, time, fraction),
];
