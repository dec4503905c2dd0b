/** A video in the library, as a card or as a line of the list: the same parts, arranged by the style sheet. */
import { fill, h, icon } from "../dom.js";
import { badge, downloadMenu, isRunning } from "./actions.js";
import { ago, clock, estimated, paid, span } from "./format.js";

/** `act` has the hooks play, details, remix, share, collect, remove, cancel (with the video) and select(video, is). */
export function card(video, selected, act) {
  const id = `video-${video.id}`;
  const playable = video.status === "completed" && !video.removed;
  const box = h("input", { type: "checkbox", checked: selected, "data-do": "select", "aria-label": `Select ${video.title}`, onchange: () => act.select(video, box.checked) });
  const tool = (sign, label, onclick) => h("button", { class: "icon-button", type: "button", "data-do": sign, "aria-label": `${label} ${video.title}`, title: label, onclick: () => onclick(video) }, icon(sign));
  const element = h(
    "article",
    { class: `video-card${selected ? " selected" : ""}`, "aria-labelledby": id, "data-id": video.id },
    h("div", { class: "video-poster" }, poster(video, playable, act), h("label", { class: "video-select" }, box), !playable && h("div", { class: "video-badge" }, badge(video))),
    h(
      "div",
      { class: "video-text" },
      h("h2", { id }, h("button", { type: "button", "data-do": "details", onclick: () => act.details(video) }, video.title)),
      h("p", { class: "video-facts" }, [ago(video.created_at), video.model, isRunning(video) ? estimated(video.cost) : paid(video.cost)].filter(Boolean).join(" · ")),
      isRunning(video) && h("div", { class: "video-progress" }, h("progress", { class: "bar", max: 100, "aria-label": `How far ${video.title} is` }), h("p", { class: "hint" })),
      video.status === "failed" && video.error.code !== "cancelled" && h("p", { class: "video-error" }, video.error.message),
    ),
    h(
      "div",
      { class: "video-tools" },
      playable && tool("play", "Play", act.play),
      video.video_url && downloadMenu(video, { plain: true }),
      playable && tool("remix", "Remix", act.remix),
      playable && tool("share", "Share", act.share),
      tool("folder", "Add to a collection:", act.collect),
      tool("info", "Details of", act.details),
      isRunning(video) ? tool("stop", "Cancel", act.cancel) : tool("trash", "Delete", act.remove),
    ),
  );
  step(element, video);
  return element;
}

/** Show how far it is, without touching anything else. */
export function step(element, video) {
  const bar = element.querySelector("progress");
  if (!bar) return;
  bar.value = video.progress;
  const left = video.remaining_seconds ? `about ${span(video.remaining_seconds)} left` : "";
  const words = [`${video.progress} %`, video.activity, left].filter(Boolean).join(" · ");
  const line = bar.nextElementSibling;
  if (line.textContent !== words) line.textContent = words;
}

/** What a card shows apart from its progress: cards with the same look need not be drawn again. */
export const looks = ({ progress, activity, remaining_seconds, ...rest }, selected) => JSON.stringify([rest, selected, ago(rest.created_at)]);

/** Cards in the shape of what is coming. */
export function cardSkeletons(count) {
  return Array.from({ length: count }, () => h("div", { class: "video-card", "aria-hidden": "true" }, h("div", { class: "video-poster skeleton" }), h("div", { class: "video-text" }, h("div", { class: "skeleton line" }), h("div", { class: "skeleton line short" }), h("div", { class: "skeleton line tools" }))));
}

function poster(video, playable, act) {
  const image = video.poster_url
    ? h("img", { src: video.poster_url, alt: "", loading: "lazy", decoding: "async" })
    : h("span", { class: "video-blank" }, icon({ queued: "film", in_progress: "film", failed: "alert" }[video.status] ?? "film"));
  const length = video.duration ? h("span", { class: "scene-time" }, clock(video.duration)) : null;
  if (!playable) return h("div", { class: "video-picture" }, image, length);
  return fill(h("button", { class: "video-picture", type: "button", tabindex: "-1", "aria-hidden": "true", onclick: () => act.play(video) }), image, h("span", { class: "video-play" }, icon("play")), length);
}
