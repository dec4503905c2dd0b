"""What a video is asked to be about: what is left of the asking clause, or of one near it, without its frame."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from .clauses import Clause
from .grammar import SOFT
from .roles import Role
from .tagging import Unit
from .verdict import Finding, Verdict

TOPIC_LIMIT = 300
"""Characters of a topic, at most."""

_ARTICLES = frozenset({Role.A, Role.THE, Role.MINE})
_CLAUSAL = frozenset({Role.IS, Role.SUBJECT, Role.PAST, Role.OF})
_CONTENT = _CLAUSAL | {Role.WORD, Role.QUOTE, Role.THING, Role.CODE, Role.WHAT, Role.ACT, Role.MINE}
_FRAME = frozenset(Role) - _CONTENT
_TRAIL = (SOFT - {Role.A}) | {Role.NOT, Role.INSTEAD, Role.LET, Role.ASK, Role.IT, Role.VISUALLY}
_LEAD = frozenset({Role.ABOUT, Role.IT})
_NAMELESS = _TRAIL | _ARTICLES | _CLAUSAL | {Role.ABOUT, Role.WHAT, Role.TO}
_PRAISING = SOFT | {Role.HELP, Role.PRAISE, Role.BE, Role.IT, Role.THE, Role.LONG}
_OPENING = frozenset({Role.A, Role.AS, Role.WITH, Role.FILLER, Role.LONG, Role.PRAISE})
_SAYING = _CLAUSAL | {Role.ME, Role.NOT, Role.MINE}
_SHORT = 6
_PUNCTUATION = " \t\n\r.,;:!?…-–—\"'“”«»‘’`*_。、，；：！？؟،؛।"


def topic_of(text: str, findings: Sequence[Finding]) -> str:
    """The topic of a message that asks for a video, in its own words, at most TOPIC_LIMIT long; "" if it names none."""
    at = _deciding(findings)
    asking = findings[at]
    after = [f.clause for f in findings[at + 1 :] if f.clause.sentence == asking.clause.sentence]
    others = [*reversed(findings[:at]), *findings[at + 1 :]]
    is_one = asking.clause.roles[asking.cue] is Role.ONE
    known = [_after_about(f.clause, f.cue, []) for f in others if f.cue >= 0 and is_one]
    for units in (*_in_clause(asking, after, text), *map(_elsewhere, others), *known):
        if units:
            return _text(text, units)
    return ""


def shortened(text: str) -> str:
    """`text` on one line, cut between words to TOPIC_LIMIT characters."""
    line = " ".join(text.split())
    if len(line) <= TOPIC_LIMIT:
        return line
    cut = line[:TOPIC_LIMIT]
    return cut.rsplit(" ", 1)[0] if " " in cut else cut


def _deciding(findings: Sequence[Finding]) -> int:
    asks = [i for i, finding in enumerate(findings) if finding.verdict is Verdict.ASKS]
    hints = [i for i, finding in enumerate(findings) if finding.verdict is Verdict.HINTS]
    return asks[-1] if asks else hints[0]


def _in_clause(asking: Finding, after: Sequence[Clause], text: str) -> Iterator[list[Unit]]:
    """What the topic could be, the likeliest first: what follows "about", what is left over, what a colon opens."""
    clause, cue = asking.clause, asking.cue
    yield _after_about(clause, cue, after)
    left = _stripped(clause.units[: _start_of_phrase(clause.units, cue)], clause, articles=_ARTICLES - {Role.A})
    right = _stripped(_up_to(clause.units[cue + 1 :], Role.HELP, Role.BE, Role.NOT, Role.INSTEAD), clause)
    yield max(right, left, key=len)
    if after and {":", "："} & set(text[clause.units[-1].end : after[0].units[0].start]):
        yield _stripped([*after[0].units, *_continued(after[1:])], clause, trail=_TRAIL)


def _after_about(clause: Clause, cue: int, after: Sequence[Clause]) -> list[Unit]:
    """What follows "about"; in "for my class about tides" the second part. In verb-final languages the verb follows."""
    rest = list(clause.units[cue + 1 :])
    abouts = [i for i, unit in enumerate(rest) if unit.role is Role.ABOUT]
    if not abouts or clause.lexicon.verb_final or not (abouts[0] == 0 or rest[0].role is Role.AS):
        return []
    told = _abouts(rest, clause)
    rest = rest[told[0] if told else abouts[0] :]
    if all(unit.role in _NAMELESS for unit in _up_to(rest, Role.HELP, Role.BE)):
        return []
    topic = [*rest[: _praise_from(rest)], *_continued(after)]
    return _stripped(_formless(topic), clause, lead=_LEAD, trail=_TRAIL)


def _abouts(units: Sequence[Unit], clause: Clause) -> list[int]:
    """Where a topic begins, which "for my class" begins none."""
    return [i for i, unit in enumerate(units) if unit.role is Role.ABOUT and unit.key not in clause.lexicon.audience]


def _continued(after: Sequence[Clause]) -> Iterator[Unit]:
    """Units of the clauses that go on with the topic: "derivatives, integrals and limits"."""
    for clause in after:
        if clause.units[0].role not in {Role.WORD, Role.QUOTE, Role.THING, Role.AND, Role.WHAT}:
            return
        yield from clause.units


def _up_to(units: Sequence[Unit], *roles: Role) -> Sequence[Unit]:
    return units[: next((i for i, unit in enumerate(units) if unit.role in roles), len(units))]


def _praise_from(units: Sequence[Unit]) -> int:
    """Where "would be lovely" at the end begins; "what would happen then" has none."""
    helps = [i for i, unit in enumerate(units) if unit.role is Role.HELP]
    if helps and {unit.role for unit in units[helps[0] :]} <= _PRAISING:
        return helps[0]
    return len(units)


def _formless(units: list[Unit]) -> list[Unit]:
    """`units` without "as a video" at the end."""
    last = len(units) - 1
    start = _start_of_phrase(units, last)
    is_form = units[last].role is Role.VIDEO and units[start].role in {Role.AS, Role.WITH}
    return units[:start] if is_form else units


def _start_of_phrase(units: Sequence[Unit], cue: int) -> int:
    """Where the noun phrase or means that ends in the cue begins: before "using an" in "using an animation"."""
    start = cue
    while start and units[start - 1].role in _OPENING:
        start -= 1
    return start


def _stripped(
    units: Sequence[Unit],
    clause: Clause,
    *,
    lead: frozenset[Role] = _FRAME,
    trail: frozenset[Role] = _FRAME,
    articles: frozenset[Role] = _ARTICLES,
) -> list[Unit]:
    """`units` without `lead` and `trail` at the ends; an article goes with its noun. Nothing if no name is left."""
    low = _length_of(units, lead, clause)
    high = len(units) - _length_of(units[low:][::-1], trail, clause)
    while low and low < high and units[low - 1].role in articles:
        low -= 1
    kept = list(units[low:high])
    return kept if any(unit.role not in _NAMELESS for unit in kept) else []


def _length_of(units: Sequence[Unit], roles: frozenset[Role], clause: Clause) -> int:
    """How many units at the start have one of the roles, or only define something."""
    framing = takewhile(lambda unit: unit.role in roles or unit.key in clause.lexicon.defines, units)
    return sum(1 for _unit in framing)


def _elsewhere(finding: Finding) -> list[Unit]:
    """The topic in a clause that asks for no video: "I don't understand recursion", "What is entropy?"."""
    clause, roles = finding.clause, set(finding.clause.roles)
    explained = bool({Role.STUCK, Role.EXPLAIN} & roles)
    if not _may_tell(finding, explained=explained):
        return []
    units = clause.units
    late = clause.lexicon.verb_final
    if late and clause.roles[0] is Role.THE and clause.roles[-1] in {Role.EXPLAIN, Role.SHOW}:
        units = units[1:]  # "das Rekursion erklärt"
    elif not explained and Role.WHAT not in roles:
        units = _told_in_passing(clause)
    return _stripped(units, clause, trail=_FRAME if late else _TRAIL | {Role.STUCK})


def _may_tell(finding: Finding, *, explained: bool) -> bool:
    if explained:
        return finding.verdict in {Verdict.SILENT, Verdict.QUESTIONS, Verdict.MENTIONS}
    refused = {Role.NOT, Role.INSTEAD} & set(finding.clause.roles)
    return finding.verdict in {Verdict.SILENT, Verdict.QUESTIONS} and not refused


def _told_in_passing(clause: Clause) -> tuple[Unit, ...]:
    """What follows "about", or a few words that say nothing else."""
    if told := _abouts(clause.units, clause):
        return clause.units[told[0] :]
    return () if len(clause.units) > _SHORT or _SAYING & set(clause.roles) else clause.units


def _text(text: str, units: Sequence[Unit]) -> str:
    start, end = units[0].start, units[-1].end
    while end < len(text) and text[end] in "+#%°)²³'’":
        end += 1
    found = text[start:end].strip(_PUNCTUATION)
    return shortened(found if found.count("(") >= found.count(")") else found.rstrip(")"))
