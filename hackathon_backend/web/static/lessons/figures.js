/** Figures to begin with: one is put into the text, and then changed there. */
import { openDialog, say } from "../dialogs.js";
import { fill, h } from "../dom.js";
import { draw, rendered } from "./preview.js";

/** Let one be chosen; `insert(text)` puts it into the lesson. */
export function openFigures(insert) {
  const list = h("ul", { class: "figures" });
  const dialog = openDialog("Add a figure", [h("p", { class: "hint" }, "It is put into the text as a few lines that you can change: the picture beside it follows. In a video it is drawn step by step."), list], { wide: true });
  let chosen = "";
  // Focus goes back to the button first, then into the text.
  dialog.addEventListener("close", () => chosen && insert(chosen));
  show(list, (text) => ((chosen = text), dialog.close()));
}

async function show(list, choose) {
  let samples;
  try {
    samples = await (await fetch(new URL("figures.json", import.meta.url))).json();
  } catch {
    return say(list, "The figures could not be loaded. Close this, and try again.");
  }
  const pictures = samples.map(() => h("span", { class: "figure-picture" }));
  fill(list, samples.map(({ name, about, text }, at) => h("li", {}, h("button", { class: "figure-choice", type: "button", onclick: () => choose(text) }, pictures[at], h("strong", {}, name), h("span", { class: "hint" }, about)))));
  const html = await rendered(samples.map(({ text }) => text), "en").catch(() => []);
  html.forEach((each, at) => {
    const template = document.createElement("template");
    template.innerHTML = each;
    const picture = template.content.querySelector("img[data-board]");
    if (!picture) return;
    picture.alt = "";
    pictures[at].append(picture);
    draw(picture, samples[at].name, "en");
  });
}
