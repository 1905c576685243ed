/** What every page loads: enough to see that there is no member here, or to call the rest. */
import { channel, keyring } from "./keyring.js";

const form = document.querySelector("[data-unlock-form]");
const home = document.querySelector("[data-member-home]");
// Before anything else, so that the code of an unlock link leaves the address bar.
const linked = form ? takeCode() : "";
const wake = async () => (await import("./member.js")).restore();

/** The code in the address, if the fragment is not a place in the page. */
function takeCode() {
  const code = location.hash.slice(1);
  if (!code || document.getElementById(code)) return "";
  history.replaceState(null, "", location.pathname + location.search);
  return code;
}

// "I have a code" leads back here, to the heading above the section.
/** @type {NodeListOf<HTMLAnchorElement>} */
const links = document.querySelectorAll("a[data-unlock]");
for (const link of form ? [] : links) {
  const section = link.closest("sealpress-section");
  const above = section && [...document.querySelectorAll("main :is(h2, h3)[id]")].filter(
    (heading) => heading.compareDocumentPosition(link) & Node.DOCUMENT_POSITION_FOLLOWING).pop();
  const here = location.pathname + location.search + (above ? `#${above.id}` : "");
  link.search = String(new URLSearchParams({ return: here }));
  // A browser that keeps nothing would forget the unlock on the way: bring the form here.
  if (section) link.onclick = async (event) => {
    if (stored) return;
    event.preventDefault();
    await wake();
    (await import("./unlock.js")).bringForm(link.href, section);
  };
}

channel.onmessage = wake;
// A page out of the back/forward cache may be of someone who has signed in or out since.
addEventListener("pageshow", (event) => event.persisted && wake());

let stored = true;
const member = await keyring().catch(() => { stored = false; });
if (member || form || home) await wake();
if (home) (await import("./home.js")).mount(home);
if (form) {
  const unlock = (await import("./unlock.js")).mount(form);
  if (linked) unlock(linked);
  addEventListener("hashchange", () => {
    const code = takeCode();
    if (code) unlock(code);
  });
}
