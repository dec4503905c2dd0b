/** localStorage that may be full or forbidden: then things are simply not remembered. */

/** The text kept under `key`, or null. */
export function kept(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Keep `text` under `key`; null forgets it. */
export function keep(key, text) {
  try {
    if (text === null) localStorage.removeItem(key);
    else localStorage.setItem(key, text);
  } catch {
    /* not remembered */
  }
}

/** The same of this tab alone, until it is closed: the text kept under `key`, or null. */
export function keptHere(key) {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Keep `text` under `key` in this tab; null forgets it. */
export function keepHere(key, text) {
  try {
    if (text === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, text);
  } catch {
    /* not remembered */
  }
}
