/** How long, and in which shape: choices that follow from what a model can do. */
import { fill, h } from "../dom.js";
import { lengthsOf } from "./models.js";
import { shapeOf, sides } from "./format.js";

const BOX = 40;

/** Lengths to choose from. Returns {element, value, offer(model), take(model, seconds)}; `onchange` hears of each change. */
export function lengthPicker(onchange) {
  const place = h("div", {});
  const element = h("fieldset", { class: "choice" }, h("legend", {}, "Length"), place);
  const picker = { element, value: 0, offer, take };
  let chosen = 0; // by a person: what merely was usual for another model is not carried over

  function offer(model) {
    const { choices, min, max, usual } = lengthsOf(model);
    const wanted = chosen || usual;
    if (choices) picker.value = choices.reduce((best, each) => (Math.abs(each - wanted) < Math.abs(best - wanted) ? each : best));
    else picker.value = Math.min(max, Math.max(min, wanted));
    fill(place, choices ? segments(choices) : slider(min, max));
  }

  /** Choose a length as a person would, as near as the model comes to it. */
  function take(model, seconds) {
    chosen = seconds;
    offer(model);
  }

  function changed(value) {
    picker.value = chosen = value;
    onchange();
  }

  function segments(choices) {
    return h("div", { class: "segments" }, choices.map((seconds) => {
      const input = h("input", { type: "radio", name: "seconds", value: seconds, checked: seconds === picker.value, onchange: () => changed(seconds) });
      return h("label", {}, input, h("span", {}, `${seconds} s`));
    }));
  }

  function slider(min, max) {
    const shown = h("output", { for: "seconds" }, `${picker.value} s`);
    const move = (event) => {
      shown.textContent = `${event.target.value} s`;
      changed(Number(event.target.value));
    };
    const input = h("input", { type: "range", id: "seconds", min, max, step: 1, value: picker.value, "aria-label": "Length in seconds", oninput: move });
    return h("div", { class: "slider" }, input, shown);
  }

  return picker;
}

/** Sizes to choose from, each drawn in its shape. Returns {element, value, offer(sizes)}. */
export function sizePicker(onchange, { name = "size" } = {}) {
  const place = h("div", { class: "shapes" });
  const picker = { element: h("fieldset", { class: "choice" }, h("legend", {}, "Size"), place), value: "", offer };

  function offer(sizes) {
    if (!sizes.includes(picker.value)) picker.value = sizes.find((size) => shapeOf(size) === shapeOf(picker.value || size)) ?? sizes[0];
    fill(place, sizes.map((size) => {
      const pick = () => {
        picker.value = size;
        onchange();
      };
      const input = h("input", { type: "radio", name, value: size, checked: size === picker.value, onchange: pick });
      return h("label", { class: "shape" }, input, drawn(size), h("span", { class: "shape-name" }, shapeOf(size)), h("span", { class: "shape-size" }, size.replace("x", " × ")));
    }));
  }

  return picker;
}

/** The outline of a size. */
export function drawn(size) {
  const [width, height] = sides(size);
  const unit = BOX / Math.max(width, height);
  return h("span", { class: "shape-box", "aria-hidden": "true" }, h("span", { class: "shape-frame", style: { width: `${width * unit}px`, height: `${height * unit}px` } }));
}
