/** Links for guests to one video or one conversation: made for a time, copied, and ended. */
import { call } from "../api.js";
import { say } from "../dialogs.js";
import { fill, h, icon } from "../dom.js";
import { copyButton } from "./address.js";

const TIMES = [[1, "For an hour"], [24, "For a day"], [168, "For a week"], [720, "For 30 days"]];
const USUAL = 24;
const moment = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short" });

/** `target` is {videoId} or {conversationId}; `explained` says what a guest may do. */
export function guestLinksSection(target, explained) {
  const hours = h("select", { class: "select", id: "guest-hours" }, TIMES.map(([value, label]) => h("option", { value, selected: value === USUAL }, label)));
  const make = h("button", { class: "button", type: "submit" }, icon("plus"), "Make a link");
  const list = h("ul", { class: "share-list", "aria-label": "Links for guests", hidden: true });
  const wrong = h("div", {});
  const said = h("p", { class: "said", role: "status" });
  const [[kind, id]] = Object.entries(target);

  async function look() {
    const { links } = await call("api/guest-links");
    const mine = links.filter((link) => link[kind] === id);
    fill(list, mine.map(row));
    list.hidden = !mine.length;
  }

  function row(link) {
    const until = `until ${moment.format(new Date(link.expiresAt))}`;
    return h("li", { "data-link": link.id },
      h("span", {}, until[0].toUpperCase() + until.slice(1)),
      h("span", { class: "share-tools" },
        copyButton(() => link.url, `the link that works ${until}`),
        h("button", { class: "button quiet", type: "button", "aria-label": `End the link that works ${until}`, onclick: () => attempt(() => end(link)) }, "End")));
  }

  async function end(link) {
    await call(`api/guest-links/${encodeURIComponent(link.id)}`, { method: "DELETE" });
    await look();
    said.textContent = "The link opens nothing any more.";
    make.focus();
  }

  async function create() {
    const made = await call("api/guest-links", { method: "POST", json: { ...target, hours: Number(hours.value) } });
    await look();
    said.textContent = "The link is made. Copy it now, or later from here.";
    list.querySelector(`[data-link="${CSS.escape(made.id)}"] button`)?.focus();
  }

  async function attempt(act) {
    say(wrong, null);
    await act().catch((error) => say(wrong, error));
  }

  attempt(look);
  return h("section", { class: "share-part", "aria-labelledby": "share-guests" },
    h("h3", { class: "small-title", id: "share-guests" }, "Links for guests"),
    h("p", { class: "hint" }, explained),
    list,
    h("form", { class: "field", onsubmit: (event) => (event.preventDefault(), attempt(create)) },
      h("label", { for: "guest-hours" }, "A new link"),
      h("div", { class: "share-row" }, hours, make)),
    wrong, said);
}
