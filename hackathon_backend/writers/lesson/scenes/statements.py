"""A sentence as a statement to be read: whole, or up to where what follows only adds to it. A half that means nothing
by itself is worse than a long line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....lessons.sentences import is_question
from .labels import LEADS_UP, CuedLabel, cue_at, is_open, is_wide, label, parted, sentence_as_shown

SHORT, _LONG, _NAMED, _LONGEST = 60, 110, 140, 200
"""Characters that are read at a glance, with ease, behind a name, and at all; half as many of wide ones."""
_FEWEST_WORDS, _FEWEST_WIDE = 4, 8
"""Words, or letters of a script without spaces, of what can stand by itself."""
_CONNECTIVES = """
fortunately|unfortunately|furthermore|moreover|in addition|additionally|in fact|however|therefore|thus|hence|so|but|then
also|still|now|for example|for instance|that is|as a result|consequently|in other words|of course|indeed|finally
in particular|similarly|likewise|nevertheless|nonetheless|on the other hand|meanwhile|instead|after all|well
de hecho|por lo tanto|por tanto|de este modo|además|sin embargo|no obstante|por ejemplo|así|así pues|entonces|es decir
en cambio|por otro lado|por otra parte|finalmente|en consecuencia|ahora bien|afortunadamente|desafortunadamente
de plus|en fait|par exemple|cependant|toutefois|donc|ainsi|en effet|par conséquent|enfin|ensuite|d'autre part
par ailleurs|c'est-à-dire|heureusement|malheureusement|en outre|néanmoins
além disso|de fato|de facto|no entanto|portanto|assim|porém|contudo|entretanto|ou seja|por fim|por outro lado|felizmente
inoltre|infatti|per esempio|ad esempio|tuttavia|quindi|pertanto|dunque|così|cioè|infine|d'altra parte|purtroppo
因此|所以|但是|然而|例如|此外|另外|而且|同时|不过|总之|しかし|そのため|また|例えば|つまり|したがって|さらに|一方|ただし
लेकिन|इसलिए|उदाहरण के लिए|अतः|हालाँकि|لذلك|ومع ذلك|على سبيل المثال|بالإضافة إلى ذلك|ولكن|например|однако|поэтому
"""
_CONNECTIVE = re.compile(rf"\s*(?:{_CONNECTIVES.strip().replace(chr(10), '|')})\s*[,，、،]\s*", re.IGNORECASE)
_ARROW = re.compile(r"\A\s*(?:[-=]+>|→|⇒)\s*(?=\S)")
_ADDS = (
    r"which|who|whose|whereas|while|so that|because|since|although|though|such as|including|as well as|unless"
    r"|el cual|la cual|los cuales|las cuales|lo que|quien(?:es)?|cuy[oa]s?|mientras que|porque|ya que|puesto que|aunque"
    r"|incluyendo|de (?:forma|modo|manera) que|por lo que|como por ejemplo|tales como"
    r"|qui|dont|tandis que|car|parce que|puisque|ce qui|notamment|tel(?:le)?s? que|bien que|de sorte que"
    r"|der|die|das|deren|dessen|welche[rs]?|während|weil|obwohl|sodass|so dass|wobei|wodurch|etwa|zum Beispiel|indem"
    r"|o que|enquanto|pois|embora|porquanto|uma vez que|tais como|cuj[oa]s?"
    r"|il quale|la quale|i quali|le quali|mentre|perché|poiché|sebbene|come ad esempio|cosicché"
    r"|который|которая|которое|которые|потому что|так как|например|такие как|такой как|в том числе"
    r"|який|яка|яке|які|тому що|оскільки|наприклад|такі як"
    r"|któr(?:y|a|e|zy)|ponieważ|dzięki czemu|na przykład|tak(?:i|a|ie)(?:ch)? jak|w tym|gdyż"
    r"|die|dat|omdat|waardoor|waarbij|zoals|hoewel|zodat|terwijl"
    r"|kter(?:ý|á|é|í)|protože|například|ktor(?:ý|á|é|í)|pretože|napríklad"
    r"|care|deoarece|pentru că|de exemplu|precum|astfel încât|iar"
    r"|amely|amelyek|mert|például|ugyanis|som|eftersom|vilket|till exempel|för att"
    r"|\w{3,}[aei]ndo"
)
_AND = r"and|but|y|pero|et|mais|und|aber|denn|sondern|e|mas|ma|и|но|а|і|але|ale|lecz|maar|dar|však|men|ama|és|de"
_ADDITION = re.compile(rf"[;；]|,\s(?=(?:{_ADDS})\b)|\s[–—]\s|，(?=(?:因为|而|但|并且|其中|例如|如))|、(?=ただし)")
_CLAUSE = re.compile(rf"{_ADDITION.pattern}|,\s(?=(?:{_AND})\s\S+\s\S+\s\S+)|[，；]")
_LEADS_ON = re.compile(
    r"\b(?:(?:given|defined|described|obtained|expressed) (?:by|as)|as follows|gegeben durch|definiert (?:als|durch)"
    r"|dad[oa]s? por|definid[oa]s? (?:por|como)|donnée?s? par|définie?s? (?:par|comme)"
    r"|dat[oaie] da|definit[oaie] (?:da|come))"
    r"\W*$",
    re.IGNORECASE,
)
"""What a sentence ends with whose formula stands elsewhere."""
_ASIDE = re.compile(r"\s*\([^()]*\)|\s*（[^（）]*）|\s*\[[^\[\]]*\]")
_ROW = re.compile(r",\s\S+(?:\s\S+)?$")


def statement(sentence: str, language: str) -> CuedLabel:
    """A sentence as it stands on the screen while it is said; not `is_whole` if it had to be cut anywhere."""
    said = unconnected(sentence)
    cue = cue_at(sentence, len(sentence) - len(said))
    full = sentence_as_shown(said)
    if _is_within(full, SHORT):
        return CuedLabel(full, cue)
    if (part := _first(full)) and _is_within(part, SHORT):
        return CuedLabel(part, cue)
    for text in (full, _ASIDE.sub("", full)):
        if _is_within(text, _LONG):
            return CuedLabel(text, cue)
    if part := _last(full) or _last(_ASIDE.sub("", full)):
        return CuedLabel(part, cue)
    if _is_within(full, _LONGEST):
        return CuedLabel(full, cue)
    if part := _last(full, _LONGEST):
        return CuedLabel(part, cue)
    # Of a sentence of that length a few words are a scrap.
    return label(said, language, _LONG)._replace(is_whole=False)


def is_telling(sentence: str) -> bool:
    """Whether a sentence says something by itself, rather than ask, or lead on in three words or with a colon."""
    said = unconnected(sentence).strip()
    return _is_enough(said) and not (said.endswith((":", "：")) or _LEADS_ON.search(said) or is_question(said))


def unconnected(sentence: str) -> str:
    """A sentence without the word that only connects it to the one before."""
    sentence = _ARROW.sub("", sentence, count=1)
    found = _CONNECTIVE.match(sentence)
    rest = sentence[found.end() :] if found else ""
    return rest[:1].upper() + rest[1:] if rest else sentence


def named_statement(item: str, language: str) -> CuedLabel | None:
    """What an item names, with what it says of it; None if it names nothing."""
    term, rest = parted(item)
    if not term:
        return None
    told = statement(rest, language)
    joint = item.strip()[len(term) : -len(rest)]
    whole = item.rstrip(" .;,。।")
    text = whole if _is_within(whole, SHORT) else term + joint + _as_in(rest, told.text)
    return CuedLabel(text if told.is_whole and _is_within(text, _NAMED) else term, cue_at(item))


def _as_in(rest: str, text: str) -> str:
    """A text with the first letter that it has in `rest`, if it begins as that does."""
    return rest[0] + text[1:] if rest[0].casefold() == text[:1].casefold() else text


def within(shown: dict[str, CuedLabel], most: int) -> dict[str, CuedLabel]:
    """At most `most` of the statements, and as many as one look takes in: the longest of too many are only said."""
    kept = list(shown.items())
    while len(kept) > 1 and (len(kept) > most or sum(_weight(each.text) for _, each in kept) > _SEEN):
        longest = max(kept, key=lambda each: _weight(each[1].text)) if len(kept) <= most else kept[-1]
        kept.remove(longest)
    return dict(kept)


_SEEN = 330
"""Characters that a scene shows at ease."""


def _first(text: str) -> str:
    """The text up to its first addition, if that stands by itself; "" if it does not."""
    return next(_stands(text, _ADDITION), "")


def _last(text: str, most: int = _LONG) -> str:
    """As much of the text as fits up to a place where a clause ends."""
    fitting = [part for part in _stands(text, _CLAUSE) if _is_within(part, most)]
    return fitting[-1] if fitting else ""


def _stands(text: str, stops: re.Pattern[str]) -> Iterator[str]:
    """The beginnings of the text up to each of these places, as far as they are whole."""
    if LEADS_UP.match(text):
        return
    for stop in stops.finditer(text):
        part = text[: stop.start()].rstrip(" ,;:，、；")
        if _is_enough(part) and not is_open(part) and not _ROW.search(part):
            yield part


def _is_enough(text: str) -> bool:
    """Whether a text is long enough to stand by itself."""
    return len(text) >= _FEWEST_WIDE if is_wide(text) else len(text.split()) >= _FEWEST_WORDS


def _weight(text: str) -> int:
    return len(text) * 2 if is_wide(text) else len(text)


def _is_within(text: str, most: int) -> bool:
    return _weight(text) <= most
