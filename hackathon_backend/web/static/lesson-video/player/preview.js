import { h } from "../dom.js";
import { clamp, clock } from "../values.js";

/** What the film shows at the place of the bar that the pointer is over. */
export class Preview {
  #player;
  #picture = h("div");
  #label = h("span");
  element = h("div", { class: "peek", part: "preview", hidden: true }, this.#picture, this.#label);
  tiles = []; // {start, end, url, x, y, width, height}

  constructor(player) {
    this.#player = player;
  }

  /** At `x` of the window, over the given rail. */
  show(x, rail) {
    const box = rail.getBoundingClientRect();
    const length = this.#player.video.duration;
    if (!(length > 0) || !box.width) return;
    const share = clamp((x - box.left) / box.width, 0, 1);
    const at = share * length;
    this.#draw(this.tiles.find((each) => each.start <= at && at < each.end) || this.tiles.at(-1));
    const chapter = this.#player.chapters.at(at);
    this.#label.textContent = chapter ? `${clock(at)} · ${chapter.title}` : clock(at);
    this.element.hidden = false;
    const width = this.element.offsetWidth;
    this.element.style.insetInlineStart = `${clamp(share * box.width - width / 2, 0, box.width - width)}px`;
  }

  #draw(tile) {
    this.#picture.hidden = !tile;
    if (!tile) return;
    const { url, x, y, width, height } = tile;
    Object.assign(this.#picture.style, { inlineSize: `${width}px`, blockSize: `${height}px`, background: `url("${encodeURI(decodeURI(url))}") -${x}px -${y}px no-repeat`, boxSizing: "content-box" });
  }

  hide() {
    this.element.hidden = true;
  }
}
