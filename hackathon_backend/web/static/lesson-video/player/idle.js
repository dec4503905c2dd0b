const AFTER = 2600; // ms without a touch
const AFTER_LEAVING = 600;

/** Controls go when the film runs and nobody touches or reaches for them. */
export class Idle {
  #player;
  #timer = 0;
  #ran = false;

  constructor(player) {
    this.#player = player;
    player.hear(player.stage, "pointermove pointerdown focusin", () => this.wake());
    player.hear(player.stage, "pointerleave", () => this.#doze(AFTER_LEAVING));
  }

  get asleep() {
    return this.#player.stage.classList.contains("asleep");
  }

  draw(playing) {
    // Only when it changes: begun anew at every second, the time to go would never be over.
    if (playing === this.#ran) return;
    this.#ran = playing;
    if (playing) this.#doze(AFTER);
    else this.wake();
  }

  wake() {
    this.#player.stage.classList.add("awake");
    this.#player.stage.classList.remove("asleep");
    this.#doze(AFTER);
  }

  #doze(after) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const { controls, menus, signal, stage, video } = this.#player;
      if (video.paused || signal.aborted) return;
      if (menus.anyOpen || controls.element.matches(":hover, :has(:focus-visible)")) return this.#doze(after);
      stage.classList.remove("awake");
      stage.classList.add("asleep");
    }, after);
  }
}
