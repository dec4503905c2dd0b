import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackathon_backend.lessons.sentences import pieces, sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("No full stop", ["No full stop"]),
        ("It is 9.8 metres. Then more.", ["It is 9.8 metres.", "Then more."]),
        ("Dr. Smith met J. Doe, e.g. in Paris. They talked.", ["Dr. Smith met J. Doe, e.g. in Paris.", "They talked."]),
        ("React calls it. useEffect runs later.", ["React calls it.", "useEffect runs later."]),
        ("He said: “Stop.” She did.", ["He said: “Stop.”", "She did."]),
        ("Wait... what? Yes.", ["Wait... what?", "Yes."]),
        ("光合作用很重要。植物需要光！", ["光合作用很重要。", "植物需要光！"]),
        ("यह पहला है। यह दूसरा है।", ["यह पहला है।", "यह दूसरा है।"]),
        ("هل هذا سؤال؟ نعم.", ["هل هذا سؤال؟", "نعم."]),
        ("cells have walls. they also have dna", ["cells have walls.", "they also have dna"]),
        ("Tea, coffee, etc. are drinks, approx. ten of them.", ["Tea, coffee, etc. are drinks, approx. ten of them."]),
        ("Am Abend des 3. Mondes kam er. Er blieb.", ["Am Abend des 3. Mondes kam er.", "Er blieb."]),
        ("Das war im 2. Jh. v. Chr. so. Dann nicht.", ["Das war im 2. Jh. v. Chr. so.", "Dann nicht."]),
        ("It was red [My Life, vol. 2, p. 31]. Then blue.", ["It was red [My Life, vol. 2, p. 31].", "Then blue."]),
        ("He wrote . . . nothing. She did.", ["He wrote . . . nothing.", "She did."]),
        (
            "The lion (not the cub!) is old. So is J.R. Stone. He sits.",
            [
                "The lion (not the cub!) is old.",
                "So is J.R. Stone.",
                "He sits.",
            ],
        ),
        ("See p. 4 of it. Go on.", ["See p. 4 of it.", "Go on."]),
        ("It rose. (It fell. It rose again.) It stood.", ["It rose.", "(It fell. It rose again.)", "It stood."]),
        ("Er stand (im 1. Jh. v. Chr.) am Fluss. Er fiel.", ["Er stand (im 1. Jh. v. Chr.) am Fluss.", "Er fiel."]),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_would_pause(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_a_million_dots_are_read_at_once() -> None:
    assert sentences("." * 1_000_000) == ["." * 1_000_000]


@given(st.text(), st.integers(min_value=1, max_value=40))
def test_pieces_keep_within_the_limit_and_lose_nothing_but_spaces(text: str, limit: int) -> None:
    parts = pieces(text, limit)
    assert all(0 < len(part) <= limit for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())
