"""The little grammar that the rules rest on: what governs what in a clause."""

from __future__ import annotations

from .clauses import Clause
from .roles import NOUNS, Role

ADJECTIVES = frozenset({Role.WORD, Role.PRAISE, Role.LONG, Role.FILLER})
"""What may stand between an article and its noun."""

SOFT = frozenset({Role.FILLER, Role.POLITE, Role.GREET, Role.A, Role.AND, Role.BUT})
"""What says nothing by itself."""

_PREPOSITIONS = frozenset({Role.ABOUT, Role.AS, Role.WITH, Role.TO, Role.INSTEAD})

ENDS = _PREPOSITIONS | {Role.POLITE, Role.FILLER, Role.GREET, Role.QUOTE, Role.IT, None}
"""What may follow a noun that ends its phrase."""

_STOPS = _PREPOSITIONS | {Role.OF, Role.WHAT, Role.TEXT, Role.ACT, Role.PAST, Role.SUBJECT, Role.OWN}
_LEADS = frozenset({Role.ASK, Role.LET, Role.WE, Role.OFFER})
_DEADENS = frozenset({Role.OWN, Role.THANKS})
_GERUNDS = frozenset({Role.MAKING, Role.ANIMATING})
_FREE = (
    (SOFT - {Role.A})
    | {Role.WORD, Role.PRAISE, Role.STUCK, Role.QUOTE, Role.IT, Role.TEXT}
    | {Role.EXPLAIN, Role.HELP, Role.MAY, None}
)
_EMBEDS = frozenset({Role.ABOUT, Role.AND, Role.TO})
"""What closes a question that is but a part: "どう動く|か|動画で見せて"."""
_REACH = 9
"""Units that may stand between a verb and its video: "make me a really short and simple beginner's video"."""


def indices(clause: Clause, *roles: Role) -> list[int]:
    """Where units with one of `roles` are."""
    return [i for i, role in enumerate(clause.roles) if role in roles]


def follows(clause: Clause, i: int) -> Role | None:
    """The role of the unit after `i`, or None at the end."""
    return clause.roles[i + 1] if i + 1 < len(clause.units) else None


def follows_phrase(clause: Clause, noun: int) -> Role | None:
    """The role of what comes after the noun and its adjectives: "una animación corta |sobre| ..."."""
    after = (role for role in clause.roles[noun + 1 :] if role not in {Role.A, Role.LONG, Role.PRAISE})
    return next(after, None)


def determiner(clause: Clause, noun: int) -> Role | None:
    """A or THE if such a word belongs to the noun; "my" counts as THE, for that video is there, too."""
    role = opener(clause, noun, ADJECTIVES)
    return Role.THE if role is Role.MINE else role if role in {Role.A, Role.THE} else None


def opener(clause: Clause, noun: int, within: frozenset[Role] = ADJECTIVES | {Role.A}) -> Role | None:
    """The role of the last unit before the noun that is none of `within`."""
    return next((role for role in reversed(clause.roles[:noun]) if role not in within), None)


def governors(clause: Clause, noun: int, *verbs: Role) -> list[int]:
    """Where units with one of the roles `verbs` are that can have the noun for an object; none if it is no video."""
    return [i for i in indices(clause, *verbs) if linked(clause, i, noun)] if clause.roles[noun] in NOUNS else []


def question_before(clause: Clause, i: int) -> int | None:
    """The place of the question word that makes unit `i` part of a question, if there is one.

    Where the topic comes first, a question word in the topic asks nothing ("什么是递归的视频"), and one after the video
    does ("वीडियो कैसे बनाते हैं").
    """
    roles = clause.roles
    if roles[-1] is Role.WHAT and len(roles) > 1 and Role.ABOUT not in roles:
        return len(roles) - 1
    for asked in indices(clause, Role.WHAT):
        parting = _EMBEDS if asked < i else {Role.ABOUT, Role.EXPLAIN, Role.TO}
        if not parting & set(roles[min(asked, i) : max(asked, i)]) if clause.lexicon.topic_first else asked < i:
            return asked
    return None


def linked(clause: Clause, verb: int, noun: int) -> bool:
    """Whether the noun can be what the verb is about: nothing between takes its place."""
    roles, lexicon = clause.roles, clause.lexicon
    if verb > noun:
        return lexicon.verb_final and Role.WHAT not in roles[noun:verb]
    if lexicon.topic_first:
        return True
    between = roles[verb + 1 : noun]
    return len(between) <= _REACH and not _STOPS & set(between)


def is_live(clause: Clause, verb: int) -> bool:
    """Whether the verb is said to us: as an order, or after "could you"; not "how do I make", "people make"."""
    roles = clause.roles
    before = roles[:verb]
    if question_before(clause, verb) is not None:
        return False
    lead = max((i for i, role in enumerate(before) if role in _LEADS), default=-1)
    if lead >= 0:
        parting = {Role.TO, Role.ABOUT} if roles[verb] in _GERUNDS else {Role.TO}
        return not parting & set(before[lead:])
    return not _is_deadened(clause, verb) and (clause.lexicon.verb_final or _begins_order(clause, verb))


def _is_deadened(clause: Clause, verb: int) -> bool:
    """Whether what stands before the verb, or its form, makes it no order to us."""
    role, before = clause.roles[verb], clause.roles[:verb]
    over = clause.lexicon.verb_final and Role.PAST in before
    return role in _GERUNDS or bool(_DEADENS & set(before)) or over or (Role.MAY in before and role is not Role.OFFER)


def _begins_order(clause: Clause, verb: int) -> bool:
    previous = next((role for role in reversed(clause.roles[:verb]) if role is not Role.FILLER), None)
    return previous in _FREE or (previous is Role.ME and clause.roles[verb] is Role.WANT)


def takes(clause: Clause, verb: int) -> bool:
    """Whether the student is to see or get something: "could I see", "I'd love to watch", "it would help to have"."""
    before = set(clause.roles if clause.lexicon.verb_final else clause.roles[:verb])
    wished = is_wishful(clause, verb) and Role.SUBJECT not in before
    return (wished or bool({Role.MAY, Role.WANT, Role.WE} & before)) and not _DEADENS & before


def is_means(clause: Clause, cue: int) -> bool:
    """Whether the cue is how something is to be told: "with a video", "as an animation", "visually", "動画で"."""
    roles = clause.roles
    if roles[cue] is Role.VISUALLY:
        return True
    if roles[cue] not in NOUNS:
        return False
    if clause.lexicon.verb_final and follows(clause, cue) is Role.AS:
        return True
    role = opener(clause, cue)
    return role in {Role.AS, Role.WITH} or (role is Role.BE and roles[0] is Role.COULD)


def is_sight(clause: Clause, see: int) -> bool:
    """Whether it is "see how it works", which text does not show; "see how to do it" it does."""
    how = clause.lexicon.how
    return bool(how) and clause.roles[see] is Role.SEE and [u.key for u in clause.units[see + 1 : see + 2]] == [how]


def is_wishful(clause: Clause, cue: int) -> bool:
    """Whether a word before the cue puts the clause in the mood of a wish: "would", "wish", "grateful"."""
    said = {word for unit in clause.units[:cue] for word in unit.key.split(" ")}
    return not said.isdisjoint(clause.lexicon.wishes)
