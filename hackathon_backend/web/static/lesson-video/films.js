import { address, listed } from "./values.js";

const REPLY_FILES = { src: "videoUrl", poster: "thumbnailUrl", captions: "captionsUrl", chapters: "chaptersUrl", described: "describedUrl", descriptions: "descriptionsUrl", sprites: "spritesUrl", details: "detailsUrl", transcript: "transcriptUrl" };

/** The film that a reply of the API tells of, or one of the languages in it; its files lie at `base`. */
export function filmOf(reply, base, title = "") {
  const url = (name) => (reply[name] && typeof reply[name] === "string" ? address(reply[name], base) : "");
  const files = Object.fromEntries(Object.entries(REPLY_FILES).map(([file, name]) => [file, url(name)]));
  return { id: reply.videoId, title: reply.title || title, size: reply.size, takeaways: reply.keyTakeaways, ...files, ...languagesOf(reply.languages, reply.videoId) };
}

/** The languages that are offered of a film, and the one that it is in. */
export function languagesOf(languages, id) {
  const known = listed(languages).filter((each) => typeof each.language === "string" && typeof each.videoUrl === "string");
  return { languages: known, language: known.find((each) => each.videoId === id)?.language };
}

/** The film in one of its languages. */
export function inLanguage(film, chosen, base) {
  return { ...filmOf(chosen, base, film.title), languages: film.languages, language: chosen.language };
}

/** The languages in an attribute; none in one that makes no sense. */
export function readLanguages(text) {
  try {
    return listed(JSON.parse(text || "[]"));
  } catch {
    return [];
  }
}
