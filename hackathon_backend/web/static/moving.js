/** The scenes of a film, each to be taken along as a picture that moves. */
import { notice } from "./dialogs.js";
import { h } from "./dom.js";

/** Fill `place`, which names the address of the pictures and that of the film's chapters. */
export async function listScenes(place) {
  try {
    const { chapters } = await (await fetch(place.dataset.details)).json();
    const list = chapters.map(({ title }, at) => h("li", {}, h("a", { href: addressOf(place.dataset.moving, at + 1), download: true, dir: "auto" }, title)));
    place.append(h("ol", { "aria-label": "Scenes" }, list));
  } catch {
    place.append(notice("red", "The scenes could not be loaded. Load the page anew, and try again."));
  }
}

function addressOf(path, scene) {
  const address = new URL(path, location.href);
  address.searchParams.set("scene", scene);
  address.searchParams.set("format", "gif");
  return address.href;
}
