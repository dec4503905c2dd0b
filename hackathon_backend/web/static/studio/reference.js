/** A reference picture, from a file or an address. Files are shown; a foreign address is never loaded by this page. */
import { fill, h, icon } from "../dom.js";
import { say } from "../dialogs.js";

const KINDS = ["image/jpeg", "image/png", "image/webp"];
const MOST_BYTES = 20_000_000;

/** Returns {element, file, url, offer(model)}: at most one of `file` and `url` is set. */
export function referencePicker() {
  let shown = "";
  const input = h("input", { type: "file", id: "reference-file", accept: KINDS.join(","), class: "said", tabindex: "-1", "aria-hidden": "true" });
  const choose = h("button", { class: "button", type: "button", onclick: () => input.click() }, icon("picture"), "Choose a picture");
  const address = h("input", { class: "input", id: "reference-url", type: "url", inputmode: "url", placeholder: "https://…", "aria-describedby": "reference-about" });
  const preview = h("div", { class: "reference-preview", "aria-live": "polite" });
  const wrong = h("div", {});
  const about = h("p", { class: "hint", id: "reference-about" });
  const field = h(
    "fieldset",
    { class: "choice reference", disabled: true },
    h("legend", {}, "Reference picture ", h("span", { class: "hint" }, "(if you like)")),
    about,
    h("div", { class: "reference-ways" }, choose, h("div", { class: "field" }, h("label", { for: "reference-url" }, "or its address"), address)),
    preview,
    wrong,
    input,
  );
  const picker = { element: field, file: null, url: null, offer, clear };

  function offer(model) {
    field.disabled = !model.reference_images;
    about.textContent = model.reference_images
      ? "The film begins with it. JPEG, PNG or WebP, best in the size of the film."
      : `${model.name} draws everything itself. Models that film take a picture to begin with.`;
    if (field.disabled) clear();
  }

  function clear() {
    if (shown) URL.revokeObjectURL(shown);
    shown = "";
    Object.assign(picker, { file: null, url: null });
    input.value = address.value = "";
    fill(preview);
    say(wrong, null);
  }

  function remove(label) {
    const away = () => {
      clear();
      choose.focus();
    };
    return h("button", { class: "icon-button", type: "button", "aria-label": `Take away ${label}`, onclick: away }, icon("close"));
  }

  function take(file) {
    clear();
    if (!KINDS.includes(file.type)) return say(wrong, `${file.name} is not a JPEG, PNG or WebP picture.`);
    if (file.size > MOST_BYTES) return say(wrong, `${file.name} is larger than ${MOST_BYTES / 1e6} MB.`);
    picker.file = file;
    shown = URL.createObjectURL(file);
    const image = h("img", { src: shown, alt: `The reference picture, ${file.name}` });
    image.addEventListener("error", () => {
      clear();
      say(wrong, `${file.name} can't be read as a picture.`);
    });
    fill(preview, image, h("span", {}, file.name), remove(file.name));
  }

  function takeAddress() {
    const text = address.value.trim();
    say(wrong, null);
    picker.url = null;
    if (!text) return picker.file || fill(preview);
    if (!/^https?:\/\/[^\s/]+/i.test(text)) return say(wrong, "The address must start with https:// or http://.");
    if (picker.file) {
      clear();
      address.value = text;
    }
    picker.url = text;
    fill(preview, icon("picture"), h("span", {}, text), h("span", { class: "hint" }, "The server fetches and checks it; this page does not load it."), remove("the address"));
  }

  input.addEventListener("change", () => input.files[0] && take(input.files[0]));
  address.addEventListener("change", takeAddress);
  field.addEventListener("dragover", (event) => event.preventDefault());
  field.addEventListener("drop", (event) => {
    event.preventDefault();
    const file = event.dataTransfer.files[0];
    if (file && !field.disabled) take(file);
  });
  return picker;
}
