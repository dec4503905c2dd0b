"""A message is parted into clauses here: a clause is the unit in which something is asked for or refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from .lexicon import Lexicon, lexicon_of
from .roles import CUES, Role
from .text import Kind, Token, tokens
from .units import Unit, tagged

CLAUSE_LIMIT = 60
"""Units of a clause, at most: longer ones are cut, for nothing that anyone writes without a break is a clause then."""

_GOVERNORS = frozenset({Role.MAKE, Role.SHOW, Role.WANT, Role.OFFER})
_DIRECT = frozenset({Role.MAKE, Role.SHOW, Role.TURN, Role.ANIMATE, Role.EXPLAIN})
_REQUESTS = _DIRECT | {Role.STUCK, Role.ASK, Role.LET, Role.POLITE, Role.NOT, Role.INSTEAD, Role.WANT}
_LIGHT = frozenset({Role.WORD, Role.FILLER, Role.PRAISE, Role.LONG, Role.A, Role.IT, Role.TEXT, Role.ACT})


@dataclass(frozen=True)
class Clause:
    """Units that belong together. `sentence` counts sentences from 0; `lexicon` is what gave the roles."""

    units: tuple[Unit, ...]
    sentence: int
    lexicon: Lexicon

    @cached_property
    def roles(self) -> tuple[Role, ...]:
        """The roles of the units, in order."""
        return tuple(unit.role for unit in self.units)


def clauses(text: str, language: str) -> tuple[Clause, ...]:
    """The clauses of a cleaned text, read with the word list of `language`."""
    lexicon = lexicon_of(language)
    found: list[Clause] = []
    for sentence, parts in enumerate(_sentences(tokens(text, elides=lexicon.elides))):
        split = [piece for part in parts for piece in _split(tagged(part, lexicon)) if piece]
        found += (Clause(tuple(piece), sentence, lexicon) for piece in _rejoined(split, lexicon))
    return tuple(found)


def _sentences(found: Sequence[Token]) -> Iterator[list[list[Token]]]:
    """Sentences, each as its parts between commas and the like."""
    sentence: list[list[Token]] = [[]]
    for token in found:
        if token.kind is Kind.HARD:
            yield sentence
            sentence = [[]]
        elif token.kind is Kind.SOFT or len(sentence[-1]) == CLAUSE_LIMIT:
            sentence.append([])
        if token.kind in {Kind.WORD, Kind.OPAQUE}:
            sentence[-1].append(token)
    yield sentence


def _split(units: Sequence[Unit]) -> Iterator[list[Unit]]:
    """A part without commas can still hold two clauses: "I don't get it can you make a video"."""
    piece: list[Unit] = []
    for i, unit in enumerate(units):
        joint = unit.role is Role.BUT or (unit.role is Role.AND and _parts(piece, units[i + 1 : i + 2]))
        if joint or (piece and _opens(piece, units, i)):
            yield piece
            piece = []
        if not joint:
            piece.append(unit)
    yield piece


def _parts(piece: Sequence[Unit], after: Sequence[Unit]) -> bool:
    """Whether an "and" before `after` begins a new request; not in "how do I write and make"."""
    if not after or after[0].role not in _REQUESTS:
        return False
    roles = [unit.role for unit in piece if unit.role not in {Role.FILLER, Role.GREET}]
    bound = roles[:1] == [Role.WHAT] or Role.OWN in roles or (Role.WANT in roles and Role.TO in roles)
    return not bound or after[0].role not in _DIRECT


def _opens(piece: Sequence[Unit], units: Sequence[Unit], i: int) -> bool:
    """Whether a request begins at `i`, in the middle of what was written without a full stop."""
    if piece[0].role is Role.WHAT and len(piece) < 3 and units[i].role is not Role.POLITE:
        return False
    if len(piece) == 1 and piece[0].role in {Role.VIDEO, Role.VIDEOS}:
        return False
    before, unit = units[i - 1].role, units[i].role
    after = units[i + 1].role if i + 1 < len(units) else None
    if unit in {Role.ASK, Role.MAY, Role.WE}:
        return before not in {Role.AND, Role.POLITE, Role.GREET, Role.FILLER, Role.WHAT, Role.TO, Role.OFFER}
    if unit is Role.POLITE:
        return after in {Role.MAKE, Role.SHOW, Role.ANIMATE, Role.NOT} and before not in {Role.ASK, Role.LET, Role.NOT}
    return False


def _rejoined(pieces: Iterable[list[Unit]], lexicon: Lexicon) -> Iterator[list[Unit]]:
    """Pieces with "a quick, two-minute video" or "wäre es möglich, ein Video zu machen" in one again."""
    infinitives = lexicon.verb_final and not lexicon.topic_first
    held: list[Unit] = []
    for piece in pieces:
        joins = (_is_open(held) and _continues(piece)) or (infinitives and _is_infinitive(piece))
        joins = joins or _sees(held, piece)
        if held and joins and len(held) + len(piece) <= CLAUSE_LIMIT:
            held += piece
            continue
        if held:
            yield held
        held = piece
    if held:
        yield held


def _sees(held: Sequence[Unit], piece: Sequence[Unit]) -> bool:
    """Whether what is seen comes after a comma: "ich möchte sehen, wie das geht"."""
    return bool(held and piece) and held[-1].role is Role.SEE and piece[0].role is Role.WHAT


def _is_open(piece: Sequence[Unit]) -> bool:
    """Whether an object was begun and has not come: "make me a quick"."""
    roles = [unit.role for unit in piece]
    if not _GOVERNORS & set(roles) or CUES & set(roles):
        return False
    last = max((i for i, role in enumerate(roles) if role is Role.A), default=-1)
    return last >= 0 and set(roles[last:]) <= _LIGHT


def _continues(piece: Sequence[Unit]) -> bool:
    """Whether the object comes here: "two-minute video"."""
    roles = [unit.role for unit in piece]
    cue = next((i for i, role in enumerate(roles) if role in {Role.VIDEO, Role.VIDEOS}), -1)
    return cue >= 0 and set(roles[:cue]) <= _LIGHT


def _is_infinitive(piece: Sequence[Unit]) -> bool:
    """Whether the piece hangs on the one before it: "ein Video zu machen"."""
    roles = [unit.role for unit in piece]
    return roles[-2:-1] == [Role.ABOUT] and roles[-1] in {Role.MAKE, Role.SHOW, Role.SEE, Role.WATCH}
