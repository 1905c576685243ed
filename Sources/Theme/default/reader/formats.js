/** Bundles and sealed files, version 1 (docs/content/internals/format.md): bytes in, keys and blobs out. */

/** @typedef {{member: string, tier: string?, courses: string[], from: string?, until: string?, status: string, issued: number}} Member */
/** @typedef {Record<string, CryptoKey>} Grants by `grant@epoch`, as `tier:premium@2026-11` */

/** What members are told about: `kind` is the key of the sentence, the rest stands in it. */
export class Trouble extends Error {
  /** @param {string} kind @param {object} [details] */
  constructor(kind, details) {
    super(kind);
    Object.assign(this, { kind, ...details });
  }
}

const { subtle } = crypto;
const CHUNK = 65536 + 16;
const utf8 = (text) => new TextEncoder().encode(text);
const textOf = (bytes) => new TextDecoder("utf-8", { fatal: true }).decode(bytes);
const hkdf = (salt, info) => ({ name: "HKDF", hash: "SHA-256", salt, info });
const cipher = { name: "AES-GCM", length: 256 };
// Nonce 0 is safe: the keys used with it come from salts that are hashes of what they encrypt, so
// no key meets it with two plaintexts.
const gcm = (additionalData) => ({ name: "AES-GCM", iv: new Uint8Array(12), additionalData });

export function insist(holds, kind = "damaged") {
  if (!holds) throw new Trouble(kind);
}

const ID = /^[a-z\d][a-z\d-]*$/;
const GRANT = /^[a-z\d:/-]+@[\w.-]+$/;
const TYPE = /^[a-z\d][\w!#$&^.+-]*\/[a-z\d][\w!#$&^.+-]*$/;
const isDay = (day) => day === null || new Date(day).toISOString().startsWith(`${day}T`);
const sorted = (map) => Object.fromEntries(Object.keys(map).sort().map((key) => [key, map[key]]));

/** Written again it must be the same: no other field, order, spelling or space, nothing twice. */
const insistOn = (value, text) => insist(JSON.stringify(value) === text);

/** base64url, `length` bytes. */
function decode(text, length) {
  const bytes = Uint8Array.from(
    atob(text.replace(/-/g, "+").replace(/_/g, "/")), (byte) => byte.charCodeAt(0));
  // atob forgives spaces, padding and stray bits; the comparison does not.
  const again = btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_");
  insist(bytes.length === length && again.replace(/=/g, "") === text);
  return bytes;
}

/** The two lines of a file, the second as text, and the rest. */
function split(bytes, format) {
  const end = bytes.indexOf(10, bytes.indexOf(10) + 1) + 1;
  const head = bytes.subarray(0, end);
  const [title, header] = textOf(head).split("\n");
  const [, version] = title.match(`^${format}/([1-9]\\d*)$`);
  insist(version === "1", "outdated");
  insist(end <= 1 << 20);
  return { head, header, body: bytes.subarray(end) };
}

/** Members need not know in which way a file is wrong. */
const strictly = async (work) => {
  try {
    return await work();
  } catch (error) {
    throw error instanceof Trouble ? error : new Trouble("damaged");
  }
};

/** A key that no script can export, in memory or from the keyring. Zeroes the bytes. */
async function guard(bytes, usages) {
  try {
    return await subtle.importKey("raw", bytes, "HKDF", false, usages);
  } finally {
    bytes.fill(0);
  }
}

/** @param {Uint8Array} secret of an unlock code, zeroed here */
export const codeKey = (secret) => guard(secret, ["deriveBits", "deriveKey"]);

/** @param {CryptoKey} code @param {string} name `bundle-id` or `beacon-id` @returns {Promise<string>} 32 hex digits */
export async function idOf(code, name) {
  const bits = await subtle.deriveBits(hkdf(new Uint8Array(), utf8(`sealpress/1 ${name}`)), code, 128);
  return Array.from(new Uint8Array(bits), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {Uint8Array} bytes @param {CryptoKey} code @returns {Promise<{member: Member, grants: Grants, advice?: import("./advice.js").Advice}>} */
export const openBundle = (bytes, code) => strictly(async () => {
  const { head, header, body } = split(bytes, "sealpress-bundle");
  const { salt } = JSON.parse(header);
  insistOn({ salt }, header);
  const info = utf8("sealpress/1 bundle-key");
  const key = await subtle.deriveKey(hkdf(decode(salt, 16), info), code, cipher, false, ["decrypt"]);
  const plain = new Uint8Array(await subtle.decrypt(gcm(head), key, body));
  // Strings cannot be zeroed; those of the keys are not kept.
  const json = textOf(plain).replace(/ +$/, "");
  plain.fill(0);
  const { member, tier, courses, from, until, status, issued, grants, advice: said } = JSON.parse(json);
  const owner = { member, tier, courses: [...new Set(courses)].sort(), from, until, status, issued };
  // Most bundles have no advice, and most pages no use for what reads it.
  const advice = said === undefined ? said : (await import("./advice.js")).readAdvice(said);
  insistOn({ ...owner, grants: sorted(grants), advice }, json);
  insist([member, tier ?? member, ...courses].every((id) => ID.test(id)) && isDay(from) && isDay(until));
  insist(["active", "lapsed", "revoked"].includes(status) && Number.isSafeInteger(issued) && issued >= 0);
  for (const name in grants) {
    insist(GRANT.test(name));
    grants[name] = await guard(decode(grants[name], 32), ["deriveKey"]);
  }
  return { member: owner, grants, advice };
});

/**
 * Opens a sealed file; `name` is the id in its address. Throws `denied` with the `names` of the grants it
 * lists where none is held, `stale` where one is held for other epochs, `shut` where none opens it.
 * @param {Uint8Array} bytes @param {string} name @param {Grants} held @returns {Promise<Blob>}
 */
export const openSealed = (bytes, name, held) => strictly(async () => {
  const { head, header, body } = split(bytes, "sealpress-sealed");
  const { id, type, salt: saltText, grants } = JSON.parse(header);
  insistOn({ id, type, salt: saltText, grants: sorted(grants) }, header);
  const names = Object.keys(grants);
  insist(id === name && TYPE.test(type) && names.length && names.every((grant) => GRANT.test(grant)));
  const salt = decode(saltText, 16);
  const wraps = names.map((grant) => decode(grants[grant], 48));

  const usable = names.filter((grant) => held[grant]);
  if (!usable.length) {
    const right = (grant) => grant.split("@")[0];
    const known = Object.keys(held).map(right);
    throw new Trouble(names.some((grant) => known.includes(right(grant))) ? "stale" : "denied", { names });
  }
  const derive = (key, label, info, usage) => subtle.deriveKey(
    hkdf(salt, new Uint8Array([...utf8(`sealpress/1 ${label}\n`), ...info])), key, cipher, false, [usage]);
  let content;
  for (const grant of usable) {
    const wrapKey = await derive(held[grant], "wrap", utf8(grant), "unwrapKey");
    // The content key never becomes bytes that a script could see.
    content ??= await subtle.unwrapKey(
      "raw", wraps[names.indexOf(grant)], wrapKey, gcm(utf8(id)), "HKDF", false, ["deriveKey"],
    ).catch(() => null);
  }
  insist(content, "shut");
  // The key depends on the whole header, so a changed one opens nothing.
  const hash = new Uint8Array(await subtle.digest("SHA-256", head));
  const key = await derive(content, "payload", hash, "decrypt");

  const count = Math.max(1, Math.ceil(body.length / CHUNK));
  const rest = body.length - (count - 1) * CHUNK;
  insist(rest > 16 || rest === 16 && count === 1);
  const parts = [];
  for (let index = 0; index < count; index++) {
    // The nonce is the chunk's place and whether it is the last: none can be moved or cut off.
    const iv = new Uint8Array(12);
    new DataView(iv.buffer).setUint32(7, index);
    iv[11] = Number(index === count - 1);
    const chunk = body.subarray(index * CHUNK, (index + 1) * CHUNK);
    parts.push(await subtle.decrypt({ name: "AES-GCM", iv }, key, chunk));
  }
  return new Blob(parts, { type });
});
