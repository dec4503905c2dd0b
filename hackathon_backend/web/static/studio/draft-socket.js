/**
 * One draft that others edit, too, over a WebSocket that is opened again whenever it breaks.
 *
 * What is typed goes out whole and comes back merged with what others did. Until all that was sent has come back,
 * nothing is taken over: the words under one's hands do not jump.
 */
const QUIET = 250;
const STILL_HERE = 8000;
const LONGEST = 15000;

/**
 * `host` has read(), the document as it is edited or null while it is none, and show(document) for what others made of
 * it. `hears` has people(list, me), state(word) for "open", "lost" and "gone", and wrong(message).
 * Returns {changed(), undo(), at(field, caret), close()}.
 */
export function draftSocket(id, host, hears) {
  let socket = null;
  let closed = false;
  let timer = 0;
  let pause = 500;
  let place = { field: "", caret: 0 };
  let taken = null; // the last revision that was taken over, as {revision, text}
  let own = null; // what was sent since, as text
  let sent = 0;

  const said = () => {
    const document = host.read();
    return document === null ? null : JSON.stringify(document);
  };

  function send() {
    clearTimeout(timer);
    const text = said();
    if (socket?.readyState !== WebSocket.OPEN || !taken || text === null || text === (own ?? taken.text)) return;
    const message = { edit: JSON.parse(text) };
    if (own === null) message.base = taken.revision;
    own = text;
    sent += 1;
    socket.send(JSON.stringify(message));
  }

  function changed() {
    clearTimeout(timer);
    timer = setTimeout(send, QUIET);
  }

  /** Take over what the server has, unless something is on its way or under one's hands. */
  function take(message) {
    if (message.answers < sent) return;
    const text = said();
    const unsent = taken && text !== null && text !== (own ?? taken.text);
    if (unsent) return changed();
    const now = JSON.stringify(message.document);
    taken = { revision: message.revision, text: now };
    own = null;
    if (text !== now) host.show(message.document);
  }

  function open() {
    const address = new URL(`../../api/drafts/${encodeURIComponent(id)}/live`, import.meta.url);
    address.protocol = address.protocol.replace("http", "ws");
    socket = new WebSocket(address);
    socket.onopen = () => {
      // The server knows nothing of what was sent before: it is sent again, as a change of what was taken over.
      [sent, own, pause] = [0, null, 500];
      hears.state("open");
      here();
    };
    socket.onmessage = ({ data }) => {
      const message = JSON.parse(data);
      if (message.type === "draft") take(message);
      else if (message.type === "present") hears.people(message.people, message.you);
      else if (message.type === "error") hears.wrong(message.error.message);
    };
    socket.onclose = ({ code }) => {
      hears.people([], null);
      if (closed) return;
      hears.state(code === 1008 ? "gone" : "lost");
      if (code === 1008) return;
      setTimeout(() => closed || open(), pause);
      pause = Math.min(LONGEST, pause * 2);
    };
  }

  function here() {
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ here: place }));
  }

  function at(field, caret) {
    if (field === place.field && caret === place.caret) return;
    place = { field, caret };
    clearTimeout(at.timer);
    at.timer = setTimeout(here, 120);
  }

  const beat = setInterval(here, STILL_HERE);
  open();
  return {
    changed,
    at,
    undo: () => {
      send();
      socket?.send(JSON.stringify({ undo: true }));
    },
    close: () => {
      send();
      closed = true;
      clearInterval(beat);
      socket?.close();
    },
  };
}
