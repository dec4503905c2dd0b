import { h } from "../dom.js";
import { spoken } from "../values.js";

// What the server says it is doing, as the steps that people see; "voice" comes in when it is heard of.
const STEPS = [
  ["Writing the brief", /brief|answer/],
  ["Recording the voice", /speaking/],
  ["Making the pictures", /draw|join|making|fetch/],
  ["Finishing", /adding|finish|ready/],
];
const VOICE = 1;

/** How far a video is, in its place. */
export class MakingPanel {
  #meter = h("i");
  #bar = h("div", { class: "meter", part: "meter", role: "progressbar", "aria-label": "Progress", "aria-valuemin": 0, "aria-valuemax": 100 }, this.#meter);
  #steps = h("ol", { class: "steps", "aria-label": "Steps" });
  #doing = h("span");
  #figure = h("span");
  #remaining = h("span");
  #note = h("p", { class: "wrong-note", role: "alert" });
  #said = h("p", { class: "said", role: "status" }); // not every scene, only another step
  #at = 0;
  #voiced = false;
  #percent = 0;

  /** `cancel` may fail with an error that is shown; `buttons` makes the row of buttons of the one that it is given. */
  constructor(title, signal, cancel, buttons) {
    this.stop = h("button", { type: "button", class: "button", part: "button cancel", on: { click: () => this.#cancel(signal, cancel) } }, "Cancel");
    this.element = h("div", { class: "panel making", part: "panel" }, h("div", {}, h("p", { class: "h" }, title ? `Making “${title}”` : "Your video is being made"), h("div", { class: "figures" }, this.#doing, this.#figure), this.#bar, this.#steps,
      h("div", { class: "figures" }, this.#remaining, h("span", { class: "row" }, buttons(this.stop))), this.#note, this.#said));
  }

  async #cancel(signal, cancel) {
    this.stop.disabled = true;
    try {
      await cancel();
    } catch (error) {
      this.stop.disabled = false;
      this.#note.textContent = signal.aborted ? "" : error.message;
    }
  }

  /** Show the news of the stream, or of a reply. What is shown as a whole is given back. */
  update(news) {
    const step = news.step || "";
    const left = news.left ?? news.remainingSeconds;
    this.#advance(step);
    this.#percent = Math.max(this.#percent, news.percent ?? 0);
    this.#meter.style.transform = `scaleX(${this.#percent / 100})`;
    this.#bar.setAttribute("aria-valuenow", Math.round(this.#percent));
    this.#figure.textContent = `${Math.round(this.#percent)} %`;
    this.#doing.textContent = step.replace(/^./, (letter) => letter.toUpperCase());
    this.#remaining.textContent = left > 0 ? `About ${spoken(left < 20 ? left : Math.round(left / 5) * 5)} left` : "";
    return { percent: this.#percent, step, remainingSeconds: left ?? null };
  }

  #advance(step) {
    const heard = STEPS.findIndex(([, words]) => words.test(step));
    this.#voiced ||= heard === VOICE;
    this.#at = Math.max(this.#at, heard);
    const at = this.#at;
    if (this.#said.textContent !== STEPS[at][0]) this.#said.textContent = STEPS[at][0];
    this.#steps.replaceChildren(...STEPS.map(([label], index) => (index === VOICE && !this.#voiced ? null : h("li", { class: index < at ? "done" : index === at ? "now" : false, "aria-current": index === at && "step" }, label, index < at && h("span", { class: "said" }, " (done)")))).filter(Boolean));
  }
}
