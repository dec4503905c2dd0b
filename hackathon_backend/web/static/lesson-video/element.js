import { languagesOf, readLanguages } from "./films.js";
import { VideoServer } from "./server.js";
import { address } from "./values.js";
import { Presenter } from "./views/presenter.js";
import { Screen } from "./views/screen.js";

const FILES = ["src", "captions", "described", "descriptions", "chapters", "sprites", "details", "poster", "transcript"];

/** The element: its attributes and properties, and which of them is shown. */
export class LessonVideo extends HTMLElement {
  static observedAttributes = [...FILES, "languages", "title", "size", "video-id", "base-url"];

  #given = null; // the reply that a page has set
  #title = "";
  #due = false;
  #screen = new Screen(this);
  #presenter = new Presenter(this.#screen, this.#host());

  #host() {
    const element = this;
    return {
      get server() {
        return new VideoServer(element.getAttribute("base-url"), element.getAttribute("share"));
      },
      get title() {
        return element.#title;
      },
      /** Whether the lessons that videos are made of can be read by who sees this: on pages of the server itself, as a rule. */
      get reads() {
        return location.protocol.startsWith("http") && new URL(this.server.base).origin === location.origin && !element.hasAttribute("unlinked");
      },
      get changes() {
        return !element.hasAttribute("unchanged");
      },
      get named() {
        return element.hasAttribute("named");
      },
      get start() {
        return Number(element.getAttribute("start")) || 0;
      },
      emit: (name, detail, more) => element.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true, ...more })),
      load: () => element.#load(),
    };
  }

  /** The reply of the chat API (or of /api/videos/<id>), finished or not. */
  get reply() {
    return this.#given;
  }
  set reply(reply) {
    if (reply === this.#given && this.#presenter.shows) return;
    this.#given = reply && typeof reply === "object" ? reply : null;
    this.#presenter.forgetRemixes();
    this.#reload();
  }

  /** The HTMLVideoElement, once there is a video. */
  get video() {
    return this.#screen.video;
  }

  /** "loading", "making", "ready", "fallback" or "error". */
  get state() {
    return this.getAttribute("state") || "loading";
  }

  play() {
    return this.video?.play();
  }
  pause() {
    this.video?.pause();
  }

  connectedCallback() {
    if (Object.hasOwn(this, "reply")) {
      const early = this.reply; // set before this class was there
      delete this.reply;
      this.reply = early;
    }
    if (!this.#presenter.shows) this.#reload();
  }

  disconnectedCallback() {
    // A framework that moves an element takes it out and puts it back at once.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#presenter.end();
      this.#screen.clear();
    });
  }

  attributeChangedCallback(name, _old, value) {
    if (name === "title") {
      if (value === null) return;
      this.#title = value;
      queueMicrotask(() => this.removeAttribute("title")); // it would pop up wherever the mouse rests on the player
    }
    this.#reload();
  }

  #reload() {
    if (!this.isConnected || this.#due) return;
    this.#due = true;
    queueMicrotask(() => {
      this.#due = false;
      if (this.isConnected) this.#load();
    });
  }

  #load() {
    const id = this.#presenter.remixed ? null : this.getAttribute("video-id");
    if (this.#given) return this.#presenter.take(this.#given);
    if (id && !this.getAttribute("src")) return this.#presenter.follow(id);
    const film = Object.fromEntries(FILES.map((name) => [name, this.#file(name)]));
    if (film.src) return this.#presenter.play({ ...film, id, title: this.#title, size: this.getAttribute("size"), ...languagesOf(readLanguages(this.getAttribute("languages")), id) });
    return this.#presenter.wait();
  }

  #file(name) {
    const text = this.getAttribute(name);
    return text ? address(text, this.getAttribute("base-url") || document.baseURI) : "";
  }
}
