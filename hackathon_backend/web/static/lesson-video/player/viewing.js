const JUMP = 2; // seconds between two looks from which on the film was not watched in between

/** What the page hears of somebody watching, and what waits for them on the way. */
export class Viewing {
  #player;
  #last = 0; // where the film was when it was last looked at
  #seen = new Set(); // seconds that have been watched
  #tenth = -1;
  #quarters = 0; // of the film that were really seen
  #scene = -1;

  constructor(player) {
    this.#player = player;
    player.hear(player.video, "seeking", () => this.arrive(player.video.currentTime));
    player.hear(player.video, "ended", () => this.#complete());
    player.hear(player.video, "play pause", ({ type }) => player.emit(type, { currentTime: player.video.currentTime }));
  }

  arrive(now) {
    this.#last = now;
  }

  watch(now) {
    if (now < this.#last || now - this.#last > JUMP) return;
    this.pass(this.#last, now);
    this.#arriveInScene(now);
    this.#tellQuarters();
    if (this.#stopped(now)) return;
    const length = this.#player.video.duration;
    const tenth = Math.floor((10 * now) / (length || Infinity));
    if (tenth === this.#tenth) return;
    this.#tenth = tenth;
    this.#player.emit("progress", { phase: "watching", percent: Math.round((100 * now) / length), ...this.#watched });
  }

  /** All from one moment to another counts as watched. */
  pass(from, to) {
    const { counting, descriptions } = this.#player;
    for (let second = Math.floor(from); second <= Math.floor(to); second += 1) this.#seen.add(second);
    counting?.watched(descriptions.plain(from), descriptions.plain(to));
  }

  #arriveInScene(now) {
    const { chapters } = this.#player;
    const index = chapters.starts.findLastIndex((start) => start <= now + 0.05);
    if (index < 0 || index === this.#scene) return;
    this.#scene = index;
    this.#player.emit("scene", { index, title: chapters.titleOf(index), currentTime: now });
  }

  #tellQuarters() {
    const { watched } = this.#watched;
    while (this.#quarters < 4 && watched >= (this.#quarters + 1) / 4) {
      this.#quarters += 1;
      this.#player.emit("milestone", { percent: 25 * this.#quarters, watched });
    }
  }

  /** Whether a question or a description has stopped the film. */
  #stopped(now) {
    const { descriptions, quizzes } = this.#player;
    if (quizzes.asks) return false;
    const quiz = quizzes.between(this.#last, now);
    if (quiz) quizzes.ask(quiz);
    const text = quiz ? undefined : descriptions.between(this.#last, now);
    if (text) descriptions.speak(text);
    return Boolean(quiz || text);
  }

  get #watched() {
    const { currentTime, duration } = this.#player.video;
    const length = duration || 0;
    return { currentTime, duration: length, watched: length ? Math.min(1, this.#seen.size / Math.max(1, Math.floor(length))) : 0 };
  }

  #complete() {
    this.arrive(0);
    this.#player.emit("complete", { ...this.#watched, ...this.#player.quizzes.score });
  }
}
