"""Which language a text is in: by its script, else by its small words and by how its other words look.

A lesson in English that speaks of La Niña, Plan B or a coup d'état is in English: names say nothing, and one loan does
not either.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

_MARKS = Path(__file__).with_name("language_marks.json")
_SCRIPTS = {
    "ar": re.compile("[\u0600-\u06ff]"),
    "hi": re.compile("[\u0900-\u097f]"),
    "ja": re.compile("[\u3040-\u30ff]"),
    "zh": re.compile("[\u4e00-\u9fff]"),
    "ko": re.compile("[\uac00-\ud7af]"),
    "ru": re.compile("[\u0400-\u04ff]"),
    "th": re.compile("[\u0e00-\u0e7f]"),
    "el": re.compile("[\u0370-\u03ff]"),
    "he": re.compile("[\u0590-\u05ff]"),
}
# How words look that are written small (those in capitals are names): what no English word looks like, and what else
# tells one language from another.
_LOOKS = {
    "es": (r"(?:ción|ciones|miento|dades)\b|[áíóú]|é\w+[ao]s?\b", r"[áéíóúñ]|\w\wdad\b|\w\w(?<!ic)[ao]s?\b"),
    "fr": (r"(?:[eè]ment|euses|ères?|çaise?s?|éenne?s?|eaux)\b|œ", r"[éèêëîïûùâç]|\w\we(?:s|nt)?\b|tt|ll|ss"),
    "de": (r"(?:ungen|keit|heit|schaft|lichen?|ischen?)\b|ß", r"[äöü]|sch|tz|\w\wen\b"),
    "pt": (r"(?:ção|ções|dades?)\b|[ãõáíóú]|é\w+[ao]s?\b", r"[áâéêíóôúç]|nh|lh|\w\w(?<!ic)[ao]s?\b|ss"),
    "it": (r"(?:zion[ei]|aggio|ità)\b", r"[àèìòù]|\w\w[aoie]\b|zz|cc|tt|ll|ss|pp"),
}
_WORD = re.compile(r"(?:[^\W\d_]{1,5}['’](?=[^\W\d_]))|[^\W\d_]+")
_SENTENCE_END = re.compile(r"(?:^|[.!?:\n…])[\s\"“«(*_#>-]*\Z")
_SAMPLE = 4000
"""Characters of a text that are enough to tell its language."""
_SHORT = 6
"""Words up to which a text is rather a title."""
_NEAR = 4
"""Words around a small word, among which the one that it belongs to is looked for."""
_NOBLE = ("von", "zu", "van", "am")
_SURE = 0.5
_NAME, _SINGLE, _WITHIN, _SHARED, _STRONG, _WEAK = 0.15, 0.3, 0.5, 0.5, 0.6, 0.15


def base(language: str) -> str:
    """The language without its region: "pt" of "pt-BR"."""
    return language.split("-")[0].lower()


def guess_language(text: str, default: str = "en") -> str:
    """The language of `text` as an ISO 639-1 code; `default` if it does not tell."""
    sample = unicodedata.normalize("NFC", text[:_SAMPLE])
    sample = sample.lower() if sample.isupper() else sample
    scripts = Counter(name for name, pattern in _SCRIPTS.items() for _ in pattern.finditer(sample))
    if scripts and scripts.total() * 2 > sum(map(str.isalpha, sample)):
        return _by_script(scripts, default)
    scores, foreign = _small_words(sample)
    looks = _looks(sample)
    for language, (strong, weak) in looks.items():
        scores[language] += strong + min(weak, 2 * scores[language])
    foreign += max(strong for strong, _weak in looks.values())
    if foreign < _SURE or foreign <= scores["en"]:
        return "en" if scores["en"] >= _SURE else default
    others = [language for language in scores if language != "en"]
    return max(others, key=lambda language: (scores[language], language == base(default)))


def small_word_share(text: str) -> float:
    """How many of a text's words are small ones of a language that is known by them, 0 to 1; a third in most texts."""
    words = _WORD.findall(text.lower())
    return sum(word in _owners() for word in words) / len(words) if words else 0.0


def _by_script(scripts: Counter[str], default: str) -> str:
    # Japanese is written with Chinese characters as well, Chinese never with kana.
    if scripts["ja"] and scripts["ja"] * 10 > scripts["zh"]:
        return "ja"
    found = scripts.most_common(1)[0][0]
    return default if found == "zh" and base(default) == "ja" else found


def _small_words(sample: str) -> tuple[dict[str, float], float]:
    """What the small words say for each language: the less, the more languages have them; and against English."""
    words = [(match[0], match.start()) for match in _WORD.finditer(sample)]
    scores = dict.fromkeys(_marks(), 0.0)
    foreign = 0.0
    for place, (word, start) in enumerate(words):
        spelled = word.lower().replace("’", "'")
        known = _owners().get(spelled, ()) if len(word.rstrip("'’")) == 1 or not word.isupper() else ()
        begins = _begins(sample, start)
        is_name = _is_name(words, place, begins=begins) or (word[:1].isupper() and not begins)
        weight = _weight(spelled, within=start > 0 and len(words) <= _SHORT)
        for language in known:
            if language == "en":
                scores["en"] += _weight(spelled, within=False) / len(known)
            elif is_name and not (language == "de" and (begins or word.islower()) and spelled not in _NOBLE):
                scores[language] += _NAME * weight / len(known)
            else:
                scores[language] += weight / len(known)
                foreign += weight / len(known) * (_SHARED if "en" in known else 1.0)
    return scores, foreign


def _is_name(words: list[tuple[str, int]], place: int, *, begins: bool) -> bool:
    """Whether the small word is in a name, as in "Charles de Gaulle" or "Don Quixote de la Mancha"."""
    before = "" if begins else _nearest(reversed(words[max(0, place - _NEAR) : place]))
    after = _nearest(words[place + 1 : place + 1 + _NEAR])
    return after[:1].isupper() and (not before or before[:1].isupper())


def _nearest(words: Iterable[tuple[str, int]]) -> str:
    return next((word for word, _ in words if word.lower() not in _owners()), "")


def _weight(word: str, *, within: bool) -> float:
    """How much a small word says by its length, and by where it stands: a title begins with its article."""
    weight = _SINGLE if len(word) == 1 and word.isascii() else 1.0
    return weight * (_WITHIN if within else 1.0) * (_WITHIN if within and word.endswith("'") else 1.0)


def _begins(sample: str, start: int) -> bool:
    """Whether a sentence, or a line, begins there."""
    return _SENTENCE_END.search(sample[max(0, start - 12) : start]) is not None or start == 0


def _looks(sample: str) -> dict[str, tuple[float, float]]:
    """What the look of the words written small says: by itself, and beside small words."""
    owners = _owners()
    small = [word for word in re.findall(r"[^\W\d_]{4,}", sample) if word.islower() and word not in owners]
    return {
        language: (
            _STRONG * sum(re.search(strong, word) is not None for word in small),
            _WEAK * sum(len(set(re.findall(weak, word))) for word in small),
        )
        for language, (strong, weak) in _LOOKS.items()
    }


@cache
def _marks() -> dict[str, frozenset[str]]:
    lists: dict[str, str] = json.loads(_MARKS.read_text(encoding="utf-8"))
    return {language: frozenset(words.split()) for language, words in lists.items()}


@cache
def _owners() -> dict[str, tuple[str, ...]]:
    """The languages that have each small word."""
    owners: dict[str, tuple[str, ...]] = {}
    for language, words in _marks().items():
        for word in words:
            owners[word] = (*owners.get(word, ()), language)
    return owners
