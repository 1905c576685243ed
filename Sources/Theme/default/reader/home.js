/** The member's own page: who they are here, what comes next, how far they are. */
import { tell } from "./beacon.js";
import config from "./config.js";
import versions from "./courses.js";
import { addressOf, marks } from "./marks.js";
import { announce, checkout, element, explain, loadWords, memberCard, named, spoken, text } from "./page.js";
import { signedIn, update } from "./session.js";

await loadWords("home");

const { lang } = document.documentElement;
/** Each course once, in the language of the page where it is in that. */
const courses = versions.filter((course) => {
  const own = versions.filter(({ id }) => id === course.id);
  return course === (own.find(({ language }) => language === lang) ?? own[0]);
});
/** What is done in one language is done in all. */
const keyOf = ({ route, original = route }) => original;

const rank = (tier) => config.tiers.findIndex(({ id }) => id === tier);
const link = (route, title) => element("a", { href: addressOf(route) }, title);
const section = (title, ...children) => element("section", {}, element("h2", {}, title), ...children);

/**
 * Shortly before a membership ends the way to renew it, else to the next tier on sale, unless the author's offer is
 * or has such a way.
 */
function ways({ tier, until, status }, offer) {
  if (status !== "active") return [];
  if (until && new Date(until).getTime() - Date.now() < 14 * 864e5) {
    return offer?.kind === "renewal" && offer.url ? [] : checkout("renew", [named(config.tiers, tier)]);
  }
  return offer ? [] : checkout("get", config.tiers.slice(rank(tier) + 1).filter((next) => next.checkout).slice(0, 1));
}

/** Through its last day, wherever the member is. */
const lasts = ({ until }) => !until || Date.now() < new Date(`${until}T23:59:59Z`).getTime() + 432e5;

/** What the author offers this member. */
function offerCard({ kind, title, text: words, url, price, until }) {
  const action = text({ renewal: "offerRenewal", promotion: "offerPromotion", upgrade: "offerUpgrade" }[kind]);
  const note = [price, until && text("offerUntil", { date: spoken(new Date(until)) })].filter(Boolean).join(" · ");
  const box = section(title, ...words ? [element("p", {}, words)] : [],
    element("p", { className: "offers" },
      ...url ? [element("a", { className: "button", href: url }, action)] : [],
      ...note ? [element("span", {}, note)] : []));
  box.className = "offer";
  return box;
}

/** The slate, with the reason for each place in words. */
function slate({ policy, lessons = [] }) {
  if (!lessons.length) return [];
  const list = element("ol", { className: "next" }, ...lessons.map(({ route, title, reason, because }, index) => {
    const key = because || reason === "popular" ? `reason.${reason}` : "";
    const item = element("li", {}, element("h3", {}, link(route, title)),
      ...key ? [element("p", {}, text(key, { because }))] : []);
    whenSeen(item, () => tell("exposure", route, `${policy}:${index + 1}`, "daily"));
    return item;
  }));
  return [section(text("nextForYou"), list)];
}

/** Calls once when half of an element has been in view for a second. */
function whenSeen(item, seen) {
  let timer;
  const observer = new IntersectionObserver((entries) => {
    clearTimeout(timer);
    if (!entries.at(-1)?.isIntersecting) return;
    timer = setTimeout(() => {
      if (document.hidden || !item.isConnected) return;
      observer.disconnect();
      seen();
    }, 1000);
  }, { threshold: 0.5 });
  observer.observe(item);
}

/** The courses that the member may open or has begun: what the author's log knows, and what this browser does. */
function courseList({ tier, courses: bought }, told = []) {
  const { done } = marks();
  const known = courses.filter(({ id, tier: needed }) => bought.includes(id) || rank(needed) <= rank(tier));
  const begun = (id) => told.find(({ course }) => course === id);
  const all = [
    ...known.map((course) => ({ ...course, begun: begun(course.id) })),
    ...told.filter(({ course }) => !known.some(({ id }) => id === course)).map((course) => (
      { id: course.course, lessons: [], ...named(courses, course.course), title: course.title, route: course.route, begun: course })),
  ].filter(({ lessons, begun }) => lessons.length || begun);
  const items = all.map(({ title, route, lessons, begun }) => {
    const here = lessons.filter((lesson) => done[keyOf(lesson)] === 1).length;
    const count = lessons.length || begun.lessons;
    const completed = Math.min(count, Math.max(here, begun?.completed ?? 0));
    // Whoever knows of more lessons knows better which is the next.
    const next = begun?.next && begun.completed >= here
      ? lessons.find((lesson) => keyOf(lesson) === begun.next) ?? { route: begun.next, title: begun.nextTitle }
      : lessons.find((lesson) => done[keyOf(lesson)] !== 1);
    const state = text("lessonsDone", { completed, lessons: count });
    const bar = element("progress", { max: count, value: completed }, state);
    bar.setAttribute("aria-label", `${title}: ${state}`);
    return { share: completed ? completed / count : 0, item: element("li", {}, element("h3", {}, link(route, title)), bar,
      element("p", { className: "meta" }, element("span", {}, state)),
      element("p", {}, ...completed >= count ? [text("allDone")] : next ? [link(next.route,
        text(completed ? "continueLesson" : "beginLesson", { title: next.title }))] : [])) };
  });
  // What is under way first, then what is new, then what is done; else in the site's order.
  const order = (share) => share === 1 ? 2 : share ? 0 : 1;
  items.sort((a, b) => order(a.share) - order(b.share));
  return items.length ? [section(text("yourCourses"), element("ul", { className: "cards" }, ...items.map(({ item }) => item)))] : [];
}

function standing({ points, rank, members }) {
  const [shown, place, all] = [points, rank, members].map((number) => number.toLocaleString(lang));
  return [section(text("yourPoints"), element("p", {}, text("standing", { points: shown, rank: place, members: all })))];
}

/**
 * Shows the member's things in place of what a visitor sees, and what has changed once the bundle was fetched anew.
 * @param {Element} root
 */
export async function mount(root) {
  const visitor = [...root.childNodes];
  let shown = "";
  const show = () => {
    const { member, advice = {} } = signedIn() ?? {};
    const state = JSON.stringify([member, advice, marks().done]);
    root.classList.add("is-known");
    if (state === shown) return;
    shown = state;
    if (!member) return root.replaceChildren(...visitor);
    const offer = advice.offer && lasts(advice.offer) ? advice.offer : undefined;
    const card = element("section", { className: "member-card" },
      element("h2", {}, text("signedInAs", { member: member.member })), ...memberCard(...ways(member, offer)));
    root.replaceChildren(card, ...offer ? [offerCard(offer)] : [], ...slate(advice), ...courseList(member, advice.progress),
      ...advice.standing ? standing(advice.standing) : []);
  };
  addEventListener("sealpress-session", show);
  addEventListener("pageshow", ({ persisted }) => persisted && show());
  addEventListener("storage", show);
  show();
  if (!signedIn()) return;
  try {
    await update();
  } catch (error) {
    const reason = text("notRefreshed", { reason: explain(error).sentence });
    root.prepend(element("p", { className: "sealpress-message" }, reason));
    announce(reason);
  }
}
