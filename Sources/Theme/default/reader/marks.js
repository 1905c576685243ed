/** What the member did here, kept in this browser: lessons done, likes, and what was told to the author. */
import { base, name } from "./keyring.js";
import { signedIn } from "./session.js";

/**
 * By route: `done` is 1, or 0 where the member took it back; `likes` are 1, `ratings` 1 to 5. `told` are the latest
 * events, `count` those of `day`.
 * @typedef {{member: string, done: Record<string, number>, likes: Record<string, number>, ratings: Record<string, number>, told: string[], day: string, count: number}} Marks
 */

const LIMIT = 2000;
/** For this page, where the browser keeps nothing. */
let unkept = "";

const newest = (map) => Object.fromEntries(Object.entries(map).slice(-LIMIT));

/** @returns {Marks} of whoever is signed in; another member's are not shown to this one */
export function marks() {
  const none = { member: signedIn()?.member.member ?? "", done: {}, likes: {}, ratings: {}, told: [], day: "", count: 0 };
  try {
    const kept = JSON.parse(storedText() || unkept);
    return kept.member === none.member ? { ...none, ...kept } : none;
  } catch {
    return none;
  }
}

function storedText() {
  try {
    return localStorage.getItem(name);
  } catch {
    return "";
  }
}

/** Reads, changes and writes, so that tabs do not overwrite each other. @param {(marks: Marks) => void} change */
export function mark(change) {
  const own = marks();
  if (!own.member) return;
  change(own);
  for (const key of ["done", "likes", "ratings"]) own[key] = newest(own[key]);
  own.told = own.told.slice(-LIMIT / 2);
  const text = JSON.stringify(own);
  try {
    localStorage.setItem(name, text);
  } catch {
    unkept = text;
  }
}

/** The route of an address, as logs are read: decoded, without the base path, with a slash at its end. */
export function routeOf(address) {
  try {
    const path = decodeURIComponent(new URL(address, location.href).pathname).replace(/\/index\.html?$/, "/");
    return `/${path.slice(base.length)}`.replace(/([^/])$/, "$1/");
  } catch {
    return "/";
  }
}

/** The address of a route. @param {string} route */
export const addressOf = (route) => encodeURI(base + route.slice(1)).replace(/[?#]/g, encodeURIComponent);
