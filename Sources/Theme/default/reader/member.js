/** Opens the sealed sections of the page for the member of this browser. */
import config from "./config.js";
import { announce, element, explain, focusOn, text, updateCorner } from "./page.js";
import { onChange, openFile, retry, signedIn } from "./session.js";

export { restore } from "./session.js";

const sections = [...document.querySelectorAll("sealpress-section")].map(
  (place) => ({ place, notice: [...place.childNodes] }));
/** Troubles that no second try helps. */
const denials = ["denied", "lapsed", "drip"];

/** A sentence about what went wrong, its links, and a button where a second try may help. */
function message(error, place, again) {
  const { kind, sentence, links } = explain(error, place.getAttribute("tier"));
  const denied = denials.includes(kind);
  const box = element("div", { className: "sealpress-message" }, element("p", {}, sentence), ...links);
  if (!denied) {
    const button = element("button", { type: "button" }, text("again"));
    button.onclick = () => {
      retry();
      again(box);
    };
    box.append(button);
  }
  return { box, denied, sentence };
}

/** The page's table of contents, with the headings of open sections. */
const list = document.querySelector("[data-toc] ol");
const before = [...list?.childNodes ?? []];
const titles = new Map([...list?.querySelectorAll("a") ?? []].map(
  (link) => [decodeURIComponent(link.hash.slice(1)), link.textContent]));

/** Writes the list anew, in the order of the page. */
function updateContents() {
  if (!list) return;
  const open = document.querySelectorAll(".is-open :is(h2, h3)[id]");
  if (!open.length) return list.replaceChildren(...before);
  list.replaceChildren();
  for (const heading of document.querySelectorAll(":is(h2, h3)[id]")) {
    const { id, textContent } = heading;
    if (!titles.has(id) && !heading.closest(".is-open")) continue;
    const link = document.createElement("a");
    link.href = `#${encodeURIComponent(id)}`;
    link.textContent = titles.get(id) ?? textContent;
    const item = document.createElement("li");
    item.append(link);
    const parent = heading.matches("h3") && list.lastElementChild;
    if (!parent) list.append(item);
    else (parent.querySelector("ol") ?? parent.appendChild(document.createElement("ol"))).append(item);
  }
}

/** Fetches and opens a section; what it resolves to shows the outcome and returns the trouble. */
async function openSection({ place, notice }) {
  place.className = "is-opening";
  const [html, error] = await openFile(place.getAttribute("src")).then((blob) => blob.text()).then(
    (html) => [html], (error) => ["", error]);
  return () => {
    if (error) {
      const { box, denied, sentence } = message(error, place, async () => {
        await openAll();
        // The button has gone; the focus stays here.
        focusOn(place.querySelector(".sealpress-message button") ?? place.firstElementChild);
      });
      place.replaceChildren(box, ...notice);
      place.className = denied ? "is-denied" : "has-error";
      return sentence;
    }
    const template = document.createElement("template");
    // The author's markup: trusted by the build, authenticated by AES-GCM. Scripts in it do not
    // run, as innerHTML has it.
    template.innerHTML = html;
    const sealed = template.content.querySelectorAll(
      "[data-sealed-src], [data-sealed-poster], [data-sealed-href]");
    place.replaceChildren(template.content);
    place.className = "is-open";
    if (place.querySelector("pre")) import("./copy.js").then(({ offerCopies }) => offerCopies(place));
    if (config.watermark) place.dataset.member = signedIn().member.member;
    if (sealed.length) {
      import("./media.js").then(({ fillMedia }) => fillMedia(sealed, (broken, trouble, again) =>
        broken.after(message(trouble, place, (box) => {
          box.remove();
          again();
        }).box)));
    }
    return "";
  };
}

/** The element that the address points at. */
function target() {
  try {
    return document.getElementById(decodeURIComponent(location.hash.slice(1)));
  } catch {
    return null;
  }
}

/** Opens what is shut: fetched side by side, shown in the order of the page. */
async function openAll() {
  const { id } = signedIn() ?? {};
  const shut = sections.filter(({ place }) => !place.matches(".is-open, .is-opening"));
  if (!id || !shut.length) return;
  const missing = location.hash && !target();
  const troubles = new Set();
  for (const opening of shut.map(openSection)) {
    const show = await opening;
    // Someone else, or nobody, is signed in by now.
    if (id !== signedIn()?.id) return;
    troubles.add(show());
  }
  updateContents();
  updateCorner();
  const count = shut.filter(({ place }) => place.matches(".is-open")).length;
  announce([count ? text("opened", { count }) : "", ...troubles].join(" "));
  // Going there again scrolls to what was not there before, and sets :target.
  if (missing && target()) location.replace(location.hash);
}

/** Whether there is something to keep or to tell of what is read here, once the page itself has come. */
const studied = document.querySelector(config.beacon ? "main" : "[data-lessons], [data-feedback=lesson]");
const loaded = new Promise((done) => {
  if (document.readyState === "complete") done();
  else addEventListener("load", done);
});

let member;
onChange(() => {
  updateCorner();
  if (member !== signedIn()?.id) {
    for (const { place, notice } of sections) {
      place.className = "";
      delete place.dataset.member;
      place.replaceChildren(...notice);
    }
    updateContents();
  }
  member = signedIn()?.id;
  dispatchEvent(new Event("sealpress-session"));
  openAll();
  if (member && studied) loaded.then(() => import("./study.js"));
});
addEventListener("online", openAll);
