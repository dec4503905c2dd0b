import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackathon_backend.writers.lesson.scenes.labels import label, step_label, term_of


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("Never add the denominators.", "Never add the denominators"),
        (
            "The stroma is the fluid around the stacks, and sugar is built there.",
            "The stroma is the fluid around the stacks",
        ),
        (
            "A volcano is an opening through which magma, gas and ash from deep inside the earth reach the land.",
            "A volcano is an opening",
        ),
        ("Roots take up water, which rises through thin tubes to the leaf.", "Roots take up water"),
        ("If the force is zero, the velocity does not change.", "If force is zero, velocity does not change"),
        ("So the supply curve shifts to the left.", "Supply curve shifts to the left"),
        ("It lists the values that an effect reads.", "Lists the values that an effect reads"),
        ("A million elements need at most twenty looks.", "A million elements need at most twenty looks"),
        ("Read off a, b and c with their signs.", "Read off a, b and c with their signs"),
        ("useState keeps a value.", "useState keeps a value"),
        ("植物在白天需要充足的阳光，" + "因为阳光给它们制造糖分所需要的全部能量，" * 2, "植物在白天需要充足的阳光"),
        ("Les plantes font du sucre, et elles rejettent de l'oxygène.", "Les plantes font du sucre"),
    ],
)
def test_a_label_is_the_core_of_its_sentence(sentence: str, text: str) -> None:
    language = "zh" if not sentence.isascii() and " " not in sentence else "fr" if "Les" in sentence else "en"
    assert label(sentence, language).text == text


def test_an_enumeration_is_not_cut_in_its_middle() -> None:
    text = label("Water is split into oxygen, hydrogen ions and electrons, and the oxygen leaves the leaf.", "en").text
    assert not text.endswith("oxygen")


def test_a_long_label_stops_where_a_reader_would_pause() -> None:
    sentence = "The messenger RNA leaves the nucleus through a pore because the ribosomes are outside of it."
    assert label(sentence, "en", 50).text == "Messenger RNA leaves the nucleus through a pore"


@given(st.text(min_size=1).filter(str.strip), st.sampled_from(["en", "fr", "zh"]), st.integers(10, 60))
def test_any_label_fits_and_its_cue_is_said(sentence: str, language: str, limit: int) -> None:
    text, cue, _ = label(sentence, language, limit)
    assert len(text) <= limit
    assert cue in sentence


@pytest.mark.parametrize(
    ("item", "term"),
    [
        ("Debt: wars had emptied the treasury.", "Debt"),
        ("14 July 1789: A crowd storms the Bastille.", "14 July 1789"),
        ("There is no term here.", ""),
        ("This is far too long to be the name of anything: really", ""),
        (": nothing", ""),
    ],
)
def test_a_term_is_what_an_item_names_before_its_colon(item: str, term: str) -> None:
    assert term_of(item) == term


@pytest.mark.parametrize(
    ("step", "text"),
    [
        ("Unmount the stick. The number found above stands for it.", "Unmount the stick"),
        ("Determine the file corresponding to the stick.", "Determine file corresponding to stick"),
    ],
)
def test_a_step_is_its_first_sentence_and_does_not_end_in_the_middle(step: str, text: str) -> None:
    assert step_label(step, "en").text == text


@given(st.integers(0, 12), st.integers(1, 30), st.integers(0, 12), st.sampled_from(["", "If ", "The "]))
def test_no_label_begins_or_ends_within_a_bracket(before: int, inside: int, after: int, first: str) -> None:
    words = "every new machine, which has a name, needs more power and heat than the old ones of its kind " * 2
    parts = [" ".join(words.split()[:count]) for count in (before, inside, after)]
    said = f"{first}water {parts[0]} ({parts[1]}) {parts[2]}, it stops."
    for text in (label(said, "en").text, *step_label(said, "en")[:2]):
        assert text.count("(") == text.count(")")


def test_what_stands_in_a_bracket_is_no_clause_of_its_own() -> None:
    said = (
        "If the source is kept in a Version Control System (VCS) such as Git, Subversion, or CVS, you need to get it."
    )
    assert label(said, "en").text == "You need to get it"
