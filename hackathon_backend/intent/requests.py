"""The rules that find a request. Each takes a clause and the place of its cue; None: it does not apply."""

from __future__ import annotations

from .clauses import Clause
from .grammar import (
    ADJECTIVES,
    ENDS,
    determiner,
    follows,
    follows_phrase,
    indices,
    is_live,
    is_means,
    is_wishful,
    linked,
    question_before,
    takes,
)
from .roles import NOUNS, Role
from .verdict import Verdict

_WATCHABLE = frozenset({Role.IT, Role.WHAT, Role.ONE, Role.POLITE, Role.FILLER, Role.THE, Role.ABOUT, None})
_NAMED = frozenset({Role.FILLER, Role.POLITE, Role.GREET, Role.A, Role.AND, Role.WORD, Role.QUOTE, Role.LONG})
_SOBER = frozenset({Role.OWN, Role.THANKS, Role.LEARN, Role.ACT, Role.CITE, Role.CODE, Role.WHILE, Role.TEXT})
_ASKING = frozenset({Role.POLITE, Role.ASK, Role.LET, Role.WE, Role.MAY, Role.HELP})
_FORM_REACH = 5
_OFFER_REACH = 4


def leans(clause: Clause, cue: int) -> Verdict | None:
    """It is no request, but a reason to take the rest as one: "I'm a visual learner"."""
    if clause.roles[cue] is not Role.LEANS:
        return None
    return Verdict.HINTS if question_before(clause, cue) is None else Verdict.MENTIONS


def is_ordered(clause: Clause, cue: int) -> Verdict | None:
    """It is to be made: "could you put together a clip"; but "can you make videos?" asks what we are able to do."""
    if clause.roles[cue] not in NOUNS:
        return None
    for verb in indices(clause, Role.MAKE, Role.MAKING):
        if not linked(clause, verb, cue):
            continue
        wish = _is_wish_to_make(clause, verb)
        if is_live(clause, verb) and not wish:
            mention = _asks_ability(clause, verb, cue) or _edits(clause, cue)
            return Verdict.MENTIONS if mention else Verdict.ASKS
        if wish and question_before(clause, verb) is None:
            return Verdict.HINTS
    return None


def is_shown(clause: Clause, cue: int) -> Verdict | None:
    """It is to be shown or given: "show me a video", "give me an animation of ..."."""
    if clause.roles[cue] not in NOUNS:
        return None
    verbs = [i for i in indices(clause, Role.SHOW) if linked(clause, i, cue) and is_live(clause, i)]
    return _unless_there(clause, cue) if verbs else None


def is_wanted(clause: Clause, cue: int) -> Verdict | None:
    """It is wished for: "I want a video", "could I see an animation"; "my class needs a video" is a hint."""
    roles = clause.roles
    if roles[cue] not in NOUNS or Role.LEARN in roles:
        return None
    wants = [i for i in indices(clause, Role.WANT) if linked(clause, i, cue)]
    verbs = [i for i in wants if is_live(clause, i)]
    if clause.lexicon.verb_final or Role.TEXT not in roles[:cue]:
        verbs += [i for i in indices(clause, Role.SEE, Role.WATCH) if linked(clause, i, cue) and takes(clause, i)]
    if Role.WHILE in roles and not wants:
        return Verdict.MENTIONS
    if verbs:
        low, high = sorted((verbs[0], cue))
        to_make = Role.MAKE in (roles[low:] if clause.lexicon.verb_final else roles[low:high])
        return Verdict.HINTS if to_make else _unless_there(clause, cue)
    ours = any(Role.MINE in roles[:i] and question_before(clause, i) is None for i in wants)
    return Verdict.HINTS if ours else None


def is_watched(clause: Clause, cue: int) -> Verdict | None:
    """There is to be something to watch: "can I watch how mitosis happens"; not so "watch a variable"."""
    if clause.roles[cue] is not Role.WATCH or not _is_watchable(clause, cue):
        return None
    ordered = any(i < cue and is_live(clause, i) for i in indices(clause, Role.MAKE, Role.SHOW))
    return Verdict.ASKS if ordered or takes(clause, cue) else None


def is_seen(clause: Clause, cue: int) -> Verdict | None:
    """It is to be seen how something happens: "I'd like to see how binary search works"; text does not show that."""
    return Verdict.ASKS if is_sight(clause, cue) else None


def is_sight(clause: Clause, see: int) -> bool:
    """Whether the verb at `see` asks to see how something happens, which is none of "see how to do it"."""
    if clause.roles[see] is not Role.SEE or not clause.lexicon.how or see + 2 >= len(clause.units):
        return False
    how = clause.units[see + 1].key.split(" ")[0] == clause.lexicon.how
    return how and clause.roles[see + 2] is not Role.TO and takes(clause, see)


def is_offered(clause: Clause, cue: int) -> Verdict | None:
    """We are asked for one that may be there: "how about a clip", "is there a video on ..."."""
    if clause.roles[cue] not in NOUNS:
        return None
    near = [i for i in indices(clause, Role.OFFER) if i - cue <= _OFFER_REACH]
    openers = [i for i in near if linked(clause, i, cue) and is_live(clause, i)]
    if not openers and not _is_why_not(clause, cue):
        return None
    there = follows(clause, cue) in {Role.AS, Role.WITH} and not clause.lexicon.verb_final
    return Verdict.MENTIONS if there else _unless_there(clause, cue)


def _is_why_not(clause: Clause, cue: int) -> bool:
    """Whether a request is opened and the video follows at once: "why not a video?"."""
    before = [role for role in clause.roles[:cue] if role is not Role.A and role not in ADJECTIVES]
    return before[-1:] == [Role.ASK]


def is_turned(clause: Clause, cue: int) -> Verdict | None:
    """Something is to become one: "turn this lesson into a video"; not so "convert a video to ..."."""
    for verb in indices(clause, Role.TURN):
        span = set(clause.roles[verb + 1 : cue])
        if is_live(clause, verb) and {Role.AS, Role.TO} & span and not NOUNS & span:
            return Verdict.ASKS
    return None


def is_the_form(clause: Clause, cue: int) -> Verdict | None:
    """It is how to tell something: "explain it with an animation", "could I get that as a video", "visually please"."""
    if not is_means(clause, cue):
        return None
    if _is_asked_as_form(clause, cue) or _is_only_form(clause, cue):
        return Verdict.ASKS
    learns = clause.roles[0] is Role.ME and Role.EXPLAIN in clause.roles[:cue]  # "I learn better with a video"
    return Verdict.HINTS if learns else None


def is_animated(clause: Clause, cue: int) -> Verdict | None:
    """Something is to move: "animate the water cycle"; "I'd like to animate" may be their own work."""
    if clause.roles[cue] not in {Role.ANIMATE, Role.ANIMATING}:
        return None
    if is_live(clause, cue):
        named = follows(clause, cue) in {Role.IS, Role.PAST} or _is_word(clause, cue)
        return None if named else Verdict.ASKS
    wished = _is_wish_to_make(clause, cue) and question_before(clause, cue) is None
    return Verdict.HINTS if wished else None


def is_welcome(clause: Clause, cue: int) -> Verdict | None:
    """It would help: "an animation might be clearer", "could a video explain this?"."""
    roles = clause.roles
    if roles[cue] not in NOUNS or determiner(clause, cue) in {Role.THE, Role.MINE}:
        return None
    after = set(roles[cue + 1 :])
    before = set(roles[:cue])
    asked = roles[0] is Role.HELP and {Role.BE, Role.EXPLAIN, Role.SHOW} & after
    first = Role.HELP in before <= ADJECTIVES | {Role.HELP, Role.A} and follows(clause, cue) in {Role.ABOUT, None}
    helps = Role.HELP in after or asked or first
    refuted = {Role.NOT, Role.WHAT, Role.LONG} & after or Role.PAST in before
    return Verdict.ASKS if helps and not refuted else None


def is_wished(clause: Clause, cue: int) -> Verdict | None:
    """The whole clause is a wish: "it'd be wonderful to have a video", "would it kill you to make one"."""
    before, after = set(clause.roles[:cue]), follows(clause, cue)
    if clause.roles[cue] not in NOUNS or determiner(clause, cue) is not Role.A or not is_wishful(clause, cue):
        return None
    if (_SOBER | NOUNS) & before or after not in {*ENDS, None} or _is_own_deed(before):
        return None
    return Verdict.ASKS


def _is_word(clause: Clause, cue: int) -> bool:
    """Whether the word itself is meant: "explain the meaning of the word animate"."""
    return clause.roles[cue - 1 : cue] == (Role.TEXT,) and Role.ABOUT in clause.roles[:cue]


def _is_own_deed(before: set[Role]) -> bool:
    """Whether it is the student who makes or shows it: "I would make a video", "could I show a video in class"."""
    return (Role.MAKE in before and bool({Role.ME, Role.MAY} & before)) or {Role.SHOW, Role.MAY} <= before


def _is_asked_as_form(clause: Clause, cue: int) -> bool:
    """Whether a verb or a polite word asks for that form; "make a page with a video" asks for a page."""
    roles = clause.roles
    as_form = Role.WITH not in roles[:cue]
    verbs = {Role.EXPLAIN, Role.SHOW, Role.TURN, Role.WANT, Role.ANIMATE} | ({Role.MAKE} if as_form else set())
    told = [i for i, role in enumerate(roles) if role in verbs or (role is Role.OFFER and i - cue <= _OFFER_REACH)]
    if any(is_live(clause, i) for i in told):
        return True
    if any(takes(clause, i) for i in indices(clause, Role.SEE, Role.WATCH)):
        return True
    polite = as_form and _ASKING & set(roles) and Role.PAST not in roles
    return bool(polite) or roles[0] is Role.COULD or roles[:2] == (Role.ME, Role.BE)


def _is_only_form(clause: Clause, cue: int) -> bool:
    """Whether nothing else is said: "as a video, maybe"."""
    before = set(clause.roles[:cue]) - {Role.AS, Role.WITH}
    after = set(clause.roles[cue + 1 :]) - {Role.AS, Role.POLITE, Role.FILLER}
    goes_on = clause.lexicon.verb_final and after
    return before <= _NAMED | {Role.IT} and cue <= _FORM_REACH and not goes_on


def _is_wish_to_make(clause: Clause, verb: int) -> bool:
    """Whether it is their own work or a request, as the rest tells: "I want to make", "help me make"."""
    if clause.lexicon.topic_first and Role.WANT in clause.roles[:verb]:
        return True
    before = [role for role in clause.roles[:verb] if role is not Role.FILLER][-2:]
    return before[-1:] in ([Role.WANT], [Role.HELP_ME]) or before == [Role.WANT, Role.TO]


def _asks_ability(clause: Clause, verb: int, cue: int) -> bool:
    """Whether it is but "can you make videos": no topic is told, and no article makes it one video."""
    roles, after = clause.roles, follows(clause, cue)
    plural = roles[cue] is Role.VIDEOS
    bare = plural or (roles[cue] is Role.VIDEO and clause.lexicon.articled and abs(cue - verb) == 1)
    asked = plural or {Role.ASK, Role.LET} & set(roles[:verb])
    told = after in {Role.ABOUT, Role.POLITE} and not (after is Role.ABOUT and cue + 2 == len(roles))
    return bool(bare and asked) and determiner(clause, cue) is None and not told


def _edits(clause: Clause, cue: int) -> bool:
    """Whether what is there is to be changed: "make the video bigger"."""
    return determiner(clause, cue) is Role.THE and follows(clause, cue) in {Role.WORD, Role.LONG, Role.PRAISE}


def _is_watchable(clause: Clause, cue: int) -> bool:
    """Whether what is to be watched is a show: "watch something", "etwas anschauen"."""
    if clause.lexicon.verb_final:
        return Role.IT in clause.roles[:cue] or " " in clause.units[cue].key
    return follows(clause, cue) in _WATCHABLE


def _unless_there(clause: Clause, cue: int) -> Verdict:
    """A request, but for "the video": that one is there already, unless its topic is told."""
    told = follows_phrase(clause, cue) is Role.ABOUT or is_means(clause, cue)
    return Verdict.MENTIONS if determiner(clause, cue) is Role.THE and not told else Verdict.ASKS
