/** Answers as they come in: texts at once, videos when they are made. */
import { render } from "./markup.js";
import { markNews } from "./views.js";
import { watch } from "./watching.js";

export class Answers {
  #conversation;
  #say;
  #following = new Map();

  /** `say` tells those who hear the page. */
  constructor(conversation, say) {
    this.#conversation = conversation;
    this.#say = say;
  }

  /** Show in the turn how far its video is, until it is there. */
  follow(turn, progress) {
    turn.showProgress(progress);
    this.#following.get(progress.messageId)?.();
    const end = () => this.#following.delete(progress.messageId);
    const problem = (message) => (end(), turn.showProblem(message));
    const stop = watch(progress, {
      progress: (data) => turn.showProgress(data),
      lost: () => (turn.lost = true),
      found: () => (turn.lost = false),
      message: (reply) => (end(), this.finish(turn, reply)),
      error: (data) => problem(data.error.message),
      gone: (error) => problem(error.message),
    });
    this.#following.set(progress.messageId, stop);
  }

  /** Show the whole reply. */
  async finish(turn, reply) {
    if (!turn.element.isConnected) return;
    if (reply.conversationId) this.#conversation.adopt(reply.conversationId);
    if (reply.content) await render([reply.content]).catch(() => null);
    turn.showReply(reply);
    markNews();
    this.#say(spoken(reply, turn));
  }

  stop() {
    for (const stop of this.#following.values()) stop();
    this.#following.clear();
  }
}

function spoken(reply, turn) {
  if (reply.format === "video") return `The video is ready: ${reply.title}`;
  const texts = [...turn.reply.querySelectorAll(".notice p, .answer")].map((part) => part.textContent);
  return texts.join(" ").replace(/\s+/g, " ").slice(0, 600);
}
