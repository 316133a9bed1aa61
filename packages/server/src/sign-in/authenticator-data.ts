import { type Cbor, CborError, type CborMap, readCbor } from "./cbor.ts";

/** The key that an authenticator has just made. */
export interface AttestedKey {
  readonly id: Uint8Array;
  /** COSE_Key, as RFC 9052, section 7 has it. */
  readonly coseKey: CborMap;
}

/** What an authenticator signs. Source: Web Authentication Level 3, section 6.1. */
export interface AuthenticatorData {
  /** SHA-256 of the domain that the key belongs to. */
  readonly rpIdHash: Uint8Array;
  readonly present: boolean;
  /** The person was recognised by the authenticator: fingerprint, face or PIN. */
  readonly verified: boolean;
  readonly mayBeBackedUp: boolean;
  readonly backedUp: boolean;
  /** Signatures so far, or 0 where the authenticator does not count. */
  readonly counter: number;
  readonly attested: AttestedKey | null;
}

const FIXED = 37;
const KEY_FIXED = 18;
/** Section 7.1: an id may have 1023 bytes. */
const LONGEST_ID = 1023;

/** Maps only: everything that authenticators send at the top is one. */
export function asMap(value: Cbor | undefined): CborMap {
  if (!(value instanceof Map)) throw new CborError("not a map");
  return value;
}

function attestedKey(bytes: Uint8Array): { readonly key: AttestedKey; readonly end: number } {
  if (bytes.length < KEY_FIXED) throw new CborError("ends early");
  const size = new DataView(bytes.buffer, bytes.byteOffset).getUint16(16);
  if (size === 0 || size > LONGEST_ID || bytes.length < KEY_FIXED + size)
    throw new CborError("an id of a wrong length");
  const start = KEY_FIXED + size;
  const { value, end } = readCbor(bytes.subarray(start));
  return { key: { id: bytes.slice(KEY_FIXED, start), coseKey: asMap(value) }, end: start + end };
}

/**
 * Reads authenticator data to the last byte. Source: Web Authentication Level 3, section 6.1.
 *
 * @throws CborError when the bytes are cut, have something behind them, or contradict themselves
 * @example readAuthenticatorData(bytes).verified // true
 */
export function readAuthenticatorData(bytes: Uint8Array): AuthenticatorData {
  if (bytes.length < FIXED) throw new CborError("ends early");
  const flags = bytes[32] ?? 0;
  const has = (bit: number): boolean => (flags & (1 << bit)) !== 0;
  let end = FIXED;
  let attested: AttestedKey | null = null;
  if (has(6)) {
    const found = attestedKey(bytes.subarray(FIXED));
    attested = found.key;
    end += found.end;
  }
  if (has(7)) {
    const extensions = readCbor(bytes.subarray(end));
    asMap(extensions.value);
    end += extensions.end;
  }
  if (end !== bytes.length) throw new CborError("more than was said");
  if (has(4) && !has(3)) throw new CborError("backed up, and can not be");
  return {
    rpIdHash: bytes.slice(0, 32),
    present: has(0),
    verified: has(2),
    mayBeBackedUp: has(3),
    backedUp: has(4),
    counter: new DataView(bytes.buffer, bytes.byteOffset).getUint32(33),
    attested,
  };
}
