/**
 * What stands above the text of a lesson for programs, between two lines of `---`: fields that a form shows. What the
 * form does not know, and what nobody has changed, stays letter by letter as it was.
 */
const LINE = String.raw`(?:[\p{L}_][\p{L}\w .-]{0,40}?[ \t]*:.*\n|#.*\n|[ \t]+.*\n|- .*\n)`;
const FRONT = new RegExp(String.raw`^---[ \t]*\n${LINE}+---[ \t]*\n*`, "u");
const FIELD = /^([\p{L}_][\p{L}\w .-]*?)[ \t]*:[ \t]*(.*)$/u;
const PLAIN = /^[\p{L}\p{N}(](?:[\p{L}\p{M}\p{N} ,.;()'’–-]*[\p{L}\p{M}\p{N}.)])?$/u;
const IN_LIST = /^[^,;[\]{}.!?。！？]{1,40}$/u;

/** {front, body}: together they are the text. */
export function parted(text) {
  const front = FRONT.exec(text)?.[0] ?? "";
  return { front, body: text.slice(front.length) };
}

/** The fields of `front`, each under any of its names. `text` is what they are now. */
export class FrontMatter {
  #before;
  #now;

  constructor(front) {
    this.#before = blocks(front);
    this.#now = [...this.#before];
  }

  get text() {
    return this.#now.length ? `---\n${this.#now.map(({ lines }) => lines.join("")).join("")}---\n\n` : "";
  }

  /** The value as a text, or the list that it is; "" if there is none. */
  get(...names) {
    const found = found_in(this.#now, names);
    return found ? valueOf(found) : "";
  }

  /** Write a text or a list; one that is empty takes the field away. */
  set(value, ...names) {
    const before = found_in(this.#before, names);
    const place = this.#now.findIndex(({ name }) => names.includes(name));
    const isSame = before && same(valueOf(before), value);
    const next = isSame ? before : value.length ? written(before?.called ?? names[0], value) : null;
    if (place >= 0) this.#now.splice(place, 1, ...(next ? [next] : []));
    else if (next) this.#now.splice(isSame ? Math.min(this.#before.indexOf(before), this.#now.length) : this.#now.length, 0, next);
  }
}

/** The texts of a list, or of a text that is one by its commas. */
export const listOf = (value) => (Array.isArray(value) ? value : value.split(/[,;\n，、；،]/)).map((each) => each.trim()).filter(Boolean);

const found_in = (all, names) => all.find(({ name }) => names.includes(name));
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/** The fields with their lines: a line that is no field belongs to the one above it. */
function blocks(front) {
  const found = [];
  for (const line of front.split(/(?<=\n)/).slice(1)) {
    if (/^---[ \t]*\n?$/.test(line)) break;
    const field = FIELD.exec(line.trimEnd());
    if (field) found.push({ name: field[1].toLowerCase(), called: field[1], lines: [line] });
    else if (line.startsWith("#") || !found.length) found.push({ name: "", called: "", lines: [line] });
    else found.at(-1).lines.push(line);
  }
  return found;
}

function valueOf({ lines }) {
  const [first, ...rest] = lines.map((line) => line.trimEnd());
  const inline = FIELD.exec(first)?.[2].trim() ?? "";
  const below = rest.map((line) => line.trim()).filter(Boolean);
  if (below.length && below.every((line) => line.startsWith("- "))) return below.map((line) => bare(line.slice(2)));
  if (/^\[.*\]$/.test(inline)) return (inline.slice(1, -1).match(/"(?:\\.|[^"])*"|'(?:''|[^'])*'|[^,]+/g) ?? []).map(bare).filter(Boolean);
  return bare([/^[|>][+-]?$/.test(inline) ? "" : inline, ...below].join(" "));
}

/** A text without what marks it as one. */
function bare(text) {
  const plain = text.trim();
  if (/^".*"$/.test(plain)) {
    try {
      return JSON.parse(plain);
    } catch {
      return plain.slice(1, -1);
    }
  }
  return /^'.*'$/.test(plain) ? plain.slice(1, -1).replaceAll("''", "'") : plain;
}

function written(name, value) {
  const marked = (text) => (PLAIN.test(text) ? text : JSON.stringify(text));
  if (!Array.isArray(value)) return { name: name.toLowerCase(), called: name, lines: [`${name}: ${marked(value)}\n`] };
  const short = value.every((each) => IN_LIST.test(each));
  const lines = short ? [`${name}: [${value.map(marked).join(", ")}]\n`] : [`${name}:\n`, ...value.map((each) => `  - ${marked(each)}\n`)];
  return { name: name.toLowerCase(), called: name, lines };
}
