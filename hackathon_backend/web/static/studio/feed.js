/** The library as it is now, asked for again and again while it is looked at. "Nothing has changed" costs the server little. */
import { ApiError, home } from "../api.js";

const IDLE = 2500;
const BUSY = 1000;

/** Returns {ask(query), stop()}: `onpage` hears of each change, `onerror` of an ApiError, `onback` when it is over. */
export function feed({ onpage, onerror, onback }) {
  let timer = 0;
  let query = null;
  let tag = "";
  let turn = 0;
  let wait = IDLE;
  let failed = false;

  async function look() {
    clearTimeout(timer);
    const mine = ++turn;
    try {
      const found = await page();
      if (mine !== turn) return;
      if (failed) onback();
      failed = false;
      if (found) {
        wait = found.counts.in_progress + found.counts.queued ? BUSY : IDLE;
        onpage(found);
      }
    } catch (error) {
      if (mine !== turn) return;
      failed = true;
      tag = "";
      onerror(error);
    }
    timer = setTimeout(look, document.hidden ? 4 * IDLE : wait);
  }

  async function page() {
    const headers = tag ? { "If-None-Match": tag } : {};
    let answer;
    try {
      answer = await fetch(home`api/library?${new URLSearchParams(query)}`, { headers, cache: "no-store" });
    } catch {
      throw new ApiError("The server can't be reached. What you see may be old; it is asked again.");
    }
    if (answer.status === 304) return null;
    const body = await answer.json().catch(() => null);
    if (!answer.ok || !body) throw new ApiError(body?.error?.message ?? `The server answered ${answer.status}.`, { status: answer.status });
    tag = answer.headers.get("ETag") ?? "";
    return body;
  }

  document.addEventListener("visibilitychange", () => !document.hidden && query && look());

  return {
    ask(wanted) {
      query = wanted;
      tag = "";
      return look();
    },
    stop() {
      clearTimeout(timer);
      turn += 1;
      query = null;
    },
  };
}
