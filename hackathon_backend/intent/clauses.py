"""A message is parted into clauses here: a clause is the unit in which something is asked for or refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from .language import languages
from .lexicon import Lexicon, lexicon_of
from .roles import Role
from .tagging import Unit, tagged
from .tokenise import Token, TokenKind, tokens

CLAUSE_LIMIT = 60
"""Units of a clause, at most: longer ones are cut, for nothing that anyone writes without a break is a clause then."""

_DIRECT = frozenset({Role.MAKE, Role.SHOW, Role.TURN, Role.ANIMATE, Role.EXPLAIN})
_REQUESTS = _DIRECT | {Role.STUCK, Role.ASK, Role.LET, Role.POLITE, Role.NOT, Role.INSTEAD, Role.WANT}
_LEADING = frozenset({Role.AND, Role.POLITE, Role.GREET, Role.FILLER, Role.WHAT, Role.TO, Role.OFFER})
_QUESTION = 3
"""Units of a clause that begins with a question word, from which on another may begin in it."""


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
    for sentence, parts in enumerate(_sentences(tokens(text, elides=languages()[language].elides))):
        split = [piece for part in parts for piece in _split(tagged(part, lexicon)) if piece]
        found += (Clause(tuple(piece), sentence, lexicon) for piece in _rejoined(split, lexicon))
    return tuple(found)


def _sentences(found: Sequence[Token]) -> Iterator[list[list[Token]]]:
    """Sentences, each as its parts between commas and the like."""
    sentence: list[list[Token]] = [[]]
    for token in found:
        if token.kind is TokenKind.HARD:
            yield sentence
            sentence = [[]]
        elif token.kind is TokenKind.SOFT or len(sentence[-1]) == CLAUSE_LIMIT:
            sentence.append([])
        if token.kind in {TokenKind.WORD, TokenKind.OPAQUE}:
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
    bound = roles[:1] == [Role.WHAT] or Role.OWN in roles
    return not bound or after[0].role not in _DIRECT


def _opens(piece: Sequence[Unit], units: Sequence[Unit], i: int) -> bool:
    """Whether a request begins at `i`, in the middle of what was written without a full stop."""
    role, before = units[i].role, units[i - 1].role
    named = len(piece) == 1 and piece[0].role in {Role.VIDEO, Role.VIDEOS}
    asked = piece[0].role is Role.WHAT and len(piece) < _QUESTION
    if role is Role.POLITE:
        ordered = {unit.role for unit in units[i + 1 : i + 2]} & _DIRECT
        return bool(ordered) and not named and before not in {Role.ASK, Role.LET, Role.NOT}
    return role in {Role.ASK, Role.MAY, Role.WE} and before not in _LEADING and not named | asked


def _rejoined(pieces: Iterable[list[Unit]], lexicon: Lexicon) -> Iterator[list[Unit]]:
    """Pieces with "ich möchte sehen, wie das geht" and "wäre es möglich, ein Video zu machen" in one again."""
    held: list[Unit] = []
    for piece in pieces:
        if held and len(held) + len(piece) <= CLAUSE_LIMIT and _goes_on(held, piece, lexicon):
            held += piece
            continue
        if held:
            yield held
        held = piece
    if held:
        yield held


def _goes_on(held: Sequence[Unit], piece: Sequence[Unit], lexicon: Lexicon) -> bool:
    """Whether the piece hangs on the one before it: as what is seen, or as an infinitive."""
    if held[-1].role is Role.SEE and piece[0].role is Role.WHAT:
        return True
    roles = [unit.role for unit in piece[-2:]]
    infinitive = roles[:1] == [Role.ABOUT] and roles[-1] in {Role.MAKE, Role.SHOW, Role.SEE, Role.WATCH}
    return infinitive and lexicon.verb_final and not lexicon.topic_first
