import { checkBox } from "./buttons.js";
import { momentIn, moveTimes } from "./film-times.js";
import { Speech } from "./speech.js";

/** What is only shown, in words: by the film that speaks them, or else by the browser's voice while the film waits. */
export class Descriptions {
  #player;
  #texts = []; // {scene, start, end, text}
  #pauses = []; // {at, seconds}
  #speech = new Speech();
  #swapped = false;

  constructor(player) {
    this.#player = player;
    const { film, preferences, signal, video } = player;
    this.setting = checkBox("Descriptions of what is shown", { hidden: !film.described && !film.descriptions, checked: preferences.get("descriptions"), keys: "d" }, (on) => this.#turn(on));
    player.hear(video, "play", () => this.hush());
    signal.addEventListener("abort", () => this.hush());
  }

  /** Whether the described film is the one that plays. */
  get swapped() {
    return this.#swapped;
  }

  get wanted() {
    return this.#player.preferences.get("descriptions");
  }

  /** Those that somebody wants to have. */
  get texts() {
    return this.wanted ? this.#texts : [];
  }

  /** Take these; `best` are those of the details, which stand before those of the track. */
  use(texts, best) {
    if (texts.length && (best || !this.#texts.length)) this.#texts = texts;
  }

  usePauses(pauses) {
    this.#pauses = pauses;
  }

  /** A moment of the other film as one of the film that plays. */
  moved = (moment) => momentIn(this.#pauses, moment, this.#swapped);

  /** A moment of the film that plays as one of the film without descriptions. */
  plain(moment) {
    return this.#swapped ? momentIn(this.#pauses, moment, false) : moment;
  }

  toggle() {
    if (!this.setting.hidden) this.#turn(!this.wanted);
  }

  #turn(on) {
    this.#player.preferences.set({ descriptions: on });
    this.setting.querySelector("input").checked = on;
    this.hush();
    this.#player.transcript.render();
    this.swap(on);
    this.#player.say(on ? "Descriptions on" : "Descriptions off");
  }

  /** Play the described film, or the other one again, from the same place on; nothing if there is none. */
  swap(on) {
    const { film, video } = this.#player;
    if (!film.described || on === this.#swapped) return;
    this.#swapped = on;
    const [runs, at] = [!video.paused && !video.ended, this.moved(video.currentTime)];
    const start = Number.isFinite(video.duration) ? at : null; // what was to be gone to first is still to come
    moveTimes(this.#texts, ["start", "end"], this.moved);
    this.#player.retime(this.moved);
    video.src = on ? film.described : film.src;
    this.#player.hear(video, "loadedmetadata", () => {
      if (start !== null) this.#player.go(start);
      if (runs) this.#player.play();
    }, { once: true });
  }

  /** The one that begins on the way from one moment to another, if the browser's voice is to speak it. */
  between(last, now) {
    return this.#swapped ? undefined : this.texts.find(({ start }) => last < start && start <= now);
  }

  speak({ text }) {
    const { captions, language, video } = this.#player;
    video.pause();
    captions.show([text]);
    const manner = { lang: language, rate: video.playbackRate, volume: video.muted ? 0 : video.volume };
    this.#speech.speak(text, manner, () => this.#player.say(text), () => {
      captions.draw();
      this.#player.play();
    });
  }

  /** Whether one was being spoken. */
  hush() {
    return this.#speech.stop();
  }
}
