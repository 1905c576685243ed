/** Unlock codes: 28 Crockford base32 symbols, 128 secret bits and 12 of a checksum. */
import { Trouble } from "./formats.js";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * The symbols of a typed, pasted or linked code. Input methods and mail programs add full-width
 * forms, all kinds of dashes, and characters that no one sees.
 */
const symbolsOf = (text) =>
  [...text.replace(/^.*#/s, "").normalize("NFKC").replace(/[\s\p{Pd}\p{Cf}\u2212]/gu, "")];

/** In groups of four, as it is printed; words of a passphrase stay as they are. @param {string} text */
export const groupCode = (text) =>
  text.normalize("NFKC").split(/[\s-]+/).filter((word) => !/^[a-z\d]{0,4}$/i.test(word)).length > 1 ? text
    : symbolsOf(text).join("").toUpperCase().replace(/.{4}(?=.)/g, "$&-");

/**
 * Reads a code; nothing has been fetched when it throws.
 * @param {string} text
 * @returns {Promise<Uint8Array>} the 16 secret bytes, for the caller to zero
 * @throws {Trouble} `empty`, `symbol`, `length` or `checksum`
 */
export async function parseCode(text) {
  const symbols = symbolsOf(text);
  if (!symbols.length) throw new Trouble("empty");
  const bytes = new Uint8Array(Math.ceil(symbols.length * 5 / 8));
  symbols.forEach((symbol, place) => {
    const digit = ALPHABET.indexOf(symbol.toUpperCase().replace("O", "0").replace(/[IL]/, "1"));
    if (digit < 0) throw new Trouble("symbol", { symbol });
    for (let bit = 0; bit < 5; bit++) {
      const at = place * 5 + bit;
      bytes[at >> 3] |= (digit >> (4 - bit) & 1) << (7 - at % 8);
    }
  });
  if (symbols.length !== 28) throw new Trouble("length", { count: symbols.length });

  const secret = bytes.slice(0, 16);
  const labelled = new Uint8Array([...new TextEncoder().encode("sealpress/1/code"), ...secret]);
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", labelled));
  labelled.fill(0);
  if (sum[0] === bytes[16] && (sum[1] & 0xf0) === bytes[17]) {
    bytes.fill(0);
    return secret;
  }
  throw new Trouble("checksum");
}
