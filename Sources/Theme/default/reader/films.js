/** Films, sound and files of an opened section. */
import { fill } from "./media.js";

/**
 * Fills in a film or sound, the poster of one, or a source of a picture.
 * @param {any} node with `data-sealed-src` or `-poster`
 * @param {(place: Element, error: Error, again: () => void) => void} failed
 */
export function fillOther(node, failed) {
  const { sealedSrc, sealedPoster } = node.dataset;
  const player = node.closest("video, audio");
  if (sealedPoster) fill(node, sealedPoster, (address) => { node.poster = address; }, failed);
  if (sealedSrc) fill(player ?? node, sealedSrc, (address) => {
    node[node.matches("picture > source") ? "srcset" : "src"] = address;
    if (node.matches("source")) player?.load();
  }, failed);
}

/**
 * Hands a file to who asked for it.
 * @param {any} link with `data-sealed-href`
 * @param {(place: Element, error: Error, again: () => void) => void} failed
 */
export function download(link, failed) {
  fill(link, link.dataset.sealedHref, (address) => {
    link.download ||= link.textContent;
    link.href = address;
    link.onclick = null;
    link.click();
  }, failed);
}
