/** What has become of publications, as a list that goes on by itself while something is under way. */
import { call } from "../api.js";
import { confirm } from "../dialogs.js";
import { fill, h, icon, toast } from "../dom.js";

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
const ENDED = new Set(["published", "failed", "unknown", "cancelled"]);
const EVERY = 2000;

/** The publications of a video, in an element that `refresh()` brings up to date. */
export function publicationList(videoId) {
  const list = h("ul", { class: "publications" });
  const box = h("section", { class: "publish-list", hidden: true, "aria-label": "Published" }, h("h3", { class: "small-title" }, "Published"), list);
  let timer = 0;
  box.refresh = async () => {
    clearTimeout(timer);
    const { publications } = await call(`api/videos/${encodeURIComponent(videoId)}/publications`);
    box.hidden = !publications.length;
    fill(list, publications.map((each) => row(each, box.refresh)));
    if (box.isConnected && publications.some((each) => !ENDED.has(each.state))) timer = setTimeout(() => box.refresh().catch(() => {}), EVERY);
    return publications;
  };
  return box;
}

function row(one, refresh) {
  const [kind, sign, word] = STATES[one.state];
  const name = `${one.accountName} at ${one.platformLabel}`;
  const act = async () => {
    const over = ENDED.has(one.state);
    if (!over && !(await confirm("Cancel this?", [`Nothing is posted to ${name} then.`], { yes: "Cancel it", no: "Go on", danger: true }))) return;
    await call(`api/publications/${encodeURIComponent(one.id)}`, { method: "DELETE" }).catch((error) => toast(error.message, "error"));
    await refresh();
  };
  return h("li", {},
    h("div", { class: "publication" }, h("span", { class: `badge ${kind}` }, icon(sign), word), h("span", { dir: "auto" }, name),
      one.url && h("a", { href: one.url, target: "_blank", rel: "noopener noreferrer" }, "Open it"),
      h("button", { class: "button quiet", type: "button", "aria-label": ENDED.has(one.state) ? `Take off the list: ${name}` : `Cancel ${name}`, onclick: act }, ENDED.has(one.state) ? "Take off the list" : "Cancel")),
    one.at && one.state === "scheduled" && h("p", { class: "hint" }, new Date(one.at).toLocaleString(undefined, { dateStyle: "full", timeStyle: "short" })),
    one.error && one.state !== "published" && h("p", { class: "hint" }, one.error));
}
