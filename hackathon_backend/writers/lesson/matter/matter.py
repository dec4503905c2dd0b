"""A lesson that was made of a document, as it is taught: without what only stands around that in the document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import zip_longest

from ....lessons import Block, Lesson
from ....lessons.documents.headings import is_notice, unnumbered
from ....lessons.search.words import is_paired
from ....lessons.sentences import sentences
from .agenda import without_agenda
from .apparatus import without_apparatus
from .cards import with_telling_headings
from .damage import is_damaged, is_listing, is_note, is_session, is_table
from .lines import is_beside, is_finished, is_running, with_lines, without_notes
from .loose import without_loose_words
from .tasks import is_direction, without_facts, without_tasks
from .tongues import in_one_language

_LEADS_INTO = frozenset({"formula", "code", "bullets", "steps", "table", "figure"})
"""What a sentence may lead up to, or go on after."""
_PROSE_SHARE = 0.5
"""Of the paragraphs of pages, or of their letters, how many end as sentences do in a text; on slides fewer do."""
_PUT_OUT = frozenset({"output", "error", "stdout", "stderr"})
"""What listings are called that a program has printed."""
_LEADING = 4
"""Words of a sentence of a text, at least; what stands around its charts and between its listings has fewer."""
_FEWEST_PARAGRAPHS = 3
_AXIS = 3
"""Words of what is written along the axis of a chart, at most."""


def matter_of(lesson: Lesson) -> tuple[Lesson, tuple[str, ...]]:
    """The lesson as it is taught, and what of its document was passed over, each with its first words or heading.

    Lists of sources, thanks, contents, notices of rights, addresses, and the authors' names above a text are no matter
    of a lesson, nor are pieces of sentences that are left of a page, nor what is in another language than most of it:
    the lesson is in that one. A lesson that was written as one is left alone.
    """
    return _matter_of(lesson, lesson.blocks) if lesson.document else (lesson, ())


def heading_in(lesson: Lesson, heading: str) -> str:
    """A heading as a film shows it: the number of a section says where it is in a document, and a film is not there."""
    return unnumbered(heading, counted=lesson.is_counted).rstrip(" :：") if lesson.document else heading


@lru_cache(maxsize=64)
def _matter_of(lesson: Lesson, blocks: tuple[Block, ...]) -> tuple[Lesson, tuple[str, ...]]:
    """The same, kept: a film is written in several tries. Equal lessons may differ in their blocks."""
    kept, gone = without_apparatus(blocks)
    kept, agendas = without_agenda(kept)
    kept, tasks = without_tasks(kept)
    kept, names = _without_title_lines(kept)
    kept, left = _shown(kept)
    kept, loose = without_loose_words(kept)
    language, kept, foreign = in_one_language(kept, lesson.language)
    told, scraps = _told(kept)
    if not any(block.kind != "heading" for block in told):
        return lesson, ()
    passed = dict.fromkeys([*names, *left, *scraps, *foreign, *gone, *agendas, *tasks, *loose])
    told = with_telling_headings(told, lesson.title)
    return replace(lesson, blocks=tuple(told), language=language), tuple(passed)


def _without_title_lines(blocks: Sequence[Block]) -> tuple[list[Block], list[str]]:
    """The blocks without the names, dates and addresses above the first sentence of the first page or slide."""
    first = blocks[0].place if blocks else ""
    end = next((number for number, block in enumerate(blocks) if block.place != first), len(blocks))
    if first not in ("page 1", "slide 1") or end == len(blocks) == 1:
        return list(blocks), []
    start = next((number for number in range(end) if _is_matter(blocks[number])), end)
    if start == end == len(blocks):
        return list(blocks), []
    gone = [number for number in range(start) if _is_title_line(blocks, number)]
    title = next((block.text for block in blocks if block.kind == "heading"), "")
    headings = {blocks[number].text for number in gone if blocks[number].kind == "heading"}
    kept = [
        replace(block, section=title) if block.section in headings and block.kind != "heading" else block
        for number, block in enumerate(blocks)
        if number not in gone
    ]
    return kept, [blocks[number].text for number in gone]


def _is_matter(block: Block) -> bool:
    if block.kind in ("paragraph", "quote"):
        return any(map(is_running, sentences(block.text)))
    return block.kind not in ("heading", "image") and any(map(is_running, block.items or (block.text,)))


def _is_title_line(blocks: Sequence[Block], number: int) -> bool:
    """Whether a block above the first sentence is a name: no list or picture, and no heading right above the text,
    unless that is a date.
    """
    block = blocks[number]
    if block.kind != "heading":
        return block.kind == "paragraph"
    if is_beside(block.text):
        return True
    is_first = not any(each.kind == "heading" for each in blocks[:number])
    after = blocks[number + 1] if number + 1 < len(blocks) else None
    return not is_first and after is not None and after.place == block.place and not _is_matter(after)


def _shown(blocks: Sequence[Block]) -> tuple[list[Block], list[str]]:
    """The blocks without listings and tables of nothing, and without notes and captions that stand by themselves."""
    gone = [block for block in blocks if _is_nothing(block)]
    return [block for block in blocks if not _is_nothing(block)], [_first_line(block) for block in gone]


def _is_nothing(block: Block) -> bool:
    match block.kind:
        case "code":
            return block.info.casefold() in _PUT_OUT or not is_listing(block.text)
        case "table":
            return not is_table(block)
        case "paragraph":
            return is_session(block.text) or (block.place.startswith("page") and is_note(block.text))
        case _:
            return False


def _first_line(block: Block) -> str:
    return " ".join(block.rows[0]).strip() if block.rows else block.text.strip().partition("\n")[0]


def _told(blocks: Sequence[Block]) -> tuple[list[Block], list[str]]:
    """The blocks with what is said of them, and the sentences and items that are not."""
    told, gone, said = list[Block](), list[str](), set[str]()
    is_text = _is_text(blocks)
    for number, block in enumerate(blocks):
        if block.kind not in ("paragraph", "quote", "bullets", "steps"):
            told.append(block)
            continue
        lines = list(block.items) or sentences(block.text)
        kept = [line for line in lines if not (is_beside(line) or is_notice(line) or is_direction(line))]
        kept = without_facts(kept) if block.items else kept
        if block.place.startswith("page"):
            kept = _of_page(blocks, number, kept, next(iter(lines), ""), is_text=is_text)
        if block.place.startswith(("page", "slide")):
            kept = [line for line in kept if not _is_again(line, said)]
        gone += [line for line in lines if line not in kept]
        told += _with_lines(block, [each for each in map(without_notes, kept) if each])
    return told, gone


def _of_page(blocks: Sequence[Block], number: int, lines: list[str], first: str, *, is_text: bool) -> list[str]:
    """The lines of a page's block without damaged ones, words of pictures beside it, and pieces of sentences."""
    block = blocks[number]
    before, after = _kind(blocks, number - 1, "heading"), _kind(blocks, number + 1, "heading")
    lines = [line for line in lines if not (is_damaged(line) or (block.items and line.endswith((":", "："))))]
    if block.kind == "paragraph" and "image" in (before, after, _kind(blocks, number - 2)):
        lines = [line for line in lines if is_finished(line) or len(line.split()) > _AXIS or is_paired(line)]
    if is_text and not block.items:
        lines = [line for line in lines if not _is_piece(line, line == first, before, after)]
    return lines


def _kind(blocks: Sequence[Block], number: int, none: str = "") -> str:
    if not 0 <= number < len(blocks):
        return none
    return "formula" if blocks[number].is_formula else blocks[number].kind


def _is_again(line: str, said: set[str]) -> bool:
    """Whether a sentence was told before, as the next slide says again what stands on the one before; it is noted."""
    if len(line.split()) < _LEADING and not is_paired(line):
        return False
    if line in said:
        return True
    said.add(line)
    return False


def _is_text(blocks: Sequence[Block]) -> bool:
    """Whether the pages are those of a text, in which sentences end with a stop, rather than slides."""
    texts, ended = list[str](), list[str]()
    for block, after in zip_longest(blocks, blocks[1:]):
        if block.kind == "paragraph" and len(block.text.split()) > 2:
            texts.append(block.text)
            if is_finished(block.text) or (after is not None and (after.kind in _LEADS_INTO or after.is_formula)):
                ended.append(block.text)
    # Either will do: labels of charts are many and short, a paragraph that a picture cuts is one and long.
    is_most = len(ended) >= _PROSE_SHARE * len(texts) or sum(map(len, ended)) >= _PROSE_SHARE * sum(map(len, texts))
    return len(texts) >= _FEWEST_PARAGRAPHS and is_most


def _is_piece(line: str, is_first: bool, before: str, after: str) -> bool:
    """Whether a line is the beginning or the end of a sentence whose other half stands elsewhere."""
    if len(line.split()) < _LEADING and not is_paired(line):
        return True
    if not is_finished(line):
        return after not in _LEADS_INTO
    goes_on = line[:1].islower() and line[:2].isalpha()
    return goes_on and not (is_first and before in _LEADS_INTO)


def _with_lines(block: Block, lines: Sequence[str]) -> list[Block]:
    """The block with those lines alone; a list of one is a paragraph."""
    if block.items and len(lines) == 1:
        return [replace(block, kind="paragraph", text=lines[0], items=(), ticks=())]
    return with_lines(block, lines)
