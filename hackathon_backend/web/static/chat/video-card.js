/** A video in the conversation: its progress, then the player in the same place, or why there is none. */
import { call, home } from "../api.js";
import { fill, h, icon, toast } from "../dom.js";
import { watchPath } from "../lesson-video/server.js";
import { detailOf, Steps, timeLeft } from "./steps.js";

const SHORT_NOTES = 160;
const MAKING = "Making your video";
const CHANGING = "Changing your video";

/** Shows a video that is being made; `replaceWith` the player when it is there. */
export class ProgressCard {
  /** `say` is told in words for those who can't see the card. */
  constructor(say) {
    this.#say = say;
    this.#steps = h("ol", { class: "steps" });
    this.#detail = h("p", { class: "step-detail" });
    this.#bar = h("progress", { class: "bar", max: 100, value: 0, "aria-label": "Progress of the video" });
    this.#left = h("span", { class: "left" });
    this.#cancel = h("button", { class: "button quiet", type: "button", onclick: () => this.#stop() }, "Cancel");
    this.element = h(
      "section",
      { class: "video-card making", "aria-label": "A video is being made" },
      h("h3", { class: "making-title" }, icon("film"), this.#title),
      this.#steps,
      this.#detail,
      h("div", { class: "making-foot" }, this.#bar, h("div", { class: "making-row" }, this.#left, this.#cancel)),
    );
    this.update({});
  }

  #say;
  #title = h("span", {}, MAKING);
  #steps;
  #detail;
  #bar;
  #left;
  #cancel;
  #video = null;
  #known = new Steps();
  #spoken = "";
  #shown = "";

  /** Show how far it is. */
  update(progress) {
    this.#video = progress.videoId ?? this.#video;
    if (progress.parentVideoId) this.#title.textContent = CHANGING;
    this.#enable(this.#video !== null && !this.#stopping);
    this.#bar.value = Math.max(this.#bar.value, progress.percent ?? 0);
    this.#bar.textContent = `${Math.round(this.#bar.value)} %`;
    this.#left.textContent = this.#lost ? "Connection lost. Trying again …" : timeLeft(progress.remainingSeconds);
    this.#detail.textContent = detailOf(progress);
    const steps = this.#known.after(progress);
    const key = JSON.stringify(steps);
    if (key === this.#shown) return;
    this.#shown = key;
    fill(this.#steps, steps.map(stepLine));
    const now = steps.find((step) => step.state === "now")?.name ?? "";
    // Each step is said once: numbers that count up would talk over everything else.
    if (now && now !== this.#spoken) this.#say(`${this.#title.textContent}: ${now}`);
    this.#spoken = now;
  }

  #lost = false;

  /** Say whether the server is out of reach; the video goes on being made meanwhile. */
  set lost(is) {
    this.#lost = is;
    this.element.classList.toggle("lost", is);
    this.#left.textContent = is ? "Connection lost. Trying again …" : "";
  }

  /** Whether the keyboard is in the card. */
  get focused() {
    return this.element.contains(document.activeElement);
  }

  #stopping = false;

  #enable(is) {
    // Not `disabled`, by which the keyboard would lose its place.
    this.#cancel.setAttribute("aria-disabled", String(!is));
  }

  async #stop() {
    if (this.#video === null || this.#stopping) return;
    this.#stopping = true;
    this.#enable(false);
    this.#cancel.textContent = "Cancelling …";
    try {
      await call(`v1/videos/${encodeURIComponent(this.#video)}/cancel`, { method: "POST" });
    } catch (error) {
      toast(error.message, "error");
      this.#stopping = false;
      this.#enable(true);
      this.#cancel.textContent = "Cancel";
    }
  }
}

/**
 * The player for a finished reply; `enlarge(reply, player, button)` shows it large, `earlier(id)` is the turn and the
 * title of another video of the conversation, if it has that.
 */
export function playerFor(reply, enlarge, earlier) {
  if (reply.expired || !reply.videoUrl) return expiredCard(reply);
  const player = h("lesson-video", { class: "player", "aria-label": reply.title });
  // The component takes its data when it is there; until then the card keeps its shape.
  player.reply = reply;
  customElements.whenDefined("lesson-video").then(() => (player.reply = reply));
  import("../lesson-video.js").catch(() => player.replaceWith(plainPlayer(reply)));
  const [width, height] = (reply.size ?? "1280x720").split("x").map(Number);
  return h(
    "div",
    { class: "video-card", "data-video": reply.videoId, "data-title": reply.title, style: { "--shape": String(width / height) } },
    player,
    h("div", { class: "video-ways" },
      h("button", { class: "button quiet enlarge", type: "button", onclick: (event) => enlarge(reply, player, event.currentTarget) }, icon("picture"), "Enlarge"),
      h("button", { class: "button quiet collect", type: "button", onclick: () => collect(reply) }, icon("folder"), "Add to …"),
      h("a", { class: "button quiet collect", href: new URL(watchPath(reply.videoId, reply.videoUrl), home``) }, icon("arrow"), "Its page", h("span", { class: "said" }, `: hand-outs, publishing and more of ${reply.title}`))),
    reply.parentVideoId ? changedFrom(reply, earlier(reply.parentVideoId)) : null,
    notesOf(reply.notes ?? []),
  );
}

async function collect({ videoId, title }) {
  const { openAddTo } = await import("../collections/add-to.js");
  openAddTo({ video: videoId }, title);
}

/** Which video this one was made of: a step back to it, or to its own page where the conversation does not have it. */
function changedFrom(reply, card) {
  const title = card?.dataset.title || "an earlier video";
  const back = (event) => {
    event.preventDefault();
    card.scrollIntoView({ block: "start" });
    card.querySelector(".player")?.focus({ preventScroll: true });
  };
  const address = `watch/${encodeURIComponent(reply.parentVideoId)}`;
  const link = h("a", card ? { href: address, onclick: back } : { href: address }, title);
  return h("p", { class: "hint changed-from" }, "Changed from ", link);
}

/** What differs from what was asked for; much of it is folded away. */
function notesOf(notes) {
  const text = notes.join(" ");
  if (text.length <= SHORT_NOTES) return text ? h("p", { class: "hint notes", dir: "auto" }, text) : null;
  const lines = notes.map((note) => h("p", { dir: "auto" }, note));
  return h("details", { class: "hint notes" }, h("summary", {}, notes.length > 1 ? "Notes on this video" : "A note on this video"), lines);
}

function plainPlayer(reply) {
  const video = h("video", { src: reply.videoUrl, poster: reply.thumbnailUrl, controls: true, preload: "metadata" });
  if (reply.captionsUrl) {
    video.append(h("track", { kind: "captions", src: reply.captionsUrl, label: "Captions", default: true }));
  }
  return video;
}

function expiredCard(reply) {
  return h(
    "section",
    { class: "video-card gone", "aria-label": `Video: ${reply.title}` },
    h("h3", {}, reply.title || "This video"),
    h("p", { class: "hint" }, "The video was removed because it had reached its age limit. Ask for it again if you like."),
    reply.keyTakeaways ? h("ul", {}, reply.keyTakeaways.map((point) => h("li", { dir: "auto" }, point))) : null,
  );
}

function stepLine({ name, state }) {
  const marks = { done: icon("check"), now: h("span", { class: "pulse" }), next: h("span", { class: "ring" }) };
  const words = { done: "done", now: "in progress", next: "to come" };
  return h("li", { class: state }, marks[state], h("span", {}, name, h("span", { class: "said" }, ` (${words[state]})`)));
}
