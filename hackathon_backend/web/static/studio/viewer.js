/** One video in a dialog: to play, with its files, and with all that is known of how it came to be. */
import { call, home } from "../api.js";
import { fill, h, icon } from "../dom.js";
import { watchPath } from "../lesson-video/server.js";
import { openLanguages } from "../sharing/languages.js";
import { openSharing } from "../sharing/sharing.js";
import { openPublish } from "../publishing/publish.js";
import { again, badge, cancel, downloadMenu, isRunning, remix, remove } from "./actions.js";
import { notice, openDialog, say } from "../dialogs.js";
import { clock, estimated, paid, span, when } from "./format.js";

const EVERY = 1500;

/**
 * Show the video of that id. `title` stands above it until more is known; `details` puts these first; `studio` lets its
 * storyboard and its brief be edited; `onchange` hears when it was changed or deleted.
 */
export async function openViewer(id, { title = "Video", details = false, studio = null, onchange = () => {} } = {}) {
  let timer = 0;
  let open = true;
  let last = "";
  const player = h("div", { class: "viewer-player" });
  const state = h("div", { class: "viewer-state" });
  const more = h("div", { class: "viewer-more stack" }, h("div", { class: "skeleton block" }));
  const dialog = openDialog(title, [player, state, more], { wide: true, onclose: () => ((open = false), clearTimeout(timer), player.replaceChildren()) });
  const heading = dialog.querySelector("h2");

  async function refresh() {
    clearTimeout(timer);
    try {
      const video = await call(`api/library/${encodeURIComponent(id)}`);
      if (!open) return;
      heading.textContent = video.title;
      const now = JSON.stringify({ ...video, progress: 0, remaining_seconds: 0 });
      if (now !== last) show(video);
      last = now;
      if (isRunning(video)) timer = setTimeout(refresh, EVERY);
      else if (player.dataset.waiting) onchange();
    } catch (error) {
      if (!open) return;
      if (error.offline) timer = setTimeout(refresh, 2 * EVERY);
      else say(more, error);
    }
  }

  async function play() {
    await import("../lesson-video.js");
    if (open) fill(player, h("lesson-video", { "video-id": id }));
  }

  /** The player; with the details in front only a picture of it, until it is wanted. */
  function begin(video) {
    if (!details || !video.poster_url) return play();
    const start = h("button", { class: "viewer-poster", type: "button", "aria-label": `Play ${video.title}`, onclick: play }, h("img", { src: video.poster_url, alt: "" }), h("span", { class: "video-play" }, icon("play")));
    fill(player, start);
  }

  function show(video) {
    if (isRunning(video)) player.dataset.waiting = "yes";
    const playable = !video.removed && (video.status === "completed" || isRunning(video));
    if (!playable) fill(player);
    else if (!player.firstChild) begin(video);
    const act = (work) => async () => {
      if (await work()) onchange();
      refresh();
    };
    const gone = async () => {
      if (!(await remove([video])).length) return;
      onchange();
      dialog.close();
    };
    const another = (make) => async () => {
      const made = await make(video);
      if (!made) return;
      onchange();
      dialog.close();
      openViewer(made.id, { title: video.title, studio, onchange });
    };
    fill(
      state,
      badge(video),
      h("div", { class: "actions" },
        video.video_url && downloadMenu(video),
        video.status === "completed" && !video.removed && tool("remix", "Remix", another(remix)),
        video.status === "completed" && !video.removed && tool("send", "Publish…", () => openPublish(video)),
        video.status === "completed" && !video.removed && h("a", { class: "button", href: new URL(watchPath(video.id, video.video_url), home``) }, icon("arrow"), "Its page"),
        video.status === "completed" && h("a", { class: "button", href: home`analytics/${encodeURIComponent(video.id)}` }, icon("chart"), "How it is watched"),
        video.status === "completed" && !video.removed && tool("globe", "Other languages…", () => openLanguages(video, { onclose: (films) => films && refresh() })),
        video.status === "completed" && !video.removed && tool("share", "Share", () => openSharing(video, { onclose: (renewed) => renewed && refresh() })),
        video.storyboard && studio && tool("edit", "Edit its storyboard", () => (dialog.close(), studio.go("storyboard", { board: video.storyboard }))),
        video.narration && studio && tool("edit", "Edit its brief", () => (dialog.close(), studio.go("create", { brief: briefOf(video) }))),
        video.status === "failed" && tool("retry", "Try again", another(again)),
        isRunning(video) && tool("stop", "Cancel", act(() => cancel(video))),
        tool("trash", "Delete", gone)),
    );
    fill(more, sections(video));
  }

  await refresh();
  return dialog;
}

function tool(sign, label, onclick) {
  return h("button", { class: "button", type: "button", onclick }, icon(sign), label);
}

function sections(video) {
  return [
    video.removed && notice("", h("p", {}, "Its files were removed when it had reached its age limit. What is known of it stays.")),
    video.error && notice(video.error.code === "cancelled" ? "" : "red", h("p", {}, video.error.message)),
    video.notes.map((note) => notice("", h("p", {}, note))),
    section("Prompt", h("pre", { class: "said-text" }, video.prompt ?? "")),
    video.reference_images.length > 0 && section("Reference images", h("div", { class: "reference-shown" }, video.reference_images.map((url, index) => h("a", { href: url, target: "_blank" }, h("img", { src: url, alt: `Reference image ${index + 1}`, loading: "lazy" }))))),
    section("Facts", facts(video)),
    video.outline.length > 0 && section("Outline", outline(video.outline)),
    video.attempts.length > 0 && section("Engines that failed", h("ul", { class: "attempts" }, video.attempts.map((attempt) => h("li", {}, h("strong", {}, attempt.engine), attempt.model && ` (${attempt.model})`, `: ${attempt.message}`)))),
    video.narration && folded("Narration", h("p", { class: "said-text" }, video.narration)),
    video.visual_prompt && video.visual_prompt !== video.prompt && folded("Visual prompt", h("p", { class: "said-text" }, video.visual_prompt)),
    folded("Log", log(video), true),
  ];
}

const briefOf = ({ title, visual_prompt, narration, takeaways }) => ({ title, visual_prompt: visual_prompt ?? "", narration, takeaways });
const section = (title, content) => h("section", { class: "stack-small" }, h("h3", { class: "small-title" }, title), content);
const folded = (title, content, open = false) => h("details", { class: "fold", open }, h("summary", {}, title), content);

function facts(video) {
  const rows = [
    ["Engine", video.engine],
    ["Model", video.model],
    ["Estimated cost", video.cost.estimated_usd ? estimated(video.cost) : null],
    ["Cost", isRunning(video) && !video.cost.spent_usd ? null : `${paid(video.cost)}${isRunning(video) ? " so far" : ""}`],
    ["Made in", video.status === "completed" && video.took !== null ? span(video.took) : null],
    ["Length", video.duration ? clock(video.duration) : null],
    ["Size", video.size.replace("x", " × ")],
    ["Style", video.asked.style],
    ["Voice", video.asked.voice],
    ["Asked for", when(video.created_at)],
    ["Kept until", video.expires_at ? when(video.expires_at) : null],
    ["Remix of", video.remixed_from_video_id],
    ["Id", video.id],
  ];
  return h("dl", { class: "facts" }, rows.filter(([, value]) => value).map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))));
}

/** The scenes as the language model planned them. */
function outline(scenes) {
  return h("ol", { class: "outline" }, scenes.map((scene) => h("li", {}, h("strong", {}, scene.idea), h("span", { class: "outline-kind" }, scene.kind), scene.drawn && h("p", { class: "hint" }, scene.drawn))));
}

function log(video) {
  if (!video.log.length) return h("p", { class: "hint" }, "The log was removed with the files.");
  const steps = video.log.filter((each, index, all) => index === 0 || each.activity !== all[index - 1].activity || each.state !== all[index - 1].state);
  return h("ol", { class: "log" }, steps.map((step) => h("li", {}, h("span", { class: "log-time" }, `${(step.at - video.log[0].at).toFixed(1)} s`), h("span", {}, step.activity || step.state), h("span", { class: "hint" }, `${Math.round(step.progress)} %`))));
}
