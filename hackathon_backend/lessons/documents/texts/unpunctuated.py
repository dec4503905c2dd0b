"""What a machine has written down without full stops, in sentences: at the words that people begin one with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ...search.words import is_paired

_ENDS = re.compile(r"[.!?…。！？؟।]")
_RARE = 400
"""Characters for each full stop, above which there are none to speak of."""
_STARTS = """
so now but and okay ok then because however well also actually basically
y pero entonces ahora así luego porque bueno
et mais donc alors maintenant ensuite puis parce
und aber also dann jetzt denn nun
e mas então agora portanto porque
ma quindi allora adesso poi perché
और लेकिन तो अब इसलिए و لكن ثم إذن الآن
"""
_BEGINS = frozenset(_STARTS.split())
_SUBJECTS = """
i you we they it he she there this these if here
nosotros ellos ellas usted este esta esto estos si aquí
nous vous ils elles il elle on ce ces si ici
wir ihr sie es er das diese dieser wenn hier
nós eles elas você isto este esta se aqui
noi loro questo questa questi qui
"""
_MAY_BEGIN = frozenset(_SUBJECTS.split())
_OPEN_WORDS = """
very just a an the and or but so because if when where while as than that which who what how why to of in on at by for
with from is are was were be been will would can could do does did has have had not one two this these our your
their its my
el la los las un una y o pero que de del en con por para como si cuando donde es son al se lo
le les un une des et ou mais que qui de du en avec par pour comme si quand où est sont à ce dans
der die das den dem ein eine einen und oder aber dass weil wenn wo wie von in im mit für auf an zu ist sind
o os as um uma e ou mas que de do da em no na com por para como se quando é são ao
il lo gli i uno e ma che di del della in nel con per come se quando dove è sono al
"""
_OPEN = frozenset(_OPEN_WORDS.split())
"""Words that no sentence ends with."""
_SOUNDS = frozenset(["uh", "um", "uhm", "umm", "erm", "hmm", "mhm", "äh", "ähm", "hm", "euh", "heu", "ehm"])
"""What people say while they think."""
_FEWEST, _ENOUGH, _MOST = 9, 14, 26
"""Words of a sentence before one that people begin with begins the next, before its subject may do so, and before it
ends with a line in any case.
"""
_WIDE = 24
"""Letters of a sentence in a script without spaces, before it ends with a line."""


def in_sentences(timed: Iterable[tuple[float, str]]) -> list[tuple[float, str]]:
    """The lines of a transcript with full stops; as they are if they have any."""
    lines = list(timed)
    text = "".join(spoken for _at, spoken in lines)
    if len(text) < _RARE or len(_ENDS.findall(text)) * _RARE > len(text):
        return lines
    sheet = _Sentences()
    ahead = [next(iter(spoken.split()), "") for _at, spoken in lines[1:]]
    return [(at, sheet.line(spoken, first)) for (at, spoken), first in zip(lines, [*ahead, ""], strict=True)]


class _Sentences:
    """Takes the lines one by one; a sentence that has ended is closed where the next one begins."""

    def __init__(self) -> None:
        self._count = 0
        self._fresh = True

    def line(self, spoken: str, ahead: str) -> str:
        """A line with the full stops that are in it; `ahead` is the first word of the next one."""
        if is_paired(spoken[:1]):
            return self._wide(spoken)
        words = list(self._words([word for word in spoken.split() if word.casefold() not in _SOUNDS], ahead))
        if self._count >= _MOST and words and words[-1].casefold() not in _OPEN:
            words[-1] += "."
            self._count, self._fresh = 0, True
        return " ".join(words)

    def _words(self, words: list[str], ahead: str) -> Iterator[str]:
        for word, following in zip(words, [*words[1:], ahead], strict=True):
            self._count += 1
            written = word[:1].upper() + word[1:] if self._fresh else word
            self._fresh = self._is_end(word.casefold(), following.casefold())
            self._count = 0 if self._fresh else self._count
            yield f"{written}." if self._fresh else written

    def _is_end(self, word: str, following: str) -> bool:
        if word in _OPEN:
            return False
        may_begin = self._count >= _ENOUGH and following in _MAY_BEGIN
        return may_begin or (self._count >= _FEWEST and following in _BEGINS)

    def _wide(self, spoken: str) -> str:
        self._count += len(spoken)
        if self._count < _WIDE:
            return spoken
        self._count = 0
        return f"{spoken}。"
