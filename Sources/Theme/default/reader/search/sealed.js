/** What the member of this browser may search beyond what is public, and the beacon of a search without result. */
import config from "../config.js";
import { base } from "../keyring.js";
import { load, openFile, signedIn } from "../session.js";
import { Index } from "./ranking.js";

const utf8 = new TextDecoder();
const bytesOf = async (folder, id) => new Uint8Array(await (await openFile(`${folder}sealed/${id}.bin`)).arrayBuffer());

/** An index of which every file is sealed; its list says which is which. */
function sealedIndex(folder, file) {
  let names;
  return new Index(async (name) => {
    if (name === "index") {
      const bytes = await bytesOf(folder, file);
      names = JSON.parse(utf8.decode(bytes));
      return bytes;
    }
    const [kind, number] = name.split("/");
    return bytesOf(folder, names[kind][number]);
  }, true);
}

/**
 * The sealed indexes that the member's keys open.
 * @param {string} folder of the language
 * @returns {Promise<{indexes: Index[], failed: boolean}>} `failed` where one could not be had that should be there
 */
export async function sealedIndexes(folder) {
  if (!signedIn()) return { indexes: [], failed: false };
  const { indexes } = JSON.parse(utf8.decode(await load(`${folder}sealed.json`, "no-cache", "outdated")));
  const right = (grant) => grant.split("@")[0];
  const usable = () => indexes.filter(({ grants }) => grants.some((grant) => signedIn()?.grants[grant]));
  if (!usable().length) {
    // The keys may have changed with the month: opening one fetches the bundle anew.
    const held = Object.keys(signedIn().grants).map(right);
    const known = indexes.find(({ grants }) => grants.some((grant) => held.includes(right(grant))));
    if (known) await bytesOf(folder, known.file).catch(() => {});
  }
  const opened = await Promise.allSettled(usable().map(({ file }) => sealedIndex(folder, file).open()));
  return {
    indexes: opened.flatMap(({ value }) => value ?? []),
    failed: opened.some(({ reason }) => reason && !["denied", "stale", "shut"].includes(reason.kind)),
  };
}

let told = "";
/** Tells the author's log what was looked for in vain. @param {string} text */
export async function tellMissing(text) {
  // At most 100 bytes, as far as whole characters go.
  let value = text.trim().toLowerCase();
  while (new TextEncoder().encode(value).length > 100) value = [...value].slice(0, -1).join("");
  if (!config.beacon || !value || value === told) return;
  told = value;
  const { tell } = await import("../beacon.js");
  await tell("search", `/${location.pathname.slice(base.length)}`, value, "always");
}
