"""What a clause says about a video: each rule is asked in turn, and the first that applies decides.

A rule takes a clause and the place of its cue (a video noun, a verb as "animate", an adverb as "visually"), and answers
None if it does not apply. A clause without a cue says nothing of a video. What no rule knows is a mention: a video
costs more than a text answer.
"""

from __future__ import annotations

from collections.abc import Callable

from . import refusals, requests
from .clauses import Clause
from .grammar import ENDS, SOFT, follows, indices, is_live, is_sight
from .roles import CUES, Role
from .verdict import Finding, Verdict

Rule = Callable[[Clause, int], Verdict | None]

RULES: tuple[Rule, ...] = (
    refusals.leans,
    refusals.is_negated,
    refusals.is_asked_about,
    refusals.is_programmed,
    requests.is_ordered,
    requests.is_governed,
    requests.is_watched,
    requests.is_offered,
    requests.is_the_form,
    requests.is_welcome,
    requests.is_wished,
    requests.stands_alone,
    requests.is_appended,
    requests.is_label,
)
"""In this order: what speaks against a request comes first."""


def judge(clause: Clause, *, spoken_of: bool) -> Finding:
    """What `clause` says. `spoken_of`: the message speaks of a video somewhere, so that "make one" means one."""
    found = [_apply(clause, cue) for cue in _cues(clause, spoken_of=spoken_of)]
    clear = [finding for finding in found if finding.verdict is not Verdict.MENTIONS]
    return next(iter(clear + found), None) or _without_cue(clause)


def _cues(clause: Clause, *, spoken_of: bool) -> list[int]:
    ones = [
        one
        for one in indices(clause, Role.ONE)
        if (spoken_of and follows(clause, one) in ENDS)
        # "Now one about tides": nothing else than a video is asked for like that here.
        or (follows(clause, one) is Role.ABOUT and set(clause.roles[:one]) <= SOFT)
    ]
    return sorted([*indices(clause, *CUES), *ones, *(i for i in indices(clause, Role.SEE) if is_sight(clause, i))])


def _apply(clause: Clause, cue: int) -> Finding:
    for rule in RULES:
        if (verdict := rule(clause, cue)) is not None:
            return Finding(verdict, rule.__name__, clause, cue)
    return Finding(Verdict.MENTIONS, "no_rule", clause, cue)


def _without_cue(clause: Clause) -> Finding:
    roles = clause.roles
    if any(Role.NOT not in roles[max(0, i - 1) : i] for i in indices(clause, Role.PLAIN)):
        return Finding(Verdict.REFUSES, "wants_words", clause)
    if Role.WHAT in roles or any(is_live(clause, i) for i in indices(clause, Role.ACT)):
        return Finding(Verdict.QUESTIONS, "asks_a_question", clause)
    return Finding(Verdict.SILENT, "no_cue", clause)
