/** What the browser remembers of the member: keys that no script can export, never the code. */

/**
 * `id` of the bundle; `fetched` in milliseconds
 * @typedef {import("./formats.js").Member} Member
 * @typedef {import("./formats.js").Grants} Grants
 * @typedef {{id: string, code: CryptoKey, member: Member, grants: Grants, advice?: import("./advice.js").Advice, fetched: number}} Unlocked
 */

/** The base path of the site, seen from this file; it keeps sites of one origin apart. */
export const base = new URL("../../", import.meta.url).pathname;
/** What is kept is kept under this name. */
export const name = `sealpress ${base}`;
/** Tells the other tabs that someone signed in or out. */
export const channel = new BroadcastChannel(name);

/**
 * Reads the record and lets `change` replace it (null deletes, undefined keeps), in one transaction,
 * so that tabs cannot cross. Rejects where the browser keeps nothing, as in some private windows.
 * @param {(stored?: Unlocked) => Unlocked | null | undefined} [change]
 * @returns {Promise<Unlocked | undefined>} what is stored then
 */
export const keyring = (change) => new Promise((resolve, reject) => {
  const opening = indexedDB.open(name, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore("member");
  opening.onerror = reject;
  opening.onsuccess = () => {
    const transaction = opening.result.transaction("member", change ? "readwrite" : "readonly");
    const store = transaction.objectStore("member");
    const reading = store.get(0);
    let record;
    reading.onsuccess = () => {
      record = reading.result;
      const next = change?.(record);
      if (next === undefined) return;
      record = next ?? undefined;
      try {
        if (next) store.put(next, 0);
        else store.delete(0);
      } catch {
        // A database that cannot hold keys.
        transaction.abort();
      }
    };
    transaction.oncomplete = () => resolve(record);
    transaction.onabort = reject;
    opening.result.close();
  };
});
