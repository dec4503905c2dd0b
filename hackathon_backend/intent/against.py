"""The rules that speak against a request: the video is refused, is there already, or is only asked about.

Each takes a clause and the place of its cue, and answers None if it does not apply.
"""

from __future__ import annotations

from collections.abc import Sequence

from .clauses import Clause
from .grammar import ADJECTIVES, determiner, follows, indices, is_live, is_means, question_before, takes
from .roles import NOUNS, Role
from .verdict import Verdict

_NEGATION_REACH = 5
"""Unlisted words that may stand between a negation and what it negates."""


def is_negated(clause: Clause, cue: int) -> Verdict | None:
    """No video is wanted: "don't make a video", "動画は要らない"; not so "not the text, a video"."""
    nots = [i for i in indices(clause, Role.NOT) if not _is_of_text(clause, i)]
    early = [i for i in (*nots, *indices(clause, Role.INSTEAD)) if i < cue]
    if any(_reaches(clause.roles[i + 1 : cue]) for i in early):
        return _refusal(clause, cue)
    return _refusal(clause, cue) if clause.lexicon.verb_final and nots and nots[-1] > cue else None


def is_unwelcome(clause: Clause, cue: int) -> Verdict | None:
    """What is said of videos is a refusal: "a video isn't necessary", "videos don't help me"."""
    nots = [i for i in indices(clause, Role.NOT) if i > cue and not _is_of_text(clause, i)]
    return _refusal(clause, cue) if nots and clause.roles[cue] in NOUNS else None


def is_cited(clause: Clause, cue: int) -> Verdict | None:
    """It is not said to us: "translate: make a video", "把做个视频翻译成英文"."""
    cites = indices(clause, Role.CITE)
    said = clause.lexicon.topic_first or any(i < cue and is_live(clause, i) for i in cites)
    return Verdict.MENTIONS if cites and said else None


def is_somebodys(clause: Clause, cue: int) -> Verdict | None:
    """The video is there already: "my video", "your animation"."""
    return Verdict.MENTIONS if determiner(clause, cue) is Role.MINE else None


def is_asked_about(clause: Clause, cue: int) -> Verdict | None:
    """A question is asked: "how do I make a video"; but "explain how it works with a video" is a request."""
    asked = question_before(clause, cue)
    if asked is None:
        return None
    if _is_cleft(clause, cue):
        return Verdict.ASKS
    if is_means(clause, cue):
        told = [i for i in indices(clause, Role.EXPLAIN, Role.SHOW, Role.WANT) if is_live(clause, i)]
        told += [i for i in indices(clause, Role.SEE, Role.WATCH) if takes(clause, i)]
        if any(i < asked for i in told) or Role.LOOK in clause.roles[asked:]:
            return Verdict.ASKS
        if clause.lexicon.topic_first and asked > cue:
            return None
    return Verdict.MENTIONS


def _is_cleft(clause: Clause, cue: int) -> bool:
    """Whether it is "What I'd like is a video": a wish, in the shape of a question."""
    before = [role for role in clause.roles[:cue] if role is not Role.A and role not in ADJECTIVES]
    return before[:1] == [Role.WHAT] and Role.WANT in before and before[-1] is Role.IS


def is_programmed(clause: Clause, cue: int) -> Verdict | None:
    """Code is asked for: "make an animation in CSS", "animate a div"."""
    roles = clause.roles
    anywhere = roles[cue] in {Role.ANIMATE, Role.ANIMATING} or (roles[cue] is Role.VISUALLY and Role.MAKE in roles)
    return Verdict.MENTIONS if Role.CODE in (roles if anywhere else (follows(clause, cue),)) else None


def _is_of_text(clause: Clause, negation: int) -> bool:
    """Whether it is the text that is negated: "instead of text", "文章じゃなくて"."""
    before = clause.roles[negation - 1] if negation and clause.lexicon.verb_final else None
    postposed = clause.lexicon.topic_first and before in NOUNS  # "動画ではなく文章で"
    after = None if postposed else follows(clause, negation)
    return Role.TEXT in {before, after} or after is Role.PLAIN


def _reaches(span: Sequence[Role]) -> bool:
    """Whether a negation reaches over `span` to the cue: nothing else is there to be negated."""
    return not {Role.TEXT, Role.ASK, Role.STUCK} & set(span) and span.count(Role.WORD) <= _NEGATION_REACH


def _refusal(clause: Clause, cue: int) -> Verdict:
    """A refusal, but for "not a long video" and "I can't see the video"."""
    qualified = Role.LONG in clause.roles[:cue] or determiner(clause, cue) in {Role.THE, Role.MINE}
    return Verdict.MENTIONS if qualified else Verdict.REFUSES
