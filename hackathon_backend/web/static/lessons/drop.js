/** Files may be dropped anywhere on the page; while some are held over it, it says so. */
import { h, icon } from "../dom.js";

/** Call `take(files)` with what is dropped. */
export function setUpDrop(take) {
  const veil = h("div", { class: "drop-veil", hidden: true, "aria-hidden": "true" }, h("div", {}, icon("upload"), h("strong", {}, "Drop it to make a lesson of it")));
  document.body.append(veil);
  let inside = 0;
  const show = (count) => {
    inside = Math.max(0, count);
    veil.hidden = !inside;
  };
  const files = (event) => event.dataTransfer?.types.includes("Files") && !document.querySelector("dialog[open]");

  window.addEventListener("dragenter", (event) => files(event) && show(inside + 1));
  window.addEventListener("dragleave", (event) => files(event) && show(inside - 1));
  window.addEventListener("dragover", (event) => files(event) && event.preventDefault());
  window.addEventListener("drop", (event) => {
    if (!files(event)) return;
    event.preventDefault();
    show(0);
    take([...event.dataTransfer.files]);
  });
}
