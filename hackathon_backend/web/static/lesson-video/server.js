/** The server that this file came from also has the videos. */
const HOME = new URL("../../", import.meta.url);

/** An error that has words for people; `status` is 0 if there was no answer. */
class ServerError extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

/** The JSON of an address. Whatever goes wrong is an error whose message can be shown. */
export async function fetchJson(url, options) {
  let answer;
  try {
    answer = await fetch(url, options);
  } catch {
    throw new ServerError("The server could not be reached. Check the connection.", 0);
  }
  const body = await answer.json().catch(() => null);
  if (answer.ok && body) return body;
  const kind = { 404: "There is no such video here.", 410: "This video was removed because it had reached its age limit.", 429: "That was a little fast. Wait a moment and try again." };
  throw new ServerError(kind[answer.status] || body?.error?.message || "Something went wrong on the server.", answer.status);
}

/** The path of a video's page: whoever may load what is at the address `film` is let in there, too. */
export function watchPath(id, film) {
  const share = new URL(film, HOME).searchParams.get("share") || "";
  // A token with a dot in it passes after some hours, and opens the file alone.
  return `watch/${encodeURIComponent(id)}${share && !share.includes(".") ? `?share=${encodeURIComponent(share)}` : ""}`;
}

/** The API of the server that has the videos. */
export class VideoServer {
  /**
   * `given` is the address of another server than the one of this file, if it is one; `share` the token that the page
   * of a video was opened with.
   */
  constructor(given, share = "") {
    this.base = new URL(given || HOME, document.baseURI);
    this.ending = share ? `?share=${encodeURIComponent(share)}` : "";
  }

  url(path) {
    return new URL(path, this.base.href.replace(/\/?$/, "/")).href;
  }

  /** The page of a video; `film` is the address of its file. */
  watchPage(id, film) {
    return this.url(watchPath(id, new URL(film, this.base)));
  }

  /** Where views of a video are counted; whoever may have its file may tell of them. */
  views(id, film) {
    const share = new URL(film, this.base).searchParams.get("share");
    return this.url(`api/videos/${encodeURIComponent(id)}/views${share ? `?share=${encodeURIComponent(share)}` : ""}`);
  }

  events(id) {
    return new EventSource(this.url(`v1/videos/${encodeURIComponent(id)}/events`));
  }

  /** The reply of a video, finished or not. */
  reply(id, signal) {
    return fetchJson(this.url(`api/videos/${encodeURIComponent(id)}${this.ending}`), { signal });
  }

  /** The order of a video, with the prompt that it was made of. */
  order(id, signal) {
    return fetchJson(this.url(`v1/videos/${encodeURIComponent(id)}`), { signal });
  }

  create(prompt, signal) {
    return this.#post("v1/videos", { prompt }, signal);
  }

  remix(id, prompt, signal) {
    return this.#post(`v1/videos/${encodeURIComponent(id)}/remix`, { prompt }, signal);
  }

  cancel(id) {
    return fetchJson(this.url(`v1/videos/${encodeURIComponent(id)}/cancel`), { method: "POST" });
  }

  #post(path, body, signal) {
    return fetchJson(this.url(path), { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body), signal });
  }
}
