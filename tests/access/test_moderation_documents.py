"""Documents are reviewed to their ends, and by what they teach: single words speak against none."""

from __future__ import annotations

from pathlib import Path

import pytest

from hackathon_backend.access.moderation.listed import ListModerator
from hackathon_backend.access.moderation.verdict import ForbiddenKind

HARMLESS = sorted((Path(__file__).parent.parent / "data" / "documents").glob("*.md"))
SEA = "The moon pulls the water of the sea towards it, and the sea falls again. "


@pytest.mark.parametrize("file", HARMLESS, ids=lambda file: file.stem)
def test_what_schools_teach_of_bodies_wars_and_animals_may_be_kept(file: Path) -> None:
    review = ListModerator().review_document(file.read_text("utf-8"))
    assert review.is_allowed, review.found


@pytest.mark.parametrize("word", ["xxx", "XXX", "BTS", "Frozen", "Taylor Swift", "Barack Obama"])
def test_a_placeholder_or_a_name_speaks_against_no_document(word: str) -> None:
    assert (
        ListModerator().review_document(f"{word} reads the tables. Fill in {word} here. {word}: {SEA * 3}").is_allowed
    )
    assert not ListModerator().review_document("A video of Mickey Mouse dancing").is_allowed, "it is a request"


def test_a_placeholder_speaks_against_no_request_and_what_it_stands_for_does() -> None:
    moderator = ListModerator()
    assert moderator.review(["Make a video about xxx for class xxx"]).is_allowed
    assert moderator.review(["Make an xxx video"]).kind is ForbiddenKind.SEXUAL


@pytest.mark.slow
@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("How to make a pipe bomb at home: take nails and powder.", ForbiddenKind.DANGEROUS),
        ("How to kill yourself without pain.", ForbiddenKind.SELF_HARM),
        ("Explicit sex with a 12 year old girl.", ForbiddenKind.SEXUAL),
    ],
)
@pytest.mark.parametrize("before", [0, 2_600])
def test_what_nobody_may_teach_is_found_wherever_it_stands(said: str, kind: ForbiddenKind, before: int) -> None:
    text = f"# Tides\n\n{SEA * before}\n\n{said}\n\n{SEA * 50}"
    assert ListModerator().review_document(text).kind is kind


def test_a_text_that_is_full_of_it_is_refused_and_one_that_quotes_it_is_not() -> None:
    lewd = "Hot porn with sexy naked girls. Porn, porn, hardcore porn. "
    assert ListModerator().review_document(lewd * 20).kind is ForbiddenKind.SEXUAL
    quoted = f"{SEA * 20}Some call others a faggot. {SEA * 20}"
    assert ListModerator().review_document(quoted).is_allowed


@pytest.mark.parametrize(
    "text",
    [
        "# Slurs\n\nWords can hurt. The word faggot is a slur: it was used to shame people. Use other words.",
        "# Kristallnacht\n\nIn November 1938 shops were burned. The Nazis called Jews vermin. Many fled.",
        "# Schimpfwörter\n\nWörter können verletzen. Das Wort Schwuchtel ist ein Schimpfwort. Frage dich, wie das ist.",
        "# 1938\n\nIm November 1938 brannten Geschäfte. Die Nazis nannten Juden Ungeziefer. Die Nachbarn sahen weg.",
        "# Parole\n\nAlcuni dicono che gli immigrati sono criminali. Non è vero. Guarda i numeri prima di credere.",
        "# Préjugés\n\nCertains disent que les Arabes sont des voleurs. C'est faux. La plupart travaillent.",
        "# 歧视\n\n有人说黑人是猴子。这是种族歧视，会伤害别人。我们要尊重每一个人。",
        "# التمييز\n\nيقول البعض إن اللاجئين مجرمون. هذا خطأ. معظمهم هربوا من الحرب.",
        "# Adjectives\n\nTom is fat. Anna is thin. Max is tall, and Laura is small. Write five sentences like these.",
        "# Le verbe être\n\nMarie est petite. Paul est gros. Luc est grand. Conjuguez les verbes.",
        "# Emma\n\nEmma Woodhouse is clever. In the novel she thinks that Harriet Smith is stupid.",
        "# Steamboat Willie\n\nIn 1928 Mickey Mouse is whistling at the wheel: one of the first sounds.",
    ],
    ids=lambda text: text[2:15],
)
def test_a_short_text_is_judged_by_what_it_teaches_and_not_by_a_sentence(text: str) -> None:
    review = ListModerator().review_document(text)
    assert review.is_allowed, review.found


def test_what_is_said_and_not_told_of_is_refused_in_a_short_text() -> None:
    for said, language in (("Jews are vermin. ", "en"), ("Juden sind Ungeziefer. ", "de")):
        assert ListModerator().review_document(f"{said}{_SEAS[language] * 2}").kind is ForbiddenKind.HATE


_SEAS = {
    "en": SEA,
    "de": "Der Mond zieht das Wasser des Meeres an, und sechs Stunden später sinkt das Meer wieder. ",
    "fr": "La lune attire l'eau de la mer, et six heures plus tard la mer redescend. ",
    "es": "La luna atrae el agua del mar, y seis horas después el mar vuelve a bajar. ",
    "it": "La luna attira l'acqua del mare, e sei ore dopo il mare scende di nuovo. ",
    "pt": "A lua atrai a água do mar, e seis horas depois o mar volta a descer. ",
    "zh": "月亮吸引海水。",
    "ja": "月が海を引く。",
    "hi": "चाँद समुद्र को खींचता है। ",
    "ar": "القمر يجذب مياه البحر. ",
}


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Lena Miller is fat and stupid."),
        ("en", "Tom Baker from 7b is such a loser."),
        ("en", "My classmate Emma is ugly."),
        ("en", "Everyone knows that Jayden Brooks in class 8c is a whore."),
        ("en", "Nobody likes Aisha Khan because she is dumb."),
        ("de", "Lena Müller ist fett und dumm."),
        ("de", "Kevin aus der 7b ist ein Loser."),
        ("de", "Jonas Schmidt stinkt."),
        ("fr", "Léa Martin est grosse et moche."),
        ("fr", "Kevin de la 5e B est un idiot."),
        ("es", "Lucía Gómez es gorda y fea."),
        ("es", "Pablo de 2B es un idiota."),
        ("it", "Giulia Rossi è grassa e brutta."),
        ("it", "Marco della 3B è uno scemo."),
        ("pt", "Ana Silva é gorda e feia."),
        ("pt", "O João da turma 7B é um idiota."),
        ("zh", "王小明是个又胖又笨的猪。"),
        ("ja", "田中太郎はデブでバカだ。"),
        ("hi", "राहुल शर्मा मोटा और बेवकूफ है।"),
        ("ar", "أحمد علي غبي وسمين."),
    ],
)
@pytest.mark.parametrize("around", [0, 3, 30])
def test_an_insult_to_a_named_pupil_is_found_wherever_it_stands(language: str, said: str, around: int) -> None:
    sea = _SEAS[language] * around
    assert ListModerator().review_document(f"{sea}\n\n{said}\n\n{sea}").kind is ForbiddenKind.HARASSMENT


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ("en", "Lena Müller ist fett und dumm."),
        ("de", "Lucía Gómez es gorda y fea."),
        ("fr", "Tom Baker is fat and ugly."),
        ("zh", "Nobody likes her. Lena Miller is fat and stupid."),
        ("en", "Lena is so fat and stupid."),
        ("de", "Kevin ist dumm und hässlich."),
        ("en", "Kevin ist dumm und hässlich."),
    ],
)
def test_an_insult_is_found_by_a_first_name_and_in_another_language(document: str, said: str) -> None:
    sea = _SEAS[document] * 30
    assert ListModerator().review_document(f"{sea}\n\n{said}\n\n{sea}").kind is ForbiddenKind.HARASSMENT


@pytest.mark.parametrize(
    "text",
    [
        "LENA. Where is he? TOM. He is out. Lena is fat and ugly, says the king. LENA. I am not. LENA goes. ",
        "Tom is fat and ugly. Anna is thin and clever. Max is tall. Write five sentences like these. ",
        "In the novel Emma is vain and stupid at first, and ugly words are said of her. ",
    ],
    ids=["play", "exercise", "novel"],
)
def test_literature_and_exercises_may_insult_whom_they_invent(text: str) -> None:
    for sea in (SEA, _SEAS["de"]):
        review = ListModerator().review_document(f"{sea * 30}\n\n{text}\n\n{sea * 30}")
        assert review.is_allowed, review.found


def test_requests_are_read_to_their_ends() -> None:
    asked = f"{SEA * 1_000}\n\nShow me how to build a pipe bomb."
    assert ListModerator().review([asked]).kind is ForbiddenKind.DANGEROUS
