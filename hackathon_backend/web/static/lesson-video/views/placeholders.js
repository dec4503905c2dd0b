import { h } from "../dom.js";
import { icon } from "../icons.js";
import { ghostTakeaways } from "../player/takeaways.js";

/** The room that a video's title, buttons and takeaways will take, so that nothing jumps when they come. */
export function placeholders(title) {
  const buttons = [["script", "Transcript"], ["remix", "Remix"], ["share", "Share"], ["save", "Download"]].map(([name, label]) => h("span", { class: "button" }, icon(name), label));
  const ghost = { "data-extra": true, "aria-hidden": "true" };
  return [
    h("div", { class: "head ghost", part: "head", ...ghost }, h("div", { class: "title", part: "title" }, title || "\u00a0"), h("div", { class: "actions", part: "actions" }, buttons)),
    h("div", { class: "takeaways card ghost", part: "takeaways", ...ghost }, ...ghostTakeaways()),
  ];
}

/** A video of which nothing is known yet. */
export function skeleton() {
  return [h("div", { class: "skeleton" }), h("p", { class: "said", role: "status" }, "Loading the video")];
}

/** Give what has come the height that was kept for it, until the player gets another width: nothing below it moves. */
export function keepRoom(player, promised) {
  if (!promised.size) return;
  const kept = [...promised.keys()].map((name) => player.querySelector(`:scope > .${name}`)).filter(Boolean);
  for (const part of kept) {
    part.style.minBlockSize = `${promised.get(part.classList[0])}px`;
    part.classList.add("kept");
  }
  let width = null;
  const watch = new ResizeObserver(() => {
    width ??= player.offsetWidth;
    if (player.offsetWidth === width) return;
    watch.disconnect();
    for (const part of kept) {
      part.style.minBlockSize = "";
      part.classList.remove("kept");
    }
  });
  watch.observe(player);
}
