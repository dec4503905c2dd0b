"""The rules that speak against a request: the video is refused, only asked about, or to be programmed."""

from __future__ import annotations

from .clauses import Clause
from .grammar import ADJECTIVES, determiner, follows, indices, is_live, is_means, question_before
from .roles import NOUNS, Role
from .verdict import Verdict

_ANIMATES = frozenset({Role.ANIMATE, Role.ANIMATING})
_SMALL = ADJECTIVES | {Role.A}
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
    if not any(_reaches(clause, i, cue) for i in nots):
        return None
    qualified = Role.LONG in clause.roles[:cue] or determiner(clause, cue) is Role.THE
    return Verdict.MENTIONS if qualified else Verdict.REFUSES


def _reaches(clause: Clause, negation: int, cue: int) -> bool:
    """Whether the negation stands before the cue, and nothing between them that it is of instead; or at the end, where
    verbs do.
    """
    if negation > cue:
        return clause.lexicon.verb_final and clause.roles[negation] is Role.NOT
    span = clause.roles[negation + 1 : cue]
    is_free = not {Role.TEXT, Role.STUCK} & set(span) and span.count(Role.WORD) <= _NEGATION_REACH
    return negation < cue and is_free


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
    before = [role for role in clause.roles[:cue] if role not in _SMALL]
    if Role.WANT in before and before[-1] is Role.IS:  # "What I'd like is a video"
        return Verdict.ASKS
    if not is_means(clause, cue):
        return Verdict.MENTIONS
    if _is_told_to_explain(clause, asked):
        return Verdict.ASKS
    return None if clause.lexicon.topic_first and asked > cue else Verdict.MENTIONS


def _is_told_to_explain(clause: Clause, asked: int) -> bool:
    told = any(i < asked and is_live(clause, i) for i in indices(clause, Role.EXPLAIN, Role.SHOW))
    return told or Role.LOOK in clause.roles[asked:]


def is_programmed(clause: Clause, cue: int) -> Verdict | None:
    """Code is asked for: "make an animation in CSS", "animate a div"."""
    where = clause.roles if clause.roles[cue] in _ANIMATES else (follows(clause, cue),)
    return Verdict.MENTIONS if Role.CODE in where else None
