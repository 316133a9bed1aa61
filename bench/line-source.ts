/** One log of one host: ordinary traffic in blocks of lines, and the intrusion that is planted once. */
export interface LineSource {
  /** File name below the folder. */
  readonly file: string;
  /** Lines written at about this instant, epoch seconds. */
  ordinary(at: number, lines: string[]): void;
  intrusion(at: number, lines: string[]): void;
}

/** The intruder of all logs, so that they tell one story. */
export const intruder = {
  address: "203.0.113.66",
  account: "deploy",
  newAccount: "sysupd",
  shell: "/uploads/.thumb.php",
};
export const host = "web-01";

const two = (value: number): string => (value < 10 ? `0${value}` : String(value));
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const cached = (make: (at: number) => string): ((at: number) => string) => {
  let last = -1;
  let text = "";
  return (at) => {
    if (at !== last) text = make((last = at));
    return text;
  };
};

/** `Mar  1 02:14:07`. */
export const syslogStamp = cached((at) => {
  const date = new Date(at * 1000);
  const day = String(date.getUTCDate()).padStart(2, " ");
  return `${months[date.getUTCMonth()] ?? ""} ${day} ${date.toISOString().slice(11, 19)}`;
});

/** `01/Mar/2026:02:14:07 +0000`. */
export const webStamp = cached((at) => {
  const date = new Date(at * 1000);
  const month = months[date.getUTCMonth()] ?? "";
  return `${two(date.getUTCDate())}/${month}/${date.getUTCFullYear()}:${date.toISOString().slice(11, 19)} +0000`;
});

/** `2026-03-01T02:14:07`, without fraction and zone. */
export const isoStamp = cached((at) => new Date(at * 1000).toISOString().slice(0, 19));
