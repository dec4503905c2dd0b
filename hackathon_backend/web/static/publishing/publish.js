/** The dialog that publishes a film: accounts, a text for each, what will be changed, and when. */
import { call, sender } from "../api.js";
import { notice, openDialog, say } from "../dialogs.js";
import { fill, h, icon, toast } from "../dom.js";
import { postFields } from "./post-fields.js";
import { publicationList } from "./publications.js";

const A_MOMENT = 400;

/** Publish `video` ({id, title}). */
export async function openPublish(video) {
  const path = `api/videos/${encodeURIComponent(video.id)}/publish`;
  const body = h("div", { class: "publish" }, h("div", { class: "skeleton block" }));
  openDialog(`Publish “${video.title}”`, body, { wide: true });
  try {
    const told = await call(path);
    if (!told.service) return fill(body, notice("", "Publishing is not set up on this server. Whoever runs it can connect a service; until then, download the film and post it yourself."));
    if (!told.accounts.length) return fill(body, notice("", `No account is connected at ${told.service.label} yet.`));
    const list = publicationList(video.id);
    fill(body, publishForm(path, told, list), list);
    await list.refresh();
  } catch (error) {
    say(body, error);
  }
}

function publishForm(path, told, list) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const posts = told.accounts.map((account) => postFields(account));
  const captions = h("input", { type: "checkbox", id: "publish-captions", disabled: !told.film.captions });
  const when = h("input", { class: "input", type: "datetime-local", id: "publish-at", "aria-describedby": "publish-zone" });
  const wrong = h("div", {});
  const send = h("button", { class: "button primary", type: "submit" }, icon("send"), "Publish");
  const once = sender();
  let timer = 0;
  const asked = () => ({ posts: posts.filter((each) => each.chosen()).map((each) => each.post()), captions: captions.checked, ...(when.value ? { at: when.value, timeZone: zone } : {}) });
  const label = () => fill(send, icon(when.value ? "history" : "send"), when.value ? "Schedule" : "Publish now");

  // What would be done, said by the server itself: its rules are the ones that count.
  const plan = async () => {
    const body = asked();
    label();
    send.disabled = !body.posts.length;
    say(wrong, null);
    for (const each of posts) each.show(null);
    if (!body.posts.length) return;
    try {
      const { posts: planned } = await call(path, { method: "POST", json: { ...body, dryRun: true } });
      for (const each of planned) posts.find((one) => one.account === each.account)?.show(each);
      send.disabled = planned.some((each) => !each.ok);
    } catch (error) {
      say(wrong, error);
      send.disabled = true;
    }
  };
  const soon = () => (clearTimeout(timer), (timer = setTimeout(plan, A_MOMENT)));
  const submit = async (event) => {
    event.preventDefault();
    clearTimeout(timer);
    send.disabled = true;
    try {
      await once(path, { json: asked() });
      for (const each of posts) each.clear();
      toast(when.value ? "It is scheduled." : "It is on its way.");
      await list.refresh();
      list.show();
    } catch (error) {
      say(wrong, error);
    } finally {
      send.disabled = !posts.some((each) => each.chosen());
    }
  };
  const form = h("form", { class: "stack", onsubmit: submit, oninput: soon },
    h("fieldset", { class: "publish-accounts" }, h("legend", {}, "Where"), posts.map((each) => each.element)),
    h("label", { class: "publish-check", for: "publish-captions" }, captions, h("span", {}, "Captions in the picture")),
    h("div", { class: "field" }, h("label", { for: "publish-at" }, "When (leave it empty for now)"), when, h("p", { class: "hint", id: "publish-zone" }, `Your time: ${zone}`)),
    wrong,
    h("div", { class: "actions" }, send));
  label();
  send.disabled = true;
  return form;
}
