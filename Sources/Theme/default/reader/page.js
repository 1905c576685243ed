/** What the reader says: texts in the language of the page, and the member's corner in its header. */
import config from "./config.js";
import { signedIn, signOut } from "./session.js";

const { lang } = document.documentElement;
const languages = Object.keys(config.strings);
const strings = config.strings[
  languages.find((key) => `${lang}-`.startsWith(`${key}-`)) ?? languages[0]];

/** @param {string} key @param {Record<string, any>} [values] for the `{names}` in the text */
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

const named = (list, id) => list.find((each) => each.id === id) ?? { name: id };
const checkout = (key, offers) => offers.filter((offer) => offer.checkout).map(
  (offer) => element("a", { href: offer.checkout }, text(key, { name: offer.name ?? offer.title })));

/** The member's tier or courses, and until when. */
function membership({ tier, courses = [], until, status }) {
  const date = until
    && new Date(until).toLocaleDateString(lang, { dateStyle: "long", timeZone: "UTC" });
  const active = status === "active";
  return {
    plan: tier ? named(config.tiers, tier).name
      : courses.map((id) => named(config.courses, id).title ?? id).join(", "),
    validity: date ? text(active ? "validUntil" : "endedOn", { date }) : active ? text("noEnd") : "",
    renew: active ? [] : checkout("renew", [named(config.tiers, tier)]),
  };
}

/** @param {Error} error a Trouble */
export function explain({ kind, names = [], ...values }, tier) {
  const { member } = signedIn() ?? {};
  let links = [];
  if (member && names.length) {
    const rank = (id) => config.tiers.findIndex((each) => each.id === id);
    const { plan, validity, renew } = membership(member);
    values = { member: member.member, plan, validity, tier: named(config.tiers, tier).name };
    const courses = names.map((name) => name.match(/^course:([\w-]+)(?:\/drip-(\d+))?/) ?? []);
    const drip = courses.find(([, id, days]) => days && member.courses?.includes(id));
    if (member.status !== "active" && rank(member.tier) >= rank(tier)) {
      kind = "lapsed";
      links = renew;
    } else if (kind === "denied" && drip) {
      kind = "drip";
      values.days = drip[2];
    } else if (kind === "denied") {
      links = checkout("get", [named(config.tiers, tier), ...courses.map(([, id]) => named(config.courses, id))]);
    }
  }
  return { kind, sentence: text(strings[kind] ? kind : "damaged", values), links };
}

/** Who is signed in, until when, and the way out. */
export function memberCard() {
  const { member } = signedIn();
  const { plan, validity, renew } = membership(member);
  const leave = element("button", { type: "button" }, text("signOut"));
  leave.onclick = async () => {
    await signOut();
    announce(text("signedOut"));
    focusOn(document.querySelector(".unlock input, .session a") ?? document.body);
  };
  return [
    element("p", {}, element("strong", {}, plan)), element("p", {}, validity), ...renew, leave];
}

const corner = document.querySelector("[data-session]");
const visitor = [...corner?.childNodes ?? []];
let shown;

/** Shows the member in the header; a visitor sees what the page came with. */
export function updateCorner() {
  const { member } = signedIn() ?? {};
  const state = JSON.stringify(member);
  if (!corner || state === shown) return;
  shown = state;
  if (!member) return corner.replaceChildren(...visitor);
  const name = element("summary", {}, element("span", {}, text("member")), member.member);
  const menu = element("details", {}, name, element("div", {}, ...memberCard()));
  menu.onkeydown = ({ key }) => {
    if (key !== "Escape") return;
    menu.open = false;
    name.focus();
  };
  corner.replaceChildren(menu);
}
document.addEventListener("click", ({ target }) => {
  const menu = corner?.querySelector("details");
  if (menu && !menu.contains(target)) menu.open = false;
});
