const LOST = { step: "The connection was lost; trying again" };

/** Whether the reply is one of a video that is still being made. */
export function isMaking(reply) {
  return reply.status === "queued" || reply.status === "in_progress";
}

/**
 * Follow a video until it has ended. `known` is its reply, if there is one already; `begins` gets the first reply of a
 * video in the making and gives back what hears of its progress.
 */
export async function follow(id, known, { server, signal, begins, ended, failed }) {
  let hear = null;
  let streams = true;
  for (let failures = 0; !signal.aborted; ) {
    try {
      const reply = known || (await server.reply(id, signal));
      known = null;
      failures = 0;
      if (signal.aborted) return;
      if (!isMaking(reply)) return ended(reply);
      hear ||= begins(reply);
      hear(reply);
      streams &&= await listen(server.events(id), hear, signal);
      if (streams) continue;
    } catch (error) {
      if (signal.aborted) return;
      const passing = !error.status || error.status >= 500 || error.status === 429;
      if (!passing || (!hear && failures >= 1)) return failed(error.message);
      failures += 1;
      hear?.(LOST);
    }
    await new Promise((go) => setTimeout(go, Math.min(1000 * 1.5 ** failures, 10000)));
  }
}

/** Hears of progress until the video has ended; false if the stream is refused: then asking is left. */
function listen(source, hear, signal) {
  return new Promise((done) => {
    const close = () => {
      source.close();
      done(true);
    };
    source.addEventListener("video.progress", (event) => {
      try {
        const video = JSON.parse(event.data).data;
        hear({ percent: video.progress, step: video.activity, left: video.remaining_seconds, size: video.size });
      } catch {
        /* a line that is not ours */
      }
    });
    source.addEventListener("video.completed", close);
    source.addEventListener("video.failed", close);
    source.addEventListener("error", () => {
      if (source.readyState === EventSource.CLOSED) done(false);
      else hear(LOST);
    });
    signal.addEventListener("abort", close);
  });
}
