const KEY = "lesson-video";
const AT_FIRST = { captions: true, size: "Normal", speed: 1, volume: 1, muted: false, quizzes: true, descriptions: false, script: null, language: null };

/** What somebody has chosen, remembered from video to video; a page that may not store anything just forgets it. */
export class Preferences {
  #chosen = { ...AT_FIRST, ...stored() };

  /** The choice of that name; `script` is null as long as nobody has chosen. */
  get(name) {
    return this.#chosen[name];
  }

  set(change) {
    Object.assign(this.#chosen, change);
    try {
      // Another player may have stored something since.
      localStorage.setItem(KEY, JSON.stringify({ ...stored(), ...change }));
    } catch {
      /* not allowed here */
    }
  }
}

function stored() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) || {};
  } catch {
    return {};
  }
}
