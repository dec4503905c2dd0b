from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hackathon_backend.speech import split


def test_words_are_what_stands_between_spaces() -> None:
    assert split("  Call useState(),\nthen\tgo. ") == ["Call", "useState(),", "then", "go."]


def test_chinese_is_cut_into_signs_with_their_punctuation() -> None:
    assert split("今天学习React，好吗？") == ["今", "天", "学", "习", "React，", "好", "吗？"]


def test_japanese_is_cut_into_phrases() -> None:
    assert split("日本語の授業です。「テスト」") == ["日本語の", "授業です。", "「テスト」"]


@given(st.text())
def test_no_sign_is_lost_or_added(text: str) -> None:
    assert "".join(split(text)) == "".join(text.split())


@given(st.text(st.characters(max_codepoint=0x2FFF, exclude_categories=["Cs"])))
def test_scripts_with_spaces_are_left_as_they_are(text: str) -> None:
    assert split(text) == text.split()
