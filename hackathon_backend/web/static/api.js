/**
 * The server, as pages speak to it.
 *
 *   await call("v1/videos", { method: "POST", json: { prompt } })     the JSON answer, or an ApiError
 *   for await (const event of stream("api/chat", { json }))           server-sent events of a POST
 *   const stop = follow("/api/messages/x/events", { progress, message })  the same of a GET, connected again and again
 */

const ROOT = new URL("..", import.meta.url);
const TOKEN = document.querySelector('meta[name="csrf"]')?.content;

/** The address of a page or a path of this server, home`studio`: it may stand under a prefix. */
export const home = (parts, ...values) => new URL(String.raw({ raw: parts }, ...values), ROOT).href;

/** So many random bytes as hexadecimal digits, such as a key for what may be sent twice and is to be done once. */
export const random = (bytes = 16) => [...crypto.getRandomValues(new Uint8Array(bytes))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** An answer that says what is wrong, in the shape {error: {message, type, param, code}}, or no answer at all. */
export class ApiError extends Error {
  constructor(message, { status = 0, code = null, param = null, type = null } = {}) {
    super(message);
    this.name = "ApiError";
    /** The HTTP status; 0 when the server could not be reached. */
    this.status = status;
    this.code = code;
    this.param = param;
    this.type = type;
  }

  /** Whether the server could not be reached, so that it is worth trying again. */
  get offline() {
    return this.status === 0;
  }
}

/** Call the server. `json` is sent as the body; `form` is a FormData. Returns the JSON of the answer, or null. */
export async function call(path, options = {}) {
  const answer = await send(path, options);
  return answer.headers.get("Content-Type")?.includes("json") ? answer.json() : null;
}

/**
 * Something that POSTs what is to be done once, as `call` does: what was sent without an answer is sent again under the
 * same key. `mark` tells a body from others, if it is none of JSON.
 */
export function sender() {
  let last = { body: "", key: "" };
  return async (path, options, mark = options.json) => {
    const body = JSON.stringify([path, mark]);
    if (last.body !== body) last = { body, key: random() };
    const headers = { "Idempotency-Key": last.key };
    try {
      const made = await call(path, { method: "POST", headers, ...options });
      last = { body: "", key: "" };
      return made;
    } catch (error) {
      // An answer is an answer: only what has none is sent under the same key again.
      if (!error.offline && error.status < 500) last = { body: "", key: "" };
      throw error;
    }
  };
}

/**
 * POST a FormData, and tell how far it is: `progress(sent, total)` in bytes. Under the same `key` it is done once.
 * Returns the JSON of the answer. A `signal` ends it.
 */
export function upload(path, form, { progress, signal, key } = {}) {
  return new Promise((resolve, reject) => {
    // `fetch` does not tell how much has been sent.
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    request.open("POST", new URL(path, ROOT));
    request.setRequestHeader("Accept", "application/json");
    if (key) request.setRequestHeader("Idempotency-Key", key);
    if (TOKEN) request.setRequestHeader("X-CSRF-Token", TOKEN);
    request.responseType = "json";
    request.upload.onprogress = ({ loaded, total }) => progress?.(loaded, total);
    request.onload = () => {
      if (request.status < 300) resolve(request.response);
      else reject(refused(request.status, request.response));
    };
    request.onerror = () => reject(new ApiError("The server can't be reached, or it has refused the file. Check the connection, then try again."));
    request.onabort = () => reject(new DOMException("It was stopped.", "AbortError"));
    request.onloadend = () => signal?.removeEventListener("abort", stop);
    signal?.addEventListener("abort", stop);
    request.send(form);
  });
}

/**
 * POST and yield the server-sent events of the answer as {event, data, id}; a JSON answer is one "message".
 * `opened` is called with the headers as soon as they are there.
 */
export async function* stream(path, { opened, ...options } = {}) {
  const answer = await send(path, { method: "POST", accept: "text/event-stream", ...options });
  opened?.(answer.headers);
  if (!answer.headers.get("Content-Type")?.includes("event-stream")) {
    yield { event: "message", data: await answer.json(), id: "" };
    return;
  }
  let waiting = "";
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { value, done } = await reader.read().catch(() => {
      throw new ApiError("The connection was lost.");
    });
    if (done) return;
    const blocks = (waiting + value).split("\n\n");
    waiting = blocks.pop();
    for (const block of blocks) {
      const event = readEvent(block);
      if (event) yield event;
    }
  }
}

/**
 * Follow a stream of events until `message` or `error` has come, through lost connections and restarts.
 *
 * `handlers` are called with the data of the events of their name; `lost` when the connection is lost, `found` when it
 * is there again, `gone` (with an ApiError) when the server answers that there is no such thing. Returns a function
 * that stops.
 */
export function follow(path, handlers) {
  let source = null;
  let timer = 0;
  let wait = 500;
  let lost = false;

  const stop = () => {
    clearTimeout(timer);
    source?.close();
    source = null;
  };

  const connect = () => {
    source = new EventSource(new URL(path, ROOT));
    source.onopen = () => {
      wait = 500;
      if (lost) handlers.found?.();
      lost = false;
    };
    for (const name of new Set(["message", "error", ...Object.keys(handlers)])) {
      source.addEventListener(name, (event) => {
        if (event.data === undefined) return;
        // Closed first: the server ends the stream now, and a browser would connect again.
        if (name === "message" || name === "error") stop();
        handlers[name]?.(JSON.parse(event.data));
      });
    }
    source.onerror = (event) => {
      if (event.data !== undefined || source === null) return;
      source.close();
      if (!lost) handlers.lost?.();
      lost = true;
      timer = setTimeout(again, wait);
      wait = Math.min(wait * 1.6, 8000);
    };
  };

  const again = async () => {
    // An EventSource does not tell a server that is away from one that refuses.
    try {
      await call(path.replace(/\/events$/, ""));
    } catch (error) {
      if (error.status >= 400 && error.status < 500) {
        stop();
        handlers.gone?.(error);
        return;
      }
    }
    if (source) connect();
  };

  connect();
  return stop;
}

async function send(path, { method = "GET", json, form, headers = {}, accept = "application/json", signal } = {}) {
  const own = { Accept: accept, ...headers };
  if (json !== undefined) own["Content-Type"] = "application/json";
  // Whoever is logged in: that it is this page that asks, and no other site's.
  if (TOKEN && method !== "GET") own["X-CSRF-Token"] = TOKEN;
  let answer;
  try {
    answer = await fetch(new URL(path, ROOT), { method, headers: own, body: json === undefined ? form : JSON.stringify(json), signal });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new ApiError("The server can't be reached. Check the connection, then try again.");
  }
  if (!answer.ok) throw await refusal(answer);
  return answer;
}

async function refusal(answer) {
  return refused(answer.status, await answer.json().catch(() => null));
}

function refused(status, body) {
  const error = body?.error ?? {};
  return new ApiError(error.message ?? `The server answered ${status}.`, { status, ...error });
}

function readEvent(block) {
  const event = { event: "message", data: "", id: "" };
  for (const line of block.split("\n")) {
    const [, name, value] = /^(\w*): ?(.*)$/.exec(line) ?? [];
    if (name === "data") event.data += (event.data && "\n") + value;
    else if (name === "event" || name === "id") event[name] = value;
  }
  return event.data ? { ...event, data: JSON.parse(event.data) } : null;
}
