import { h } from "../dom.js";
import { address } from "../values.js";
import { moveTimes } from "./film-times.js";

/** The video with its tracks, which are loaded by the browser and drawn by the player. */
export function videoOf(film) {
  // What the page itself has made is no other site's, and a film that lies beside a page on a disk can not be had by CORS.
  const foreign = [film.captions, film.descriptions, film.chapters, film.sprites].some((url) => url && !url.startsWith("blob:") && new URL(url).origin !== location.origin);
  const track = (kind, src) => src && h("track", { kind, src, label: kind, "data-is": kind });
  return h("video", { part: "video", playsinline: true, preload: "metadata", src: film.src, poster: film.poster || null, crossorigin: foreign ? "anonymous" : null, "aria-label": film.title || "Video", tabindex: "-1" },
    track("captions", film.captions), track("descriptions", film.descriptions), track("chapters", film.chapters), track("metadata", film.sprites));
}

/** Give what the tracks hold to the parts that show it. */
export function loadTracks(player) {
  const { captions, chapters, descriptions, film, seekBar, transcript } = player;
  const takes = {
    captions: (cues) => transcript.use(cues.map((cue) => ({ start: cue.startTime, end: cue.endTime, text: plain(cue).replace(/\s+/g, " "), words: [] })), false),
    chapters: (cues) => chapters.use(cues.map((cue) => ({ start: cue.startTime, title: plain(cue) }))),
    descriptions: (cues) => descriptions.use(cues.map((cue) => ({ start: cue.startTime, end: cue.endTime, text: plain(cue) })), false),
    metadata: (cues) => (seekBar.preview.tiles = cues.flatMap((cue) => tile(cue, film.sprites))),
  };
  for (const track of player.video.querySelectorAll("track")) {
    track.track.mode = "hidden"; // loaded, and not drawn
    player.hear(track, "load", () => {
      const cues = [...(track.track.cues || [])];
      if (descriptions.swapped) moveTimes(cues, ["startTime", "endTime"], descriptions.moved);
      takes[track.dataset.is](cues);
    });
  }
  captions.listen();
}

/** A cue's text without its markup. */
export function plain(cue) {
  return cue.getCueAsHTML().textContent;
}

/** The address with the token of the other: whoever may load the one may load the other. */
function withTokenOf(other, url) {
  const { searchParams, origin } = new URL(other);
  const share = searchParams.get("share");
  return url && share && new URL(url).origin === origin ? `${url}?share=${encodeURIComponent(share)}` : url;
}

/** A small picture of the sprite sheet, as a cue names it: "sheet.jpg#xywh=0,0,160,90". */
function tile(cue, base) {
  const match = /^(.*)#xywh=(\d+),(\d+),(\d+),(\d+)\s*$/.exec(cue.text.trim());
  const url = match && withTokenOf(base, address(match[1], base));
  if (!url) return [];
  const [x, y, width, height] = match.slice(2).map(Number);
  return [{ start: cue.startTime, end: cue.endTime, url, x, y, width, height }];
}
