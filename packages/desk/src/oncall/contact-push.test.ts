import assert from "node:assert/strict";
import { test } from "node:test";
import { limitSpan } from "../notification/channel-limit.ts";
import { addressFits } from "../notification/notice.ts";
import { pushAddress } from "./contact-push.ts";

test("pages through a browser are held back by nothing", () => assert.equal(limitSpan("push"), 0));

test("a browser's address names its push service and gives nothing of the endpoint away", () => {
  // printf https://push.example:8443/send/abc | sha256sum
  assert.equal(pushAddress("https://push.example:8443/send/abc"), "push.example:8443/48b602a42ba4");
  for (const endpoint of ["https://fcm.googleapis.com/fcm/send/x", "https://[2001:db8::1]/x", "https://例子.测试/x"])
    assert.ok(addressFits("push", pushAddress(endpoint)), endpoint);
  for (const address of [
    "",
    "push.example",
    "push.example/xyz",
    "https://push.example/0123456789ab",
    "a\n/0123456789ab",
  ])
    assert.ok(!addressFits("push", address), address);
});
