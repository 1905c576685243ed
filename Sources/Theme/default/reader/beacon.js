/** Tells the author's log what a member did: docs/content/insights/analytics.md#beacon-events. */
import config from "./config.js";
import { idOf } from "./formats.js";
import { base } from "./keyring.js";
import { mark, marks } from "./marks.js";
import { signedIn } from "./session.js";

/** Events of one day; the log's reader takes up to 200 of a kind. */
const DAILY = 200;

const { doNotTrack, globalPrivacyControl } = /** @type {any} */ (navigator);
/** Whether the author wants to know, and the member has not asked to be left alone. */
export const mayTell = config.beacon && doNotTrack !== "1" && !globalPrivacyControl;

/**
 * Asks for the file that the host's log counts. Nothing waits for it, and it is not tried again.
 * @param {"progress" | "complete" | "like" | "rating" | "exposure" | "search"} event
 * @param {string} route
 * @param {string | number} value
 * @param {"once" | "daily" | "always"} [often] how often the same is told
 */
export async function tell(event, route, value, often = "once") {
  const member = signedIn();
  if (!mayTell || !member || !navigator.onLine) return;
  const day = new Date().toISOString().slice(0, 10);
  const line = [event, route, value, ...often === "daily" ? [day] : []].join(" ");
  const own = marks();
  const count = own.day === day ? own.count : 0;
  if (count >= DAILY || often !== "always" && own.told.includes(line)) return;
  mark((kept) => {
    Object.assign(kept, { day, count: count + 1 });
    if (often !== "always") kept.told.push(line);
  });
  // A space is written %20, since that is how logs are read.
  const query = Object.entries({ e: event, p: route, v: value, b: await idOf(member.code, "beacon-id") }).map(
    ([name, part]) => `${name}=${encodeURIComponent(part)}`).join("&");
  fetch(`${base}_sealpress/beacon.txt?${query}`, {
    cache: "no-store", credentials: "omit", keepalive: true, referrerPolicy: "no-referrer",
  }).catch(() => {});
}
