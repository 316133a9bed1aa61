import assert from "node:assert/strict";
import { createHash, createHmac } from "node:crypto";
import { test } from "node:test";
import { aliyunHeaders, dingtalkSign, feishuSign, tencentHeaders } from "./channel-signature.ts";

/*
 * The providers' published examples. Where their documents print the signature, it stands here; where they print only the recipe, the
 * test works it out by hand, without the code it tests.
 */

test("Alibaba Cloud's published example of ACS3-HMAC-SHA256 (RunInstances) comes out to the letter", () => {
  const headers = aliyunHeaders(
    {
      method: "POST",
      host: "ecs.cn-shanghai.aliyuncs.com",
      path: "/",
      query: [
        ["RegionId", "cn-shanghai"],
        ["ImageId", "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd"],
      ],
      headers: { "x-acs-action": "RunInstances", "x-acs-version": "2014-05-26" },
      body: "",
    },
    {
      keyId: "YourAccessKeyId",
      secret: "YourAccessKeySecret",
      at: Date.parse("2023-10-26T10:22:32Z"),
      nonce: "3156853299f313e23d1673dc12e1703d",
    },
  );
  assert.equal(
    headers["authorization"],
    "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;" +
      "x-acs-signature-nonce;x-acs-version,Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0",
  );
});

test("Tencent Cloud's published example of TC3-HMAC-SHA256 (DescribeInstances) comes out to the letter", () => {
  const body = String.raw`{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}`;
  const headers = tencentHeaders(
    {
      method: "POST",
      host: "cvm.tencentcloudapi.com",
      path: "/",
      query: [],
      headers: { "content-type": "application/json; charset=utf-8", "x-tc-action": "DescribeInstances" },
      body,
    },
    {
      keyId: `AKID${"*".repeat(32)}`,
      secret: "*".repeat(32),
      at: 1_551_113_065_000,
      service: "cvm",
    },
  );
  assert.equal(
    createHash("sha256").update(body).digest("hex"),
    "35e9c5b0e3ae67532d3c9f17ead6c90222632e5b1ff7f6e89887f1398934f064",
    "the published hash of the body",
  );
  assert.equal(
    headers["authorization"],
    `TC3-HMAC-SHA256 Credential=AKID${"*".repeat(32)}/2019-02-25/cvm/tc3_request, ` +
      "SignedHeaders=content-type;host;x-tc-action, Signature=10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f",
  );
});

test("DingTalk signs the moment with the secret, Feishu nothing with the moment and the secret as its key", () => {
  const byHand = (key: string, text: string) => createHmac("sha256", key).update(text).digest("base64");
  assert.equal(
    dingtalkSign("this is secret", 1_577_262_236_757),
    byHand("this is secret", "1577262236757\nthis is secret"),
  );
  assert.equal(feishuSign("demo", 1_599_360_473), byHand("1599360473\ndemo", ""));
  assert.notEqual(feishuSign("demo", 1_599_360_473), byHand("demo", "1599360473\ndemo"));
});
