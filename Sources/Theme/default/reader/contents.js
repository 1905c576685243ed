/** The page's table of contents, with the headings of open sections. */

const list = document.querySelector("[data-toc] ol");
const before = [...list?.childNodes ?? []];
const titles = new Map([...list?.querySelectorAll("a") ?? []].map(
  (link) => [decodeURIComponent(link.hash.slice(1)), link.textContent]));

/** Writes the list anew, in the order of the page. */
export function updateContents() {
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
