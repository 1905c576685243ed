/** The search page: the field, the results, and the keys that lead through them. */
import config from "../config.js";
import { base, keyring } from "../keyring.js";
import { excerpt, queryOf } from "./words.js";
import { Index, rank } from "./ranking.js";

/** How many results come at a time. */
const STEP = 10;

const { lang } = document.documentElement;
const language = config.languages.find((key) => `${lang}-`.startsWith(`${key}-`)) ?? config.languages[0];
const strings = import(`../search-words-${language}.js`).then((module) => module.default);
const root = /** @type {HTMLElement?} */ (document.querySelector("[data-search]"));
const [form, field, status, list, more] = ["form", "input", "[role=status]", "ol", "[data-search-more]"].map(
  (selector) => /** @type {any} */ (root?.querySelector(selector)));

/** Each language has an index of its own. */
const folder = `${base}_sealpress/search/${root?.dataset.search ? `${root.dataset.search}/` : ""}`;
const everyone = new Index(async (name) => {
  const [kind, number] = name.split("/");
  const file = kind === "texts" ? `texts/${number >> 8}/${number & 255}.json` : kind === "words" ? `${name}.bin` : "index.json";
  const response = await fetch(folder + file, { cache: "no-cache" });
  if (!response.ok) throw new Error(`${file}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}).open();
// It is looked at where it is used.
everyone.catch(() => {});

/** @type {Index[]} */
let sealed = [];
let sealedFailed = false;
let tellMissing = (_) => {};
/** Counts the searches; what an earlier one finds late is not shown. */
let turn = 0;
let shown = "";

const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

/** A result: where it leads, what it is called, and the words around what was found. */
function item({ page, excerpt: { pieces }, isSealed }, words) {
  const lock = element("span", { className: "lock" });
  const spoken = element("span", { className: "sr" }, ` (${words.searchSealed})`);
  const text = pieces.map((piece, place) => place % 2 ? element("mark", {}, piece) : piece);
  const { address, title, language } = page;
  const spokenAs = language ? { lang: language } : {};
  const link = element("a", { href: base + address, ...spokenAs }, title);
  return element("li", {}, element("h2", {}, link, ...isSealed ? [" ", lock, spoken] : []),
    element("p", spokenAs, ...text));
}

/** Results with their pages; one page found in several indexes is one result. */
async function load(ranked, query) {
  const pages = await Promise.all(ranked.map(async ({ index, number, matched, score }) => {
    const page = await index.page(number);
    return { page, matched, score, isSealed: index.sealed, excerpt: excerpt(page.text, query) };
  }));
  const results = new Map();
  for (const next of pages) {
    const known = results.get(next.page.address);
    if (!known) {
      results.set(next.page.address, next);
      continue;
    }
    const better = next.excerpt.shown > known.excerpt.shown ? next : known;
    Object.assign(known, {
      page: better.page, excerpt: better.excerpt, isSealed: known.isSealed || next.isSealed,
    });
  }
  return [...results.values()];
}

/** Looks for what stands in the field. */
async function search() {
  const text = field.value.trim();
  const mine = ++turn;
  const words = await strings;
  const query = queryOf(text);
  // The words stay in the address, so that a result's "back" leads to the same list.
  const address = new URL(location.href);
  if (text) address.searchParams.set("q", text);
  else address.searchParams.delete("q");
  history.replaceState(null, "", address);
  if (!query.length) {
    list.replaceChildren();
    more.hidden = true;
    status.textContent = "";
    shown = "";
    return;
  }
  let ranked, first;
  const indexes = [];
  try {
    indexes.push(await everyone, ...sealed);
    ranked = await rank(indexes, query);
    first = await load(ranked.slice(0, STEP), query);
  } catch {
    if (mine !== turn) return;
    if (!sealed.length) {
      status.textContent = words.searchFailed;
      return;
    }
    // What is public is still to be had.
    sealed = [];
    sealedFailed = true;
    return search();
  }
  if (mine !== turn) return;
  shown = text;
  list.replaceChildren(...first.map((result) => item(result, words)));
  const count = ranked.length;
  const form = new Intl.PluralRules(language).select(count).replace(/^./, (letter) => letter.toUpperCase());
  const sentence = !count ? words.searchNone : words[`search${form}`] ?? words.searchMany;
  status.textContent = filled(sentence, { count, query: text })
    + (sealedFailed ? ` ${words.searchSealedFailed}` : "");
  let next = STEP;
  const seen = new Set(first.map(({ page }) => page.address));
  more.hidden = next >= count;
  more.textContent = words.searchMore;
  more.onclick = async () => {
    const results = await load(ranked.slice(next, next += STEP), query).catch(() => undefined);
    if (mine !== turn) return;
    if (!results) {
      next -= STEP;
      status.textContent = words.searchFailed;
      return;
    }
    const fresh = results.filter(({ page }) => !seen.has(page.address));
    for (const { page } of fresh) seen.add(page.address);
    const items = fresh.map((result) => item(result, words));
    list.append(...items);
    more.hidden = next >= count;
    items[0]?.querySelector("a").focus();
  };
  if (!count) setTimeout(() => mine === turn && tellMissing(text), 1500);
}

const links = () => [...list.querySelectorAll("a")];

/** Arrows go through the results, Escape back to the field, and there it empties it. */
function keys(event) {
  const { key, target, ctrlKey, metaKey, altKey, isComposing } = event;
  if (ctrlKey || metaKey || altKey || isComposing) return;
  const all = links();
  const place = all.indexOf(target);
  const step = key === "ArrowDown" ? 1 : key === "ArrowUp" ? -1 : 0;
  if (step && (place >= 0 || target === field && step > 0)) {
    event.preventDefault();
    if (place + step < 0) field.focus();
    else all[Math.min(place + step, all.length - 1)]?.focus();
  } else if (key === "Escape" && target !== field) {
    field.focus();
    field.select();
  } else if (key === "Escape" && field.value) {
    event.preventDefault();
    field.value = "";
    search();
  }
}

/** Takes up what the member may search. */
async function unlock() {
  try {
    const module = await import("./sealed.js");
    const found = await module.sealedIndexes(folder);
    sealed = found.indexes;
    sealedFailed = found.failed;
    tellMissing = module.tellMissing;
  } catch {
    sealed = [];
    sealedFailed = true;
  }
  if (field.value.trim()) search();
}

if (root) {
  let waiting = 0, last = 0;
  field.addEventListener("input", ({ isComposing, timeStamp }) => {
    clearTimeout(waiting);
    // At once, but for letters that follow each other fast.
    if (!isComposing) waiting = setTimeout(search, timeStamp - last > 200 ? 0 : 80);
    last = timeStamp;
  });
  field.addEventListener("compositionend", () => search());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    if (shown !== field.value.trim()) await search();
    // Enter once more opens it.
    links()[0]?.focus();
  });
  root.addEventListener("keydown", keys);
  addEventListener("sealpress-session", unlock);
  addEventListener("popstate", () => {
    field.value = new URL(location.href).searchParams.get("q") ?? "";
    search();
  });
  field.value ||= new URL(location.href).searchParams.get("q") ?? "";
  if (field.value) search();
  if (document.activeElement === document.body) field.focus();
  if (await keyring().catch(() => undefined)) unlock();
}
