/** Passphrases (docs/content/internals/format.md): words that stand for the secret of an unlock code. */
import { Trouble } from "./formats.js";
import { base } from "./keyring.js";
import { load, redeem } from "./session.js";

/** The words as the format has them: whatever people type for spaces, dashes and quotes. @param {string} text */
export const wordsOf = (text) => text.normalize("NFKC").toLowerCase().normalize("NFKC")
  .replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, "").replaceAll("\u03c2", "\u03c3")
  .replace(/[\u2018\u2019]/g, "'")
  .split(/[\t-\r \x85\u1680\u2028\u2029\u2010-\u2015\u2212-]+/).filter(Boolean);

/**
 * @param {string[]} words @param {Uint8Array} salt @param {number} iterations
 * @returns {Promise<Uint8Array>} 16 secret bytes
 */
export async function secretOf(words, salt, iterations) {
  const utf8 = new TextEncoder();
  const key = await crypto.subtle.importKey("raw", utf8.encode(words.join(" ")), "PBKDF2", false, ["deriveBits"]);
  const labelled = new Uint8Array([...utf8.encode("sealpress/1 passphrase\n"), ...salt]);
  return new Uint8Array(await crypto.subtle.deriveBits(
    { name: "PBKDF2", hash: "SHA-256", salt: labelled, iterations }, key, 128));
}

/** What every passphrase of the site is hashed with. @param {Uint8Array} bytes of passphrase.json */
export function parseSettings(bytes) {
  const line = new TextDecoder().decode(bytes);
  const [, version] = line.match(/^{"format":"sealpress-passphrase\/([1-9]\d{0,8})",/) ?? [];
  if (version && version !== "1") throw new Trouble("outdated");
  const [, text, count] = line.match(/^.{35}"salt":"([\w-]{21}[AQgw])","iterations":([1-9]\d{5,7})}\n$/) ?? [];
  const iterations = Number(count);
  // Fewer iterations would let whoever reads the host's log guess the words.
  if (!version || !(iterations >= 6e5 && iterations <= 1e7)) throw new Trouble("damaged");
  const salt = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return { salt: Uint8Array.from(salt, (byte) => byte.charCodeAt(0)), iterations };
}

/**
 * Fetches and opens the bundle of a passphrase.
 * @param {string} text as typed
 * @param {Error} trouble what is wrong with it as a code
 */
export async function redeemPassphrase(text, trouble) {
  const words = wordsOf(text);
  // Groups of four are a code, with a mistake in one of them.
  if (words.filter((word) => !/^[a-z\d]{1,4}$/.test(word)).length < 2) throw trouble;
  if (words.length < 4) throw new Trouble("words", { count: words.length });
  const { salt, iterations } = parseSettings(
    await load(`${base}_sealpress/passphrase.json`, "no-cache", "unknownWords"));
  return redeem(await secretOf(words, salt, iterations)).catch((error) => {
    throw error.kind === "unknown" ? new Trouble("unknownWords") : error;
  });
}
