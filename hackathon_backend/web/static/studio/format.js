/** Numbers and times as people read them. */

const day = new Intl.DateTimeFormat("en", { day: "numeric", month: "short", year: "numeric" });
const moment = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "medium" });

/** A sum in US dollars, as in accounts. */
export const dollars = (sum) => sum.toLocaleString("en", { style: "currency", currency: "USD" });

/** US dollars; null is a price that nobody knows. */
export function money(sum) {
  if (sum === null || sum === undefined) return "price unknown";
  if (sum === 0) return "free";
  return `$${sum < 0.1 ? sum.toFixed(3).replace(/0$/, "") : sum.toFixed(2)}`;
}

/** What was paid for a video, in words; one that is not known for certain says so. */
export function paid({ spent_usd: spent, known }) {
  if (known) return money(spent);
  return spent ? `about ${money(spent)}, not certain` : "not known";
}

/** What a video was thought to cost when it was ordered; null if nobody knew. */
export const estimated = ({ estimated_usd: sum }) => (sum === null ? null : sum ? `about ${money(sum)}` : "free");

/** Seconds as on a player: "0:54". */
export function clock(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  const parts = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  const shown = parts[0] ? parts : parts.slice(1);
  return shown.map((part, index) => (index ? String(part).padStart(2, "0") : String(part))).join(":");
}

/** A length of time in words: "12 s", "3 min 5 s". */
export function span(seconds) {
  if (seconds < 10) return `${Math.round(seconds * 10) / 10} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  const rest = Math.round(seconds % 60);
  return rest ? `${minutes} min ${rest} s` : `${minutes} min`;
}

/** How long ago unix seconds were. */
export function ago(at) {
  const passed = Date.now() / 1000 - at;
  if (passed < 60) return "just now";
  if (passed < 3600) return `${Math.floor(passed / 60)} min ago`;
  if (passed < 86_400) return `${Math.floor(passed / 3600)} h ago`;
  if (passed < 604_800) return `${Math.floor(passed / 86_400)} d ago`;
  return day.format(at * 1000);
}

/** Unix seconds as date and time. */
export const when = (at) => moment.format(at * 1000);

/** "1 video", "3 videos". */
export const many = (count, thing) => `${count.toLocaleString("en")} ${thing}${count === 1 ? "" : "s"}`;

/** "1280x720" as numbers. */
export const sides = (size) => size.split("x").map(Number);

/** A shape in a word. */
export function shapeOf(size) {
  const [width, height] = sides(size);
  const ratio = width / height;
  if (ratio > 1.1) return ratio > 1.76 ? "Wide" : "Landscape";
  return ratio < 0.9 ? "Tall" : "Square";
}
