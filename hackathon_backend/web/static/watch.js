// A video's own page: buttons that copy, and the title once it is known.

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

const player = document.querySelector("lesson-video");
const made = Boolean(player?.getAttribute("src"));

// A video that was still being made, or a remix of this one: its own page has what belongs to it.
player?.addEventListener("ready", ({ detail }) => {
  const same = detail.videoId === player.getAttribute("video-id");
  if (!detail.videoId || (made && same)) return;
  if (same) return location.reload();
  location.assign(new URL(`../watch/${encodeURIComponent(detail.videoId)}`, import.meta.url));
});
