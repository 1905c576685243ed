/** Films, sound and files of an opened section. */
import { fill, whenNear } from "./media.js";

/**
 * Fills in a film or sound when it comes near, a file when it is asked for.
 * @param {any} node with `data-sealed-src`, `-poster` or `-href`
 * @param {(place: Element, error: Error, again: () => void) => void} failed
 */
export function fillOther(node, failed) {
  const { sealedSrc, sealedPoster, sealedHref } = node.dataset;
  const player = node.closest("video, audio");
  if (sealedPoster) fill(node, sealedPoster, (address) => { node.poster = address; }, failed);
  if (sealedSrc) {
    const start = () => fill(player ?? node, sealedSrc, (address) => {
      node[node.matches("picture > source") ? "srcset" : "src"] = address;
      if (node.matches("source")) player?.load();
    }, failed);
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
      }, failed);
    };
  }
}
