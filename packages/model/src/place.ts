import table from "./data/cities.json" with { type: "json" };
import type { Text } from "./text.ts";

/*
 * Where something is, as far as a dispatcher needs it: the city. Chinese prefecture-level cities and the larger cities of the world, by
 * hand from public facts, to about a kilometre.
 */

export interface City {
  readonly name: Text;
  /** Degrees, WGS 84. */
  readonly latitude: number;
  readonly longitude: number;
}

export const cities: readonly City[] = table.map(([zh, en, latitude, longitude]) => ({
  name: { zh: String(zh), en: String(en) },
  latitude: Number(latitude),
  longitude: Number(longitude),
}));

const english = cities
  .map((city) => ({ city, words: plainEnglish(city.name.en) }))
  .toSorted((a, b) => b.words.length - a.words.length);

/** Lower case, without marks, apostrophes and punctuation: `Xi'an,  Shaanxi` → ` xian shaanxi `. */
function plainEnglish(text: string): string {
  const plain = text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f'’`]/g, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
  return ` ${plain} `;
}

interface Found {
  readonly city: City;
  readonly at: number;
  /** The name is that of a city by what follows it. */
  readonly sure: boolean;
}

const road = /^(?:东|西|南|北|中|[一二三四五六七八九十]+)*(?:路|街|大道|巷|道|里弄)/;

function chinese(text: string): City | undefined {
  const found: Found[] = [];
  for (const city of cities) {
    const { zh } = city.name;
    for (let at = text.indexOf(zh); at >= 0; at = text.indexOf(zh, at + 1)) {
      const rest = text.slice(at + zh.length, at + zh.length + 12);
      if (!road.test(rest)) found.push({ city, at, sure: zh.endsWith("市") || /^(?:市|地区|盟|自治州|州)/.test(rest) });
    }
  }
  // Chinese addresses go from the large to the small; of names at one place the longest is meant.
  const order = (a: Found, b: Found) =>
    Number(b.sure) - Number(a.sure) || a.at - b.at || b.city.name.zh.length - a.city.name.zh.length;
  return found.toSorted(order)[0]?.city;
}

const street = /^(?:east |west |north |south |middle )?(?:road|rd|street|st|avenue|ave|lane|boulevard) /;

function latin(text: string): City | undefined {
  const plain = plainEnglish(text);
  let best: { readonly city: City; readonly end: number; readonly length: number } | undefined;
  for (const { city, words } of english) {
    for (let at = plain.indexOf(words); at >= 0; at = plain.indexOf(words, at + 1)) {
      const end = at + words.length;
      if (street.test(plain.slice(end, end + 24))) continue;
      // English addresses go from the small to the large: the last name counts, and of those the longest.
      const later = best === undefined || at >= best.end - 1 || (end === best.end && words.length > best.length);
      if (later) best = { city, end, length: words.length };
    }
  }
  return best?.city;
}

/** As much of a text as is searched. */
const MOST = 1000;

/**
 * The city that a text names, in Chinese or English; undefined when it names none of the table.
 *
 * @example cityOf("北京市朝阳区酒仙桥路 10 号")?.name.en // "Beijing"
 * @example cityOf("12 Nanjing Road, Shanghai")?.name.zh // "上海"
 */
export function cityOf(text: string): City | undefined {
  const searched = text.normalize("NFKC").slice(0, MOST);
  return chinese(searched) ?? latin(searched);
}

const RADIUS_KM = 6371;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Great-circle distance in kilometres (haversine). */
export function distanceKm(a: City, b: City): number {
  const dLatitude = radians(b.latitude - a.latitude) / 2;
  const dLongitude = radians(b.longitude - a.longitude) / 2;
  const h =
    Math.sin(dLatitude) ** 2 +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(dLongitude) ** 2;
  return 2 * RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(h)));
}

/**
 * An estimate of travel from door to door in whole minutes: by road near by, by train or plane far away. Made to rank people, not to
 * promise an hour: roads are a third longer than the straight line at 70 km/h, and the long way costs two and a half hours besides
 * 500 km/h.
 *
 * @example travelMinutes(0) // 30
 */
export function travelMinutes(km: number): number {
  const byRoad = 30 + ((km * 1.33) / 70) * 60;
  const far = 150 + (km / 500) * 60;
  return Math.round(Math.min(byRoad, far));
}
