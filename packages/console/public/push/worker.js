/*
 * Shows pages of the centre while its console is closed, and opens their link. It rules no page (its scope is this folder), answers no
 * request and keeps nothing. Plain script: it is served as it is.
 */
"use strict";

/* What came may be damaged or be from a newer centre: a page is shown whatever it says, since somebody waits for an answer. */
function pushed(data) {
  var read = {};
  try {
    read = (data && data.json()) || {};
  } catch {
    read = {};
  }
  function text(value, most, otherwise) {
    return typeof value === "string" && value !== "" ? value.slice(0, most) : otherwise;
  }
  return {
    title: text(read.title, 120, "Stanch"),
    body: text(read.body, 400, "有新的呼叫，请打开 Stanch。 There is a new page: open Stanch."),
    path: text(read.path, 400, "/"),
    tag: text(read.tag, 80, "page"),
    language: read.language === "en" ? "en" : "zh",
  };
}

/* Only pages of this very centre are opened, whatever a message says. */
function target(path) {
  var url = null;
  try {
    url = new URL(path, self.location.origin);
  } catch {
    url = null;
  }
  return url !== null && url.origin === self.location.origin ? url.href : self.location.origin + "/";
}

self.addEventListener("push", function (event) {
  var told = pushed(event.data);
  event.waitUntil(
    self.registration.showNotification(told.title, {
      body: told.body,
      lang: told.language,
      tag: told.tag,
      renotify: true,
      requireInteraction: true,
      icon: "/mark.svg",
      data: { path: told.path },
    }),
  );
});

self.addEventListener("notificationclick", function (event) {
  event.notification.close();
  var data = event.notification.data;
  event.waitUntil(self.clients.openWindow(target(data && typeof data.path === "string" ? data.path : "/")));
});
