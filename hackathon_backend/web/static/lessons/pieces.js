/** A long text in pieces that the server takes, cut before headings where that can be, and never inside a fence. */
const LONGEST = 45_000;

/** At least one piece; together they are the text. */
export function pieces(text) {
  if (text.length <= LONGEST) return [text];
  const parts = [];
  let part = "";
  for (const section of sections(text)) {
    if (part && part.length + section.length > LONGEST) {
      parts.push(part);
      part = "";
    }
    part += section;
    while (part.length > LONGEST) {
      const cut = part.lastIndexOf("\n", LONGEST) + 1 || LONGEST;
      parts.push(part.slice(0, cut));
      part = part.slice(cut);
    }
  }
  return part ? [...parts, part] : parts;
}

function sections(text) {
  const found = [];
  let fence = "";
  let section = "";
  for (const line of text.split(/(?<=\n)/)) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (mark && !fence) fence = mark;
    else if (mark && mark.startsWith(fence)) fence = "";
    if (!fence && /^#{1,6} /.test(line) && section) {
      found.push(section);
      section = "";
    }
    section += line;
  }
  return [...found, section];
}
