/** What the reader says: texts in the language of the page, and the member's corner in its header. */
import config from "./config.js";
import { base } from "./keyring.js";
import { signedIn, signOut } from "./session.js";

const { lang } = document.documentElement;
const { languages } = config;
const language = languages.find((key) => `${lang}-`.startsWith(`${key}-`)) ?? languages[0];
const words = async (name) => (await import(`./${name}-${language}.js`)).default;
const strings = await words("words");
/** More words, which most pages do without. @param {string} part `unlock`, `home` or `study` */
export const loadWords = async (part) => Object.assign(strings, await words(`${part}-words`));

/** A text, with values for the `{names}` in it. @param {string} key @param {object} [values] */
export const text = (key, values = {}) =>
  strings[key].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

/** An element. Text goes in as text, never as markup. */
export function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

const live = element("div", { className: "sealpress-live", role: "status" });
document.body.append(live);
/** Tells screen readers, in their own time. @param {string} message */
export const announce = (message) => { live.textContent = message; };

/** Moves the focus, also to what is not a control. @param {any} target */
export function focusOn(target) {
  if (!target.matches("button")) target.tabIndex = -1;
  target.focus();
}

export const named = (list, id) => list.find((each) => each.id === id) ?? { name: id, title: id };
export const checkout = (key, offers) => offers.filter((offer) => offer.checkout).map(
  (offer) => element("a", { href: offer.checkout }, text(key, { name: offer.name ?? offer.title })));

/** A day in words. @param {Date} day */
export const spoken = (day) => day.toLocaleDateString(lang, { dateStyle: "long", timeZone: "UTC" });

/** When a dripped lesson opens; a grant says since when the course is held, where `from` does not. */
function opening(course, days) {
  const { member, grants } = signedIn();
  const [, own] = Object.keys(grants).join(" ").match(`course:${course}/start-([\\d-]+)@`) ?? [];
  const day = new Date(own ?? member.from ?? NaN);
  day.setUTCDate(day.getUTCDate() + Number(days));
  return isNaN(day.getTime()) ? "" : spoken(day);
}

/** The member's tier or courses, until when, and the way to renew what has ended. */
function membership({ tier, courses, until, status }) {
  const active = status === "active";
  const day = new Date(until);
  const date = spoken(day);
  const key = active ? until ? "validUntil" : "noEnd"
    // A membership that was revoked ended before its last day.
    : until && day.getTime() < Date.now() ? "endedOn" : "";
  return {
    plan: tier ? named(config.tiers, tier).name
      : courses.map((id) => named(config.courses, id).title).join(", "),
    validity: key && text(key, { date }),
    renew: active ? [] : checkout("renew", [named(config.tiers, tier)]),
  };
}

/**
 * What to tell the member about a trouble.
 * @param {any} trouble @param {string} [tier] that the section needs
 * @returns {{kind: string, sentence: string, links: HTMLAnchorElement[]}}
 */
export function explain({ kind, names, ...values }, tier) {
  const member = signedIn()?.member;
  let links = [];
  if (member && names) {
    const rank = (id) => config.tiers.findIndex((each) => each.id === id);
    const { plan, validity, renew } = membership(member);
    values = { member: member.member, plan, validity, tier: named(config.tiers, tier).name };
    const courses = names.map((name) => name.match(/^course:([\w-]+)(?:\/drip-(\d+))?/) ?? []);
    const drip = courses.find(([, id, days]) => days && member.courses.includes(id));
    if (member.status !== "active" && rank(member.tier) >= rank(tier)) {
      kind = "lapsed";
      links = renew;
    } else if (kind === "denied" && drip) {
      kind = "drip";
      values.days = drip[2];
      values.date = opening(drip[1], drip[2]);
    } else if (kind === "denied") {
      links = checkout("get", [named(config.tiers, tier), ...courses.map(([, id]) => named(config.courses, id))]);
    }
  }
  const key = values.date ? "dripDate" : strings[kind] ? kind : "damaged";
  return { kind, sentence: text(key, values), links };
}

/** What the member has, until when, and the way out, with other `actions` before it. */
export function memberCard(...actions) {
  const { member } = signedIn();
  const { plan, validity, renew } = membership(member);
  const leave = element("button", { type: "button" }, text("signOut"));
  leave.onclick = async () => {
    await signOut();
    announce(text("signedOut"));
    focusOn(document.querySelector(".unlock input, .session a") ?? document.body);
  };
  return [
    element("p", {}, element("strong", {}, plan)), ...validity ? [element("p", {}, validity)] : [],
    ...renew, ...actions, leave];
}

const corner = document.querySelector("[data-session]");
const visitor = [...corner?.childNodes ?? []];
let shown;

/** Shows the member in the header; a visitor sees what the page came with. */
export function updateCorner() {
  const member = signedIn()?.member;
  const state = JSON.stringify(member);
  if (!corner || state === shown) return;
  shown = state;
  if (!member) return corner.replaceChildren(...visitor);
  const name = element("summary", {}, element("span", {}, text("member")), member.member);
  const menu = element("details", {}, name, element("div", {}, ...memberCard(
    element("a", { href: corner.getAttribute("data-session") || `${base}member/` }, text("home")))));
  menu.onkeydown = ({ key }) => {
    if (key !== "Escape") return;
    menu.open = false;
    name.focus();
  };
  corner.replaceChildren(menu);
}
document.addEventListener("click", (event) => {
  const menu = corner?.querySelector("details");
  if (menu && !event.composedPath().includes(menu)) menu.open = false;
});
