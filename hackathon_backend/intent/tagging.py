"""Words get their roles here: the longest phrase of the word list that fits, then what the neighbours settle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from .lexicon import Lexicon
from .roles import Role
from .tokenise import Token, TokenKind, is_unspaced

_FILMS = frozenset({Role.VIDEO, Role.VIDEOS})
_DESCRIBES = frozenset({Role.A, Role.WORD, Role.LONG, Role.PRAISE, Role.FILLER, Role.TEXT, Role.OF, Role.THING})
_NAMES = frozenset({Role.ONE, Role.WORD, Role.VIDEO, Role.VIDEOS, Role.THING, Role.CODE, Role.QUOTE})
_VERBS = frozenset({Role.SHOW, Role.ASK, Role.EXPLAIN, Role.SEE, Role.TURN, Role.OFFER, Role.NOT, Role.TEXT, Role.ACT})
_SMALL = frozenset({Role.FILLER, Role.A, Role.AND, Role.OF, Role.IS, Role.ME, Role.THE, Role.BUT, Role.PAST})
_OPENERS = frozenset(
    {Role.ABOUT, Role.A, Role.MAKE, Role.WANT, Role.SEE, Role.SHOW, Role.WORD, Role.EXPLAIN, Role.STUCK}
)
_ADJECTIVES_LIMIT = 6
_HANGUL = ("\uac00", "\ud7a3")


@dataclass(frozen=True, slots=True)
class Unit:
    """A word or phrase with its role; `start` and `end` are its place in the cleaned text."""

    role: Role
    start: int
    end: int
    key: str


def tagged(part: Sequence[Token], lexicon: Lexicon) -> list[Unit]:
    """The units of a part of a sentence that has no breaks in it."""
    units: list[Unit] = []
    at = 0
    while at < len(part):
        role, length = _role(part, at, lexicon)
        key = " ".join(token.key for token in part[at : at + length])
        units.append(Unit(role, part[at].start, part[at + length - 1].end, key))
        at += length
    return list(_settled(list(_things(units, lexicon))))


def one_slip_apart(word: str, other: str) -> bool:
    """Whether one letter too many, too few, wrong, or two swapped make `word` out of `other` (five letters or more)."""
    if len(word) < 5 or abs(len(word) - len(other)) > 1 or word == other:
        return False
    start = next((i for i, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), min(len(word), len(other)))
    rest, right = word[start:], other[start:]
    swapped = rest[:2] == right[1::-1] and rest[2:] == right[2:]
    return swapped or rest[1:] == right[1:] or rest[1:] == right or rest == right[1:]


def _role(part: Sequence[Token], at: int, lexicon: Lexicon) -> tuple[Role, int]:
    """The role of the longest phrase that begins at `at`, and how many tokens it has."""
    token = part[at]
    if token.kind is TokenKind.OPAQUE:
        return Role.QUOTE, 1
    for length in lexicon.lengths.get(token.key, ()):
        role = lexicon.phrases.get(tuple(following.key for following in part[at : at + length]))
        if role is not None:
            return role, min(length, len(part) - at)
    near = (role for key, role in lexicon.near.items() if one_slip_apart(token.key, key))
    return next(near, Role.WORD), 1


def _things(units: Sequence[Unit], lexicon: Lexicon) -> Iterator[Unit]:
    """Units with "video game" and "codec de vídeo" told from videos."""
    for i, unit in enumerate(units):
        modified = unit.role in _FILMS and _is_modified(units, i, lexicon)
        is_other = modified or (_ends_in_noun(unit, lexicon) and _has_head(units, i, lexicon))
        yield replace(unit, role=Role.THING) if is_other else unit


def _ends_in_noun(unit: Unit, lexicon: Lexicon) -> bool:
    """Whether it is a video noun, or a phrase as "on video", which a noun can follow: "on video length"."""
    last = unit.key.split(" ")[-1]
    ends = lexicon.phrases.get((last,)) in _FILMS
    return unit.role in _FILMS or (unit.role is Role.VISUALLY and ends)


def _has_head(units: Sequence[Unit], i: int, lexicon: Lexicon) -> bool:
    return i + 1 < len(units) and units[i + 1].key.split(" ")[0] in lexicon.heads


def _is_modified(units: Sequence[Unit], i: int, lexicon: Lexicon) -> bool:
    before = [unit.key for unit in units[max(0, i - 2) : i]]
    if before and before[-1] in lexicon.joints:
        before.pop()
    return bool(before) and before[-1].split(" ")[-1] in lexicon.modifiers


def _settled(units: Sequence[Unit]) -> Iterator[Unit]:
    """Units with those settled whose role hangs on their neighbours: "that", "one" before a noun, "能" in "能量"."""
    said: Role | None = None  # the last role that is no filler: in "I'd still really like" that of "I'd"
    for i, unit in enumerate(units):
        role = _role_among(units, i, said)
        said = said if role is Role.FILLER else role
        yield unit if role is unit.role else replace(unit, role=role)


def _role_among(units: Sequence[Unit], i: int, said: Role | None) -> Role:
    """The role of a unit beside its neighbours; `said` is the one before it that is no filler."""
    unit, before, after = units[i], _at(units, i - 1), _at(units, i + 1)
    if unit.role is Role.THAT:
        return Role.TO if _is_one_of(_NAMES, before) else Role.THE
    if unit.role is Role.CAN:
        return Role.WHAT if _is_one_of(_NAMES, after) else Role.FILLER
    if unit.role is Role.LIKE:
        return Role.WANT if said is Role.ME else Role.WORD
    if unit.role is Role.ONE and _precedes_noun(units[i + 1 : i + _ADJECTIVES_LIMIT]):
        return Role.A
    return Role.WORD if _is_inside_a_word(before, unit, after) else unit.role


def _at(units: Sequence[Unit], place: int) -> Unit | None:
    return units[place] if 0 <= place < len(units) else None


def _is_one_of(roles: frozenset[Role], unit: Unit | None) -> bool:
    return unit is not None and unit.role in roles


def _precedes_noun(after: Sequence[Unit]) -> bool:
    """Whether a video noun follows, with nothing but adjectives before it: "one |short video|"."""
    return next((unit.role in _FILMS for unit in after if unit.role not in _DESCRIBES), False)


def _is_inside_a_word(before: Unit | None, unit: Unit, after: Unit | None) -> bool:
    """Whether a lone character is but a part of a longer word: "有" in "有机化学", "用" in "作用", "과" in "과학".

    Korean has spaces: there a word begins after one. In Chinese and Japanese an unlisted character beside it tells.
    """
    if len(unit.key) != 1 or not is_unspaced(unit.key):
        return False
    begins = after is not None and after.role is Role.WORD and unit.end == after.start
    if _HANGUL[0] <= unit.key <= _HANGUL[1]:
        return begins and (before is None or before.end < unit.start)
    if unit.role in _VERBS and before is not None and before.role is Role.WORD and before.end == unit.start:
        return True
    return begins and unit.role in _VERBS | _SMALL and _is_one_of(_OPENERS, before)
