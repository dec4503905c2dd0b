/** What the server has of the conversation: after coming back, after another tab has spoken, after a lost connection. */
import { call } from "../api.js";
import { toast } from "../dom.js";
import { render } from "./markup.js";

/** Seconds for which an answer that was under way when the connection was lost is waited for. */
const PATIENCE = 120;

export class Restoring {
  #conversation;
  #turns;
  #answers;

  constructor(conversation, turns, answers) {
    this.#conversation = conversation;
    this.#turns = turns;
    this.#answers = answers;
  }

  /** Show the conversation that was left here. */
  async restore(again = false) {
    if (!this.#conversation.id) return;
    try {
      await this.#show(await this.#load());
      this.#turns.showLast();
    } catch (error) {
      if (error.status === 404) {
        this.#conversation.forget();
        toast("That conversation is no longer here. This is a new one.");
      } else {
        if (!again) toast(error.message, "error");
        setTimeout(() => this.restore(true), 2000);
      }
    }
  }

  /** Show what another tab has added. */
  async reload() {
    if (this.#conversation.id) await this.#show(await this.#load().catch(() => []));
  }

  async #load() {
    const { messages } = await call(`api/conversations/${encodeURIComponent(this.#conversation.id)}`);
    return messages;
  }

  async #show(messages) {
    await render(messages.map((message) => message.reply?.content).filter(Boolean)).catch(() => null);
    let turn = null;
    for (const message of messages) {
      if (message.role === "student") turn = this.#turns.of(message);
      else this.#answer(this.#turns.get(message.id) ?? turn, message);
    }
    for (const one of this.#turns.unanswered) if (one !== turn) one.showProblem("This was not answered.");
    if (turn && !turn.answered) this.recover(turn);
  }

  #answer(turn, message) {
    if (!turn || turn.answered) return;
    if (message.reply) turn.showReply(message.reply);
    else this.#answers.follow(turn, message);
  }

  /** Wait for an answer that was being written when the connection was lost. */
  async recover(turn) {
    turn.showThinking();
    for (const until = Date.now() + PATIENCE * 1000; Date.now() < until && turn.element.isConnected; ) {
      const found = (await this.#load().catch(() => [])).find((message) => message.id === turn.id);
      if (turn.answered) return;
      if (found?.reply) return this.#answers.finish(turn, found.reply);
      if (found) return this.#answers.follow(turn, found);
      await new Promise((resolve) => setTimeout(resolve, 1500));
    }
    turn.showProblem("The answer was lost when the connection broke off.");
  }
}
