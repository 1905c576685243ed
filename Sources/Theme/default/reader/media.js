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

/** The narrowest of a picture's files that is sharp here, or the widest: `[width, address]`; undefined without any. */
function fitting(image) {
  const files = (image.dataset.sealedSrcset ?? "").split(", ").filter(Boolean).map((file) => {
    const [address, width] = file.split(" ");
    return [parseInt(width), address];
  }).sort(([a], [b]) => a - b);
  const needed = image.clientWidth * devicePixelRatio;
  return files.find(([width]) => width >= needed) ?? files.at(-1);
}

/** Keeps the place of a picture that has not come yet, where its size is known. */
function keepPlace(image) {
  const [width, height] = ["width", "height"].map((name) => image.getAttribute(name));
  if (!width || !height) return;
  // Without a source it would be as large as the words that stand for it.
  if (getComputedStyle(image).display === "inline") image.style.display = "inline-block";
  image.style.aspectRatio = `${width} / ${height}`;
  image.addEventListener("load", () => image.removeAttribute("style"), { once: true });
}

/**
 * Fills in images at once, lazy ones, films and sound when they come near, files when they are asked for.
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
      const start = () => {
        const [, chosen] = node.matches("img") ? fitting(node) ?? [] : [];
        fill(player ?? node, chosen ?? sealedSrc, (address) => {
          // An old browser that cannot show the chosen file can show what the author wrote.
          if (chosen) node.onerror = () => fill(node, sealedSrc, (original) => {
            node.onerror = null;
            node.src = original;
          });
          node[node.matches("picture > source") ? "srcset" : "src"] = address;
          if (node.matches("source")) player?.load();
        });
      };
      if (node.matches("img")) keepPlace(node);
      if (player || node.loading === "lazy") whenNear(player ?? node, start);
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
