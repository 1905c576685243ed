/** Pictures of an opened section, and what its films and files share with them: sealed files, shown as blobs. */
import { openFile, signedIn } from "./session.js";

/** @type {Map<string, Promise<string>>} blob addresses by sealed ones */
const opened = new Map();

function blobAddress(source) {
  if (!opened.has(source)) {
    const address = openFile(source).then(URL.createObjectURL);
    opened.set(source, address);
    address.catch(() => opened.delete(source));
  }
  return opened.get(source);
}

let owner = signedIn()?.id;
// Signing out, or in as someone else, takes the blobs out of memory; leaving the page does so by itself.
addEventListener("sealpress-session", () => {
  if (signedIn()?.id === owner) return;
  owner = signedIn()?.id;
  for (const address of opened.values()) address.then(URL.revokeObjectURL, () => {});
  opened.clear();
});

/** Begins when a node comes near. */
function whenNear(node, start) {
  const begin = () => {
    observer.disconnect();
    removeEventListener("beforeprint", begin);
    start();
  };
  const observer = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) begin();
  }, { rootMargin: "100%" });
  observer.observe(node);
  // Paper has all pictures.
  if (node.matches("img")) addEventListener("beforeprint", begin);
}

/** The address of the narrowest of a picture's files that is sharp here, or the widest; undefined without any. */
function fitting({ dataset, clientWidth }) {
  const files = dataset.sealedSrcset?.split(", ").map((file) => file.split(" "));
  return (files?.find(([, width]) => parseInt(width) >= clientWidth * devicePixelRatio) ?? files?.at(-1))?.[0];
}

/** Keeps the place of a picture that has not come yet, where its size is known. */
function keepPlace(image) {
  const { width, height } = image.attributes;
  if (!width || !height) return;
  image.style.aspectRatio = `${width.value} / ${height.value}`;
  image.onload = () => image.removeAttribute("style");
}

/**
 * Fetches a file for a place, which can ask for it again.
 * @param {(address: string) => void} use
 * @param {(place: Element, error: Error, again: () => void) => void} failed
 */
export const fill = (place, source, use, failed) => blobAddress(source).then(use, (error) =>
  failed(place, error, () => fill(place, source, use, failed)));

/**
 * Fills in pictures, lazy ones when they come near, films when they do, and files when they are asked for.
 * @param {Iterable<any>} nodes with `data-sealed-src`, `-poster` or `-href`
 * @param {(place: Element, error: Error, again: () => void) => void} failed
 */
export function fillMedia(nodes, failed) {
  for (const node of nodes) {
    const { sealedSrc, sealedHref } = node.dataset;
    const other = () => import("./films.js").then(({ fillOther }) => fillOther(node, failed));
    if (sealedHref) {
      // An address makes it a link, also to the keyboard.
      node.href = sealedHref;
      node.onclick = (event) => {
        event.preventDefault();
        other();
      };
      continue;
    }
    if (!node.matches("img")) {
      whenNear(node.closest("video, audio, picture") ?? node, other);
      continue;
    }
    const start = () => {
      const chosen = fitting(node);
      const show = (address) => { node.src = address; };
      // An old browser that cannot show the chosen file can show what the author wrote.
      if (chosen) node.onerror = () => {
        node.onerror = null;
        fill(node, sealedSrc, show, failed);
      };
      fill(node, chosen ?? sealedSrc, show, failed);
    };
    keepPlace(node);
    if (node.loading === "lazy") whenNear(node, start);
    else start();
  }
}
