"""The rules that find a request."""

from __future__ import annotations

from .clauses import Clause
from .grammar import (
    ADJECTIVES,
    ENDS,
    SOFT,
    determiner,
    follows,
    follows_phrase,
    governors,
    indices,
    is_live,
    is_means,
    is_sight,
    is_wishful,
    opener,
    takes,
)
from .roles import NOUNS, Role
from .verdict import Verdict

_NAMED = SOFT | {Role.WORD, Role.QUOTE, Role.LONG}
_LABELLED = SOFT | {Role.WORD, Role.QUOTE, Role.THE, Role.OF}
_APPENDED = SOFT | {Role.WORD, Role.QUOTE, Role.IT, Role.ABOUT, Role.THE, Role.THING}
_TOPICAL = _NAMED | {Role.ABOUT, Role.IT, Role.THING, Role.STUCK}
_ANIMATES = frozenset({Role.ANIMATE, Role.ANIMATING})
_ASKING = frozenset({Role.POLITE, Role.ASK, Role.LET, Role.WE, Role.MAY, Role.HELP})
_WATCHABLE = frozenset({Role.IT, Role.WHAT, Role.ONE, Role.POLITE, Role.FILLER, Role.THE, Role.ABOUT, None})
_OFFER_REACH = 4
_LATE_ENDS = ENDS - {Role.ABOUT, Role.AS}
_UNTOLD = frozenset({None, Role.POLITE, Role.FILLER})
"""What may follow a noun that has its topic before it."""


def is_ordered(clause: Clause, cue: int) -> Verdict | None:
    """It is to be made: "put together a clip", "animate it"; "I want to make one" may be a wish or their own work."""
    animates = clause.roles[cue] in _ANIMATES
    for verb in [cue] if animates else governors(clause, cue, Role.MAKE, Role.MAKING):
        if {Role.WANT, Role.HELP_ME} & set(clause.roles[:verb]):
            return Verdict.HINTS
        if is_live(clause, verb):
            mention = _is_named(clause, cue) if animates else _asks_ability(clause, verb, cue) or _edits(clause, cue)
            return Verdict.MENTIONS if mention else Verdict.ASKS
    return None


def _is_named(clause: Clause, cue: int) -> bool:
    """Whether the word itself is meant: "animate is not working", "the meaning of the word animate"."""
    return follows(clause, cue) in {Role.IS, Role.PAST} or clause.roles[cue - 1 : cue] == (Role.TEXT,)


def _asks_ability(clause: Clause, verb: int, cue: int) -> bool:
    """Whether it is but "can you make videos": no topic is told, and no article makes it one video."""
    plural = clause.roles[cue] is Role.VIDEOS
    bare = clause.roles[cue] is Role.VIDEO and clause.lexicon.articled and abs(cue - verb) == 1
    asked = plural or (bare and {Role.ASK, Role.LET} & set(clause.roles[:verb]))
    told = follows(clause, cue) in {Role.ABOUT, Role.POLITE}
    return bool(asked) and determiner(clause, cue) is None and not told


def _edits(clause: Clause, cue: int) -> bool:
    """Whether what is there is to be changed: "make the video bigger"."""
    return determiner(clause, cue) is Role.THE and follows(clause, cue) in {Role.WORD, Role.LONG}


def is_governed(clause: Clause, cue: int) -> Verdict | None:
    """It is to be shown, given, had: "show me a video", "I want a video", "is there a video on ..."."""
    roles = clause.roles
    wants = governors(clause, cue, Role.WANT)
    if Role.LEARN in roles or (Role.WHILE in roles and not wants):  # "can I watch a video while ..." asks for leave
        return Verdict.MENTIONS
    given = any(is_live(clause, i) for i in (*governors(clause, cue, Role.SHOW), *wants))
    if given or _is_to_be_seen(clause, cue):
        return _unless_there(clause, cue)
    return Verdict.HINTS if wants and Role.MINE in roles[: wants[0]] else None  # "my class needs a video"


def _is_to_be_seen(clause: Clause, cue: int) -> bool:
    seen = governors(clause, cue, Role.SEE, Role.WATCH)
    return Role.TEXT not in clause.roles[:cue] and any(takes(clause, i) for i in seen)


def is_offered(clause: Clause, cue: int) -> Verdict | None:
    """We are asked for one that may be there: "how about a clip", "why not a video", "is there a video on ..."."""
    near = [i for i in governors(clause, cue, Role.OFFER) if i - cue <= _OFFER_REACH and is_live(clause, i)]
    opened = clause.roles[cue] in NOUNS and opener(clause, cue) is Role.ASK
    if not near and not opened:
        return None
    there = follows(clause, cue) in {Role.AS, Role.WITH} and not clause.lexicon.verb_final
    return Verdict.MENTIONS if there else _unless_there(clause, cue)


def _unless_there(clause: Clause, cue: int) -> Verdict:
    """A request, but for "the video": that one is there already, unless its topic is told."""
    told = follows_phrase(clause, cue) is Role.ABOUT or is_means(clause, cue)
    return Verdict.MENTIONS if determiner(clause, cue) is Role.THE and not told else Verdict.ASKS


def is_watched(clause: Clause, cue: int) -> Verdict | None:
    """There is to be something to watch: "can I watch how mitosis happens", "I'd like to see how it works"."""
    watch = clause.roles[cue] is Role.WATCH and _is_watchable(clause, cue)
    ordered = watch and any(i < cue and is_live(clause, i) for i in indices(clause, Role.MAKE, Role.SHOW))
    taken = (watch or is_sight(clause, cue)) and takes(clause, cue)
    return Verdict.ASKS if ordered or taken else None


def _is_watchable(clause: Clause, cue: int) -> bool:
    """Whether what is to be watched is a show: "watch something", "etwas anschauen"; not so "watch a variable"."""
    if clause.lexicon.verb_final:
        return Role.IT in clause.roles[:cue] or " " in clause.units[cue].key
    return follows(clause, cue) in _WATCHABLE


def is_the_form(clause: Clause, cue: int) -> Verdict | None:
    """It is how to tell something: "explain it with an animation", "could I get that as a video", "visually please"."""
    turns = [i for i in indices(clause, Role.TURN) if is_live(clause, i) and Role.TO in clause.roles[i + 1 : cue]]
    means = is_means(clause, cue) and (_is_asked_as_form(clause, cue) or _is_only_form(clause, cue))
    return Verdict.ASKS if turns or means else None


def _is_asked_as_form(clause: Clause, cue: int) -> bool:
    """Whether a verb or a polite word asks for that form; "make a page with a video" asks for a page."""
    roles = clause.roles
    as_form = Role.WITH not in roles[:cue]
    told = indices(clause, Role.EXPLAIN, Role.SHOW, Role.TURN, Role.WANT, *([Role.MAKE] if as_form else []))
    told += [i for i in indices(clause, Role.OFFER) if i - cue <= _OFFER_REACH]
    polite = as_form and _ASKING & set(roles) and Role.PAST not in roles
    return bool(polite) or roles[0] is Role.COULD or any(is_live(clause, i) for i in told)


def _is_only_form(clause: Clause, cue: int) -> bool:
    """Whether nothing else is said: "as a video, maybe"."""
    goes_on = clause.lexicon.verb_final and set(clause.roles[cue + 1 :]) - SOFT - {Role.AS}
    return set(clause.roles[:cue]) <= _NAMED | {Role.IT, Role.AS, Role.WITH} and not goes_on


def is_welcome(clause: Clause, cue: int) -> Verdict | None:
    """It would help: "an animation might be clearer", "could a video explain this?"."""
    roles = clause.roles
    after = set(roles[cue + 1 :])
    helps = Role.HELP in after or (roles[0] is Role.HELP and Role.EXPLAIN in after)
    refuted = {Role.NOT, Role.LONG} & after or Role.PAST in roles[:cue]
    return Verdict.ASKS if roles[cue] in NOUNS and helps and not refuted else None


def is_wished(clause: Clause, cue: int) -> Verdict | None:
    """The whole clause is a wish: "it'd be wonderful to have a video", "would it kill you to make one"."""
    before = set(clause.roles[:cue])
    own = (Role.MAKE in before and {Role.ME, Role.MAY} & before) or {Role.SHOW, Role.MAY} <= before
    wished = determiner(clause, cue) is Role.A and is_wishful(clause, cue)
    return Verdict.ASKS if clause.roles[cue] in NOUNS and wished and not own else None


def stands_alone(clause: Clause, cue: int) -> Verdict | None:
    """Nothing else is said: "a clip on mitosis please", "光合作用の動画"; less surely "binary search animation"."""
    roles, after = clause.roles, follows_phrase(clause, cue)
    if roles[cue] not in NOUNS or {Role.PAST, Role.NOT} & set(roles):
        return None
    if roles[cue] is Role.ONE and Role.POLITE not in roles:
        return Verdict.HINTS if after is Role.ABOUT and set(roles[:cue]) <= SOFT else None
    if after not in (_LATE_ENDS if clause.lexicon.topic_first else ENDS):
        return None
    return _bare_noun(clause, cue) or (_named_noun(clause, cue) if after in _UNTOLD else None)


def _bare_noun(clause: Clause, cue: int) -> Verdict | None:
    """Before it stands no more than an article and adjectives: "a short clip"."""
    roles, before = clause.roles, set(clause.roles[:cue])
    article = roles.index(Role.A) if Role.A in before else cue
    soft = SOFT | ({Role.WORD} if Role.POLITE in roles else set())
    if not (set(roles[:article]) <= soft and before <= SOFT | ADJECTIVES):
        return None
    return Verdict.ASKS if article < cue or before <= SOFT else Verdict.HINTS


def _named_noun(clause: Clause, cue: int) -> Verdict | None:
    """Before it stands its topic: "光合作用の動画", "binary search animation"."""
    before = set(clause.roles[:cue])
    if clause.lexicon.topic_first and Role.ABOUT in before and before <= _TOPICAL:
        return Verdict.ASKS
    return (Verdict.ASKS if Role.POLITE in clause.roles else Verdict.HINTS) if before <= _NAMED else None


def is_appended(clause: Clause, cue: int) -> Verdict | None:
    """It stands after what is to be explained: "explain ohms law video pls"; not so "explain the last video"."""
    told = [i for i in indices(clause, Role.EXPLAIN) if i < cue and is_live(clause, i)]
    topic = clause.roles[told[-1] + 1 : cue] if told else ()
    if clause.roles[cue] is not Role.VIDEO or not Role.WORD in set(topic) <= _APPENDED:
        return None
    polite = Role.POLITE in clause.roles and determiner(clause, cue) is not Role.THE
    return Verdict.ASKS if polite or topic.count(Role.WORD) > 1 else None


def is_label(clause: Clause, cue: int) -> Verdict | None:
    """It stands before its topic: "video gravity"; "video not working" says something of one."""
    before, after = set(clause.roles[:cue]), set(clause.roles[cue + 1 :])
    labels = before <= SOFT - {Role.A} and Role.WORD in after <= _LABELLED
    return Verdict.HINTS if clause.roles[cue] is Role.VIDEO and labels else None
