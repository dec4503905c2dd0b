/** What has become of publications, as a list that goes on by itself while something is under way. */
import { call, home } from "../api.js";
import { confirm } from "../dialogs.js";
import { fill, goTo, h, icon, keepFocus, toast } from "../dom.js";

const STATES = {
  queued: ["", "info", "Waiting"],
  preparing: ["blue", "film", "Being prepared"],
  posting: ["blue", "send", "Being posted"],
  scheduled: ["blue", "history", "Scheduled"],
  published: ["green", "check", "Published"],
  failed: ["red", "alert", "Failed"],
  unknown: ["amber", "alert", "Not known"],
  cancelled: ["", "info", "Cancelled"],
};
/** Of which there may be another try. */
const AGAIN = new Set(["failed", "unknown"]);
const GONE = "A film that is gone";
export const ENDED = new Set(["published", "failed", "unknown", "cancelled"]);
export const EVERY = 2000;

/** The publications of a video, in an element that `refresh()` brings up to date. */
export function publicationList(videoId) {
  const list = h("ul", { class: "publications" });
  const title = h("h3", { class: "small-title" }, "Published");
  const box = h("section", { class: "publish-list", hidden: true, "aria-label": "Published" }, title, list);
  let timer = 0;
  box.refresh = async () => {
    clearTimeout(timer);
    const { publications } = await call(`api/videos/${encodeURIComponent(videoId)}/publications`);
    box.hidden = !publications.length;
    keepFocus(list, () => fill(list, publications.map((each) => row(each, box.refresh))));
    if (box.isConnected && publications.some((each) => !ENDED.has(each.state))) timer = setTimeout(() => box.refresh().catch(() => {}), EVERY);
    return publications;
  };
  box.show = () => goTo(title);
  return box;
}

/** One of them; `refresh` is called when it was cancelled or taken off the list. With `film` it names its film, too. */
export function row(one, refresh, { film = false } = {}) {
  const [kind, sign, word] = STATES[one.state];
  const name = `${one.accountName} at ${one.platformLabel}`;
  const about = film ? `${name}: ${one.videoTitle ?? GONE}` : name;
  const over = ENDED.has(one.state);
  const act = async () => {
    if (!over && !(await confirm("Cancel this?", [`Nothing is posted to ${name} then.`], { yes: "Cancel it", no: "Go on", danger: true }))) return;
    await call(`api/publications/${encodeURIComponent(one.id)}`, { method: "DELETE" }).catch((error) => toast(error.message, "error"));
    await refresh();
  };
  return h("li", {},
    film && h("p", { class: "publication-film", dir: "auto" }, one.videoTitle === null ? GONE : h("a", { href: home`watch/${encodeURIComponent(one.videoId)}` }, one.videoTitle)),
    h("div", { class: "publication" }, h("span", { class: `badge ${kind}` }, icon(sign), word), h("span", { dir: "auto" }, name),
      one.url && h("a", { href: one.url, target: "_blank", rel: "noopener noreferrer", "aria-label": film ? `Open it: ${about}` : null }, "Open it"),
      film && AGAIN.has(one.state) && one.videoTitle !== null && h("a", { href: home`watch/${encodeURIComponent(one.videoId)}#publish`, "aria-label": `Publish it again: ${about}` }, "Publish it again"),
      h("button", { class: "button quiet", type: "button", "aria-label": over ? `Take off the list: ${about}` : `Cancel ${about}`, onclick: act }, over ? "Take off the list" : "Cancel")),
    one.at && one.state !== "cancelled" && h("p", { class: "hint" }, timeOf(one)),
    one.error && one.state !== "published" && h("p", { class: one.advice ? "" : "hint" }, one.error),
    one.advice && h("p", { class: "hint" }, one.advice));
}

function timeOf(one) {
  const at = new Date(one.at);
  const word = one.state === "published" ? "Was to be seen from" : "For";
  return `${word} ${at.toLocaleString(undefined, { dateStyle: "full", timeStyle: "short" })}`;
}
