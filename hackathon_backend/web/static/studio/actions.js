/** What can be done with a video: remix, cancel, delete, try again. Each asks before something is lost. */
import { call } from "../api.js";
import { fill, h, icon, toast } from "../dom.js";
import { confirm, openDialog, say } from "../dialogs.js";
import { many } from "./format.js";
import { models } from "./models.js";
import { agreed, order } from "./order.js";

const IDEAS = ["Shorter", "Slower", "On a chalkboard", "Vertical", "In Spanish", "In simpler words"];

const pathOf = (video) => `v1/videos/${encodeURIComponent(video.id)}`;
export const isRunning = (video) => video.status === "queued" || video.status === "in_progress";

/** Ask how the video should be changed, and order that. Resolves to the new video, or null. */
export function remix(video) {
  return new Promise((resolve) => {
    let made = null;
    const text = h("textarea", { class: "textarea", id: "remix", rows: 3, maxlength: 32_000, autofocus: true, placeholder: "What should be different?" });
    const wrong = h("div", {});
    const send = h("button", { class: "button primary", type: "submit" }, icon("remix"), "Make the remix");
    const idea = (words) => h("button", { class: "chip", type: "button", onclick: () => ((text.value = words), text.focus()) }, words);
    const submit = async (event) => {
      event.preventDefault();
      if (!text.value.trim()) return say(wrong, "Say what should be different.");
      send.disabled = true;
      try {
        if (!(await agreed(await modelOf(video), Number(video.seconds)))) return;
        made = await call(`${pathOf(video)}/remix`, { method: "POST", json: { prompt: text.value.trim() } });
        dialog.close();
      } catch (error) {
        say(wrong, error);
      } finally {
        send.disabled = false;
      }
    };
    const form = h("form", { class: "stack", onsubmit: submit }, h("p", { class: "hint" }, "The video stays as it is; a new one is made from it: ", h("strong", {}, video.title)), h("div", { class: "field" }, h("label", { for: "remix" }, "Change"), text), h("div", { class: "chips" }, IDEAS.map(idea)), wrong, h("div", { class: "actions" }, send));
    const dialog = openDialog("Remix", form, { onclose: () => resolve(made) });
  });
}

/** Stop making it. Resolves to whether it was done. */
export async function cancel(video) {
  const sure = await confirm("Stop making this video?", [`“${video.title}” is not finished. What is done so far is lost.`], { yes: "Stop it", no: "Go on", danger: true });
  if (!sure) return false;
  return attempt(() => call(`${pathOf(video)}/cancel`, { method: "POST" }));
}

/** Delete videos, those that are being made too. Resolves to the ids of those that have gone. */
export async function remove(videos) {
  const running = videos.filter(isRunning).length;
  const what = videos.length === 1 ? `“${videos[0].title}” is` : `${many(videos.length, "video")} are`;
  const lines = [`${what} deleted with all files: film, poster, captions and transcript. There is no way back.`];
  if (running) lines.push(`${running === 1 ? "One is" : `${running} are`} still being made and will be stopped first.`);
  const yes = videos.length === 1 ? "Delete for good" : `Delete ${many(videos.length, "video")} for good`;
  if (!(await confirm(videos.length === 1 ? "Delete this video?" : `Delete ${many(videos.length, "video")}?`, lines, { yes, no: "Keep", danger: true }))) return [];
  const gone = [];
  const kept = [];
  for (const video of videos) {
    try {
      await removeOne(video);
      gone.push(video.id);
    } catch (error) {
      if (error.status === 404) gone.push(video.id);
      else kept.push(error);
    }
  }
  if (kept.length) toast(`${many(kept.length, "video")} could not be deleted: ${kept[0].message}`, "error");
  if (gone.length) toast(`${many(gone.length, "video")} deleted.`);
  return gone;
}

/** Order a video that failed once more. Resolves to the new one, or null. */
export async function again(video) {
  try {
    if (!(await agreed(await modelOf(video), Number(video.seconds)))) return null;
    const { model, seconds, size, style, voice } = video.asked;
    return await order({ prompt: video.prompt, model, seconds: seconds && String(seconds), size, style, voice });
  } catch (error) {
    toast(error.message, "error");
    return null;
  }
}

/** Links to all files of a finished video. */
export function downloads(video) {
  const name = video.title.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").slice(0, 60) || video.id;
  const files = [["Video", video.video_url, "mp4"], ["Captions", video.captions_url, "vtt"], ["Transcript", video.transcript_url, "txt"]];
  return files.filter(([, url]) => url).map(([label, url, end]) => ({ label, url, name: `${name}.${end}`, end: end.toUpperCase() }));
}

/** A button that shows the downloads below it. */
export function downloadMenu(video, { plain = false } = {}) {
  const items = downloads(video).map((file) => h("li", {}, h("a", { href: `${file.url}${file.url.includes("?") ? "&" : "?"}download=1`, download: file.name }, file.label, h("span", { class: "hint" }, file.end))));
  const summary = h("summary", { class: plain ? "icon-button" : "button", "aria-label": plain ? `Download ${video.title}` : null, title: plain ? "Download" : null }, icon("download"), !plain && "Download");
  const menu = h("details", { class: "menu" }, summary, h("ul", {}, items));
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    event.preventDefault();
    event.stopPropagation();
    menu.open = false;
    summary.focus();
  });
  menu.addEventListener("focusout", (event) => {
    if (!menu.contains(event.relatedTarget)) menu.open = false;
  });
  menu.addEventListener("click", (event) => event.target.closest("a") && (menu.open = false));
  return menu;
}

async function removeOne(video) {
  if (isRunning(video)) await call(`${pathOf(video)}/cancel`, { method: "POST" });
  await call(pathOf(video), { method: "DELETE" });
}

async function modelOf(video) {
  const all = await models().catch(() => []);
  return all.find((each) => each.key === video.model) ?? { name: video.model, price_per_second: 0 };
}

async function attempt(act) {
  try {
    await act();
    return true;
  } catch (error) {
    toast(error.message, "error");
    return false;
  }
}

/** A sign and a word for how it stands with a video. */
export function badge(video) {
  const [kind, sign, word] = video.removed
    ? ["", "info", "Removed"]
    : { queued: ["", "info", "Waiting"], in_progress: ["blue", "film", "Being made"], completed: ["green", "check", "Ready"], failed: ["red", "alert", video.error?.code === "cancelled" ? "Cancelled" : "Failed"] }[video.status];
  return fill(h("span", { class: `badge ${word === "Cancelled" ? "" : kind}` }), icon(sign), word);
}
