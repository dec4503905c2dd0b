/** What of a document could not be taken over, said until somebody has seen it. */
import { h, icon } from "../dom.js";
import { keep, kept } from "../storage.js";
import { many } from "./names.js";

/** Put the panel into `place`, if there is anything to say that has not been put away. */
export function showLosses(place, { id, losses, document: source, documentId }) {
  const key = `lessons:seen:${documentId ?? id}`;
  if (!losses?.length || kept(key) === String(losses.length)) return;
  const from = source?.name ? [" of ", h("bdi", {}, source.name)] : "";
  const seen = h("button", { class: "button", type: "button" }, icon("check"), "I have seen it");
  const box = h("section", { class: "losses", "aria-labelledby": "losses-title" },
    h("h2", { id: "losses-title" }, icon("info"), h("span", {}, `${many(losses.length, "thing")}`, from, " could not be taken over as ", losses.length === 1 ? "it was" : "they were")),
    h("ul", {}, losses.map((each) => h("li", { dir: "auto" }, each))),
    h("div", { class: "losses-foot" }, h("p", { class: "hint" }, "All else is in the text below. What is missing can be written in."), seen));
  seen.addEventListener("click", () => {
    keep(key, String(losses.length));
    box.remove();
    document.getElementById("text").focus();
  });
  place.append(box);
}
