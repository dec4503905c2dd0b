/** Speaks a text by the browser's voice; where it has none, the text is there for as long as it takes to read it. */
export class Speech {
  #over = null; // ends what is spoken

  /** `written` is called if there is no voice, so that the text can be shown, and `done` when it has been spoken. */
  speak(text, { lang, rate, volume }, written, done) {
    this.stop();
    const engine = globalThis.speechSynthesis;
    const reads = 1500 + (text.length * 70) / rate;
    let timer = 0;
    const over = (finished) => {
      if (this.#over !== over) return;
      this.#over = null;
      clearTimeout(timer);
      engine?.cancel();
      if (finished) done();
    };
    this.#over = over;
    const wait = () => {
      if (this.#over !== over) return;
      written();
      timer = setTimeout(() => over(true), reads);
    };
    if (!engine) return wait();
    const said = Object.assign(new SpeechSynthesisUtterance(text), { lang, rate, volume });
    timer = setTimeout(wait, 2500); // a browser without voices may never say so
    said.onstart = () => {
      clearTimeout(timer);
      timer = setTimeout(() => over(true), 4 * reads);
    };
    said.onend = () => over(true);
    said.onerror = () => {
      clearTimeout(timer);
      wait();
    };
    engine.cancel();
    engine.speak(said);
  }

  /** Whether anything was being spoken. */
  stop() {
    const spoke = this.#over !== null;
    this.#over?.(false);
    return spoke;
  }
}
