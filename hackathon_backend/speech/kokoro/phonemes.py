"""From the words of a sentence to the phonemes that Kokoro knows, by the reading of espeak-ng."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from ..espeak.library import phonemes
from ..neural.graph import PhonemeToken

# The model's alphabet: signs with neighbouring numbers, after the number of the first.
_ALPHABET = (
    (1, ";:,.!?"), (9, "—…\"()“” \u0303ʣʥʦʨᵝꭧAI"), (31, "O"), (33, "Q"), (35, "ST"), (39, "W"), (41, "Yᵊabcdef"),
    (50, "hijklmnopqrstuvwxyzɑɐɒæ"), (75, "βɔɕç"), (80, "ɖðʤə"), (85, "ɚɛɜ"), (90, "ɟ"), (92, "ɡ"), (99, "ɥ"),
    (101, "ɨɪʝ"), (110, "ɯɰŋɳɲɴø"), (118, "ɸθœ"), (123, "ɹ"), (125, "ɾɻ"), (128, "ʁɽʂʃʈʧ"), (135, "ʊʋ"), (138, "ʌɣɤ"),
    (142, "χʎ"), (147, "ʒʔ"), (156, "ˈˌː"), (162, "ʰ"), (164, "ʲ"), (169, "↓"), (171, "→↗↘"), (177, "ᵻ"),
)  # fmt: skip
VOCABULARY = {sign: first + place for first, signs in _ALPHABET for place, sign in enumerate(signs)}
"""The number of each phoneme and mark that the model knows."""

# Two letters of IPA that the model knows as one sound of its own.
_JOINED = {
    "a^ɪ": "I", "a^ʊ": "W", "d^z": "ʣ", "d^ʒ": "ʤ", "e^ɪ": "A", "o^ʊ": "O", "ə^ʊ": "Q", "s^s": "S", "t^s": "ʦ",
    "t^ʃ": "ʧ", "ɔ^ɪ": "Y",
}  # fmt: skip
_LANGUAGE_MARK = re.compile(r"\([\w^-]+\)")
_MARKS = str.maketrans("।«»、。！？，；：–", ".“”,.!?,;:—")
_AROUND = ";:,.!?—…\"()“”«»¿¡।、。！？，；：–'‘’[]{}"
_CLAUSE_END = re.compile(r"[,;:.!?…।—–]")


def read(chunks: Sequence[str], voice: str) -> list[PhonemeToken]:
    """The tokens of a sentence whose words are `chunks`, as espeak-ng's `voice` says them.

    There is one token for each chunk, but for clauses in which espeak-ng draws words together: these are one token.
    Raises `VoiceError` if it can't be read.
    """
    parted = [_parted(chunk) for chunk in chunks]
    clauses = list(_clauses(parted))
    cores = [core for _, core, _ in parted]
    texts = [" ".join(filter(None, cores[first:beyond])) for first, beyond in clauses]
    said = [_in_alphabet(each).split() for each in phonemes([*texts, *cores], voice)]
    tokens: list[PhonemeToken] = []
    for (first, beyond), words in zip(clauses, said, strict=False):
        alone = [len(each) for each in said[len(clauses) + first : len(clauses) + beyond]]
        tokens += _clause(chunks[first:beyond], parted[first:beyond], words, alone)
    return tokens


def _clause(
    chunks: Sequence[str], parted: Sequence[tuple[str, str, str]], words: Sequence[str], alone: Sequence[int]
) -> Iterator[PhonemeToken]:
    """The tokens of a clause of which `words` were read; `alone` is how many words each chunk has by itself."""
    if sum(alone) != len(words):
        head, tail = parted[0][0], parted[-1][2]
        yield PhonemeToken("".join(chunks), _marks(head) + " ".join(words) + _marks(tail), spaced=True)
        return
    for chunk, (head, _, tail), (start, end) in zip(
        chunks, parted, pairwise(accumulate(alone, initial=0)), strict=True
    ):
        yield PhonemeToken(chunk, _marks(head) + " ".join(words[start:end]) + _marks(tail), spaced=True)


def _clauses(parted: Sequence[tuple[str, str, str]]) -> Iterator[tuple[int, int]]:
    first = 0
    for place, (_, _, tail) in enumerate(parted):
        if _CLAUSE_END.search(tail) or place == len(parted) - 1:
            yield first, place + 1
            first = place + 1


def _parted(chunk: str) -> tuple[str, str, str]:
    """The marks before a word, the word, and the marks after it."""
    core = chunk.strip(_AROUND)
    if not core:
        return "", "", chunk
    head = chunk.find(core)
    return chunk[:head], core, chunk[head + len(core) :]


def _marks(signs: str) -> str:
    return "".join(sign for sign in signs.translate(_MARKS) if sign in VOCABULARY)


def _in_alphabet(ipa: str) -> str:
    """espeak-ng's IPA with the sounds that the model writes as one letter; what it does not know is left out."""
    ipa = _LANGUAGE_MARK.sub("", ipa)
    for pair, letter in _JOINED.items():
        ipa = ipa.replace(pair, letter)
    return "".join(sign for sign in ipa if sign in VOCABULARY)
