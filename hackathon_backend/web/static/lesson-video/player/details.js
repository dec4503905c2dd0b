import { fetchJson } from "../server.js";
import { listed } from "../values.js";

/** Give what the file of details holds to the parts that show it; without it the video plays all the same. */
export async function loadDetails(player) {
  const details = await fetchJson(player.film.details, { signal: player.signal }).catch(() => ({}));
  if (player.signal.aborted) return;
  const { chapters, descriptions, quizzes, seekBar, sources, takeaways, transcript } = player;
  const list = (name) => listed(details[name]);
  const timed = (name) => list(name).filter(({ start, text }) => typeof text === "string" && start >= 0);
  player.details = details;
  quizzes.use(list("quizzes"));
  sources.take(list("scenes"));
  transcript.language = takeaways.element.lang = player.language;
  if (list("chapters").length) chapters.use(list("chapters"), true);
  descriptions.use(timed("descriptions"), true);
  descriptions.usePauses(list("pauses").filter(({ at, seconds }) => at >= 0 && seconds >= 0));
  transcript.take(timed("sentences").map((each) => ({ ...each, words: listed(each.words).map((word) => ({ ...word })) })));
  takeaways.arrive(details.takeaways);
  seekBar.divide();
  if (descriptions.wanted) descriptions.swap(true);
}
