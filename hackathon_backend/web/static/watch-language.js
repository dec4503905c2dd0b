/** What stands around a player, in the language in which its film is watched. */

/** The languages that the player on a page offers. */
export function languagesOf(player) {
  try {
    return JSON.parse(player?.getAttribute("languages") || "[]");
  } catch {
    return [];
  }
}

/** Show title, takeaways and transcript of a film in one of its languages. */
export async function showIn({ language, direction, title, keyTakeaways, transcriptUrl }) {
  const [head, text] = [document.getElementById("title"), document.querySelector(".watch-text")];
  if (head) Object.assign(head, { textContent: title, lang: language, dir: direction });
  document.title = document.title.replace(/^.*?(?= · |$)/, title);
  if (!text) return;
  text.lang = language;
  replace(text.querySelector(".takeaways"), "li", keyTakeaways ?? []);
  const script = text.querySelector(".transcript");
  const said = transcriptUrl && script ? await fetch(transcriptUrl).then((answer) => (answer.ok ? answer.text() : ""), () => "") : "";
  if (said && text.lang === language) replace(script, "p", said.split(/\n{2,}/).filter((part) => part.trim()));
}

function replace(place, tag, texts) {
  if (!place) return;
  for (const old of place.querySelectorAll(`:scope > ${tag}`)) old.remove();
  for (const each of texts) place.append(Object.assign(document.createElement(tag), { textContent: each, dir: "auto" }));
}
