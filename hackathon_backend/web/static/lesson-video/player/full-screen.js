import { relabel, toolButton } from "./buttons.js";

/** The whole screen for the video. */
export class FullScreen {
  #player;
  button = toolButton("full", "Full screen", "f", () => this.toggle());

  constructor(player) {
    this.#player = player;
    player.hear(document, "fullscreenchange", () => relabel(this.button, this.on ? "small" : "full", this.on ? "Leave full screen" : "Full screen"));
  }

  get on() {
    return this.#player.frame.matches(":fullscreen");
  }

  open() {
    this.button.hidden = !(document.fullscreenEnabled || this.#player.video.webkitEnterFullscreen);
  }

  toggle() {
    const { frame, video } = this.#player;
    if (this.on) return document.exitFullscreen();
    if (frame.requestFullscreen && document.fullscreenEnabled) return frame.requestFullscreen().catch(() => {});
    return video.webkitEnterFullscreen?.();
  }
}
