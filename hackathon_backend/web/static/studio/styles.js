/** The look: themes of the storyboard engine as swatches, or words for engines that film. */
import { fill, h } from "../dom.js";
import { draws } from "./models.js";

export const THEMES = ["clean", "whiteboard", "chalkboard", "blueprint", "paper"];
const WORDS = ["Documentary", "Watercolour animation", "Clay animation", "Paper cut-out", "Isometric 3D", "Pencil sketch"];

/** Swatches of the themes. Returns a fieldset; `onchange` hears the name of the chosen one. */
export function themePicker(chosen, onchange, { name = "theme", legend = "Look" } = {}) {
  const swatches = THEMES.map((theme) => {
    const input = h("input", { type: "radio", name, value: theme, checked: theme === chosen, onchange: () => onchange(theme) });
    const sample = h("span", { class: `swatch ${theme}`, "aria-hidden": "true" }, h("span", {}), h("span", {}), h("span", {}));
    return h("label", { class: "theme" }, input, sample, h("span", {}, theme[0].toUpperCase() + theme.slice(1)));
  });
  return h("fieldset", { class: "choice" }, h("legend", {}, legend), h("div", { class: "themes" }, swatches));
}

/** The look that suits the model. Returns {element, value, offer(model)}. */
export function stylePicker() {
  let theme = "clean";
  let words = "";
  let drawing = true;
  const element = h("div", {});
  return {
    element,
    get value() {
      return drawing ? theme : words.trim();
    },
    offer(model) {
      drawing = draws(model);
      fill(element, drawing ? themePicker(theme, (name) => (theme = name)) : described());
    },
  };

  function described() {
    const input = h("input", { class: "input", id: "style", maxlength: 200, value: words, list: "style-words", placeholder: "Such as: watercolour animation", oninput: () => (words = input.value) });
    return h("div", { class: "field" }, h("label", { for: "style" }, "Style ", h("span", { class: "hint" }, "(if you like)")), input, h("datalist", { id: "style-words" }, WORDS.map((word) => h("option", { value: word }))));
  }
}
