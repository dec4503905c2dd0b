/** The number, or the end of the range that it is beyond. */
export const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

/** The objects of a list; none of what is no list. */
export function listed(value) {
  return Array.isArray(value) ? value.filter((each) => each && typeof each === "object") : [];
}

/** The address, if it is one that a page may load or link to; a page that is a file may load those beside it. */
export function address(text, base) {
  try {
    const url = new URL(text, base);
    return ["http:", "https:", "blob:"].includes(url.protocol) || (url.protocol === "file:" && location.protocol === "file:") ? url.href : "";
  } catch {
    return "";
  }
}

/** Seconds as "1:04". */
export function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds || 0));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, String(whole % 60).padStart(2, "0")];
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}

/** Seconds as they are said: "1 minute 4 seconds". */
export function spoken(seconds) {
  const count = (number, unit) => (number ? `${number} ${unit}${number === 1 ? "" : "s"}` : "");
  const whole = Math.max(0, Math.round(seconds || 0));
  return `${count(Math.floor(whole / 60), "minute")} ${count(whole % 60, "second")}`.trim() || "0 seconds";
}

/** The address of a file of ours, at which a browser saves it even if it lies elsewhere; any other as it is. */
export function toSave(text) {
  const url = new URL(text, location.href);
  if (/\/videos\/[^/]+$/.test(url.pathname)) url.searchParams.set("download", "1");
  return url.href;
}
