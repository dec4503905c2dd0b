/** Two texts line by line: what is in both, and what in one of them alone. */
const MOST = 4_000_000;

/** [["same" | "gone" | "new", line], ...]; very long texts that differ everywhere come as one change. */
export function differences(before, after) {
  return compared(before.split("\n"), after.split("\n"));
}

/** The same of two lines, word by word. */
export function wordDifferences(before, after) {
  const words = (line) => line.match(/[\p{L}\p{N}]+|\s+|[^\p{L}\p{N}\s]/gu) ?? [];
  return compared(words(before), words(after));
}

function compared(old, fresh) {
  let start = 0;
  while (start < Math.min(old.length, fresh.length) && old[start] === fresh[start]) start += 1;
  let end = 0;
  while (end < Math.min(old.length, fresh.length) - start && old.at(-1 - end) === fresh.at(-1 - end)) end += 1;
  const same = (lines) => lines.map((line) => ["same", line]);
  return [
    ...same(old.slice(0, start)),
    ...middle(old.slice(start, old.length - end), fresh.slice(start, fresh.length - end)),
    ...same(end ? old.slice(-end) : []),
  ];
}

/** By the longest lines that both have in the same order. */
function middle(old, fresh) {
  if (old.length * fresh.length > MOST) return [...old.map((line) => ["gone", line]), ...fresh.map((line) => ["new", line])];
  const width = fresh.length + 1;
  const common = new Uint32Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = fresh.length - 1; j >= 0; j -= 1) {
      common[i * width + j] = old[i] === fresh[j] ? common[(i + 1) * width + j + 1] + 1 : Math.max(common[(i + 1) * width + j], common[i * width + j + 1]);
    }
  }
  const found = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < fresh.length) {
    if (i < old.length && j < fresh.length && old[i] === fresh[j]) found.push(["same", old[i++]], void j++);
    else if (j >= fresh.length || (i < old.length && common[(i + 1) * width + j] >= common[i * width + j + 1])) found.push(["gone", old[i++]]);
    else found.push(["new", fresh[j++]]);
  }
  return found.filter(Boolean);
}

/** The changes with `around` lines on both sides of each; null stands for lines that are left out. */
export function changesOf(lines, around = 2) {
  const near = lines.map((_, at) => lines.slice(Math.max(0, at - around), at + around + 1).some(([kind]) => kind !== "same"));
  const shown = [];
  lines.forEach((line, at) => {
    if (near[at]) shown.push(line);
    else if (shown.at(-1) !== null) shown.push(null);
  });
  return shown;
}
