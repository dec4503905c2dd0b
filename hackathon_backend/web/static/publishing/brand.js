/** The form with what is on all films that somebody orders: name, colour, logo, closing card; in a dialog or on a page. */
import { call } from "../api.js";
import { notice, openDialog, say } from "../dialogs.js";
import { fill, h, icon, toast } from "../dom.js";
import { brandPreview } from "./brand-preview.js";

const PATH = "api/me/brand";
const MOST = 2_000_000;

/** Show the brand of whoever is here, to be changed. */
export async function openBrand() {
  const body = h("div", { class: "publish" });
  openDialog("Your brand", body);
  await mountBrand(body);
}

/** The same in an element of a page. */
export async function mountBrand(body) {
  fill(body, h("div", { class: "skeleton block" }));
  try {
    show(body, await call(PATH));
  } catch (error) {
    say(body, error);
  }
}

function show(body, brand) {
  const name = h("input", { class: "input", id: "brand-name", maxlength: 120, dir: "auto", value: brand.name });
  const closing = h("input", { class: "input", id: "brand-closing", maxlength: 200, dir: "auto", value: brand.closing, "aria-describedby": "brand-closing-hint" });
  const own = h("input", { type: "checkbox", id: "brand-own", checked: Boolean(brand.colour) });
  const colour = h("input", { type: "color", class: "brand-colour", id: "brand-colour", value: brand.colour || "#2457d6" });
  const mark = h("input", { type: "checkbox", id: "brand-mark", checked: brand.mark });
  const file = h("input", { type: "file", class: "input", id: "brand-logo", accept: "image/png,image/jpeg,image/webp", "aria-describedby": "brand-logo-hint" });
  const shown = h("div", { class: "brand-logo" });
  const wrong = h("div", {});
  let logo = brand.logo;
  let changed = false;
  const preview = brandPreview();
  const draw = () => preview.draw({ name: name.value, closing: closing.value, colour: own.checked ? colour.value : "", mark: mark.checked, logo });
  const picture = () => fill(shown, logo && h("img", { src: logo, alt: "Your logo" }), logo && h("button", { class: "button quiet", type: "button", onclick: () => ((logo = null), (changed = true), (file.value = ""), picture(), draw()) }, "Take it out"));
  file.addEventListener("change", async () => {
    const chosen = file.files[0];
    if (!chosen) return;
    if (chosen.size > MOST) return say(wrong, "The logo may have 2 MB at most.");
    say(wrong, null);
    logo = await dataUrl(chosen);
    changed = true;
    picture();
    draw();
  });
  const save = async (event) => {
    event.preventDefault();
    try {
      const json = { name: name.value, closing: closing.value, colour: own.checked ? colour.value : "", mark: mark.checked, ...(changed ? { logo } : {}) };
      show(body, await call(PATH, { method: "PUT", json }));
      toast("It is on the films that you order from now on.");
    } catch (error) {
      say(wrong, error.message.replace(/^\w+: (.)/, (_all, letter) => letter.toUpperCase()));
    }
  };
  const drop = async () => {
    show(body, await call(PATH, { method: "DELETE" }));
    toast("Films that you order from now on have none.");
  };
  picture();
  draw();
  fill(body,
    h("form", { class: "stack", onsubmit: save, oninput: draw },
      h("p", { class: "hint" }, "This is on all films that you order from now on, drawn or filmed. Films that are made already stay as they are."),
      h("div", { class: "field" }, h("label", { for: "brand-name" }, "Name"), name),
      h("div", { class: "field" }, h("label", { for: "brand-logo" }, "Logo"), shown, file, h("p", { class: "hint", id: "brand-logo-hint" }, "PNG, JPEG or WebP, 2 MB at most. One without a background looks best.")),
      h("label", { class: "publish-check", for: "brand-mark" }, mark, h("span", {}, "Show it in a corner of the picture")),
      h("div", { class: "brand-row" }, h("label", { class: "publish-check", for: "brand-own" }, own, h("span", {}, "A colour of its own")), colour, h("label", { class: "said", for: "brand-colour" }, "The colour")),
      brand.notes.map((words) => notice("", h("p", {}, words))),
      h("div", { class: "field" }, h("label", { for: "brand-closing" }, "Words at the end"), closing, h("p", { class: "hint", id: "brand-closing-hint" }, "On a last card of every film. Leave it empty for none.")),
      preview.element,
      wrong,
      h("div", { class: "actions" }, h("button", { class: "button quiet", type: "button", onclick: drop }, "No brand"), h("button", { class: "button primary", type: "submit" }, icon("check"), "Save"))));
}

function dataUrl(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
