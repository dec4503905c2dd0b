/** What stands above the text of a lesson for programs: kept as it is, and not shown to who writes. */
const FRONT = /^---[ \t]*\n(?:[A-Za-z_]\w*:.*\n|[ \t]+.*\n|- .*\n)+---[ \t]*\n+/;

/** {front, body}: together they are the text. */
export function parted(text) {
  const front = FRONT.exec(text)?.[0] ?? "";
  return { front, body: text.slice(front.length) };
}
