import { h } from "../dom.js";
import { icon } from "../icons.js";
import { filmOf, inLanguage } from "../films.js";
import { Preferences } from "../preferences.js";
import { momentAt } from "../player/languages.js";
import { Player } from "../player/player.js";
import { fetchJson } from "../server.js";
import { toSave } from "../values.js";
import { errorPanel, fallbackText } from "./fallback.js";
import { follow, isMaking } from "./following.js";
import { MakingPanel } from "./making.js";
import { placeholders, skeleton } from "./placeholders.js";
import { RemixForm } from "./remix.js";
import { frame } from "./screen.js";

/**
 * Shows a video, one that is being made, the text in its place or an error, one after the other. `host` is the element
 * as it is seen from here: `server`, `title` and `start`, `emit` for its events, and `load` to begin again.
 */
export class Presenter {
  #screen;
  #host;
  #film = {}; // what is shown, whichever way it came
  #before = []; // the ids of the videos that were remixed into this one
  #loaded = null; // ends everything that one loading has begun

  constructor(screen, host) {
    this.#screen = screen;
    this.#host = host;
  }

  get shows() {
    return this.#loaded !== null;
  }

  get remixed() {
    return this.#before.length > 0;
  }

  forgetRemixes() {
    this.#before = [];
  }

  end() {
    this.#loaded?.abort();
    this.#loaded = null;
    this.#screen.video?.pause();
  }

  #begin() {
    this.end();
    this.#loaded = new AbortController();
    return this.#loaded.signal;
  }

  #show(state, ...parts) {
    return this.#screen.show(state, this.#film, ...parts);
  }

  /** Nothing is known yet. */
  wait() {
    this.#begin();
    this.#skeleton();
  }

  #skeleton() {
    this.#film = {};
    this.#show("loading", frame(skeleton()), ...placeholders());
  }

  /** Show what a reply is: a video, the text in its place, or how far it is. */
  take(reply) {
    if (isMaking(reply) && reply.videoId) return this.follow(reply.videoId, reply);
    const film = filmOf(reply, this.#host.server.base, this.#host.title);
    if (!reply.videoUrl && (reply.content || reply.narration)) return this.#explain(reply);
    if (!film.src) return this.#fail("There is nothing to show here.", this.#host.load);
    return this.play(film);
  }

  /** Show how far a video is until it is there; `known` is its reply, if there is one already. */
  follow(id, known) {
    const signal = this.#begin();
    if (!known) this.#skeleton();
    this.#film = { id };
    return follow(id, known, {
      server: this.#host.server,
      signal,
      begins: (reply) => this.#making(id, reply, signal),
      ended: (reply) => this.take(reply),
      failed: (message) => this.#fail(message, () => this.follow(id)),
    });
  }

  #making(id, { title, size }, signal) {
    const { server } = this.#host;
    const cancel = async () => {
      await server.cancel(id);
      this.take(await server.reply(id));
    };
    const making = new MakingPanel(title, signal, cancel, (stop) => [this.#back(), this.#screen.bare ? null : stop]);
    this.#film = { id, title, size };
    const { player, focused } = this.#show("making", frame(making.element), ...placeholders(title));
    if (focused) making.stop.focus();
    return (news) => {
      const shown = making.update(news);
      if (news.size && news.size !== this.#film.size) {
        this.#film.size = news.size;
        player.style.setProperty("--_ratio", news.size.replace("x", " / "));
      }
      this.#host.emit("progress", { phase: "making", videoId: id, ...shown });
    };
  }

  #back() {
    if (!this.remixed) return null;
    return h("button", { type: "button", class: "button quiet", on: { click: () => this.follow(this.#before.pop()) } }, "Back to the first video");
  }

  #fail(message, again) {
    this.#begin();
    const { id, title, size } = this.#film;
    this.#film = { id, title, size };
    this.#show("error", frame(errorPanel(message, () => again(), this.#back())));
    this.#host.emit("failed", { videoId: id ?? null, message });
  }

  #explain(reply) {
    const signal = this.#begin();
    this.#film = { id: reply.videoId, title: reply.title || this.#host.title };
    const { element, again } = fallbackText(reply, {
      signal,
      bare: this.#screen.bare,
      back: this.#back(),
      asks: () => this.#host.emit("retry", { videoId: reply.videoId, reply }, { cancelable: true }),
      order: () => this.#retry(reply.videoId, signal),
    });
    const { focused } = this.#show("fallback", element);
    if (focused) again.focus();
  }

  async #retry(id, signal) {
    const { server } = this.#host;
    const { prompt } = await server.order(id, signal);
    const video = await server.create(prompt, signal);
    this.follow(video.id);
  }

  /** Show a video, in the language that was chosen last. `film` has its files' addresses and what is known of it. */
  play(film) {
    const wanted = new Preferences().get("language");
    const now = film.languages?.find(({ language }) => language === film.language);
    const chosen = now?.original && film.languages.find(({ language }) => language === wanted);
    return this.#play(chosen ? inLanguage(film, chosen, this.#host.server.base) : film, this.#host.start);
  }

  /** Go on in another language: at the same place of the same scene, and as it was played. */
  async #goOnIn(film, chosen, place) {
    const other = inLanguage(film, chosen, this.#host.server.base);
    const signal = this.#loaded.signal;
    const details = await fetchJson(other.details, { signal }).catch(() => ({}));
    if (signal.aborted) return;
    const player = this.#play(other, momentAt(place, details) ?? 0);
    player.languages.button.focus();
    player.say(`Language: ${chosen.name}`);
    if (place.full) player.fullScreen.toggle();
    if (place.plays) player.play();
  }

  #play(film, start) {
    const signal = this.#begin();
    this.#film = film;
    const player = new Player(film, signal, {
      emit: (name, detail) => this.#host.emit(name, { videoId: film.id ?? null, ...detail }),
      fail: (message) => this.#fail(message, this.#host.load),
      pageOf: this.#host.reads ? (path) => this.#host.server.url(path) : null,
      named: this.#host.named,
      views: film.id ? this.#host.server.views(film.id, film.src) : "",
      goOnIn: (chosen, place) => this.#goOnIn(film, chosen, place),
    });
    const remix = film.id && this.#host.changes ? new RemixForm((wish) => this.#remix(film.id, wish, signal), signal) : null;
    const actions = h("div", { class: "actions", part: "actions" }, player.transcript.button, remix?.button,
      film.id && h("a", { class: "button", part: "button share", href: this.#host.server.watchPage(film.id, film.src), target: "_blank", rel: "noopener" }, icon("share"), "Share", h("span", { class: "said" }, " (its own page, in a new tab)")),
      h("a", { class: "button", part: "button", href: toSave(film.src), download: true }, icon("save"), "Download"), this.#back());
    const head = h("div", { class: "head", part: "head", "data-extra": true }, h("div", { class: "title", part: "title" }, film.title || ""), actions);
    const { player: box } = this.#show("ready", player.frame, player.counting?.note, head, player.transcript.element, remix?.panel, player.takeaways.element);
    player.open(box, { reading: this.#screen.reads, bare: this.#screen.bare, start });
    return player;
  }

  async #remix(id, prompt, signal) {
    const video = await this.#host.server.remix(id, prompt, signal);
    this.#before.push(id);
    this.#host.emit("remix", { videoId: video.id, from: id, prompt });
    this.follow(video.id);
  }
}
