/** The dialog that makes a version of a film: with captions in the picture, in another shape. */
import { call, home } from "../api.js";
import { openDialog, say } from "../dialogs.js";
import { h, icon } from "../dom.js";

const SHAPES = [["", "As it is"], ["16:9", "Wide (16:9)"], ["9:16", "Upright, for phones (9:16)"], ["1:1", "Square (1:1)"], ["4:5", "Portrait (4:5)"]];
const STYLES = [["box", "White on a dark plate"], ["outline", "White with a dark contour"]];

/** Ask how, and go to the page of the new video. `video` is {id, title, captions, drawn}. */
export function openVersion(video) {
  const captions = h("input", { type: "checkbox", id: "version-captions", checked: video.captions, disabled: !video.captions });
  const shape = choice("version-shape", "Shape", SHAPES);
  const style = choice("version-style", "Captions look like this", STYLES);
  const place = choice("version-place", "They stand", [["bottom", "At the bottom"], ["top", "At the top"]]);
  const fit = choice("version-fit", "What does not fit", [["bars", "Show all of it, with bars"], ["crop", "Fill the frame, cut the edges"]]);
  const wrong = h("div", {});
  const make = h("button", { class: "button primary", type: "submit" }, icon("film"), "Make it");
  const look = () => {
    for (const field of [style, place]) field.hidden = !captions.checked;
    fit.hidden = video.drawn || !shape.value();
    make.disabled = !captions.checked && !shape.value();
  };
  const submit = async (event) => {
    event.preventDefault();
    make.disabled = true;
    const how = { style: style.value(), place: place.value() };
    const asked = shape.value() ? { operation: "fit", aspect_ratio: shape.value(), fit: fit.value(), captions: captions.checked, ...how } : { operation: "captions", ...how };
    try {
      const made = await call(`v1/videos/${encodeURIComponent(video.id)}/edits`, { method: "POST", json: asked });
      location.assign(home`watch/${encodeURIComponent(made.id)}`);
    } catch (error) {
      say(wrong, error);
      look();
    }
  };
  const form = h("form", { class: "stack publish", onsubmit: submit, onchange: look },
    h("p", { class: "hint" }, video.drawn ? "The film stays as it is. A new one is drawn for it, with room for what you choose." : "The film stays as it is; a new one is made of it."),
    h("label", { class: "publish-check", for: "version-captions" }, captions, h("span", {}, "Captions in the picture")),
    !video.captions && h("p", { class: "hint" }, "This film has no captions."),
    style, place, shape, fit, wrong,
    h("div", { class: "actions" }, make));
  look();
  openDialog("Make a version", form);
}

/** A labelled choice; `value()` is what is chosen. */
export function choice(id, label, options, chosen = "") {
  const select = h("select", { class: "select", id }, options.map(([value, words]) => h("option", { value, selected: value === chosen }, words)));
  const field = h("div", { class: "field" }, h("label", { for: id }, label), select);
  field.value = () => select.value;
  return field;
}
