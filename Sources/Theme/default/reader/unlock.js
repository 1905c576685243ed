/** The unlock page: the form, the unlock link, and who is signed in. */
import { groupCode, parseCode } from "./code.js";
import { base } from "./keyring.js";
import { announce, element, explain, focusOn, loadWords, memberCard, text } from "./page.js";
import { isStored, redeem, signedIn, signIn } from "./session.js";

await loadWords("unlock");

/**
 * Makes the form of partials/unlock.mustache work.
 * @param {Element} root
 * @returns {(code: string) => Promise<void>} redeems a code, as an unlock link does
 */
export function mount(root) {
  const [card, form, input, problem] = [".unlock-member", "form", "input", ".unlock-problem"].map(
    (selector) => /** @type {any} */ (root.querySelector(selector)));
  if (!isSecureContext || !crypto.subtle) {
    card.replaceChildren(element("p", {}, text(isSecureContext ? "noCrypto" : "insecure")));
    card.hidden = false;
    return async () => {};
  }

  // The home page in the language of the unlock page, which is right below it.
  const start = root.closest("sealpress-section") ? base : "../";
  /** Shows who is signed in, or else the form. */
  function show() {
    const record = signedIn();
    card.hidden = !record;
    form.hidden = Boolean(record);
    if (!record) return;
    const other = element("button", { type: "button" }, text("otherCode"));
    other.onclick = () => {
      form.hidden = false;
      input.focus();
    };
    const { member, status } = record.member;
    card.replaceChildren(
      element("h2", {}, text("signedInAs", { member })),
      ...status === "active" ? [] : [element("p", {}, text("lapsed"))],
      ...isStored() ? [] : [element("p", {}, text("notStored"))],
      ...memberCard(
        element("a", { className: "button", href: returnAddress() ?? start }, text("start")), other));
  }

  let busy = false;
  /** @param {string} code */
  async function unlock(code) {
    if (busy) return;
    busy = true;
    form.classList.add("is-busy");
    try {
      const next = await parseCode(code).then(redeem, async (error) => {
        if (!root.matches("[data-passphrase]")) throw error;
        return (await import("./passphrase.js")).redeemPassphrase(code, error);
      });
      // Whatever is answered below, the code is not left in the page.
      input.value = "";
      const held = signedIn()?.member.member;
      const { member, status } = next.member;
      if (!held || held === member || await confirmReplacing(held, member)) {
        await signIn(next);
        const back = returnAddress();
        if (back && isStored() && status === "active") return location.replace(back);
      }
      problem.textContent = "";
      input.removeAttribute("aria-invalid");
      show();
      focusOn(card.firstElementChild);
    } catch (error) {
      const { sentence } = explain(error);
      form.hidden = false;
      problem.textContent = sentence;
      input.setAttribute("aria-invalid", "true");
      input.focus();
      announce(sentence);
    } finally {
      busy = false;
      form.classList.remove("is-busy");
    }
  }

  form.onsubmit = (event) => {
    event.preventDefault();
    unlock(input.value);
  };
  // Grouped when the member leaves the field, never while typing.
  input.onchange = () => { input.value = groupCode(input.value); };
  addEventListener("sealpress-session", () => busy || show());
  show();
  return (code) => {
    try {
      code = decodeURIComponent(code);
    } catch {
      // Not encoded.
    }
    input.value = groupCode(code);
    return unlock(code);
  };
}

/** @param {string} held member id @param {string} next member id @returns {Promise<boolean>} */
const confirmReplacing = (held, next) => new Promise((resolve) => {
  const question = element("p", { id: "unlock-question" }, text("replaceQuestion", { held, next }));
  const dialog = element("dialog", { className: "unlock-dialog" }, question,
    element("form", { method: "dialog" },
      element("button", { value: "" }, text("keep", { held })),
      element("button", { value: "replace" }, text("replace", { next }))));
  dialog.setAttribute("aria-labelledby", question.id);
  dialog.onclose = () => {
    dialog.remove();
    resolve(dialog.returnValue === "replace");
  };
  document.body.append(dialog);
  dialog.showModal();
});

/** Where `?return=` leads, if that is another page of this site: it must not send members away. */
function returnAddress() {
  try {
    const url = new URL(new URLSearchParams(location.search).get("return") ?? "", location.href);
    const inside = url.origin === location.origin && url.pathname.startsWith(base);
    if (inside && url.pathname !== location.pathname) return url.href;
  } catch {
    // Not an address.
  }
}

/**
 * Brings the form to a section, for a browser that keeps nothing from one page to the next.
 * @param {string} page the unlock page
 * @param {Element} section
 */
export async function bringForm(page, section) {
  if (!section.querySelector("form")) {
    const html = await fetch(page).then((response) => response.text(), () => "");
    const root = new DOMParser().parseFromString(html, "text/html").querySelector("[data-unlock-form]");
    if (!root) return location.assign(page);
    section.append(root);
    mount(root);
  }
  section.querySelector("input")?.focus();
}
