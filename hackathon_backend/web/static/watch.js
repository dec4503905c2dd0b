// A video's own page: buttons that copy and send, who may watch it, and the title once it is known.
import { sendButton } from "./sharing/address.js";

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

const player = document.querySelector("lesson-video");
const made = Boolean(player?.getAttribute("src"));

// A video that was still being made, or a remix of this one: its own page has what belongs to it.
player?.addEventListener("ready", ({ detail }) => {
  const same = detail.videoId === player.getAttribute("video-id");
  if (!detail.videoId || (made && same)) return;
  if (same) return location.reload();
  location.assign(new URL(`../watch/${encodeURIComponent(detail.videoId)}`, import.meta.url));
});
