import { h } from "../dom.js";
import { icon } from "../icons.js";
import { prose } from "../markdown.js";
import { listed } from "../values.js";

// In a sentence: the services' own words are for those who run this server, and stand in its log.
const WHY = {
  timeout: "The video service took too long.",
  engine_unreachable: "The video service could not be reached.",
  engine_error: "The video service had a fault.",
  rate_limited: "The video service has too much to do right now.",
  invalid_api_key: "The video service can't be used at the moment.",
  prompt_refused: "The video service does not make videos about this.",
  order_rejected: "The video service could not make a video of this kind.",
  no_lesson: "None of the lessons here covers this.",
  cancelled: "The video was cancelled.",
};

/**
 * The text that stands in for a video, and why. `asks` tells whether the same may be ordered once more, and `order`
 * does so; it may fail with an error that is shown.
 */
export function fallbackText(reply, { signal, bare, back, asks, order }) {
  const note = h("p", { class: "wrong-note", role: "alert" });
  const again = h("button", { type: "button", class: "button", part: "button" }, icon("again"), "Try again");
  again.addEventListener("click", () => asks() && tryAgain(again, note, order, signal));
  const cancelled = reply.reason === "cancelled";
  const why = WHY[reply.reason] || (reply.fallback ? "The video could not be made." : "");
  const element = h("article", { class: "text card", part: "fallback" },
    reply.title && h("p", { class: "h" }, reply.title),
    reply.fallback && h("p", { class: "why", role: "status" }, cancelled ? why : `${why} Here is the explanation as text.`),
    cancelled ? h("p", {}, "You can ask for it again at any time.") : prose(reply.content || reply.narration),
    whatWasTried(listed(reply.attempts)),
    reply.fallback && h("div", { class: "actions" }, bare ? null : again, back), note);
  return { element, again };
}

function whatWasTried(attempts) {
  if (!attempts.length) return null;
  const lines = attempts.map(({ engine, code }) => h("li", {}, `${engine}: ${WHY[code] || "It could not make the video."}`));
  return h("details", { class: "why" }, h("summary", {}, "What was tried"), h("ul", {}, lines));
}

async function tryAgain(button, note, order, signal) {
  button.disabled = true;
  try {
    await order();
  } catch (error) {
    button.disabled = false;
    note.textContent = signal.aborted ? "" : error.message;
  }
}

/** What is shown if there is neither a video nor a text. */
export function errorPanel(message, again, back) {
  const retry = h("button", { type: "button", class: "button main", part: "button", on: { click: again } }, icon("again"), "Try again");
  return h("div", { class: "panel", part: "panel error", role: "alert" }, h("div", {}, h("p", { class: "h" }, "This video can't be shown"), h("p", {}, message), h("div", { class: "actions" }, retry, back)));
}
