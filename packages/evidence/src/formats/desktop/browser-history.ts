import type { LogEvent } from "@stanch/model/log-event";
import { chromiumMicros, numberOf, type Row, sqliteFormat, textOf } from "./sqlite-format.ts";

const pages = [
  "link",
  "typed",
  "bookmark",
  "subframe",
  "manual subframe",
  "generated",
  "start page",
  "form",
  "reload",
  "keyword",
];

function addUrl(event: LogEvent, url: string | undefined): void {
  if (url === undefined) return;
  event["url.original"] = url;
  // The host of a URL, without user and port; anything else has none.
  const domain = /^[a-z][a-z\d+.-]*:\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/:?#]+)/i.exec(url)?.[1];
  if (domain !== undefined) event["url.domain"] = domain;
}

function visit(event: LogEvent, url: string | undefined, title: string | undefined): void {
  event["event.category"] = "web";
  event["event.action"] = "page_visited";
  event["event.outcome"] = "success";
  addUrl(event, url);
  const message = title ?? url;
  if (message !== undefined) event.message = message;
}

function chromiumVisit(row: Row, event: LogEvent): number | undefined {
  visit(event, textOf(row["url"]), textOf(row["title"]));
  const transition = (numberOf(row["transition"]) ?? 0) & 0xff;
  event.fields = {
    title: textOf(row["title"]) ?? "",
    transition: pages[transition] ?? String(transition),
    visit_count: numberOf(row["visit_count"]) ?? 0,
    typed_count: numberOf(row["typed_count"]) ?? 0,
  };
  return chromiumMicros(row["visit_time"]);
}

const states = ["in progress", "complete", "cancelled", "interrupted"];

function chromiumDownload(row: Row, event: LogEvent): number | undefined {
  const state = states[numberOf(row["state"]) ?? -1] ?? "unknown";
  event["event.category"] = "file";
  event["event.action"] = "file_downloaded";
  event["event.outcome"] = state === "complete" ? "success" : state === "unknown" ? "unknown" : "failure";
  addUrl(event, textOf(row["url"]) ?? textOf(row["tab_url"]));
  const path = textOf(row["target_path"]) ?? textOf(row["current_path"]);
  if (path !== undefined) event["file.path"] = path;
  const size = numberOf(row["total_bytes"]);
  if (size !== undefined && size >= 0) event["file.size"] = size;
  const referrer = textOf(row["tab_url"]);
  if (referrer !== undefined) event["http.request.referrer"] = referrer;
  event.fields = { state, danger_type: numberOf(row["danger_type"]) ?? 0, mime_type: textOf(row["mime_type"]) ?? "" };
  return chromiumMicros(row["start_time"]);
}

/** History and downloads of Chromium and what is built on it: Chrome, Edge, Brave, Opera, 360, QQ. */
export const chromiumHistory = sqliteFormat({
  id: "chromium-history",
  names: { zh: "Chromium/Edge 浏览历史与下载", en: "Chromium and Edge history and downloads" },
  family: "desktop",
  module: "chromium",
  references: ["https://chromium.googlesource.com/chromium/src/+/main/components/history/core/browser/"],
  marks: [/CREATE TABLE urls\s*\(/, /CREATE TABLE visits\s*\(/],
  sources: [
    {
      tables: ["visits", "urls"],
      sql: "SELECT v.visit_time, v.transition, u.url, u.title, u.visit_count, u.typed_count FROM visits v JOIN urls u ON u.id = v.url ORDER BY v.id",
      map: chromiumVisit,
    },
    {
      tables: ["downloads", "downloads_url_chains"],
      sql: "SELECT d.start_time, d.target_path, d.current_path, d.total_bytes, d.state, d.danger_type, d.tab_url, d.mime_type, c.url FROM downloads d LEFT JOIN downloads_url_chains c ON c.id = d.id AND c.chain_index = 0 ORDER BY d.id",
      map: chromiumDownload,
    },
  ],
});

const visits = [
  "",
  "link",
  "typed",
  "bookmark",
  "embed",
  "permanent redirect",
  "temporary redirect",
  "download",
  "framed link",
  "reload",
];

function firefoxVisit(row: Row, event: LogEvent): number | undefined {
  visit(event, textOf(row["url"]), textOf(row["title"]));
  const type = numberOf(row["visit_type"]) ?? 0;
  if (type === 7) {
    event["event.category"] = "file";
    event["event.action"] = "file_downloaded";
  }
  event.fields = { title: textOf(row["title"]) ?? "", visit_type: visits[type] ?? String(type) };
  return numberOf(row["visit_date"]);
}

function firefoxDownload(row: Row, event: LogEvent): number | undefined {
  event["event.category"] = "file";
  event["event.action"] = "file_downloaded";
  event["event.outcome"] = "success";
  addUrl(event, textOf(row["url"]));
  const target = textOf(row["content"]);
  if (target !== undefined) event["file.path"] = target.replace(/^file:\/\//, "");
  return numberOf(row["dateAdded"]);
}

/** History and downloads of Firefox. */
export const firefoxHistory = sqliteFormat({
  id: "firefox-history",
  names: { zh: "Firefox 浏览历史与下载", en: "Firefox history and downloads" },
  family: "desktop",
  module: "firefox",
  references: ["https://firefox-source-docs.mozilla.org/browser/places/"],
  marks: [/CREATE TABLE moz_places\s*\(/],
  sources: [
    {
      tables: ["moz_historyvisits", "moz_places"],
      sql: "SELECT v.visit_date, v.visit_type, p.url, p.title FROM moz_historyvisits v JOIN moz_places p ON p.id = v.place_id ORDER BY v.id",
      map: firefoxVisit,
    },
    {
      tables: ["moz_annos", "moz_anno_attributes", "moz_places"],
      sql: "SELECT a.content, a.dateAdded, p.url FROM moz_annos a JOIN moz_anno_attributes n ON n.id = a.anno_attribute_id JOIN moz_places p ON p.id = a.place_id WHERE n.name = 'downloads/destinationFileURI' ORDER BY a.id",
      map: firefoxDownload,
    },
  ],
});

/** Seconds between 1970 and 2001, from which Apple counts. */
const apple = 978_307_200;

function quarantined(row: Row, event: LogEvent): number | undefined {
  event["event.category"] = "file";
  event["event.action"] = "file_downloaded";
  event["event.outcome"] = "success";
  addUrl(event, textOf(row["LSQuarantineDataURLString"]) ?? textOf(row["LSQuarantineOriginURLString"]));
  const agent = textOf(row["LSQuarantineAgentName"]);
  if (agent !== undefined) event["process.name"] = agent;
  const origin = textOf(row["LSQuarantineOriginURLString"]);
  if (origin !== undefined) event["http.request.referrer"] = origin;
  const seconds = numberOf(row["LSQuarantineTimeStamp"]);
  return seconds === undefined ? undefined : Math.round((seconds + apple) * 1e6);
}

/** What macOS noted of files that came from elsewhere. */
export const macosQuarantine = sqliteFormat({
  id: "macos-quarantine",
  names: { zh: "macOS 隔离记录", en: "macOS quarantine events" },
  family: "desktop",
  module: "quarantine",
  references: ["https://developer.apple.com/documentation/foundation/urlresourcevalues/quarantineproperties"],
  marks: [/CREATE TABLE LSQuarantineEvent\b/],
  sources: [
    {
      tables: ["LSQuarantineEvent"],
      sql: "SELECT LSQuarantineTimeStamp, LSQuarantineAgentName, LSQuarantineDataURLString, LSQuarantineOriginURLString FROM LSQuarantineEvent ORDER BY rowid",
      map: quarantined,
    },
  ],
});
