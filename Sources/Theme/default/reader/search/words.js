/** The words of texts and queries, cut as the index was made (docs/content/guide/search.md). */

const SPELT = { "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "þ": "th", "ς": "σ" };
/** The most characters that a word keeps. */
const LONGEST = 40;
const LETTER = "[\\p{L}\\p{M}\\p{N}]";
/** A character of a script without spaces. */
const UNSPACED = "(?:[\\u3005\\u3007\\u3041-\\u3096\\u309d-\\u309f\\u30a1-\\u30fa\\u30fc-\\u30ff\\u3400-\\u4dbf"
  + "\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}]"
  + `|(?=${LETTER})[\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff])`;
const RUN = new RegExp(`(${UNSPACED}+)|(?:(?!${UNSPACED})${LETTER})+`, "gu");

/** What people take for the same text made the same. @param {string} text */
export const fold = (text) => /^[\0-\x7f]*$/.test(text) ? text.toLowerCase()
  : text.normalize("NFKD").toLowerCase().replace(/[\u0300-\u036f\xad\u200b-\u200f\u2060\ufeff]/g, "")
    .replace(/[ßæœøđðłıþς]/g, (letter) => SPELT[letter]).normalize("NFC");

const cut = (run) => run.length <= LONGEST ? run : [...run].slice(0, LONGEST).join("");
const pairs = (characters) => characters.slice(1).map((second, place) => characters[place] + second);

/** The words of a text, as the index has them. @param {string} text @returns {string[]} */
export const wordsOf = (text) => [...fold(text).matchAll(RUN)].flatMap(([run, unspaced]) => {
  const characters = unspaced ? [...run] : [];
  return unspaced ? [...pairs(characters), ...characters.slice(-1)] : [cut(run)];
});

/**
 * The words to look for; `open` ones may be the beginning of a longer word.
 * @param {string} text
 * @returns {{word: string, open: boolean}[]} at most eight, none twice
 */
export function queryOf(text) {
  const query = new Map();
  for (const [run, unspaced] of fold(text).matchAll(RUN)) {
    const characters = [...run];
    const words = !unspaced ? [cut(run)] : characters.length > 1 ? pairs(characters) : characters;
    const open = unspaced ? characters.length === 1 : characters.length > 2;
    for (const word of words) query.set(word, open || (query.get(word) ?? false));
  }
  return [...query].slice(0, 8).map(([word, open]) => ({ word, open }));
}

/** Where words of the query stand in a text: from, to, and which. */
function places(text, query) {
  const found = [];
  const which = (part) => query.findIndex(({ word, open }) => part === word || open && part.startsWith(word));
  for (const match of text.matchAll(RUN)) {
    const [run, unspaced] = match;
    const start = match.index;
    if (!unspaced) {
      const word = which(cut(fold(run)));
      if (word >= 0) found.push({ start, end: start + run.length, word });
      continue;
    }
    let at = start;
    const characters = [...run];
    for (const [place, character] of characters.entries()) {
      const next = characters[place + 1] ?? "";
      const word = which(fold(character + next));
      const end = at + character.length;
      if (word >= 0) found.push({ start: at, end: query[word].open ? end : end + next.length, word });
      at = end;
    }
  }
  return found;
}

/**
 * The part of a text that shows most of what was looked for, in pieces of which every second one is a match.
 * @param {string} text @param {{word: string, open: boolean}[]} query
 * @returns {{pieces: string[], shown: number}} `shown` is how many of the words are in it
 */
export function excerpt(text, query) {
  const found = places(text, query);
  const length = new RegExp(UNSPACED, "u").test(text.slice(found[0]?.start ?? 0, (found[0]?.start ?? 0) + 40)) ? 90 : 200;
  let best = 0, shown = 0;
  for (let first = 0, last = 0; first < found.length; first++) {
    while (last < found.length && found[last].end <= found[first].start + length * 0.8) last++;
    const count = new Set(found.slice(first, last).map(({ word }) => word)).size;
    if (count > shown) [best, shown] = [first, count];
  }
  let from = Math.max(0, Math.min((found[best]?.start ?? 0) - Math.round(length / 5), text.length - length));
  // From the beginning of a word, where that is near.
  if (from > 0) {
    const space = text.indexOf(" ", from);
    if (space >= 0 && space < (found[best]?.start ?? 0)) from = space + 1;
    else if (/[\udc00-\udfff]/.test(text[from])) from++;
  }
  let to = Math.min(text.length, from + length);
  if (to < text.length) {
    const space = text.lastIndexOf(" ", to);
    if (space > from + length * 0.8) to = space;
    else if (/[\udc00-\udfff]/.test(text[to])) to--;
  }
  const pieces = [from > 0 ? "… " : ""];
  let at = from;
  for (const { start, end } of found) {
    if (end > to) break;
    if (start < from || end <= at) continue;
    if (start <= at && pieces.length > 1) pieces[pieces.length - 1] += text.slice(at, end);
    else pieces.push((pieces.length % 2 ? pieces.pop() : "") + text.slice(at, start), text.slice(start, end));
    at = end;
  }
  const rest = text.slice(at, to) + (to < text.length ? " …" : "");
  if (pieces.length % 2) pieces[pieces.length - 1] += rest;
  else pieces.push(rest);
  return { pieces, shown };
}
