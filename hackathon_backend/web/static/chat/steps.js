/** What a video's progress means for people: four steps, and the time that is left. */

const DRAWN = ["Writing the brief", "Recording the voice", "Drawing the scenes", "Finishing"];
const FILMED = ["Writing the brief", "Making the pictures", "Adding voice and captions", "Finishing"];

/** The steps with the state of each ("done", "now" or "next") for what the server tells of a job. */
export function stepsOf({ step = "", percent = 0 }) {
  const filmed = /queue of|is rendering|asking /.test(step);
  const names = [...(filmed ? FILMED : DRAWN)];
  const scenes = /drawing scene \d+ of (\d+)/.exec(step)?.[1];
  if (scenes) names[2] = scenes === "1" ? "Drawing 1 scene" : `Drawing ${scenes} scenes`;
  const now = filmed ? placeOfFilmed(percent) : placeOfDrawn(step, percent);
  return names.map((name, index) => ({ name, state: index < now ? "done" : index === now ? "now" : "next" }));
}

/** The step of the moment in the server's own words, if they say more than the list does. */
export function detailOf({ step = "" }) {
  if (step === "ready to play") return "";
  return /^drawing|^waiting|is rendering|^asking/.test(step) ? step[0].toUpperCase() + step.slice(1) : "";
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
  if (percent >= 90) return 3;
  if (step.startsWith("drawing")) return 2;
  if (step === "speaking") return 1;
  return percent < 5 ? 0 : percent > 13.5 ? 2 : 1;
}

function placeOfFilmed(percent) {
  return percent >= 95 ? 2 : percent >= 5 ? 1 : 0;
}
