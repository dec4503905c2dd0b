"""What stands on the screen while a sentence is said: its core in a few words, and the phrase at which it appears."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from ....lessons.languages import base
from ....lessons.sentences import sentences
from ...cutting import cut_at_word

LABEL = 60
"""Characters of a label, at most."""
_SHORT = 40
_STEP, _STEP_WORDS, _DETAIL = 32, 3, 36
_LONGEST_STEP = 50

STARTS_PLAIN = re.compile(r"(?:[^\W\d_A-Z]{2,}(?=[\s,;:!?'’-]|\.?$)|[^\W\d_A-Z]\s(?=[^\W\d_]))")
"""A word or a sentence, rather than a name in a program, an address or a variable."""
_TERM, _TERM_WORDS = 40, 6
# Of two numbers it makes a ratio, with a space on both sides as well.
_COLON = re.compile(r"(?<!\s):(?=\s)|(?<=[^\d\s])\s:\s|(?<=\d)\s:\s(?!\d)|：(?!\d)|(?<!\d)：")

_END = ".!?…。！？؟।॥:;, "
_CLAUSE = re.compile(r"[,;:—–]\s+|[，、；：]|\s\(")
# "oxygen, hydrogen ions and electrons" is no place to stop.
_IN_A_ROW = re.compile(
    r"(?!(?:and|or|but|so|because|which|who)\s)"
    r"(?:(?:[^\s,]+\s){1,3}(?:and|or|y|o|et|ou|und|oder|e|ed)\s|[^,]{1,30},\s(?:and|or)\s)"
)
_ENDS_A_ROW = re.compile(r"(?:and|or|y|o|et|ou|und|oder|e|ed)\s")
_WITHIN_A_ROW = re.compile(r",\s\S+(?:\s\S+)?$")
LEADS_UP = re.compile(
    r"(?:If|When|While|Although|Because|Since|Before|After|Without|With|In|On|At|Near|For|To|By|As|Under|During"
    r"|Until|Unlike|Here|First|Instead|Then|Si|Cuando|Aunque|Porque|En|Con|Sin|Para|Quand|Lorsque|Pour|Dans|Avec|Sans|Wenn"
    r"|Weil|Obwohl|Mit|Ohne|Bei|Nach|Quando|Embora|Em|Com|Sem|Se|Per|Nel|Nella|Senza)\b"
)
# English: what a headline leaves out.
_CONNECTIVE = re.compile(r"\A(?:So|But|And|Then|Also|Therefore|However|Still|In fact|Here|Now)\b,?\s+", re.IGNORECASE)
_SUBJECT = re.compile(
    r"\A(?:It|They|He|She|You|We)\s+(?:(?:can|has to|have to)\s+)?(?!(?:is|are|was|were|does|do|did)\b)"
)
_NEEDS_ARTICLE = (
    r"(?:same|first|second|third|last|other|only|more|less|most|whole|few|little|lot|hundred|thousand|million)\b"
)
# "Vitamin A helps", "A is a set": there it is a name.
_LEADING_ARTICLE = re.compile(
    rf"\A(?:The|An?)\s+(?!{_NEEDS_ARTICLE})(?!(?:is|are|was|has|can|and|or|to|in|of|on|as)\b)(?!\w+ ones?\b)(?=\w\w)",
    re.IGNORECASE,
)
# "A volcano is an opening" is no "Volcano is opening": what something is keeps its articles.
_DEFINES = re.compile(r"\A(?:The|An?)\s+[\w-]+(?:\s[\w-]+)?\s(?:is|are|was|were)\s(?:the|an?)\s", re.IGNORECASE)
_ARTICLE = re.compile(
    rf"(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )(?<!\bbe )\b(?:the|an?)\s+(?!{_NEEDS_ARTICLE})(?=[a-z\d])"
)
_VARIABLE = re.compile(r"\b[b-hj-z]\b")
# Where a headline may stop, the best kind of place first; of the last kind the later the better.
_STOPS = (
    re.compile(r"\s(?=(?:through|in|on|at|by|from|with|for|to|into|of)\swhich\s)"),
    re.compile(r"\s(?=(?:because|so that|which|who|when|that|if|while|until|although|porque|parce que|weil|wenn)\s)"),
    re.compile(r"\s(?=(?:and|but|or|y|pero|et|mais|und|aber|e|ma|mas)\s)"),
    re.compile(
        r"\s(?=(?:as|from|with|without|in|into|on|at|by|for|to|of|than|between|after|before|through"
        r"|con|para|avec|pour|mit|per|com)\s)"
    ),
)
_DANGLING = re.compile(
    r"\b(?:is|are|was|were|be|has|have|can|not|whatever|that|which|of|the|a|an|this|its|it|them|they|set"
    r"|through|from|with|into|between|by|for|in|at|corresponding|according|depending|belonging|based|due|and|or|to)$",
    re.IGNORECASE,
)


class CuedLabel(NamedTuple):
    """`text` is shown when `cue`, a phrase of the sentence, is said. Not `is_whole`: it ends with an ellipsis."""

    text: str
    cue: str
    is_whole: bool = True


def label(sentence: str, language: str, limit: int = LABEL) -> CuedLabel:
    """The core of `sentence` in at most `limit` characters; it ends with an ellipsis only if there is no other way."""
    if is_wide(sentence):
        limit = limit * 2 // 3
    clause, offset = _main_clause(sentence)
    full = CuedLabel(headline(sentence, language), cue_at(sentence))
    part = CuedLabel(headline(clause, language), cue_at(sentence, offset))
    if offset:
        # What leads up to a clause is often its condition: "If the net force is zero, the velocity does not change".
        candidates = [full._replace(text=_telegraphic(full.text, language)), part]
    else:
        candidates = [full, part] if len(full.text) <= _SHORT else [part, full]
    shorter = [each._replace(text=_telegraphic(each.text, language)) for each in candidates]
    # A long sentence is not shown word for word while it is read out, if that can be helped.
    for each in (*(each for each in candidates if not _is_read_out(each.text, sentence)), *shorter):
        if len(each.text) <= limit:
            return each
    for each in (part, shorter[-1]):
        if stopped := _stopped(each.text, limit):
            return each._replace(text=stopped)
    return part._replace(text=_before_open_bracket(cut_at_word(part.text, limit - 1)) + "…", is_whole=False)


def _is_read_out(text: str, sentence: str) -> bool:
    return len(text) > _SHORT and sentence.strip(_END).casefold().endswith(text.casefold())


class StepLabel(NamedTuple):
    """A step of a process: what happens, and under it in what case or how, if that is short."""

    text: str
    detail: str
    cue: str


def step_label(sentence: str, language: str) -> StepLabel:
    """A step in a few words: "Stop and return its position", "if it is the value"."""
    # What follows the first sentence of a step explains it.
    sentence = next((each for each in sentences(sentence) if len(each.split()) > 1), sentence)
    clause, offset = _main_clause(sentence)
    case = sentence[:offset].strip().strip(_END) if offset else ""
    stops = sorted(match.start() for stop in _STOPS for match in stop.finditer(clause))
    end = next((end for end in (*stops, len(clause)) if _is_a_step(clause[:end], language)), 0)
    text = headline(clause[:end], language)
    if not end or len(text) > _STEP:
        return StepLabel(label(sentence, language, _LONGEST_STEP).text, "", cue_at(sentence, offset))
    how = case[:1].lower() + case[1:] or clause[end:].strip().strip(_END)
    return StepLabel(text, how if len(how) <= _DETAIL else "", cue_at(sentence, offset))


def _is_a_step(text: str, language: str) -> bool:
    unfinished = _DANGLING.search(text) or _WITHIN_A_ROW.search(text) or is_open(text)
    return not unfinished and len(headline(text, language).split()) >= _STEP_WORDS


def headline(sentence: str, language: str) -> str:
    """`sentence` without its full stop and, in English, without what connects it to the one before."""
    text = sentence.strip().strip(_END)
    if base(language) == "en":
        shorter = _SUBJECT.sub("", _CONNECTIVE.sub("", text, count=1), count=1)
        shorter = shorter if _DEFINES.match(shorter) else _LEADING_ARTICLE.sub("", shorter, count=1)
        text = shorter if len(shorter.split()) >= 2 else text
    return capitalised(text)


def sentence_as_shown(sentence: str) -> str:
    """A whole sentence without its full stop and without what connects it to the one before."""
    text = sentence.strip().strip(_END)
    shorter = _CONNECTIVE.sub("", text, count=1)
    return capitalised(shorter if len(shorter.split()) >= 2 else text)


def _telegraphic(text: str, language: str) -> str:
    if base(language) != "en" or _VARIABLE.search(text):
        return text
    return capitalised(_ARTICLE.sub("", text))


def capitalised(text: str) -> str:
    """`text` with a capital at the start, unless it starts with a name such as `useState`, `x_1` or `me@here.org`."""
    return text[:1].upper() + text[1:] if STARTS_PLAIN.match(text) else text


def term_of(item: str) -> str:
    """What an item of a list names in front of its colon ("Debt: wars ..."), or "" if it does not."""
    return parted(item)[0]


def parted(item: str) -> tuple[str, str]:
    """What stands in front of the colon that parts an item, and behind it; "" and all of it if there is none.

    The colon of a time, a ratio, a verse, a path or an address parts nothing.
    """
    for colon in _COLON.finditer(item):
        head, rest = item[: colon.start()].strip(), item[colon.end() :].strip()
        if head and rest and len(head) <= _TERM and len(head.split()) <= _TERM_WORDS:
            return head, rest
    return "", item


def cue_at(sentence: str, offset: int = 0) -> str:
    """The phrase of up to four words that begins at `offset`, as it is written there."""
    words = re.match(r"\S+(?:\s+\S+){0,3}", sentence[offset:].strip())
    return words[0][:80].rstrip(_END) if words else ""


def heading(text: str, limit: int = LABEL) -> str:
    """A heading in at most `limit` characters."""
    return text if len(text) <= limit else cut_at_word(text, limit - 1) + "…"


def _main_clause(sentence: str) -> tuple[str, int]:
    """The clause that says it, and where it begins: the second one if the first only leads up to it."""
    clauses = _clauses(sentence)
    text, start = clauses[0]
    if len(clauses) == 1 or len(text.split()) >= 3 or is_wide(text):
        after = [each for each in clauses[1:] if not _ENDS_A_ROW.match(each[0])] or clauses[1:]
        return after[0] if after and LEADS_UP.match(text) else clauses[0]
    second, at = clauses[1]
    return (second, at) if LEADS_UP.match(text) else (sentence[start : at + len(second)].strip(_END), start)


def _clauses(sentence: str) -> list[tuple[str, int]]:
    """The clauses of a sentence, one at least, and where each begins."""
    parts = list(_CLAUSE.finditer(sentence))
    first = 1 if LEADS_UP.match(sentence) else 0
    parts[first:] = [part for part in parts[first:] if not _IN_A_ROW.match(sentence, part.end())]
    # What stands in a bracket is no clause to begin with, and no place to stop.
    parts = [part for part in parts if not is_open(sentence[: part.end() if first else part.start()])]
    starts, ends = [0, *(part.end() for part in parts)], [*(part.start() for part in parts), len(sentence)]
    clauses = [(sentence[start:end].strip(_END), start) for start, end in zip(starts, ends, strict=True)]
    return [(text, start) for text, start in clauses if text] or [(sentence.strip(), 0)]


def is_wide(text: str) -> bool:
    """Whether a text is written in characters twice as wide as a letter, without spaces between words."""
    return 2 * sum(unicodedata.east_asian_width(char) == "W" for char in text) > len(text)


def is_open(text: str) -> bool:
    """Whether a text ends within a bracket."""
    return text.count("(") > text.count(")")


def _before_open_bracket(text: str) -> str:
    """A text without the bracket that it ends within; if that is all of it, without its sign."""
    if not is_open(text):
        return text
    return text[: text.rindex("(")].strip(_END) or text.lstrip("(")


def _stopped(text: str, limit: int) -> str:
    """`text` up to a place where a headline may stop, or ""."""
    for stop in _STOPS:
        parts = [text[: match.start()].strip(_END) for match in stop.finditer(text) if match.start() <= limit]
        parts = [part for part in parts if len(part.split()) >= 3 and not _DANGLING.search(part)]
        parts = [part for part in parts if not _WITHIN_A_ROW.search(part) and not is_open(part)]
        if parts:
            return parts[-1] if stop is _STOPS[-1] else parts[0]
    return ""
