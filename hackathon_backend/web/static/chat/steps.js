/** What a video's progress means for people: a few steps, and the time that is left. */

const DRAWN = ["Writing the brief", "Recording the voice", "Drawing the scenes", "Finishing"];
const FILMED = ["Writing the brief", "Making the pictures", "Adding voice and captions"];

/** The steps of one video, of which later news may say less than earlier ones. */
export class Steps {
  #filmed = false;
  #scenes = 0;
  #now = 0;

  /** The steps with the state of each ("done", "now" or "next") after the server has told `step` and `percent`. */
  after({ step = "", percent = 0 }) {
    const drawn = /^speaking|^drawing/.test(step);
    const filmed = drawn ? false : this.#filmed || /queue of|is rendering|^asking /.test(step);
    // Another engine has its turn: it begins anew.
    if (filmed !== this.#filmed) this.#now = 0;
    this.#filmed = filmed;
    this.#scenes = Number(/drawing scene \d+ of (\d+)/.exec(step)?.[1] ?? this.#scenes);
    this.#now = Math.max(this.#now, filmed ? placeOfFilmed(percent) : placeOfDrawn(step, percent));
    return this.#names().map((name, index) => ({ name, state: ["next", "now", "done"][1 + Math.sign(this.#now - index)] }));
  }

  #names() {
    if (this.#filmed) return FILMED;
    const names = [...DRAWN];
    if (this.#scenes) names[2] = this.#scenes === 1 ? "Drawing 1 scene" : `Drawing ${this.#scenes} scenes`;
    return names;
  }
}

/** The step of the moment in the server's own words, if they say more than the list does. */
export function detailOf({ step = "" }) {
  if (step === "ready to play") return "";
  return /^drawing|^waiting|^writing (the outline|scene)|^going over|is rendering|^asking/.test(step) ? step[0].toUpperCase() + step.slice(1) : "";
}

/** "About 8 seconds left", or "" while nobody knows. */
export function timeLeft(seconds) {
  if (seconds === null || seconds === undefined) return "";
  if (seconds < 2) return "Almost done";
  if (seconds < 55) return `About ${Math.ceil(seconds / 5) * 5} seconds left`;
  const minutes = Math.round(seconds / 60);
  return minutes <= 1 ? "About a minute left" : `About ${minutes} minutes left`;
}

function placeOfDrawn(step, percent) {
  if (percent >= 90 || step.startsWith("adding") || step.startsWith("joining")) return 3;
  if (step.startsWith("drawing")) return 2;
  if (step === "speaking") return 1;
  return percent < 5 ? 0 : percent > 13.5 ? 2 : 1;
}

function placeOfFilmed(percent) {
  return percent >= 95 ? 2 : percent >= 5 ? 1 : 0;
}
