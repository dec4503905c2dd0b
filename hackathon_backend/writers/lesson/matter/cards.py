"""Headings as a film needs them: those that stand there again and again, those without words, and cards, which are
many headings with a sentence each.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ....lessons import Block
from ....lessons.sentences import sentences
from ..scenes.dates import is_date
from ..scenes.labels import term_of

_FEWEST = 3
"""Cards that make a list."""
_MOST_SENTENCES, _LONGEST = 2, 220
"""Sentences and characters of what stands on a card."""
_DATED = re.compile(r"(?P<name>.+?)\s*[(（](?P<date>[^()（）]{3,30})[)）]")
_NAME = 60
"""Characters of a heading that names what is below it."""


def with_telling_headings(blocks: Sequence[Block], title: str) -> list[Block]:
    """The blocks with cards as lists, and below headings that tell them apart: a heading that comes again stands with
    the one above it ("Second law: Statement"), one without words is none.
    """
    return _renamed(_gathered(blocks, title), title)


def _renamed(blocks: Sequence[Block], title: str) -> list[Block]:
    headings = Counter(block.text for block in blocks if block.kind == "heading")
    found: list[Block] = []
    above: dict[int, str] = {}
    now = title
    for block in blocks:
        if block.kind != "heading":
            # What stands above the first heading keeps having none.
            found.append(replace(block, section=now) if block.section else block)
            continue
        parent = next((above[level] for level in sorted(above, reverse=True) if level < block.level), title)
        above = {level: name for level, name in above.items() if level < block.level}
        above[block.level] = block.text
        if not any(map(str.isalpha, block.text)):
            now = parent
            continue
        again = headings[block.text] > 1 and parent not in ("", block.text) and len(f"{parent}{block.text}") < _NAME
        now = f"{parent}: {block.text}" if again else block.text
        found.append(replace(block, text=now, section=now))
    return found


@dataclass(frozen=True)
class _HeadingCard:
    """A heading with a sentence or two, and nothing else."""

    heading: Block
    text: Block

    @property
    def line(self) -> str:
        """What it says, as an item of a list; one with a date begins with that."""
        dated = _DATED.fullmatch(self.heading.text)
        name, date = (dated["name"], dated["date"]) if dated else (self.heading.text, "")
        if is_date(date):
            return f"{date}: {name.rstrip(' .')}. {self.text.text}"
        item = f"{self.heading.text}: {self.text.text}"
        return item if term_of(item) else f"{self.heading.text}. {self.text.text}"


def _gathered(blocks: Sequence[Block], title: str) -> list[Block]:
    found: list[Block] = []
    section = ""
    for run in _runs(blocks):
        if not isinstance(run[0], _HeadingCard):
            found += [block for block in run if isinstance(block, Block)]
            section = next((block.text for block in reversed(found) if block.kind == "heading"), section)
            continue
        cards = [card for card in run if isinstance(card, _HeadingCard)]
        under = next((each.text for each in reversed(found) if _is_above(each, cards[0].heading)), "") or title
        if len(cards) < _FEWEST:
            found += [block for card in cards for block in (card.heading, card.text)]
            continue
        items = tuple(card.line for card in cards)
        below = bool(found) and found[-1].kind == "heading" and found[-1].text == under
        if not below:
            found.append(replace(cards[0].heading, text=under, section=under))
        source = "\n".join(f"{card.heading.source}\n\n{card.text.source}" for card in cards)
        found.append(Block("bullets", under, "\n".join(items), items, source=source, place=cards[0].text.place))
    return found


def _is_above(block: Block, heading: Block) -> bool:
    return block.kind == "heading" and block.level < heading.level


def _runs(blocks: Sequence[Block]) -> Iterator[list[Block | _HeadingCard]]:
    """The blocks in runs of cards of one level, and of all else."""
    run: list[Block | _HeadingCard] = []
    place = 0
    while place < len(blocks):
        card = _card_at(blocks, place)
        last = run[-1] if run else None
        goes_on = isinstance(last, _HeadingCard) == (card is not None)
        if goes_on and isinstance(last, _HeadingCard) and card is not None:
            goes_on = last.heading.level == card.heading.level
        if run and not goes_on:
            yield run
            run = []
        run.append(card or blocks[place])
        place += 2 if card else 1
    if run:
        yield run


def _card_at(blocks: Sequence[Block], place: int) -> _HeadingCard | None:
    heading, *rest = blocks[place : place + 3]
    if heading.kind != "heading" or not rest or rest[0].kind != "paragraph" or not term_like(heading.text):
        return None
    alone = len(rest) < 2 or rest[1].kind == "heading"
    short = len(rest[0].text) <= _LONGEST and len(sentences(rest[0].text)) <= _MOST_SENTENCES
    below = len(rest) > 1 and rest[1].level > heading.level
    return _HeadingCard(heading, rest[0]) if alone and short and not below else None


def term_like(heading: str) -> bool:
    """Whether a heading names something, rather than ask or number."""
    return any(map(str.isalpha, heading)) and not heading.endswith(("?", "？", "؟"))
