/** A button on every block of code that copies it; its words come with the page. */
const { copy, copied } = document.body.dataset;
const live = document.createElement("span");
live.className = "sr";
live.setAttribute("role", "status");

/** Puts buttons on the code below `place`. @param {ParentNode} place */
export function offerCopies(place) {
  // Only a page with a secure connection may write to the clipboard.
  if (!copy || !navigator.clipboard) return;
  document.body.append(live);
  for (const pre of place.querySelectorAll("pre:has(> code):not(.copyable > pre)")) {
    const frame = document.createElement("div");
    frame.className = "copyable";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = copy;
    button.onclick = async () => {
      try {
        await navigator.clipboard.writeText(pre.textContent);
      } catch {
        // Refused: the keyboard can still copy what is selected.
        return getSelection().selectAllChildren(pre);
      }
      button.textContent = live.textContent = copied;
      button.classList.add("done");
      setTimeout(() => {
        button.textContent = copy;
        live.textContent = "";
        button.classList.remove("done");
      }, 2000);
    };
    pre.before(frame);
    frame.append(pre, button);
  }
}
offerCopies(document);
