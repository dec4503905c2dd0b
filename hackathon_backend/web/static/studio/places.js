/** Where things stand in a JSON text: the place of a path such as "scenes.2.points.0.text", and of the first fault. */

/** {start, end, line} of the value at `path`, or of the nearest thing around it that is there. Null if it is no JSON. */
export function placeOf(text, path) {
  const steps = path.split(".").filter(Boolean);
  let best = null;
  const faulty = scan(text, (start, end, trail) => {
    const fits = trail.length <= steps.length && trail.every((step, index) => String(step) === steps[index]);
    if (fits && (!best || trail.length > best.depth)) best = { start, end, depth: trail.length };
  });
  if (faulty && !best) return null;
  return best && { start: best.start, end: best.end, line: lineAt(text, best.start) };
}

/** {line, column, start, message} of what is wrong in the JSON, or null. */
export function faultIn(text) {
  const fault = scan(text, () => {});
  if (!fault) return null;
  const line = lineAt(text, fault.at);
  const column = fault.at - (text.lastIndexOf("\n", fault.at - 1) + 1) + 1;
  return { line, column, start: fault.at, message: `Column ${column}: ${fault.message}` };
}

/** The line (from 1) in which a character stands. */
export const lineAt = (text, at) => text.slice(0, at).split("\n").length;

class Fault extends Error {
  constructor(at, message) {
    super(message);
    this.at = at;
  }
}

/** Walk through the JSON and call `onvalue(start, end, trail)` for each value once it is read. Returns the fault, if any. */
function scan(text, onvalue) {
  let at = 0;
  const space = /[\s]*/y;
  const string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
  const word = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

  const skip = () => read(space);
  const here = () => (at < text.length ? `“${text.slice(at, at + 12).split("\n")[0]}”` : "the end");
  const expect = (sign, after) => {
    skip();
    if (text[at] !== sign) throw new Fault(at, `“${sign}” is expected ${after}, not ${here()}.`);
    at += 1;
  };

  function read(pattern) {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  }

  function value(trail) {
    if (trail.length > 200) throw new Fault(at, "This is nested too deeply.");
    skip();
    const start = at;
    if (text[at] === "{") members("}", () => trail.concat(key()));
    else if (text[at] === "[") members("]", (index) => trail.concat(index));
    else if (text[at] === '"') quoted();
    else if (!read(word)) throw new Fault(at, `A value is expected, not ${here()}.`);
    onvalue(start, at, trail);
  }

  function quoted() {
    const found = read(string);
    if (found === undefined) throw new Fault(at, "This text has no end on its line, or a sign in it that must be written as \\…");
    return JSON.parse(found);
  }

  function key() {
    skip();
    if (text[at] !== '"') throw new Fault(at, `A name in "…" is expected, not ${here()}.`);
    const name = quoted();
    expect(":", "after the name");
    return name;
  }

  function members(end, step) {
    at += 1;
    skip();
    if (text[at] === end) return void (at += 1);
    for (let index = 0; ; index += 1) {
      value(step(index));
      skip();
      if (text[at] === end) return void (at += 1);
      expect(",", `or “${end}”`);
    }
  }

  try {
    value([]);
    skip();
    if (at < text.length) throw new Fault(at, `Nothing may follow the end, but there is ${here()}.`);
    return null;
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
}
