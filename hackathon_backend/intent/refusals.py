"""The rules that speak against a request: the video is refused, only asked about, or to be programmed."""

from __future__ import annotations

from .clauses import Clause
from .grammar import ADJECTIVES, determiner, follows, indices, is_live, is_means, question_before
from .roles import NOUNS, Role
from .verdict import Verdict

_ANIMATES = frozenset({Role.ANIMATE, Role.ANIMATING})
_NEGATION_REACH = 5
"""Unlisted words that may stand between a negation and what it negates."""


def leans(clause: Clause, cue: int) -> Verdict | None:
    """It is no request, but a reason to take the rest as one: "I'm a visual learner"."""
    if clause.roles[cue] is not Role.LEANS:
        return None
    return Verdict.HINTS if question_before(clause, cue) is None else Verdict.MENTIONS


def is_negated(clause: Clause, cue: int) -> Verdict | None:
    """No video is wanted: "don't make a video", "動画は要らない"; not so "not text, a video", "not a long video"."""
    nots = [i for i in indices(clause, Role.NOT, Role.INSTEAD) if not _is_of_text(clause, i)]
    spans = [clause.roles[i + 1 : cue] for i in nots if i < cue]
    reached = any(
        not {Role.TEXT, Role.STUCK} & set(span) and span.count(Role.WORD) <= _NEGATION_REACH for span in spans
    )
    late = clause.lexicon.verb_final and any(i > cue and clause.roles[i] is Role.NOT for i in nots)
    if not (reached or late):
        return None
    qualified = Role.LONG in clause.roles[:cue] or determiner(clause, cue) is Role.THE
    return Verdict.MENTIONS if qualified else Verdict.REFUSES


def _is_of_text(clause: Clause, negation: int) -> bool:
    """Whether it is the text that is negated: "instead of text", "文章じゃなくて"."""
    before = clause.roles[negation - 1] if negation and clause.lexicon.verb_final else None
    postposed = clause.lexicon.topic_first and before in NOUNS  # "動画ではなく文章で"
    return Role.TEXT in {before, None if postposed else follows(clause, negation)}


def is_asked_about(clause: Clause, cue: int) -> Verdict | None:
    """A question is asked: "how do I make a video"; but "explain how it works with a video" is a request."""
    asked = question_before(clause, cue)
    if asked is None:
        return None
    before = [role for role in clause.roles[:cue] if role is not Role.A and role not in ADJECTIVES]
    if Role.WANT in before and before[-1] is Role.IS:  # "What I'd like is a video"
        return Verdict.ASKS
    if is_means(clause, cue):
        told = [i for i in indices(clause, Role.EXPLAIN, Role.SHOW) if i < asked and is_live(clause, i)]
        if told or Role.LOOK in clause.roles[asked:]:
            return Verdict.ASKS
        if clause.lexicon.topic_first and asked > cue:
            return None
    return Verdict.MENTIONS


def is_programmed(clause: Clause, cue: int) -> Verdict | None:
    """Code is asked for: "make an animation in CSS", "animate a div"."""
    where = clause.roles if clause.roles[cue] in _ANIMATES else (follows(clause, cue),)
    return Verdict.MENTIONS if Role.CODE in where else None
