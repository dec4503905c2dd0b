import { h } from "../dom.js";
import { clamp, spoken } from "../values.js";
import { moveTimes } from "./film-times.js";
import { Preview } from "./preview.js";

/** The bar: one piece for each chapter, a dot where a question waits, and a slider over them. */
export class SeekBar {
  #player;
  #rail = h("div", { class: "rail", part: "rail" }, h("i", {}, h("b")));
  #dots = h("div", { class: "dots" });
  #slider = h("input", { type: "range", min: 0, max: 1, step: "any", value: 0, "aria-label": "Position in the video" });
  #pieces = []; // {start, end}

  constructor(player) {
    this.#player = player;
    this.preview = new Preview(player);
    this.element = h("div", { class: "seek", part: "seek" }, this.#rail, this.#dots, this.#slider, this.preview.element);
    player.hear(this.#slider, "input", () => player.go(Number(this.#slider.value)));
    player.hear(this.element, "pointermove", (event) => this.preview.show(event.clientX, this.#rail));
    player.hear(this.element, "pointerleave", () => this.preview.hide());
    player.hear(player.video, "loadedmetadata durationchange", () => this.divide());
  }

  /** Part the bar anew, as far as the length is known. */
  divide() {
    const length = this.#player.video.duration;
    if (!(length > 0) || length === Infinity) return;
    const edges = [0, ...this.#player.chapters.starts.filter((start) => start > 0.5 && start < length), length];
    this.#pieces = edges.slice(1).map((end, index) => ({ start: edges[index], end }));
    this.#rail.replaceChildren(...this.#pieces.map(({ start, end }) => {
      const part = h("i", {}, h("b"));
      part.style.flexGrow = end - start;
      return part;
    }));
    this.#dots.replaceChildren(...this.#player.quizzes.moments.map((at) => {
      const dot = h("i", { title: "Question" });
      dot.style.insetInlineStart = `${(100 * at) / length}%`;
      return dot;
    }));
    this.#slider.max = length;
    this.#player.draw();
  }

  draw(now) {
    this.#slider.value = now;
    this.#pieces.forEach(({ start, end }, index) => {
      this.#rail.children[index].firstChild.style.transform = `scaleX(${clamp((now - start) / (end - start), 0, 1)})`;
    });
  }

  /** What a screen reader says of the slider. */
  describe(now, length) {
    this.#slider.setAttribute("aria-valuetext", `${spoken(now)} of ${spoken(length)}`);
  }

  retime(moved) {
    moveTimes(this.preview.tiles, ["start", "end"], moved);
  }
}
