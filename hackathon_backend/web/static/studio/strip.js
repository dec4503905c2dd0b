/** The scenes of a storyboard as pictures, to choose one, move it, and add more. */
import { fill, h, icon } from "../dom.js";
import { clock, many } from "./format.js";

/** Returns {element, show(found, selected), busy(is)}; `onpick` hears the index of a scene, `onadd` asks for one more. */
export function strip(onpick, onadd) {
  const list = h("ol", { class: "scenes" });
  const add = h("li", {}, h("button", { class: "scene add", type: "button", "data-scene": "add", onclick: onadd }, icon("plus"), "Add a scene"));
  let tiles = [];
  const total = h("p", { class: "hint", role: "status" });
  const element = h("div", { class: "strip stack-small" }, h("div", { class: "strip-head" }, h("h2", { class: "small-title" }, "Scenes"), total), list);

  function show(found, selected) {
    const focused = list.contains(document.activeElement) ? document.activeElement.dataset.scene : null;
    const { scenes } = found;
    total.textContent = `${many(scenes.length, "scene")}, about ${clock(found.seconds)}`;
    const tall = scenes[0] && scenes[0].height > scenes[0].width;
    list.classList.toggle("tall", Boolean(tall));
    // Those that look the same stay: a picture that is loaded anew would flicker.
    tiles = scenes.map((scene, index) => {
      const looks = JSON.stringify([scene, index === selected]);
      return tiles[index]?.looks === looks ? tiles[index] : { looks, element: tile(scene, index, index === selected) };
    });
    fill(list, tiles.map((each) => each.element), add);
    if (focused !== null) list.querySelector(`[data-scene="${focused}"]`)?.focus();
  }

  function tile(scene, index, selected) {
    const image = h("img", { src: scene.picture, alt: "", width: scene.width, height: scene.height, decoding: "async" });
    const faults = scene.faults.length ? h("span", { class: "badge amber" }, icon("alert"), many(scene.faults.length, "hint")) : null;
    return h("li", {}, h(
      "button",
      { class: "scene", type: "button", "data-scene": index, "aria-pressed": String(selected), onclick: () => onpick(index) },
      h("span", { class: "scene-picture" }, image, h("span", { class: "scene-time" }, clock(scene.seconds))),
      h("span", { class: "scene-line" }, h("span", { class: "scene-number" }, `${index + 1}`), h("span", { class: "scene-title" }, scene.title), faults),
      h("span", { class: "scene-kind" }, scene.type),
    ));
  }

  return { element, show, busy: (is) => element.setAttribute("aria-busy", String(is)) };
}

/** The strip while the first preview is on its way. */
export function stripSkeleton() {
  return h("div", { class: "scenes", "aria-hidden": "true" }, Array.from({ length: 4 }, () => h("div", { class: "scene" }, h("div", { class: "skeleton picture" }), h("div", { class: "skeleton line" }))));
}
