/** Who is signed in: in memory for this page, in the keyring for the next ones. */
import { codeKey, idOf, openBundle, openSealed, Trouble } from "./formats.js";
import { base, channel, keyring, name } from "./keyring.js";

/** @typedef {import("./keyring.js").Unlocked} Unlocked */

/** @type {Unlocked | undefined} */
let current;
let stored = true;
/** @type {Promise<void> | undefined} */
let refreshed;
let changed = () => {};
/** @type {RequestCache} */
let cached = "default";

export const signedIn = () => current;
/** Whether the browser keeps the keyring. */
export const isStored = () => stored;
/** @param {() => void} listener called after someone signed in or out, in any tab */
export const onChange = (listener) => { changed = listener; };
/** The member asked to try again: nothing from a cache, and the bundle once more. */
export const retry = () => {
  refreshed = undefined;
  cached = "reload";
};

/** Takes up what the keyring holds. */
export async function restore() {
  try {
    current = await keyring();
  } catch {
    stored = false;
  }
  changed();
  // One bundle fetched in each visit (30 minutes) tells the host's log that a member is here.
  if (current && Date.now() - current.fetched > 18e5) await refresh().then(changed, () => {});
}

/** Fetches a file; `missing` is the kind of trouble when there is none. */
export async function load(url, cache, missing) {
  let response, bytes;
  try {
    response = await fetch(url, { cache });
    bytes = new Uint8Array(await response.arrayBuffer());
  } catch {
    throw new Trouble(navigator.onLine ? "network" : "offline");
  }
  const { ok, status, headers } = response;
  // Some hosts answer 403 for what does not exist, or 200 and a page.
  if ([403, 404, 410].includes(status) || ok && headers.get("content-type")?.startsWith("text/html")) {
    throw new Trouble(missing);
  }
  if (!ok) throw new Trouble("server", { status });
  return bytes;
}

async function fetchBundle(code) {
  const id = await idOf(code, "bundle-id");
  const bytes = await load(
    `${base}_sealpress/bundles/${id.slice(0, 2)}/${id}.bin`, "no-cache", "unknown");
  return { id, code, fetched: Date.now(), ...await openBundle(bytes, code) };
}

/**
 * Fetches and opens the bundle of a code; `signIn` takes it.
 * @param {Uint8Array} secret zeroed here
 * @returns {Promise<Unlocked>}
 */
export const redeem = async (secret) => fetchBundle(await codeKey(secret));

// A bundle replaces the stored one and all its grants, but an old copy out of some cache does not.
const newer = (next, held) => held?.id === next.id && held.member.issued > next.member.issued
  ? { ...held, fetched: next.fetched } : next;

/** @param {Unlocked} next */
export async function signIn(next) {
  try {
    current = await keyring((held) => newer(next, held));
  } catch {
    current = next;
    stored = false;
  }
  refreshed = undefined;
  channel.postMessage("");
  changed();
}

export async function signOut() {
  current = undefined;
  try {
    // What was read here is the member's own, too.
    localStorage.removeItem(name);
  } catch {
    // Nothing is kept.
  }
  await keyring(() => null).catch(() => {});
  channel.postMessage("");
  changed();
}

/** Fetches the bundle again, for a page that shows more of it than its keys. */
export const update = () => refresh().then(changed);

/** Fetches the bundle again, once in a page view. */
const refresh = () => refreshed ??= (async () => {
  const next = await fetchBundle(current.code);
  // Not where another tab has signed out or in meanwhile.
  const held = stored ? await keyring((held) => held?.id === next.id ? newer(next, held) : undefined)
    : newer(next, current);
  // Nor here.
  if (current?.id === held?.id) current = held;
})();

/**
 * Fetches and opens a sealed file. Where no key fits, the membership or the keys may have changed:
 * it looks at the bundle, and tries again.
 * @param {string} url
 * @returns {Promise<Blob>}
 */
export async function openFile(url) {
  const open = async (cache) => openSealed(
    await load(url, cache, "outdated"), url.replace(/^.*\/|\.bin$/g, ""), current?.grants ?? {});
  try {
    return await open(cached);
  } catch (error) {
    const denied = error.kind === "denied";
    if (!denied && error.kind !== "stale" && error.kind !== "shut") throw error;
    await refresh().catch((fault) => {
      // That a tier does not suffice is known without the server.
      if (!denied) throw fault;
    });
    return open(denied ? cached : "no-cache");
  }
}
