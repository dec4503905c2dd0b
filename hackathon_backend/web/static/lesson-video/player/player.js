import { h } from "../dom.js";
import { Preferences } from "../preferences.js";
import { clamp, spoken } from "../values.js";
import { Captions } from "./captions.js";
import { Chapters } from "./chapters.js";
import { Controls } from "./controls.js";
import { Counting } from "./counting.js";
import { Descriptions } from "./descriptions.js";
import { loadDetails } from "./details.js";
import { FullScreen } from "./full-screen.js";
import { Idle } from "./idle.js";
import { pressKey } from "./keyboard.js";
import { Languages } from "./languages.js";
import { Menus } from "./menus.js";
import { Quizzes } from "./quizzes.js";
import { SeekBar } from "./seek-bar.js";
import { Settings } from "./settings.js";
import { Sources } from "./sources.js";
import { Takeaways } from "./takeaways.js";
import { loadTracks, videoOf } from "./tracks.js";
import { Transcript } from "./transcript.js";
import { Viewing } from "./viewing.js";
import { Volume } from "./volume.js";

const WHY_BROKEN = { 0: "It could not be loaded. Check the connection.", 404: "It is not here any more.", 410: "It was removed because it had reached its age limit. Ask for a new one." };

/**
 * One video with all that belongs to it, until `signal` ends it. The parts know the player, and each other by it. `host`
 * is what is around it: `emit` for events, `fail` if the video can't be played, `goOnIn` another language, `pageOf` for
 * addresses of pages, if lessons can be read there, and `views`, the address where views are
 * counted, if they are, by name if `named`.
 */
export class Player {
  #host;
  #status = h("p", { class: "said", role: "status" });
  box = null; // what everything stands in, once it is in the page
  details = {};
  preferences = new Preferences();

  constructor(film, signal, host) {
    this.film = film;
    this.signal = signal;
    this.#host = host;
    this.video = videoOf(film);
    this.hear(this.video, "play playing pause ended seeked timeupdate ratechange", () => this.draw());
    this.captions = new Captions(this);
    this.chapters = new Chapters(this);
    this.descriptions = new Descriptions(this);
    this.quizzes = new Quizzes(this);
    this.languages = new Languages(this);
    this.seekBar = new SeekBar(this);
    this.settings = new Settings(this);
    this.sources = new Sources(host.pageOf);
    this.transcript = new Transcript(this);
    this.takeaways = new Takeaways(film.takeaways, film.details);
    this.volume = new Volume(this);
    this.fullScreen = new FullScreen(this);
    this.controls = new Controls(this);
    this.stage = h("div", { class: "stage awake fresh", part: "stage" }, this.video, this.captions.element, this.controls.big, this.controls.busy, this.controls.element);
    this.frame = h("div", { class: "frame", part: "frame", tabindex: "-1" }, this.stage, this.chapters.menu, this.languages.menu, this.settings.menu, this.#status);
    this.menus = new Menus(this, [this.chapters, this.languages, this.settings].map(({ menu, button }) => [menu, button]));
    this.idle = new Idle(this);
    this.viewing = new Viewing(this);
    this.counting = host.views ? new Counting(this, host.views, host.named) : null;
    this.#listen();
  }

  #listen() {
    const { idle, stage, video } = this;
    this.hear(video, "loadedmetadata", () => this.emit("ready", { title: this.film.title || "", duration: video.duration }), { once: true });
    this.hear(video, "play", () => this.#run());
    this.hear(video, "play", () => stage.classList.remove("fresh"), { once: true });
    this.hear(video, "error", () => this.#broken());
    this.hear(video, "click", () => (matchMedia("(pointer: coarse)").matches && idle.asleep ? idle.wake() : this.toggle()));
    this.hear(video, "dblclick", () => this.fullScreen.toggle());
  }

  /** Listen until the player ends; `events` are names with spaces between them. */
  hear(target, events, hear, options) {
    for (const event of events.split(" ")) target.addEventListener(event, hear, { signal: this.signal, ...options });
  }

  emit(name, detail) {
    this.#host.emit(name, detail);
  }

  /** Go on in another language of the film, at the same place. */
  goOnIn(language, place) {
    return this.#host.goOnIn(language, place);
  }

  /** Begin, now that everything is in the page: at `start` seconds, with the transcript open if `reading`. */
  open(box, { reading, bare, start }) {
    this.box = box;
    this.hear(box, "keydown", (event) => pressKey(this, event));
    if (start > 0) this.hear(this.video, "loadedmetadata", () => this.go(this.descriptions.swapped ? this.descriptions.moved(start) : start), { once: true });
    for (const part of [this.fullScreen, this.volume, this.captions, this.settings]) part.open();
    this.transcript.open(!bare && (this.preferences.get("script") ?? reading));
    loadTracks(this);
    if (this.film.details) loadDetails(this);
    else if (this.descriptions.wanted) this.descriptions.swap(true);
    this.volume.draw();
    this.draw();
  }

  get language() {
    return typeof this.details.language === "string" ? this.details.language : "";
  }

  #run() {
    const look = () => {
      if (this.video.paused || this.video.ended || this.signal.aborted) return;
      this.draw();
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }

  /** Bring everything up to the moment that the film is at. */
  draw() {
    if (!this.box) return;
    const { currentTime: now, ended, paused } = this.video;
    const playing = !paused && !ended;
    if (playing) this.viewing.watch(now);
    this.controls.draw(now, this.video.duration || 0, playing);
    this.idle.draw(playing);
    this.seekBar.draw(now);
    this.chapters.draw(now);
    this.transcript.draw(now);
    this.viewing.arrive(now);
  }

  async #broken() {
    if (this.descriptions.swapped) {
      this.descriptions.swap(false);
      this.film.described = "";
      return;
    }
    const status = await fetch(this.film.src, { method: "HEAD", signal: this.signal }).then((answer) => answer.status, () => 0);
    if (!this.signal.aborted) this.#host.fail(WHY_BROKEN[status] || "This browser can't play it.");
  }

  /** To those who hear the page. */
  say(text) {
    this.#status.textContent = text;
  }

  play() {
    return this.video.play()?.catch(() => {}); // browsers may want a click first
  }

  toggle() {
    if (this.quizzes.asks) return this.quizzes.goOn();
    if (this.descriptions.hush() || this.video.paused || this.video.ended) return this.play();
    return this.video.pause();
  }

  go(seconds) {
    this.descriptions.hush();
    this.video.currentTime = clamp(seconds, 0, this.video.duration || 0);
    this.draw();
  }

  skip(seconds) {
    if (this.quizzes.asks) return;
    this.go(this.video.currentTime + seconds);
    this.say(spoken(this.video.currentTime));
  }

  /** The film is another now: everything that has a time moves along, the parts that are drawn anew at last. */
  retime(moved) {
    for (const part of [this.seekBar, this.quizzes, this.captions, this.chapters, this.transcript]) part.retime(moved);
  }
}
