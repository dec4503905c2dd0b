/** A turn of the conversation on the page: what the student said, and what came of it. */
import { fill, h, icon } from "../dom.js";
import { linkLessons } from "./lesson-links.js";
import { Growing, rendered } from "./markup.js";
import { pasteForm } from "./paste.js";
import { reasonOf, whyOf } from "./reasons.js";
import { playerFor, ProgressCard } from "./video-card.js";

export class TurnView {
  /**
   * `on.again(turn)` asks once more; `on.ask(text, lesson)` asks something else; `on.source(source)` shows where an
   * answer comes from; `on.enlarge(reply, player, button)` shows a video large; `on.video(id)` is its card; `on.say(text)`.
   */
  constructor(question, on) {
    this.question = question;
    /** The id of the answer, as soon as it is known. */
    this.id = null;
    /** Whether there is an answer, or the card of one that is being made. */
    this.answered = false;
    this.#on = on;
    this.reply = h("div", { class: "reply" });
    this.element = h(
      "li",
      { class: "turn" },
      h("div", { class: "mine", dir: "auto" }, h("span", { class: "said" }, "You: "), question),
      this.reply,
    );
  }

  #on;
  #growing = null;
  #card = null;

  /** The answer is on its way. */
  showThinking() {
    this.#show(
      h(
        "div",
        { class: "thinking" },
        h("span", { class: "said" }, "Writing an answer …"),
        h("span", { class: "skeleton" }),
        h("span", { class: "skeleton" }),
        h("span", { class: "skeleton" }),
      ),
    );
  }

  /** A piece of the answer has arrived. */
  addText(piece) {
    if (!this.#growing) {
      const place = h("div", { class: "prose answer", hidden: true });
      // The first words take the place of the waiting lines.
      this.#growing = new Growing(place, () => this.reply.querySelector(".thinking")?.remove());
      this.reply.prepend(place);
    }
    this.#growing.add(piece);
  }

  /** How far the video is. */
  showProgress(progress) {
    this.answered = true;
    if (!this.#card) {
      this.#card = new ProgressCard(this.#on.say);
      this.#show(this.#card.element);
    }
    this.#card.update(progress);
  }

  /** Whether the connection is lost while a video is being made. */
  set lost(is) {
    if (this.#card) this.#card.lost = is;
  }

  /** The whole reply. Texts are rendered already. */
  showReply(reply) {
    this.answered = true;
    const focused = this.#card?.focused;
    if (reply.format === "video") this.#show(playerFor(reply, this.#on.enlarge, this.#on.video), this.#next(reply));
    else if (reply.reason === "cancelled") this.#show(this.#cancelled());
    else if (reply.reason === "no_lesson") this.#show(...this.#answer(reply), this.#paste(), this.#next(reply));
    else if (reply.fallback) this.#show(this.#fallback(reply), ...this.#answer(reply), this.#next(reply));
    else this.#show(...this.#answer(reply), this.#next(reply));
    if (focused) this.reply.querySelector("button, lesson-video, video")?.focus();
  }

  /** It went wrong: `message` says why. */
  showProblem(message) {
    this.answered = true;
    this.#show(this.#notice("red", message, this.#againButton("Try again")));
  }

  #show(...nodes) {
    this.#growing = null;
    if (!nodes.includes(this.#card?.element)) this.#card = null;
    fill(this.reply, ...nodes);
  }

  #answer(reply) {
    const sources = (reply.sources ?? []).filter((source) => source.title);
    return [
      h("div", { class: "prose answer" }, linkLessons(rendered(reply.content ?? ""))),
      sources.length ? h("div", { class: "sources" }, sources.map((source) => this.#source(source))) : null,
    ];
  }

  /** What could be asked next. */
  #next(reply) {
    if (!reply.suggestions?.length) return null;
    const ask = (text) => h("button", { class: "chip next", type: "button", dir: "auto", onclick: () => this.#on.ask(text) }, text);
    return h("div", { class: "nexts", role: "group", "aria-label": "What you could ask next" }, reply.suggestions.map(ask));
  }

  #paste() {
    return pasteForm((lesson) => this.#on.ask(this.question, lesson));
  }

  #source(source) {
    const name = source.section && source.section !== source.title ? `${source.title} · ${source.section}` : source.title;
    const inside = [icon("book"), h("span", {}, name)];
    if (!source.lessonId) return h("span", { class: "source", dir: "auto" }, inside);
    const address = `?lesson=${encodeURIComponent(source.lessonId)}`;
    const go = (event) => this.#on.source(source) && event.preventDefault();
    return h("a", { class: "source", href: address, dir: "auto", onclick: go }, inside);
  }

  #fallback(reply) {
    const tried = (reply.attempts ?? []).filter((attempt) => attempt.code);
    const details = tried.length
      ? h(
          "details",
          { class: "tried" },
          h("summary", {}, "What was tried"),
          h("ul", {}, tried.map(({ engine, model, code }) => h("li", {}, `${model ?? engine ?? "Video"}: ${whyOf(code)}`))),
        )
      : null;
    return this.#notice("amber", reasonOf(reply.reason), this.#againButton("Try again"), details);
  }

  #cancelled() {
    return this.#notice("", "You cancelled this video.", this.#againButton("Make it after all"));
  }

  #notice(kind, message, ...more) {
    return h("div", { class: `notice ${kind}` }, icon("alert"), h("div", { class: "notice-text" }, h("p", {}, message), ...more));
  }

  #againButton(label) {
    return h("button", { class: "button again", type: "button", onclick: () => this.#on.again(this) }, icon("retry"), label);
  }
}
