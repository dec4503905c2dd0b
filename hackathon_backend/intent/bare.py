"""The rules for messages that only name a video and a topic, as in a search box; None: the rule does not apply."""

from __future__ import annotations

from .clauses import Clause
from .grammar import ADJECTIVES, ENDS, determiner, follows, follows_phrase, indices, is_live
from .roles import NOUNS, Role
from .verdict import Verdict

_ALONE = frozenset({Role.FILLER, Role.POLITE, Role.GREET, Role.A, Role.AND})
_NAMED = _ALONE | {Role.WORD, Role.QUOTE, Role.LONG}
_TOPICAL = _NAMED | {Role.ABOUT, Role.IT, Role.THING, Role.STUCK}
_LABELLED = frozenset({Role.WORD, Role.QUOTE, Role.POLITE, Role.FILLER, Role.THE, Role.OF, Role.AND})
_LABEL_LIMIT = 6
_APPENDED = frozenset({Role.WORD, Role.FILLER, Role.QUOTE, Role.IT, Role.ABOUT, Role.THE, Role.AND, Role.THING})


def stands_alone(clause: Clause, cue: int) -> Verdict | None:
    """Nothing else is said: "a clip on mitosis please", "光合作用の動画"; less surely "binary search animation"."""
    roles, polite = clause.roles, Role.POLITE in clause.roles
    before, after = set(roles[:cue]), follows_phrase(clause, cue)
    if roles[cue] not in NOUNS or Role.PAST in roles:
        return None
    if roles[cue] is Role.ONE and not polite:
        return Verdict.HINTS if after is Role.ABOUT and before <= _ALONE else None
    if after not in {*ENDS, None} or (after in {Role.ABOUT, Role.AS} and clause.lexicon.topic_first):
        return None
    article = roles.index(Role.A) if Role.A in before else cue
    if set(roles[:article]) <= _ALONE | ({Role.WORD} if polite else set()) and before <= _ALONE | ADJECTIVES:
        return Verdict.ASKS if article < cue or before <= _ALONE else Verdict.HINTS
    if after not in {None, Role.POLITE, Role.FILLER}:
        return None
    if clause.lexicon.topic_first and Role.ABOUT in before and before <= _TOPICAL:
        return Verdict.ASKS
    certain = Verdict.ASKS if polite else Verdict.HINTS
    return certain if before <= _NAMED else None


def is_appended(clause: Clause, cue: int) -> Verdict | None:
    """It stands after what is to be explained: "explain ohms law video pls"; not so "explain the last video"."""
    before = clause.roles[:cue]
    told = [i for i in indices(clause, Role.EXPLAIN, Role.SHOW) if i < cue and is_live(clause, i)]
    if clause.roles[cue] is not Role.VIDEO or not told or clause.lexicon.verb_final:
        return None
    topic = before[told[-1] + 1 :]
    ends = follows(clause, cue) in {None, Role.POLITE}
    named = Role.WORD in topic and {*topic} <= _APPENDED
    defined = determiner(clause, cue) is Role.THE
    sure = topic.count(Role.WORD) > 1 or (Role.POLITE in clause.roles and not defined)
    return Verdict.ASKS if named and ends and sure else None


def is_label(clause: Clause, cue: int) -> Verdict | None:
    """It stands before its topic: "video gravity"; "video not working" says something of one."""
    roles = clause.roles
    if roles[cue] is not Role.VIDEO or clause.lexicon.topic_first or len(roles) > _LABEL_LIMIT:
        return None
    before, after = set(roles[:cue]), set(roles[cue + 1 :])
    return Verdict.HINTS if before <= _ALONE - {Role.A} and Role.WORD in after <= _LABELLED else None
