import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { cities, cityOf, distanceKm, travelMinutes } from "./place.ts";

test("every city is found by its name in either language, alone and in an address", () => {
  for (const city of cities) {
    const { zh, en } = city.name;
    for (const text of [zh, `${zh}市某区 1 号`, `客户机房在${zh}。`]) assert.equal(cityOf(text)?.name.zh, zh, text);
    for (const text of [en, en.toUpperCase(), `Room 3, 12 High Road, ${en}`, `Data centre (${en})`])
      assert.equal(cityOf(text)?.name.en, en, text);
  }
});

test("addresses are read as people write them", () => {
  for (const [text, name] of [
    ["北京市朝阳区酒仙桥路 10 号", "北京"],
    ["辽宁省朝阳市双塔区", "朝阳"],
    ["上海市黄浦区南京东路 100 号", "上海"],
    ["南京东路 100 号，上海市", "上海"],
    ["吉林省长春市人民大街", "长春"],
    ["浙江省台州市椒江区", "台州"],
    ["杭州市 3 号机房", "杭州"],
    ["12 Nanjing Road, Shanghai", "上海"],
    ["Chaoyang District, Beijing", "北京"],
    ["Xi’an, Shaanxi", "西安"],
    ["Suzhou, Anhui", "宿州"],
    ["Suzhou Industrial Park", "苏州"],
    ["Ürümqi", "乌鲁木齐"],
    ["São Paulo", "圣保罗"],
  ] as const)
    assert.equal(cityOf(text)?.name.zh, name, text);
  for (const text of ["", "3 号机房", "the basement", "Parisian café"]) assert.equal(cityOf(text), undefined, text);
});

test("any text at all: nothing throws, and what is found is of the table", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
      const city = cityOf(text);
      assert.ok(city === undefined || cities.includes(city));
    }),
  );
});

test("distances are those of a sphere: never negative, the same both ways, no way round is shorter", () => {
  const city = fc.constantFrom(...cities);
  fc.assert(
    fc.property(city, city, city, (a, b, c) => {
      assert.equal(distanceKm(a, a), 0);
      assert.ok(Math.abs(distanceKm(a, b) - distanceKm(b, a)) < 1e-6);
      assert.ok(distanceKm(a, c) <= distanceKm(a, b) + distanceKm(b, c) + 1e-6);
      assert.ok(distanceKm(a, b) <= 20_016);
    }),
  );
  const of = (name: string) => cities.find((one) => one.name.zh === name) ?? assert.fail(name);
  assert.ok(Math.abs(distanceKm(of("北京"), of("上海")) - 1068) < 15);
  assert.ok(Math.abs(distanceKm(of("伦敦"), of("纽约")) - 5570) < 30);
});

test("farther never takes less time", () => {
  const km = fc.double({ min: 0, max: 20_000, noNaN: true });
  fc.assert(fc.property(km, km, (a, b) => travelMinutes(Math.min(a, b)) <= travelMinutes(Math.max(a, b))));
});
