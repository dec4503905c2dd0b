/**
 * One draft that others edit, too, over a WebSocket that is opened again whenever it breaks.
 *
 * What is typed goes out whole, one change at a time, and comes back merged with what others did; what others did is
 * taken over as soon as nothing of one's own is on its way, so that words under one's hands do not jump. A change that
 * was sent and not answered is sent again under its id, by which the server knows it if it has it.
 */
import { call, random } from "../api.js";

const QUIET = 250;
const LATEST = 600;
const STILL_HERE = 8000;
const LONGEST = 8000;
const FAREWELL = 4000;
const MOST_BYTES = 600_000;
const GONE = new Set([401, 403, 404]);

/**
 * `draft` is {id, revision, document} as it was shown. `host` has read(), the document as it is edited or null while it
 * is none, and show(document) for what others made of it. `hears` has people(list, me), wrong(message),
 * refused(message, alone) for a change that can't be shared as it is (`alone`: nor is seen what others write), with null
 * when it can, and state(word): "sending", "shared", "unreadable", "lost" or "gone".
 * Returns {changed(), undo(), at(field, caret), close()}.
 */
export function draftSocket(draft, host, hears) {
  const address = new URL(`../../api/drafts/${encodeURIComponent(draft.id)}/live?page=${random(16)}`, import.meta.url);
  address.protocol = address.protocol.replace("http", "ws");
  let socket = null;
  let closed = false;
  let pause = 500;
  let retry = 0;
  let place = { field: "", caret: 0 };
  // What the text here was made of, and the last that the server told: {text, revision}. A base without a revision is
  // one that only this page has: it is sent along.
  let base = { text: JSON.stringify(draft.document), revision: draft.revision };
  let latest = base;
  let flight = null; // what was sent and is not answered: {id, text, base, number}
  let refused = null; // what can't be shared as it is: {text, again}
  let sent = 0;
  let undoing = false;
  let composing = false;
  let timer = 0;
  let until = 0;

  const said = () => {
    const document = host.read();
    return document === null ? null : JSON.stringify(document);
  };
  const isOpen = () => socket?.readyState === WebSocket.OPEN;

  // -- what goes out

  /** Send in a moment: when nothing is typed any more, and while it is, every now and then. */
  function soon() {
    clearTimeout(timer);
    until ||= Date.now() + LATEST;
    timer = setTimeout(go, Math.max(0, Math.min(QUIET, until - Date.now())));
  }

  function changed() {
    if (isOpen() && said() !== base.text) hears.state("sending");
    soon();
  }

  /** Send what was written, or, if there is nothing to send, take over what others wrote. */
  function go() {
    clearTimeout(timer);
    until = 0;
    if (!isOpen() || flight) return;
    const text = said();
    if (text !== null && text !== base.text && text !== refused?.text) return fly(text, base);
    if (undoing) {
      undoing = false;
      socket.send(JSON.stringify({ undo: true }));
    }
    if (closed) return socket.close();
    takeOver(text);
  }

  function fly(text, of, id = random(8)) {
    const message = JSON.stringify({ edit: JSON.parse(text), base: of.revision ?? JSON.parse(of.text), id });
    if (new Blob([message]).size > MOST_BYTES) return refuse(text, "It is far too long.");
    sent += 1;
    flight = { id, text, base: of, number: sent };
    hears.state("sending");
    socket.send(message);
  }

  // -- what comes in

  function takeOver(text) {
    if (text === null) return hears.state("unreadable");
    if (composing || text !== base.text) return text === refused?.text ? hears.state("held") : undefined;
    if (refused) hears.refused(null);
    refused = null;
    base = latest;
    if (text !== base.text) host.show(JSON.parse(base.text));
    hears.state("shared");
  }

  function told({ revision, document, answers }) {
    latest = { revision, text: JSON.stringify(document) };
    if (flight && answers < flight.number) return;
    if (flight) {
      // What was written since was made of what was sent, not of what became of that.
      base = { text: flight.text };
      flight = refused = null;
      hears.refused(null);
    } else if (refused?.again) {
      // Others may have made room for it. If not, the answer brings what they wrote.
      refused = null;
      return soon();
    }
    go();
  }

  function refuse(text, message, again = false) {
    refused = { text, again };
    hears.refused(message, !again);
    if (closed) socket.close();
  }

  /** `asked` is what was refused, null if the server could not tell; `document` what would have become of it. */
  function failed({ error, asked, document }) {
    if (!flight || (asked && asked !== "edit")) return hears.wrong(error.message);
    if (!asked) sent -= 1;
    const { text, base: of } = flight;
    flight = null;
    // That revision is no longer kept: here it is.
    if (error.code === "conflict" && of.revision !== undefined) return fly(text, { text: of.text });
    if (said() !== text || !document) {
      refuse(text, error.message);
      return said() === text ? undefined : soon();
    }
    base = latest;
    refuse(JSON.stringify(document), error.message, true);
    if (text !== refused.text) host.show(document);
  }

  // -- the connection

  function open() {
    clearTimeout(retry);
    let was = false;
    socket = new WebSocket(address);
    socket.onopen = () => {
      was = true;
      [sent, pause] = [0, 500];
      here();
      if (flight) fly(flight.text, flight.base, flight.id);
      else soon();
    };
    socket.onmessage = ({ data }) => {
      const message = JSON.parse(data);
      if (message.type === "draft") told(message);
      else if (message.type === "present") hears.people(message.people, message.you);
      else if (message.type === "error") failed(message);
    };
    socket.onclose = async ({ code }) => {
      hears.people([], null);
      if (closed) return;
      const isGone = code === 1008 || (!was && (await isRefused()));
      if (closed) return;
      hears.state(isGone ? "gone" : "lost");
      if (isGone) return;
      retry = setTimeout(open, pause);
      pause = Math.min(LONGEST, pause * 2);
    };
  }

  /** Whether the server is there and has no such draft for whoever asks: a WebSocket that is refused does not tell. */
  async function isRefused() {
    const answer = await call(`api/drafts/${encodeURIComponent(draft.id)}`).catch((error) => error);
    return GONE.has(answer.status);
  }

  function here() {
    if (isOpen()) socket.send(JSON.stringify({ here: place }));
  }

  function at(field, caret) {
    if (field === place.field && caret === place.caret) return;
    place = { field, caret };
    clearTimeout(at.timer);
    at.timer = setTimeout(here, 120);
  }

  function undo() {
    if (!isOpen()) return;
    undoing = true;
    go();
  }

  /** Say good-bye when the last that was written has arrived. */
  function close() {
    const last = said();
    host = { read: () => (last === null ? null : JSON.parse(last)), show: () => {} };
    closed = true;
    clearTimeout(retry);
    clearInterval(beat);
    away.abort();
    if (!isOpen()) return socket.close();
    const line = socket;
    setTimeout(() => line.close(), FAREWELL);
    go();
  }

  const away = new AbortController();
  const hear = (target, name, act) => target.addEventListener(name, act, { signal: away.signal });
  hear(window, "online", () => !isOpen() && socket.readyState === WebSocket.CLOSED && open());
  hear(window, "pagehide", () => {
    const text = said();
    if (isOpen() && text !== null && text !== (flight ?? base).text) fly(text, flight ? { text: flight.text } : base);
  });
  hear(document, "compositionstart", () => (composing = true));
  hear(document, "compositionend", () => {
    composing = false;
    soon();
  });
  const beat = setInterval(here, STILL_HERE);
  open();
  return { changed, at, undo, close };
}
