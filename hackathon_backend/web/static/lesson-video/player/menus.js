import { ancestors } from "../dom.js";

/** Of several menus, each with its button, one is open at most. */
export class Menus {
  #menus; // [menu, button]

  constructor(player, menus) {
    this.#menus = menus;
    player.hear(document, "pointerdown", (event) => this.#leave(event.composedPath()));
    player.hear(player.frame, "focusout", (event) => event.relatedTarget && this.#leave(ancestors(event.relatedTarget)));
  }

  get anyOpen() {
    return this.#menus.some(([menu]) => !menu.hidden);
  }

  #leave(path) {
    if (!this.#menus.flat().some((part) => path.includes(part))) this.close();
  }

  close() {
    this.#showOnly(null);
  }

  /** Close the one that is open and go back to its button; false if none was. */
  escape() {
    const [, button] = this.#menus.find(([menu]) => !menu.hidden) || [];
    if (!button) return false;
    this.close();
    button.focus();
    return true;
  }

  toggle(menu, button) {
    const opens = menu.hidden;
    this.#showOnly(opens ? menu : null);
    if (opens) (menu.querySelector(":checked, [aria-current=true]") || menu.querySelector("button, input"))?.focus();
    else button.focus();
  }

  #showOnly(one) {
    for (const [menu, button] of this.#menus) {
      menu.hidden = menu !== one;
      button.setAttribute("aria-expanded", String(menu === one));
    }
  }
}
