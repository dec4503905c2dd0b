/** How long a text is, as platforms count it: the same rules that the server checks by. */
const LIGHT = [[0x0000, 0x10ff], [0x2000, 0x200d], [0x2010, 0x201f], [0x2032, 0x2037]];
const ADDRESS = /https?:\/\/\S+/g;

const COUNTS = {
  characters: (text) => [...text].length,
  bytes: (text) => new TextEncoder().encode(text).length,
  graphemes: (text) => [...new Intl.Segmenter().segment(text)].length,
  weighted(text) {
    const normal = text.normalize("NFC");
    const addresses = normal.match(ADDRESS)?.length ?? 0;
    const rest = [...normal.replace(ADDRESS, "")].map((sign) => sign.codePointAt(0));
    return addresses * 23 + rest.reduce((sum, code) => sum + (LIGHT.some(([from, to]) => code >= from && code <= to) ? 1 : 2), 0);
  },
};

/** The length of `text` in `unit`. */
export const lengthOf = (text, unit) => COUNTS[unit](text);
