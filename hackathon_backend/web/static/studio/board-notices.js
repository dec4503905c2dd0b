/** What the preview says of a storyboard: above it, and in the list of problems of its JSON. */
import { fill, h, icon } from "../dom.js";
import { notice } from "../dialogs.js";
import { faultIn, placeOf } from "./places.js";

const MOST_LINES = 60;
const MOST_ABOVE = 8;

/** Returns {element, clear(), refused(error, writing), mended(found, writing)}; `writing` is whether the JSON is shown. */
export function boardNotices(json, { showJson, adopt }) {
  const element = h("div", { class: "told stack-small" });

  function clear() {
    fill(element);
    json.problems([]);
  }

  /** Show why there is no preview; false if that has nothing to do with the storyboard. */
  function refused(error, writing) {
    const fault = faultIn(json.text);
    const about = Boolean(error.code === "invalid_storyboard" || fault);
    json.problems(about ? [{ kind: "red", message: fault?.message ?? error.message, place: placeOfError(fault, error) }] : []);
    fill(element, about && !writing && notice("red", h("p", {}, fault ? `The JSON breaks off in line ${fault.line}. ${fault.message}` : error.message), h("button", { class: "button", type: "button", onclick: showJson }, "Show it in the JSON")));
    return about;
  }

  function placeOfError(fault, error) {
    if (fault) return { start: fault.start, end: fault.start + 1, line: fault.line };
    return error.param ? placeOf(json.text, error.param) : null;
  }

  /** Show what was mended, and what is said besides. */
  function mended({ changes, notes }, writing) {
    const lines = changes.slice(0, MOST_LINES).map((line) => ({ kind: "amber", message: line, place: placeOf(json.text, line.split(":")[0]) }));
    json.problems([...lines, ...notes.map((message) => ({ kind: "", message }))]);
    fill(element, changes.length > 0 && mending(changes, writing), !writing && notes.map((line) => notice("amber", h("p", {}, line))));
  }

  function mending(changes, writing) {
    const count = `Mended in ${changes.length} ${changes.length === 1 ? "place" : "places"}. `;
    return notice("", h("p", {}, h("strong", {}, count), "The pictures show the mended storyboard; yours is untouched."), !writing && h("ul", {}, changes.slice(0, MOST_ABOVE).map((line) => h("li", {}, line))), h("button", { class: "button", type: "button", onclick: adopt }, icon("check"), "Use the mended one"));
  }

  return { element, clear, refused, mended };
}
