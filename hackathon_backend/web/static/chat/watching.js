/** How far videos are: one of them as it happens, the others by asking from time to time. */
import { call, follow } from "../api.js";

const EVERY = 1500;
/** A browser has six connections to a server; each stream holds one, in every tab. */
const MOST = 1;
let streams = 0;

/** Tell `handlers` (as those of `follow`) of a video until it has ended. Returns a function that stops. */
export function watch(progress, handlers) {
  if (streams >= MOST) return ask(progress.statusUrl, handlers);
  streams += 1;
  let open = true;
  const leave = () => {
    if (open) streams -= 1;
    open = false;
  };
  const ending = {};
  for (const name of ["message", "error", "gone"]) ending[name] = (data) => (leave(), handlers[name](data));
  const stop = follow(progress.eventsUrl, { ...handlers, ...ending });
  return () => (leave(), stop());
}

function ask(path, handlers) {
  let timer = 0;
  let lost = false;
  let stopped = false;
  const look = async () => {
    try {
      const seen = await call(path);
      if (stopped) return;
      if (lost) handlers.found();
      lost = false;
      if (seen.format) return handlers.message(seen);
      handlers.progress(seen);
    } catch (error) {
      if (stopped) return;
      if (!error.offline && error.status < 500) return handlers.gone(error);
      if (!lost) handlers.lost();
      lost = true;
    }
    timer = setTimeout(look, EVERY);
  };
  look();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
