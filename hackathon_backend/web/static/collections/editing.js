/** What the owner of a collection changes in it; each change is sent at once. */
import { call } from "../api.js";
import { toast } from "../dom.js";
import { draggable } from "./dragging.js";
import { titleOf } from "./rows.js";

export class Editing {
  /** `take(collection)` shows what the server says it is now; `say` tells those who hear the page. */
  constructor({ path, rows, take, say }) {
    this.#path = path;
    this.#rows = rows;
    this.#take = take;
    this.#say = say;
  }

  #path;
  #rows;
  #take;
  #say;
  #changed = () => {};
  /** Whether rows can be moved and taken out now. */
  on = false;

  /** `shown()` is the collection as it is shown, `changed` is called when editing begins or ends. */
  listen(shown, changed) {
    this.#changed = changed;
    draggable(this.#rows, (id, before) => {
      const ids = shown().items.map((item) => item.id).filter((each) => each !== id);
      ids.splice(before ? ids.indexOf(before) : ids.length, 0, id);
      this.#order(shown(), ids, id);
    });
  }

  turn(on) {
    this.on = on;
    this.#changed();
  }

  move(shown, item, by) {
    const ids = shown.items.map((each) => each.id);
    const at = ids.indexOf(item.id);
    ids.splice(at, 1);
    ids.splice(at + by, 0, item.id);
    return this.#order(shown, ids, item.id);
  }

  async remove(shown, item) {
    const index = shown.items.findIndex((each) => each.id === item.id);
    const next = shown.items[index + 1] ?? shown.items[index - 1];
    const gone = this.#send(`/items/${encodeURIComponent(item.id)}`, { method: "DELETE" });
    const found = this.#send("");
    if (!(await gone)) return;
    this.#take((await found) ?? { ...shown, items: shown.items.filter((each) => each.id !== item.id) });
    this.#rows.querySelector(next ? `[data-item="${next.id}"] [data-do=trash]` : "button")?.focus();
    this.#say(`${titleOf(item)} is taken out.`);
  }

  /** Have a film of a course made anew. */
  async again(item) {
    const ordered = this.#send(`/items/${encodeURIComponent(item.id)}/order`, { method: "POST" });
    const found = this.#send("");
    if ((await ordered) && (await found)) {
      this.#take(await found);
      this.#say(`${titleOf(item)} is made anew.`);
    }
  }

  async poster(shown, item) {
    const posterItem = shown.posterItem === item.id ? null : item.id;
    const found = await this.change({ posterItem });
    if (found) this.#say(posterItem ? `${titleOf(item)} is the picture now.` : "The picture is that of the first film now.");
  }

  /** Change its title, description or poster; null if that was refused. */
  async change(json) {
    const found = await this.#send("", { method: "PATCH", json });
    if (found) this.#take(found);
    return found;
  }

  async #order(shown, ids, moved) {
    const byId = new Map(shown.items.map((item) => [item.id, item]));
    // Shown at once: whoever moves it three places need not wait three times.
    this.#take({ ...shown, items: ids.map((id) => byId.get(id)) });
    this.#say(`${titleOf(byId.get(moved))} is number ${ids.indexOf(moved) + 1} of ${ids.length} now.`);
    if (await this.#send("/order", { method: "PUT", json: { items: ids } })) return;
    const found = await this.#send("");
    if (found) this.#take(found);
  }

  /** The collection as the server has it, after all that was sent before. */
  read() {
    return this.#inTurn(() => call(this.#path));
  }

  async #send(more, options) {
    try {
      return await this.#inTurn(() => call(`${this.#path}${more}`, options));
    } catch (error) {
      toast(error.message, "error");
      return null;
    }
  }

  #last = Promise.resolve();

  /** One after the other: an answer that is overtaken would show again what was changed since. */
  #inTurn(ask) {
    const answer = this.#last.then(ask);
    this.#last = answer.catch(() => null);
    return answer;
  }
}
