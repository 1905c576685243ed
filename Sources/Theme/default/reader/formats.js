/** Bundles and sealed files, version 1 (docs/format.md): bytes in, keys and blobs out. */

/** @typedef {{member: string, tier: string?, courses: string[], until: string?, status: string, issued: number}} Member */
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
const hkdf = (salt, info) => ({ name: "HKDF", hash: "SHA-256", salt, info });
const cipher = { name: "AES-GCM", length: 256 };
// Nonce 0 is safe: the keys used with it come from salts that are hashes of what they encrypt, so
// no key meets it with two plaintexts.
const gcm = (additionalData) => ({ name: "AES-GCM", iv: new Uint8Array(12), additionalData });

function insist(holds, kind = "damaged") {
  if (!holds) throw new Trouble(kind);
}

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
  const [title, header] = new TextDecoder("utf-8", { fatal: true }).decode(head).split("\n");
  insist(title.startsWith(`${format}/`));
  insist(title === `${format}/1`, "outdated");
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

/** @param {CryptoKey} code @returns {Promise<string>} 32 hex digits */
export async function bundleId(code) {
  const info = utf8("sealpress/1 bundle-id");
  const bits = await subtle.deriveBits(hkdf(new Uint8Array(), info), code, 128);
  return Array.from(new Uint8Array(bits), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {Uint8Array} bytes @param {CryptoKey} code @returns {Promise<{member: Member, grants: Grants}>} */
export const openBundle = (bytes, code) => strictly(async () => {
  const { head, header, body } = split(bytes, "sealpress-bundle");
  const { salt } = JSON.parse(header);
  insist(JSON.stringify({ salt }) === header);
  const info = utf8("sealpress/1 bundle-key");
  const key = await subtle.deriveKey(hkdf(decode(salt, 16), info), code, cipher, false, ["decrypt"]);
  const plain = new Uint8Array(await subtle.decrypt(gcm(head), key, body));
  // Strings cannot be zeroed; those of the keys are not kept.
  const { grants, ...member } = JSON.parse(new TextDecoder().decode(plain));
  plain.fill(0);
  for (const name in grants) grants[name] = await guard(decode(grants[name], 32), ["deriveKey"]);
  return { member, grants };
});

/**
 * Opens a sealed file; `name` is the id in its address. Throws `stale` where it lists a grant held for
 * other epochs only, `denied` where it lists none that is held, both with the `names` it lists.
 * @param {Uint8Array} bytes @param {string} name @param {Grants} held @returns {Promise<Blob>}
 */
export const openSealed = (bytes, name, held) => strictly(async () => {
  const { head, header, body } = split(bytes, "sealpress-sealed");
  const { id, type, salt: saltText, grants } = JSON.parse(header);
  const names = Object.keys(grants).sort();
  // Written again it must be the same: no other field, order or space, no grant twice.
  const sorted = Object.fromEntries(names.map((grant) => [grant, grants[grant]]));
  insist(JSON.stringify({ id, type, salt: saltText, grants: sorted }) === header);
  insist(id === name && typeof type === "string" && names.length);
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
