/** Hands the player's events on to the page around the frame, and to no other. docs/player.md describes the messages. */
const EVENTS = ["ready", "play", "pause", "scene", "progress", "milestone", "quiz-answer", "complete", "failed"];
const SOURCE = "lesson-video";

let host = hostOrigin();

/** The origin of the page around this frame, as far as the browser tells it; "" if it does not. */
function hostOrigin() {
  const named = location.ancestorOrigins?.[0] ?? (document.referrer ? new URL(document.referrer).origin : "");
  return named === "null" ? "" : named;
}

function tell({ type, detail }) {
  if (host) parent.postMessage({ source: SOURCE, event: type, detail }, host);
}

if (parent !== window) {
  for (const name of EVENTS) document.addEventListener(name, tell);
  addEventListener("message", ({ data, origin, source }) => {
    if (source !== parent || data?.source !== SOURCE || data.listen !== true) return;
    host = origin === "null" ? "*" : origin; // a page in a sandbox has no origin to be addressed by, and has asked
  });
}
