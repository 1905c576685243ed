/** An index of pages (docs/content/guide/search.md), read a piece at a time, and who comes first. */

/** @typedef {(name: string) => Promise<Uint8Array>} Load fetches `index`, `words/3` or `texts/17` */
/** @typedef {{address: string, title: string, text: string, language?: string}} Page */

/** What a word counts that only begins with what was looked for. */
const BEGINNING = 0.6;
const utf8 = new TextEncoder();

/** By code points, as bytes of UTF-8 are ordered. */
function isAfter(left, right) {
  const [a, b] = [utf8.encode(left), utf8.encode(right)];
  const place = a.findIndex((byte, index) => byte !== b[index]);
  return place >= 0 && (place >= b.length || a[place] > b[place]);
}

export class Index {
  /** @param {Load} load @param {boolean} sealed */
  constructor(load, sealed = false) {
    this.sealed = sealed;
    this.pieces = new Map();
    this.load = (name) => {
      if (!this.pieces.has(name)) {
        const piece = load(name);
        this.pieces.set(name, piece);
        piece.catch(() => this.pieces.delete(name));
      }
      return this.pieces.get(name);
    };
  }

  /** Reads the list of shards. */
  async open() {
    const { format, pages, first } = JSON.parse(new TextDecoder().decode(await this.load("index")));
    if (format !== "sealpress-search/1") throw new Error(`search index: ${format}`);
    Object.assign(this, { count: pages, first });
    return this;
  }

  /**
   * The words of the index that match one of the query.
   * @param {{word: string, open: boolean}} wanted
   * @returns {Promise<{isWhole: boolean, count: number, postings: Uint8Array}[]>}
   */
  async matches({ word, open }) {
    let shard = this.first.findLastIndex((first) => !isAfter(first, word));
    if (shard < 0) return [];
    const found = lookUp(await this.load(`words/${shard}`), word, open);
    // Longer words may go on in the next shard; further ones are too many to mean something.
    if (open && this.first[++shard]?.startsWith(word)) {
      found.push(...lookUp(await this.load(`words/${shard}`), word, open));
    }
    return found;
  }

  /** @param {number} number @returns {Promise<Page>} */
  async page(number) {
    const bytes = await this.load(`texts/${number >> 4}`);
    const [address, title, text, language] = JSON.parse(new TextDecoder().decode(bytes))[number & 15];
    return { address, title, text, language };
  }
}

/** Seven bits a byte, the lowest first. */
function reader(bytes) {
  let at = 0;
  return {
    number() {
      let value = 0, scale = 1, byte;
      do {
        byte = bytes[at++];
        value += (byte & 127) * scale;
        scale *= 128;
      } while (byte > 127);
      return value;
    },
    byte: () => bytes[at++],
    skip(count) { return bytes.subarray(at, at += count); },
    isDone: () => at >= bytes.length,
  };
}

function lookUp(bytes, wanted, open) {
  const word = utf8.encode(wanted);
  const { number, byte, skip } = reader(bytes);
  const found = [];
  const current = [];
  for (let left = number(); left > 0; left--) {
    current.length = number();
    for (let rest = number(); rest > 0; rest--) current.push(byte());
    const count = number();
    const postings = skip(number());
    const isWhole = current.length === word.length;
    if ((isWhole || open) && word.every((letter, place) => letter === current[place])) {
      found.push({ isWhole, count, postings });
    }
  }
  return found;
}

/**
 * Pages that have words of the query: those with more of the words first, then by BM25, over all indexes as one.
 * @param {Index[]} indexes @param {{word: string, open: boolean}[]} query
 * @returns {Promise<{index: Index, number: number, matched: number, score: number}[]>}
 */
export async function rank(indexes, query) {
  const total = indexes.reduce((sum, { count }) => sum + count, 0);
  const results = indexes.map(() => new Map());
  const found = await Promise.all(query.map((wanted) =>
    Promise.all(indexes.map((index) => index.matches(wanted)))));
  for (const [place, ofIndexes] of found.entries()) {
    const having = ofIndexes.flat().reduce((sum, { isWhole, count }) => sum + (isWhole ? count : 0), 0);
    for (const [at, matches] of ofIndexes.entries()) {
      for (const { isWhole, count, postings } of matches) {
        const rarity = Math.log(1 + (total - (isWhole ? having : count) + 0.5) / ((isWhole ? having : count) + 0.5));
        add(results[at], place, postings, rarity * (isWhole ? 1 : BEGINNING) / 255);
      }
    }
  }
  return results.flatMap((pages, at) => [...pages].map(([number, scores]) => {
    const index = indexes[at];
    const own = scores.filter(Boolean);
    return { index, number, matched: own.length, score: own.reduce((sum, score) => sum + score, 0) };
  })).sort((a, b) => b.matched - a.matched || b.score - a.score
    || indexes.indexOf(a.index) - indexes.indexOf(b.index) || a.number - b.number);
}

/** Of several words that one of the query stands for, the best counts. */
function add(pages, place, postings, factor) {
  const { number, byte, isDone } = reader(postings);
  for (let page = 0; !isDone();) {
    page += number();
    const score = byte() * factor;
    const scores = pages.get(page);
    if (!scores) {
      const fresh = [];
      fresh[place] = score;
      pages.set(page, fresh);
    } else if (!(scores[place] >= score)) {
      scores[place] = score;
    }
  }
}
