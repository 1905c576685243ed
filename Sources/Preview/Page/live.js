/** In every page of a preview: reloads it when the site was built anew, and shows what keeps it from being built. */
const here = new URL(import.meta.url);
const shown = here.searchParams.get("build");
/** @type {EventSource | undefined} */
let events;
/** @type {HTMLElement | undefined} */
let overlay;

/** A tab that nobody sees holds no connection: browsers open few to one host. */
function listen() {
  if (document.hidden) {
    events?.close();
    events = undefined;
  } else if (!events) {
    events = new EventSource(new URL("events", here));
    events.onmessage = ({ data }) => take(JSON.parse(data));
  }
}

/** @typedef {{build: string, base: string, session: string, code: string, problems: string[], guest: string?}} State */

/** @param {State} state */
async function take(state) {
  const { build, problems } = state;
  if (build !== shown) return location.reload();
  show(problems);
  if (!build) return;
  try {
    await visitAs(state);
  } catch (error) {
    show([...problems, `This page could not be unlocked: ${error}`]);
  }
}

/**
 * Signs the guest in whom the preview is for, and out again when it is for nobody.
 * @param {State} state `guest` is the id of the bundle; `session` and `code` are modules of the reader
 */
async function visitAs({ guest, base, session: sessionModule, code: codeModule }) {
  const key = `sealpress preview ${base}`;
  if (localStorage.getItem(key) === guest) return;
  const session = await import(sessionModule);
  if (guest) {
    const { parseCode } = await import(codeModule);
    const { code } = await fetch(new URL("guest.json", here)).then((response) => response.json());
    await session.signIn(await session.redeem(await parseCode(code)));
    localStorage.setItem(key, guest);
  } else {
    await session.signOut();
    localStorage.removeItem(key);
  }
  location.reload();
}

/** @param {string[]} problems */
function show(problems) {
  overlay?.remove();
  overlay = undefined;
  if (!problems.length) return;
  overlay = document.createElement("sealpress-preview");
  const root = overlay.attachShadow({ mode: "open" });
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = new URL("overlay.css", here).href;
  const box = document.createElement("section");
  box.setAttribute("role", "alert");
  const title = document.createElement("h1");
  title.textContent = "The site could not be built";
  const button = document.createElement("button");
  button.textContent = "Hide";
  button.onclick = () => show([]);
  box.append(title, ...problems.map((problem) => {
    const text = document.createElement("pre");
    text.textContent = problem;
    return text;
  }), button);
  root.append(style, box);
  document.body.append(overlay);
}

addEventListener("keydown", ({ key }) => key === "Escape" && show([]));
document.addEventListener("visibilitychange", listen);
listen();
