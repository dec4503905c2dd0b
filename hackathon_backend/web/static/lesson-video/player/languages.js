import { h } from "../dom.js";
import { icon } from "../icons.js";

/** The menu of the languages in which a film can be watched. */
export class Languages {
  #player;
  button = h("button", { type: "button", class: "tool language", part: "control language", "aria-expanded": "false", hidden: true, on: { click: () => this.#player.menus.toggle(this.menu, this.button) } });
  menu = h("div", { class: "menu", part: "menu", role: "group", "aria-label": "Languages", tabindex: "-1", hidden: true });

  constructor(player) {
    this.#player = player;
    const { language, languages = [] } = player.film;
    const now = languages.find((each) => each.language === language);
    if (!now || languages.length < 2) return;
    const code = language.split("-")[0].toUpperCase();
    this.button.append(icon("language"), h("span", { class: "code", "aria-hidden": "true" }, code));
    this.button.setAttribute("aria-label", `${code}, Language: ${now.name}`);
    this.button.title = "Language";
    this.button.hidden = false;
    this.menu.append(...languages.map((each) => h("button", { type: "button", class: "goto", "aria-current": String(each === now), on: { click: () => this.#choose(each) } },
      h("span", { lang: each.language, dir: each.direction }, each.name), each.englishName !== each.name && h("small", {}, each.englishName))));
  }

  #choose(chosen) {
    const { film, menus } = this.#player;
    menus.close();
    if (chosen.language === film.language) return this.button.focus();
    this.#player.preferences.set({ language: chosen.language });
    this.#player.emit("language", { language: chosen.language, videoId: chosen.videoId, title: chosen.title });
    return this.#player.goOnIn(chosen, this.#place());
  }

  /** Where the film is: in which scene, and how much of it has gone by. */
  #place() {
    const { chapters, fullScreen, video } = this.#player;
    const length = video.duration || 0;
    const starts = chapters.starts.length ? chapters.starts : [0];
    const scene = Math.max(starts.findLastIndex((start) => start <= video.currentTime + 0.05), 0);
    const end = starts[scene + 1] ?? length;
    const share = end > starts[scene] ? (video.currentTime - starts[scene]) / (end - starts[scene]) : 0;
    return { scene, share: Math.min(Math.max(share, 0), 1), whole: length ? video.currentTime / length : 0, plays: !video.paused && !video.ended, full: fullScreen.on };
  }
}

/** The same place in a film whose details these are, in seconds; null if they tell nothing of it. */
export function momentAt(place, details) {
  const length = Number(details.duration) || 0;
  const starts = Array.isArray(details.chapters) ? details.chapters.map(({ start }) => start).filter(Number.isFinite) : [];
  if (!length) return null;
  if (place.scene >= starts.length) return place.whole * length;
  const end = starts[place.scene + 1] ?? length;
  return starts[place.scene] + place.share * (end - starts[place.scene]);
}
