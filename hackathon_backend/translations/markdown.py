"""A lesson's Markdown in another language: block by block, with all that is no prose where it was."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from ..errors import WriterError
from ..storyboard.kinds.wording import Wording
from .checks import Rules, text_faults
from .draft import TranslationKeeper
from .naming import language_name
from .spans import without_spans
from .translator import TranslationWork, Translator
from .units import TextUnit

_FENCE = re.compile(r"[ ]{0,3}(`{3,}|~{3,})")
_KEPT = re.compile(r"(?:<!--.*-->|</?[a-z][^<>]*>|[-*_]{3,}|=+|(?=[ :|]*-)[ :|-]+|\$\$.*\$\$)?", re.I)
"""What a line without words is, when nothing stands before and after it."""
_LEAD = re.compile(r"\s*(?:(?:#{1,6}|>|[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s+)?)*")
_TARGETS = re.compile(r"\]\(\s*+[^()\s]*+(?:\s++\"[^\"]*+\")?\s*+\)|</?[a-z][^<>]*>|\[\^[^\[\]]+\]", re.I)
_ENDS = re.compile(r"(?<=[.!?。！？।؟])\s+|(?<=[。！？])")
_PIPE = re.compile(r"(?<!\\)\|")
_STRONG = re.compile(r"\*\*|__")
_ROOM = 6000
_PIECE = 3000
"""Characters of a paragraph that are translated in one go."""
_TOLD = 6
_TITLE_ROOM = 120


@dataclass(frozen=True)
class MarkdownPart:
    """A piece of a lesson: `lead` is the sign of a heading, an item or a quotation; a part without words is kept."""

    lead: str
    text: str
    has_words: bool


@dataclass(frozen=True)
class TranslatedText:
    """A lesson in the other language, with the `words` that stood beside its text; `notes` say what is not."""

    title: str
    text: str
    notes: tuple[str, ...]
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def translate_markdown(
    title: str,
    text: str,
    rules: Rules,
    translator: Translator,
    keeper: TranslationKeeper,
    words: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
) -> TranslatedText:
    """The lesson in the language of the rules, from the draft on that was kept; `words` are those beside its text.

    Raises `WriterError` if the model can't be had, or nothing of what it says can be used, and what the keeper raises.
    """
    parts = list(parts_of(text))
    beside = dict(enumerate((each for texts in words.values() for each in texts), len(parts) + 2))
    units = (
        TextUnit(1, Wording.WORDS, title, _TITLE_ROOM, -1, ()),
        *(
            TextUnit(number, Wording.SPEECH, part.text, _ROOM, number, ())
            for number, part in enumerate(parts, 2)
            if part.has_words and len(part.text) <= _ROOM
        ),
        *(TextUnit(number, Wording.SPEECH, each, _ROOM, -1, ()) for number, each in beside.items() if _has_words(each)),
    )
    long = [part for part in parts if part.has_words and len(part.text) > _ROOM]
    draft = translator.translate(TranslationWork(units, title, rules, faults=markdown_faults), keeper)
    if len(draft.kept) >= len(units) - 1 > 0:
        raise WriterError(f"The language model did not translate the lesson into {rules.target}.")
    told = [f"{part.lead}{draft.texts.get(number, part.text)}" for number, part in enumerate(parts, 2)]
    notes = (*_notes(units, draft.kept, rules), *_long_notes(long, rules))
    found = iter([draft.texts.get(number, each) for number, each in beside.items()])
    named = {name: tuple(next(found) for _ in texts) for name, texts in words.items()}
    return TranslatedText(draft.texts.get(1, title), "\n".join(told), notes, named)


def texts_in(text: str) -> int:
    """How many texts of a lesson there are to be translated."""
    return sum(part.has_words and len(part.text) <= _ROOM for part in parts_of(text))


def parts_of(text: str) -> Iterator[MarkdownPart]:
    """The parts of Markdown, in order: joined by line breaks they are the text, but for breaks within paragraphs."""
    fence, formula, paragraph = "", False, list[str]()
    for line in text.splitlines():
        opened = _FENCE.match(line)
        if not fence and not formula and _goes_on(line, paragraph):
            paragraph.append(line)
            continue
        if paragraph:
            yield from _pieces(_prose(paragraph))
            paragraph = []
        if fence or formula or opened or line.strip() == "$$":
            yield MarkdownPart("", line, has_words=False)
            if line.strip() == "$$" and not fence:
                formula = not formula
            elif opened and not formula:
                fence = _fence_after(fence, opened[1], line)
        elif _KEPT.fullmatch(line.strip()) or _PIPE.search(line):
            yield _prose([line]) if not _KEPT.fullmatch(line.strip()) else MarkdownPart("", line, has_words=False)
        else:
            paragraph = [line]
    if paragraph:
        yield from _pieces(_prose(paragraph))


def markdown_faults(unit: TextUnit, told: str, rules: Rules, _texts: Mapping[int, str]) -> list[str]:
    """What is wrong with the translation of a part of Markdown."""
    if len(told) > unit.most:
        return [f"it has {len(told)} characters, and there is room for {unit.most}"]
    faults = text_faults(unit.text, told, rules)
    if "\n" in told.strip():
        faults.append("it must be one line")
    if Counter(_TARGETS.findall(unit.text)) != Counter(_TARGETS.findall(told)):
        faults.append("links, names of pictures and tags must stand in it as they are")
    if len(_PIPE.findall(unit.text)) != len(_PIPE.findall(told)):
        faults.append("a row of a table must have as many cells")
    if len(_STRONG.findall(told)) % 2:
        faults.append("what is set in bold must end")
    return faults


def _goes_on(line: str, paragraph: Sequence[str]) -> bool:
    """Whether a line belongs to the paragraph before it."""
    starts = _FENCE.match(line) or _KEPT.fullmatch(line.strip()) or _PIPE.search(line) or line.strip() == "$$"
    lead = _LEAD.match(line)
    return (
        bool(paragraph) and not starts and not (lead and lead[0].strip()) and not paragraph[-1].lstrip().startswith("#")
    )


def _fence_after(fence: str, mark: str, line: str) -> str:
    if not fence:
        return mark
    is_end = line.strip() == mark and mark.startswith(fence)
    return "" if is_end else fence


def _prose(lines: Sequence[str]) -> MarkdownPart:
    lead = _LEAD.match(lines[0])
    sign = lead[0] if lead else ""
    text = " ".join([lines[0][len(sign) :].rstrip(), *(line.strip() for line in lines[1:])])
    return MarkdownPart(sign, text, has_words=_has_words(text))


def _has_words(text: str) -> bool:
    return any(map(str.isalpha, _TARGETS.sub(" ", without_spans(text))))


def _pieces(part: MarkdownPart) -> Iterator[MarkdownPart]:
    """A long paragraph by its sentences, which stay one paragraph: a line of prose goes on with the one above it."""
    if len(part.text) <= _PIECE:
        yield part
        return
    lead, piece = part.lead, ""
    for sentence in _ENDS.split(part.text):
        if piece and len(piece) + len(sentence) > _PIECE and _goes_on(sentence, [piece]):
            yield replace(part, lead=lead, text=piece)
            lead, piece = "", ""
        piece = f"{piece} {sentence}" if piece else sentence
    yield replace(part, lead=lead, text=piece, has_words=part.has_words)


def _long_notes(long: Sequence[MarkdownPart], rules: Rules) -> Iterator[str]:
    why = f"stays in {language_name(rules.source)}: a sentence of more than {_ROOM:,} characters is not translated."
    for part in long[:_TOLD]:
        yield f"{part.text[:80]!r} {why}"


def _notes(units: Sequence[TextUnit], kept: Mapping[int, str], rules: Rules) -> Iterator[str]:
    source = language_name(rules.source)
    left = [unit for unit in units if unit.number in kept]
    for unit in left[:_TOLD]:
        yield f"{unit.text[:80]!r} stays in {source}: its translation was refused twice ({kept[unit.number]})."
    if len(left) > _TOLD:
        yield f"{len(left) - _TOLD} more texts stay in {source}."
