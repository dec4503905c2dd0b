/** The dialogs in which somebody says who may watch a video of theirs, and who may go on in a conversation. */
import { call } from "../api.js";
import { confirm, openDialog, say } from "../dialogs.js";
import { fill, h, icon } from "../dom.js";
import { addressField } from "./address.js";
import { guestLinksSection } from "./guest-links.js";
import { peopleSection } from "./people.js";

const who = (watch, video) => ({
  public: `Whoever has the address can ${watch} this ${video}.`,
  link: `Whoever has the link can ${watch} this ${video}.`,
  private: `Only you, and those whom you name here, can ${watch} this ${video}.`,
  open: `Whoever reaches this server can ${watch} this ${video}.`,
});

/**
 * Say who may watch `video` ({id, title}). `onclose` hears the new address if there is one by then. Of a collection
 * `path` is its own, and `of` has its `name` and the `snippet` that shows it on another page.
 */
export async function openSharing({ id, title }, { onclose = () => {}, path = `v1/videos/${encodeURIComponent(id)}`, of = null } = {}) {
  const WHO = who(of ? "see" : "watch", of?.name ?? "video");
  let renewed = null;
  const body = h("div", { class: "sharing" }, h("div", { class: "skeleton block" }));
  openDialog(`Share “${title}”`, body, { onclose: () => onclose(renewed) });

  function show(shared, me) {
    const isPrivate = me.guarded && shared.access === "private";
    const isManaged = me.guarded && shared.access !== "public";
    fill(body,
      h("p", {}, WHO[me.guarded ? shared.access : "open"]),
      addressField(isPrivate ? "Its address, for them" : "Its address", title, shared.watch_url),
      me.guarded && shared.access === "link" && (of || mayChange(me)) && renewal(shared, me),
      isPrivate && (of || mayChange(me)) && peopleSection(`${path}/shared-with`, shared.people),
      of && addressField("Code that shows it on another page", title, of.snippet),
      isManaged && !of && guestLinksSection({ videoId: id }, "Whoever has such a link can watch this video without a log-in, for as long as it works."));
  }

  function renewal(shared, me) {
    const renew = async () => {
      const lines = ["The link of now stops working at once, wherever it was sent, and so do players on other pages."];
      if (!(await confirm("Make a new link?", lines, { yes: "Make a new link", danger: true }))) return;
      try {
        renewed = (await call(`${path}/share`, { method: "POST" })).watch_url;
        show({ ...shared, watch_url: renewed }, me);
        body.querySelector("input").focus();
      } catch (error) {
        say(wrong, error);
      }
    };
    const wrong = h("div", {});
    return h("div", {}, h("button", { class: "button", type: "button", onclick: renew }, icon("retry"), "Make a new link"), wrong);
  }

  try {
    show(...(await Promise.all([call(`${path}/shared-with`), call("api/me")])));
  } catch (error) {
    say(body, error);
  }
}

/** Make links that open one conversation. */
export function openChatSharing(id) {
  const explained = "Whoever has such a link can read this conversation, go on in it and watch its videos without a log-in, for as long as it works. What they ask for is yours.";
  openDialog("Share this conversation", h("div", { class: "sharing" }, guestLinksSection({ conversationId: id }, explained)));
}

const mayChange = ({ scopes }) => scopes.includes("videos:write") || scopes.includes("admin");
