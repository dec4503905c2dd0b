// A video's own page: buttons that copy and send, who may watch it, and the title once it is known.
import { h } from "./dom.js";
import { watchPath } from "./lesson-video/server.js";
import { sendButton } from "./sharing/address.js";
import { languagesOf, showIn } from "./watch-language.js";

for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copy);
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      button.textContent = "Copied";
    } catch {
      button.textContent = "Press Ctrl+C";
    }
    setTimeout(() => (button.textContent = "Copy"), 2500);
  });
}

const link = document.getElementById("link");
const send = link && sendButton(document.getElementById("title").textContent, () => link.value);
if (send) link.parentElement.append(send);

const manage = document.querySelector("[data-manage]");
manage?.addEventListener("click", async () => {
  const { openSharing } = await import("./sharing/sharing.js");
  // The page itself has the link of before in many places.
  const onclose = (renewed) => renewed && location.assign(renewed);
  openSharing({ id: manage.dataset.manage, title: manage.dataset.title }, { onclose });
});

const collect = document.querySelector("[data-collect]");
collect?.addEventListener("click", async () => {
  const { openAddTo } = await import("./collections/add-to.js");
  openAddTo({ video: collect.dataset.collect }, collect.dataset.title);
});

const more = document.querySelector("[data-languages]");
more?.addEventListener("click", async () => {
  const { openLanguages } = await import("./sharing/languages.js");
  // The menu of the player is part of the page.
  const onclose = (films) => films >= Math.max(languages.length, 1) && location.reload();
  openLanguages({ id: more.dataset.languages, title: more.dataset.title }, { onclose });
});

const version = document.querySelector("[data-version]");
version?.addEventListener("click", async () => {
  const { openVersion } = await import("./publishing/version.js");
  const { version: id, title, captions, drawn } = version.dataset;
  openVersion({ id, title, captions: captions === "yes", drawn: drawn === "yes" });
});

const publish = document.querySelector("[data-publish]");
publish?.addEventListener("click", async () => {
  const { openPublish } = await import("./publishing/publish.js");
  openPublish({ id: publish.dataset.publish, title: publish.dataset.title });
});
if (location.hash === "#publish") publish?.click();

const moving = document.querySelector("[data-moving]");
moving?.addEventListener("toggle", async () => (await import("./moving.js")).listScenes(moving), { once: true });

const player = document.querySelector("lesson-video");
const languages = languagesOf(player);
const made = Boolean(player?.getAttribute("src"));

/** Say of which film links and hand-outs are, while it is watched in another language. */
function tellWhose(chosen) {
  const place = document.querySelector(".share");
  place?.querySelector(".share-whose")?.remove();
  const here = languages.find(({ videoId }) => videoId === player.getAttribute("video-id"));
  if (!place || !here || here === chosen) return;
  const there = new URL(`../${watchPath(chosen.videoId, chosen.videoUrl)}`, import.meta.url);
  place.prepend(h("p", { class: "hint share-whose" }, `What is here belongs to the film in ${here.englishName}. `, h("a", { href: there }, `The page of the one in ${chosen.englishName}`)));
}

// A video that was still being made, or a remix of this one: its own page has what belongs to it.
player?.addEventListener("ready", ({ detail }) => {
  const same = detail.videoId === player.getAttribute("video-id");
  const chosen = languages.find(({ videoId }) => videoId === detail.videoId);
  if (chosen) return void (showIn(chosen), tellWhose(chosen));
  if (!detail.videoId || (made && same)) return;
  if (same) return location.reload();
  location.assign(new URL(`../${watchPath(detail.videoId, detail.videoUrl ?? "")}`, import.meta.url));
});
