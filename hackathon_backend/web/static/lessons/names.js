/** How lessons, languages, days and sizes are called on these pages. */
const languages = new Intl.DisplayNames(["en"], { type: "language" });
const time = new Intl.DateTimeFormat("en", { timeStyle: "short" });
const day = new Intl.DateTimeFormat("en", { day: "numeric", month: "short" });
const year = new Intl.DateTimeFormat("en", { day: "numeric", month: "short", year: "numeric" });

/** Who may read a lesson: [value, icon, in a word, in a sentence]. */
export const WHO = [
  ["private", "lock", "Only you", "Only you, and those whom you name below."],
  ["class", "people", "Everybody here", "Everybody who logs in here."],
  ["public", "globe", "Public", "Everybody who has the address, without a log-in."],
];

/** Languages that are offered; a lesson may have any other. */
const OFFERED = ["en", "es", "fr", "de", "pt", "it", "nl", "pl", "tr", "ru", "uk", "ar", "he", "fa", "hi", "bn", "zh", "ja", "ko", "vi", "id", "th", "el", "sv", "da", "nb", "fi", "cs", "hu", "ro"];

/** "German" of "de". */
export function languageName(code) {
  try {
    return languages.of(code) ?? code;
  } catch {
    return code;
  }
}

/** [code, name] of each language that is offered, and of `own`, by name. */
export function languageChoices(own) {
  const codes = new Set(own ? [...OFFERED, own] : OFFERED);
  return [...codes].map((code) => [code, languageName(code)]).sort(([, one], [, other]) => one.localeCompare(other));
}

/** "today, 14:02", "28 Nov" or "28 Nov 2025". */
export function when(moment) {
  const at = new Date(moment);
  const now = new Date();
  if (Number.isNaN(at.getTime())) return "";
  if (at.toDateString() === now.toDateString()) return `today, ${time.format(at)}`;
  return (at.getFullYear() === now.getFullYear() ? day : year).format(at);
}

/** "3.2 MB" of a number of bytes. */
export function size(bytes) {
  if (bytes < 1e6) return `${Math.max(1, Math.round(bytes / 1e3))} kB`;
  return `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
}

/** "1 page", "3 pages". */
export const many = (count, word) => `${count.toLocaleString("en")} ${word}${count === 1 ? "" : "s"}`;

/** A text as it is looked for: small letters without accents. */
export const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ").trim();

/** The path of a lesson in the API, or of something of it. */
export const pathOf = (id, part = "") => `api/lessons/${encodeURIComponent(id)}${part && `/${part}`}`;
