"""What a clause says about a video: each rule is asked in turn, and the first that applies decides.

A clause without a cue (a video noun, a verb as "animate", an adverb as "visually") says nothing of a video. What no
rule knows is a mention: a video costs more than a text answer.
"""

from __future__ import annotations

from collections.abc import Callable

from . import against, bare
from . import requests as asking
from .clauses import Clause
from .grammar import ENDS, follows, indices, is_live, linked
from .roles import CUES, Role
from .verdict import Finding, Verdict

Rule = Callable[[Clause, int], Verdict | None]

RULES: tuple[Rule, ...] = (
    asking.leans,
    against.is_negated,
    against.is_cited,
    against.is_somebodys,
    against.is_asked_about,
    against.is_programmed,
    asking.is_ordered,
    asking.is_shown,
    asking.is_wanted,
    asking.is_watched,
    asking.is_seen,
    asking.is_offered,
    asking.is_turned,
    asking.is_the_form,
    asking.is_animated,
    asking.is_welcome,
    against.is_unwelcome,
    asking.is_wished,
    bare.stands_alone,
    bare.is_appended,
    bare.is_label,
)
"""In this order: what speaks against a request comes first."""


_OPENING = frozenset({Role.FILLER, Role.POLITE, Role.GREET, Role.A, Role.AND, Role.BUT})


def judge(clause: Clause, *, spoken_of: bool) -> Finding:
    """What `clause` says. `spoken_of`: the message speaks of a video somewhere, so that "make one" means one."""
    mention: Finding | None = None
    for cue in _cues(clause, spoken_of=spoken_of):
        finding = _apply(clause, cue)
        if finding.verdict is not Verdict.MENTIONS:
            return finding
        mention = mention or finding
    return mention or _without_cue(clause)


def _cues(clause: Clause, *, spoken_of: bool) -> list[int]:
    ones = [
        i
        for i in indices(clause, Role.ONE)
        if (spoken_of and follows(clause, i) in {*ENDS, None}) or _opens_with_one(clause, i)
    ]
    seen = [i for i in indices(clause, Role.SEE) if asking.is_sight(clause, i)]
    return sorted([*indices(clause, *CUES), *ones, *seen])


def _opens_with_one(clause: Clause, one: int) -> bool:
    """Whether it is "now one about tides": nothing else than a video is asked for like that here."""
    return follows(clause, one) is Role.ABOUT and set(clause.roles[:one]) <= _OPENING


def _apply(clause: Clause, cue: int) -> Finding:
    for rule in RULES:
        verdict = rule(clause, cue)
        if verdict is not None:
            return Finding(verdict, rule.__name__, clause, cue)
    return Finding(Verdict.MENTIONS, "no_rule", clause, cue)


def _without_cue(clause: Clause) -> Finding:
    roles = clause.roles
    if _is_plain(clause) or _wants_text(clause):
        return Finding(Verdict.REFUSES, "wants_words", clause)
    if Role.WHAT in roles or (Role.ACT in roles and is_live(clause, roles.index(Role.ACT))):
        return Finding(Verdict.QUESTIONS, "asks_a_question", clause)
    return Finding(Verdict.SILENT, "no_cue", clause)


def _is_plain(clause: Clause) -> bool:
    """Whether words alone are asked for; not in "don't just tell me"."""
    return any(Role.NOT not in clause.roles[max(0, i - 1) : i] for i in indices(clause, Role.PLAIN))


def _wants_text(clause: Clause) -> bool:
    """Whether text is asked for: "I only want text"; not "I'd like text labels"."""
    texts = [i for i in indices(clause, Role.TEXT) if follows(clause, i) in {*ENDS, None}]
    verbs = [i for i in indices(clause, Role.WANT, Role.SHOW) if is_live(clause, i)]
    return Role.NOT not in clause.roles and any(linked(clause, verb, text) for verb in verbs for text in texts)
