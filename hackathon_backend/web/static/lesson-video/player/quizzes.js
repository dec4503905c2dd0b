import { checkBox } from "./buttons.js";
import { moveTimes } from "./film-times.js";
import { Question } from "./question.js";

/** The questions on the way, and the one that is waited for. */
export class Quizzes {
  #player;
  #quizzes = []; // {question, options, answer, reason, at, resume}, with `chosen`, an index or null, and `done`
  #asked = null;
  #question = null;

  constructor(player) {
    this.#player = player;
    const { preferences } = player;
    this.setting = checkBox("Pause for questions", { hidden: true, checked: preferences.get("quizzes") }, (on) => preferences.set({ quizzes: on }));
  }

  get asks() {
    return this.#asked !== null;
  }

  get moments() {
    return this.#quizzes.map(({ at }) => at);
  }

  get score() {
    const answered = this.#quizzes.filter(({ chosen }) => chosen !== null);
    return { questions: this.#quizzes.length, answered: answered.length, correct: answered.filter(({ answer, chosen }) => chosen === answer).length };
  }

  use(quizzes) {
    const whole = ({ answer, at, options }) => Array.isArray(options) && at >= 0 && options[answer] !== undefined;
    this.#quizzes = quizzes.filter(whole).map((quiz) => ({ ...quiz, chosen: null, done: false }));
    this.setting.hidden = !this.#quizzes.length;
  }

  /** The one that waits on the way from one moment to another, if it is to be asked. */
  between(last, now) {
    if (!this.#player.preferences.get("quizzes")) return undefined;
    return this.#quizzes.find(({ at, done }) => !done && last < at && at <= now);
  }

  ask(quiz) {
    const { controls, frame, fullScreen, menus, video } = this.#player;
    this.#asked = quiz;
    video.pause();
    this.#player.go(quiz.at);
    menus.close();
    const count = this.#quizzes.length;
    const eyebrow = count > 1 ? `Question ${this.#quizzes.indexOf(quiz) + 1} of ${count}` : "A question for you";
    this.#question = new Question(quiz, eyebrow, this.#player.details.language, { answer: (index) => this.answer(index), goOn: () => this.goOn() });
    const here = frame.contains(frame.getRootNode().activeElement) || fullScreen.on;
    controls.element.inert = true;
    frame.append(this.#question.element);
    this.#player.say(`The video waits for you. ${quiz.question}`);
    // Somebody who types elsewhere on the page must not lose their place.
    if (here || document.activeElement === document.body) this.#question.focus();
  }

  answer(index) {
    const quiz = this.#asked;
    if (!quiz || quiz.chosen !== null || !(index in quiz.options)) return;
    quiz.chosen = index;
    this.#question.reveal(index);
    const { answer, at, options, question } = quiz;
    this.#player.counting?.answered(this.#quizzes.indexOf(quiz), index);
    this.#player.emit("quiz-answer", { index: this.#quizzes.indexOf(quiz), question, options, chosen: index, answer, correct: index === answer, at });
  }

  goOn() {
    const { controls, frame } = this.#player;
    const quiz = this.#asked;
    const had = this.#question.element.contains(frame.getRootNode().activeElement);
    quiz.done = true;
    this.#asked = null;
    this.#question.element.remove();
    controls.element.inert = false;
    this.#player.say("");
    const next = Math.max(quiz.resume ?? 0, quiz.at + 0.01);
    this.#player.viewing.pass(quiz.at, next); // the film would only have waited for so long
    this.#player.go(next);
    if (had) controls.playButton.focus({ preventScroll: true });
    this.#player.play();
  }

  retime(moved) {
    moveTimes(this.#quizzes, ["at", "resume"], moved);
  }
}
