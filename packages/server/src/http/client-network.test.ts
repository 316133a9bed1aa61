import assert from "node:assert/strict";
import { isIPv6 } from "node:net";
import { test } from "node:test";
import fc from "fast-check";
import { clientNetwork } from "./client-network.ts";

test("an IPv6 customer is one client, however many addresses it has", () => {
  const cases = [
    ["192.0.2.1", "192.0.2.1"],
    ["::ffff:192.0.2.1", "192.0.2.1"],
    ["::1", "0:0:0:0/64"],
    ["2001:db8::1", "2001:db8:0:0/64"],
    ["2001:DB8:1:2:3:4:5:6", "2001:db8:1:2/64"],
    ["2001:db8:1:2::", "2001:db8:1:2/64"],
    ["fe80::1%eth0", "fe80:0:0:0/64"],
  ] as const;
  for (const [address, network] of cases) assert.equal(clientNetwork(address), network, address);
});

test("addresses with the same first half are one network, others are not", () => {
  fc.assert(
    fc.property(fc.ipV6(), (address) => {
      if (!isIPv6(address) || address.includes(".")) return;
      assert.match(clientNetwork(address), /^(?:[0-9a-f]{1,4}:){3}[0-9a-f]{1,4}\/64$/);
    }),
  );
});
