/** Lessons that are done, and what members say at the end of a text. Loaded after the page, for members. */
import { mayTell, tell } from "./beacon.js";
import { mark, marks, routeOf } from "./marks.js";
import { announce, element, loadWords, text } from "./page.js";
import { signedIn } from "./session.js";

await loadWords("study");

const place = /** @type {HTMLElement?} */ (document.querySelector("[data-feedback]"));
// What is done in one language is done in all.
const route = routeOf(place?.dataset.original ?? location.href);
const isLesson = place?.dataset.feedback === "lesson";

/** Shows which lessons are done, wherever lessons are listed and on the button. */
function showDone() {
  const { done } = marks();
  place?.querySelector(".mark-done")?.setAttribute("aria-pressed", String(done[route] === 1));
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("[data-lessons] a"))) {
    const sign = link.querySelector(".done");
    if (!done[routeOf(link.dataset.original ?? link.href)]) sign?.remove();
    else if (!sign) {
      const made = element("i", { className: "done" });
      made.setAttribute("role", "img");
      made.setAttribute("aria-label", text("done"));
      link.append(" ", made);
    }
  }
}

/** A button that is on or off. */
function toggle(className, isOn, press) {
  const button = element("button", { type: "button", className });
  button.setAttribute("aria-pressed", String(isOn));
  button.onclick = () => {
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(on));
    press(on);
  };
  return button;
}

function setDone(on) {
  mark(({ done }) => { done[route] = Number(on); });
  if (on) tell("complete", route, 1);
  announce(text(on ? "markedDone" : "unmarkedDone"));
  showDone();
}

function doneButton() {
  const button = toggle("mark-done", marks().done[route] === 1, setDone);
  button.append(text("markDone"));
  return button;
}

function likeButton() {
  const button = toggle("like", Boolean(marks().likes[route]), (on) => {
    mark(({ likes }) => {
      if (on) likes[route] = 1;
      else delete likes[route];
    });
    tell("like", route, Number(on), "always");
    announce(on ? text("liked") : "");
  });
  button.append(text("like"));
  return button;
}

/** Five radio buttons, which every keyboard and screen reader knows. */
function rating() {
  const box = element("fieldset", { className: "rating" }, element("legend", {}, text("rate")));
  const given = marks().ratings[route];
  let timer;
  for (let stars = 1; stars <= 5; stars++) {
    const input = element("input", { type: "radio", name: "rating", value: String(stars), checked: stars === given });
    input.onchange = () => {
      mark(({ ratings }) => { ratings[route] = stars; });
      // The arrow keys pass over others on their way.
      clearTimeout(timer);
      timer = setTimeout(() => {
        tell("rating", route, stars, "always");
        announce(text("rated", { count: stars }));
      }, 1000);
    };
    box.append(element("label", {}, input, element("span", { className: "sr" }, text("stars", { count: stars }))));
  }
  return box;
}

/** Whether the text can be read: nothing on its way, and not all of it shut. */
function isReadable() {
  const sections = [...document.querySelectorAll("sealpress-section")];
  return sections.every((section) => section.matches(".is-open, .is-denied"))
    && (!sections.length || sections.some((section) => section.matches(".is-open")));
}

let shown;
function showControls() {
  const member = signedIn()?.member.member;
  if (!place || member === shown) return;
  if (!member) {
    shown = member;
    return place.replaceChildren();
  }
  if (!isReadable()) return;
  shown = member;
  const heading = element("h2", {}, text("yourView"));
  place.replaceChildren(...isLesson ? [doneButton()] : [], ...mayTell ? [heading, likeButton(), rating()] : []);
}

/** How much of the text has come into view, 0 to 100, by the end that the controls mark. */
function depth() {
  const start = (place.closest("article, main") ?? document.body).getBoundingClientRect().top;
  const end = place.getBoundingClientRect().top;
  return end > start ? Math.max(0, Math.min(1, (innerHeight - start) / (end - start))) * 100 : 0;
}

let [seconds, before, reached] = [0, 0, 0];
/** Once a second, while the page is in view: what was there a second ago as well counts as seen. */
function follow() {
  showControls();
  if (document.hidden || !signedIn() || !isReadable()) return;
  seconds++;
  const now = depth();
  const seen = Math.min(now, before);
  before = now;
  for (const value of [25, 50, 75, 100]) {
    if (value <= seen && value > reached) {
      reached = value;
      tell("progress", route, value);
    }
  }
  // A lesson is done when its end was seen after a fifth of the time that it takes to read, or two minutes.
  const letters = place.closest("article, main")?.textContent.length ?? 0;
  if (isLesson && reached === 100 && seconds >= Math.min(120, letters / 100) && !(route in marks().done)) {
    setDone(true);
  }
}

/** Begins, and begins anew when someone else is signed in. */
function study() {
  [seconds, before, reached] = [0, 0, 0];
  showDone();
  showControls();
  for (const [experiment, arm] of Object.entries(signedIn()?.advice?.arms ?? {})) {
    // Once a day, whatever the page.
    tell("exposure", "/", `x.${experiment}:${arm}`, "daily");
  }
}

study();
if (place) setInterval(follow, 1000);
addEventListener("sealpress-session", study);
// Another tab marked a lesson.
addEventListener("storage", showDone);
