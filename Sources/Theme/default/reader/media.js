/** Images, films and files of an opened section: sealed files of their own, shown as blobs. */
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

// Signing out takes the blobs out of memory; leaving the page does so by itself.
addEventListener("sealpress-session", () => {
  if (signedIn()) return;
  for (const address of opened.values()) address.then(URL.revokeObjectURL, () => {});
  opened.clear();
});

function whenNear(node, start) {
  new IntersectionObserver((entries, observer) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    observer.disconnect();
    start();
  }, { rootMargin: "100%" }).observe(node);
}

/**
 * Fills in images at once, films and sound when they come near, files when they are asked for.
 * @param {Iterable<any>} nodes with `data-sealed-src`, `-poster` or `-href`
 * @param {(place: Element, error: Error, again: () => void) => void} failed
 */
export function fillMedia(nodes, failed) {
  const fill = (place, source, use) => blobAddress(source).then(use, (error) =>
    failed(place, error, () => fill(place, source, use)));

  for (const node of nodes) {
    const { sealedSrc, sealedPoster, sealedHref } = node.dataset;
    const player = node.closest("video, audio");
    if (sealedPoster) fill(node, sealedPoster, (address) => { node.poster = address; });
    if (sealedSrc) {
      const start = () => fill(player ?? node, sealedSrc, (address) => {
        node[node.matches("picture > source") ? "srcset" : "src"] = address;
        if (node.matches("source")) player?.load();
      });
      if (player) whenNear(player, start);
      else start();
    }
    if (sealedHref) {
      // An address makes it a link, also to the keyboard.
      node.href = sealedHref;
      node.download ||= node.textContent;
      node.onclick = (event) => {
        if (node.protocol === "blob:") return;
        event.preventDefault();
        fill(node, sealedHref, (address) => {
          node.href = address;
          node.click();
        });
      };
    }
  }
}
