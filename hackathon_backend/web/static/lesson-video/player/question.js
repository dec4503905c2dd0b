import { h } from "../dom.js";
import { icon } from "../icons.js";

/** A question over the video. `answer` gets the index of what was chosen; `goOn` is the way past it. */
export class Question {
  #quiz;
  #verdict = h("p", { class: "verdict", role: "status" });
  #answers;
  #goes;

  constructor(quiz, eyebrow, lang, { answer, goOn }) {
    this.#quiz = quiz;
    this.#answers = quiz.options.map((text, index) => h("button", { type: "button", class: "answer", part: "quiz-option", on: { click: () => answer(index) } }, h("b", { "aria-hidden": "true" }, "ABCD"[index] || index + 1), h("span", {}, text)));
    this.#goes = h("button", { type: "button", class: "button", part: "button", on: { click: goOn } }, "Skip");
    this.element = h("div", { class: "veil" }, h("div", { class: "quiz", part: "quiz", role: "group", "aria-labelledby": "question", tabindex: "-1", lang },
      h("p", { class: "eyebrow" }, eyebrow),
      h("p", { class: "h", id: "question" }, quiz.question), h("ol", {}, this.#answers.map((each) => h("li", {}, each))), this.#verdict, h("div", { class: "ends" }, this.#goes)));
  }

  focus() {
    this.#answers[0].focus({ preventScroll: true });
  }

  /** Show which answer is right, and whether it is the chosen one. */
  reveal(chosen) {
    const { answer, options, reason } = this.#quiz;
    this.#answers.forEach((button, each) => {
      button.disabled = true;
      if (each === answer) mark(button, "right", " (the right answer)");
      else if (each === chosen) mark(button, "wrong", " (your answer)");
    });
    const correct = chosen === answer;
    this.#verdict.replaceChildren(h("strong", { class: correct ? "good" : "bad" }, correct ? "That's right. " : `Not quite: it is “${options[answer]}”. `), reason || "");
    this.#goes.textContent = "Go on";
    this.#goes.classList.add("main");
    this.#goes.focus({ preventScroll: true });
  }
}

function mark(button, name, said) {
  button.classList.add(name);
  button.firstChild.replaceChildren(icon(name));
  button.append(h("span", { class: "said" }, said));
}
