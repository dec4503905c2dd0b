"""Prose that says what comes after what, or what something is made of: a process, or a thing with its parts."""

from __future__ import annotations

import re

from ....lessons import Lesson
from ....lessons.languages import base
from ....storyboard.fields import Fields
from ..plan import ToldBeat
from .labels import StepLabel, capitalised, cue_at, step_label

_FEWEST, _MOST = 3, 7
"""Steps or parts that are worth a drawing, and that have room in one."""
_SHARE = 0.6
"""Of the sentences, how many say when they come."""
_FIRST = r"""
first|firstly|first of all|to begin with|in the first step|primero|en primer lugar|al principio|d'abord|tout d'abord
zuerst|zunächst|als erstes|am anfang|primeiro|em primeiro lugar|primeiramente|prima|per prima cosa|dapprima|najpierw
сначала|вначале|спочатку|eerst|allereerst|först|首先|まず|最初に|सबसे पहले|पहले|أولا|أولاً
"""
_THEN = r"""
then|next|after that|afterwards|after this|later|después|luego|a continuación|más tarde
ensuite|puis|après cela|dann|danach|anschließend|als nächstes|später|daraufhin|depois|em seguida|a seguir
poi|dopo|in seguito|quindi|successivamente|następnie|potem|później|затем|потом|далее|после этого|потім|далі
daarna|vervolgens|dan|sedan|därefter|然后|接着|其次|随后|次に|その後|続いて|फिर|उसके बाद|इसके बाद|ثم|بعد ذلك
"""
_LAST = r"""
finally|lastly|in the end|at last|finalmente|por último|al final|enfin|finalement|pour finir|schließlich|zuletzt
zum schluss|am ende|por fim|infine|alla fine|na koniec|wreszcie|наконец|в конце|нарешті|ten slotte|uiteindelijk
till sist|slutligen|最后|最終的に|最後に|अंत में|अंततः|أخيرا|أخيراً
"""
_MADE_OF = re.compile(
    r"(?P<whole>[^,;:]{2,40}?\s(?:consists? of|(?:is|are) (?:made up|composed) of|(?:is|are) divided into|comprises?"
    r"|besteht aus|bestehen aus|gliedert sich in|(?:wird|werden) (?:unterteilt|eingeteilt|gegliedert) in"
    r"|se compone[n]? de|consta[n]? de|está[n]? (?:formad[oa]s?|compuest[oa]s?) por|se divide[n]? en"
    r"|se compose(?:nt)? de|(?:est|sont) (?:composée?s?|constituée?s?|formée?s?) (?:de|par)|se divise(?:nt)? en"
    r"|è (?:compost|format|costituit)[oa] da|sono (?:compost|format|costituit)[ie] da|si divid(?:e|ono) in"
    r"|é (?:compost|formad|constituíd)[oa] (?:por|de)|são (?:compost|formad|constituíd)[oa]s (?:por|de)|divide-se em"
    r"|bestaat uit|bestaan uit|składa się z|składają się z|состоит из|состоят из|делится на|складається з))\s"
    r"(?P<parts>[^.;:()]+)\.?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r",\s(?:(?:and|or|y|e|et|und|ed|oraz|i|и|та|en)\s)?|\s(?:and|y|e|et|und|ed|oraz|и|та|en)\s|\si\s")
_VERB_SECOND = ("de", "nl", "sv", "da", "nb", "nn", "no")
_COUNTED = re.compile(
    r"\A(?:the\s)?(?:two|three|four|five|six|several|many|dos|tres|deux|trois|zwei|drei)\b", re.IGNORECASE
)
_WORDS, _LETTERS, _LONGEST = 4, 32, 60
"""Of the name of a part, and letters of a step or of what says that there are parts."""


def _sign(words: str) -> re.Pattern[str]:
    names = "|".join(re.escape(word) for word in words.strip().replace("\n", "|").split("|"))
    return re.compile(rf"\s*(?:{names})(?![^\W\d_])(?:\s*[,،、，:]\s*|\s+|(?<=[\u3040-\u9fff]))", re.IGNORECASE)


_BEGINS, _GOES_ON, _ENDS = map(_sign, (_FIRST, _THEN, _LAST))
"""What a sentence begins with that says when a step comes."""


def told_process(told: ToldBeat, lesson: Lesson) -> Fields | None:
    """Steps one after the other: a first one, others that begin with a word for that, and nothing much between them."""
    starts = [place for place, line in enumerate(told.lines) if _BEGINS.match(line)]
    if len(starts) != 1:
        return None
    run = told.lines[starts[0] :]
    signs = [next((found for sign in (_BEGINS, _GOES_ON, _ENDS) if (found := sign.match(line))), None) for line in run]
    steps = [(line, found.end()) for line, found in zip(run, signs, strict=True) if found]
    # "First", and "finally" without a "then", are arguments as well.
    if not any(map(_GOES_ON.match, run)) or len(steps) < _SHARE * len(told.lines) or not _FEWEST <= len(steps) <= _MOST:
        return None
    labels = [_step(line, end, lesson.language) for line, end in steps]
    if any(label.text.endswith("…") or len(label.text) > _LONGEST for label in labels):
        return None
    return {
        "type": "process",
        "shape": "line",
        "steps": [
            {"label": label.text, "detail": label.detail, "cue": cue_at(line)}
            for label, (line, _end) in zip(labels, steps, strict=True)
        ],
    }


def _step(line: str, end: int, language: str) -> StepLabel:
    """A step without the word that says when it comes, unless the verb follows that."""
    if base(language) in _VERB_SECOND:
        return StepLabel(line.rstrip(" .!"), "", "")
    return step_label(capitalised(line[end:]), language)


def told_parts(told: ToldBeat, lesson: Lesson) -> Fields | None:
    """A thing and what it is said to be made of, each part in a few words."""
    for line in told.lines:
        found = _MADE_OF.fullmatch(line.strip())
        if found is None:
            continue
        # With the verb in front of them, the parts stand in the case that they have in the sentence.
        whole = capitalised(_bare(found["whole"], lesson.language))
        names = [_bare(name.strip(), lesson.language) for name in _BETWEEN.split(found["parts"])]
        if not _are_parts(whole, names):
            continue
        nodes = [{"id": "whole", "label": whole, "cue": cue_at(line)}]
        nodes += [{"id": str(n), "label": name, "cue": name} for n, name in enumerate(names)]
        edges = [{"source": "whole", "target": str(number)} for number in range(len(names))]
        return {"type": "graph", "nodes": nodes, "edges": edges}
    return None


def _are_parts(whole: str, names: list[str]) -> bool:
    is_short = len(whole) <= _LONGEST and all(
        0 < len(name) <= _LETTERS and len(name.split()) <= _WORDS for name in names
    )
    apart = len({name.casefold() for name in names}) == len(names)
    return is_short and apart and _FEWEST <= len(names) <= _MOST and not any(map(_COUNTED.match, names))


_ARTICLES = {
    "en": r"the|an?|its",
    "es": r"el|la|los|las|una?|un",
    "fr": r"d'une?|les?|la|l'|une?|des?|d'",
    "it": r"il|lo|la|gli|i|le|un[ao]?|l'",
    "pt": r"os?|as?|uma?|um",
}


def _bare(name: str, language: str) -> str:
    """A name without its article."""
    articles = _ARTICLES.get(base(language))
    return re.sub(rf"\A(?:{articles})(?:\s+|(?<='))", "", name, flags=re.IGNORECASE) if articles else name
