/** Films, sound and files of an opened section. */
import { fill } from "./media.js";

/**
 * Fills in a film or sound, the poster of one, or a source of a picture; hands a file to who asked for it.
 * @param {any} node with `data-sealed-src`, `-poster` or `-href`
 * @param {(place: Element, error: Error, again: () => void) => void} failed
 */
export function fillOther(node, failed) {
  const { sealedSrc, sealedPoster, sealedHref } = node.dataset;
  const player = node.closest("video, audio");
  if (sealedPoster) fill(node, sealedPoster, (address) => { node.poster = address; }, failed);
  if (sealedSrc) fill(player ?? node, sealedSrc, (address) => {
    node[node.matches("picture > source") ? "srcset" : "src"] = address;
    if (node.matches("source")) player?.load();
  }, failed);
  if (sealedHref) fill(node, sealedHref, (address) => {
    node.download ||= node.textContent;
    node.href = address;
    node.onclick = null;
    node.click();
  }, failed);
}
