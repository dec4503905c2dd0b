"""A prompt refined without a language model: what it does not say of shot, camera, setting and light is added, in its
own language, and never against what it says. The same prompt always comes to the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ...lessons.languages import base
from ..base import PROMPT_LIMIT
from .facets import facets_in
from .refined import Medium, Refined, within_limit
from .vocabulary import FACETS, PhraseMarks, known_language, vocabulary
from .wish import ReadWish, read_wish

_ENDED = re.compile(r"[.!?…。！？।؟][\"'”’»」』)]*\Z")
_DRAWN = (
    "Rules add shot, camera, setting and light, which mean nothing to an engine that draws lessons: the prompt stayed "
    "as it is. A language model could say it better: set OPENAI_API_KEY or OPENAI_BASE_URL."
)
_NOTHING_MISSING = "Rules added nothing: the prompt speaks of shot, camera, setting and light already."


def refine_by_rules(prompt: str, wish: str = "", language: str = "en", medium: Medium = "filmed") -> Refined:
    """The prompt with what is missing. `wish` is how it should be different, in words."""
    if medium == "drawn":
        return Refined(prompt, prompt, "rules", medium, (_DRAWN,))
    line, cut = within_limit(prompt)
    known = known_language(language)
    wished = read_wish(wish, known)
    changed, notes = _at_time(line, wished, known)
    text, added, left_out = _completed(changed, wished, known)
    notes += [*_on_wish(wished), *_on_additions(added, left_out)]
    if added and known != base(language):
        notes.append(f"Rules have no words in the language {language!r}: what they added is in English.")
    return Refined(prompt, text, "rules", medium, (*cut, *(notes or [_NOTHING_MISSING])))


def _at_time(text: str, wish: ReadWish, language: str) -> tuple[str, list[str]]:
    """The text at the time of day that is wished for, as far as the time stands in it as a phrase of its own."""
    if wish.time is None:
        return text, []
    phrase = vocabulary(language).times[wish.time]
    others = [each for each in facets_in(text, language).of("time") if each.meaning != wish.time]
    others = [a for a in others if not any(b.start <= a.start and a.end <= b.end and a != b for b in others)]
    kept = list[str]()
    for each in sorted(others, key=lambda word: -word.start):
        said = text[each.start : each.end]
        if " " not in said:
            kept.append(said)
            continue
        new = phrase[:1].upper() + phrase[1:] if said[:1].isupper() else phrase
        text = f"{text[: each.start]}{new}{text[each.end :]}"
    note = 'The prompt says "{}", and the wish "{}": change the prompt where that does not fit.'
    return text, [note.format(word, phrase) for word in kept]


def _completed(text: str, wish: ReadWish, language: str) -> tuple[str, list[str], list[str]]:
    """The text with all that is wished and missing, the facets that were added, and what there was no room for."""
    words = vocabulary(language)
    wanted: list[tuple[str, str]] = [("", phrase) for phrase in (*wish.phrases, *wish.clauses)]
    if wish.time:
        wanted.insert(0, ("", words.times[wish.time]))
    wanted = [(facet, phrase) for facet, phrase in wanted if phrase.casefold() not in text.casefold()]
    so_far = _joined(text, (phrase for _, phrase in wanted), words.marks)
    said = facets_in(so_far, language)
    for facet in FACETS:
        if not said.says(facet):
            ways = words.add[facet]
            known = next((each for each in said.circumstances() if each in ways), "")
            wanted.append((facet, ways[known]))
    kept, left_out = list[tuple[str, str]](), list[str]()
    for name, phrase in wanted:
        longer = _joined(text, (each for _, each in [*kept, (name, phrase)]), words.marks)
        if len(longer) <= PROMPT_LIMIT:
            kept.append((name, phrase))
        else:
            left_out.append(phrase)
    return _joined(text, (phrase for _, phrase in kept), words.marks), [name for name, _ in kept if name], left_out


def _joined(text: str, phrases: Iterable[str], marks: PhraseMarks) -> str:
    added = marks.between.join(phrases)
    if not added or not text:
        return text or added
    end = (" " if marks.end.endswith(" ") else "") if _ENDED.search(text) else marks.end
    return f"{text.rstrip(',;:，、،')}{end}{added[:1].upper()}{added[1:]}{marks.last}"


def _on_wish(wish: ReadWish) -> list[str]:
    notes = [f'The wish "{clause}" was added word by word.' for clause in wish.clauses]
    return notes + [
        f'The wish "{clause}" was not kept: rules can leave nothing out of a prompt. Change the words yourself, or set '
        "OPENAI_API_KEY or OPENAI_BASE_URL."
        for clause in wish.refused
    ]


def _on_additions(added: list[str], left_out: list[str]) -> list[str]:
    notes = [f"Refined by rules, which added {_listed(added)}."] if added else []
    return notes + [f'There was no room for "{phrase}".' for phrase in left_out]


def _listed(names: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
