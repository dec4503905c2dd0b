"""Markdown on a page: what it means is seen, and nothing in it runs."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pygments.lexer import RegexLexer
from pygments.token import Text

from hackathon_backend.confined import Confined
from hackathon_backend.web import rendering, safe_html
from hackathon_backend.web.formulas import formula_html
from hackathon_backend.web.rendering import to_html

TAGS = {
    "p", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code", "span", "em", "strong", "s", "a", "br",
    "hr", "div", "table", "thead", "tbody", "tr", "th", "td", "svg", "path", "text",
}  # fmt: skip
ATTRIBUTES = {
    "class", "dir", "href", "title", "rel", "target", "start", "tabindex", "data-language", "role", "aria-label",
    "viewBox", "width", "height", "d", "x", "y", "fill", "stroke", "stroke-width", "text-anchor", "font-size",
    "font-weight",
}  # fmt: skip
_TAG = re.compile(r"<(/?)([a-zA-Z0-9]+)((?:\s+[a-zA-Z-]+(?:=\"[^\"<>]*\")?)*)\s*(/?)>")


def check_harmless(html: str) -> None:
    """Every `<` begins a tag that we write, with attributes that we write."""
    rest = _TAG.sub("", html)
    assert "<" not in rest, rest
    for _, tag, attributes, _ in _TAG.findall(html):
        assert tag in TAGS, tag
        found = dict(re.findall(r"([a-zA-Z-]+)=\"([^\"]*)\"", attributes))
        assert found.keys() <= ATTRIBUTES, found
        assert not re.match(r"\s*(javascript|data|vbscript):", found.get("href", ""), re.I)


_MARKS = r"""
<script> </script> <img ]( ![ [x] ` ``` $ $$ \( \) \[ \] | > - 1. # ** _ <!-- --> &lt; &#60; " ' ~~ x^2 \text{<b>}
\frac{1}{2} \href{javascript:a()}{x} javascript:a() onerror=a() [a]:javascript:a() <a_href=' x"><
"""
_PIECES = [*_MARKS.split(), "\n", "\n\n", " ", "\n| --- |\n"]


@settings(deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=25).map("".join))
def test_nothing_that_is_written_becomes_markup_of_its_own(markdown: str) -> None:
    check_harmless(to_html(markdown))


def test_headings_fit_into_the_page_without_gaps() -> None:
    html = to_html("# One\n\n### Two\n\n###### Three", top=3)
    assert re.findall(r"<(h\d)", html) == ["h3", "h4", "h5"]
    assert "Title" not in to_html("# Title\n\nText", without_title="Title")


@pytest.mark.parametrize("written", ["$x^2$", "\\(x^2\\)", "$$x^2$$", "\\[x^2\\]", "$$\nx^2\n$$"])
def test_formulas_are_drawn_however_they_are_marked(written: str) -> None:
    html = to_html(f"Look:\n\n{written}")
    assert 'aria-label="x^2"' in html
    assert "<path" in html
    check_harmless(html)


def test_a_formula_stands_on_the_line_of_its_text() -> None:
    assert "down-1" in formula_html("x")
    assert "down-3" in formula_html(r"\frac{a}{b}")
    tall = formula_html(r"\begin{matrix}" + r"a \\ " * 12 + r"a\end{matrix}")
    assert "down-16" in tall
    _, top, _, height = map(int, re.search(r'viewBox="([^"]*)"', tall)[1].split())  # type: ignore[index]
    assert height + top > 5000, "nothing is cut off"


@pytest.mark.parametrize("latex", ["", r"\frac{", r"\begin{matrix}", "x" * 5000, r"\text{" * 300])
def test_what_can_not_be_drawn_is_shown_as_it_is_written(latex: str) -> None:
    html = formula_html(latex)
    assert "<svg" not in html
    check_harmless(html)


def test_code_is_coloured_and_dollars_are_money() -> None:
    html = to_html("```python\nif x < 1: pass\n```\n\nIt costs $5 and $6.\n\n```nonsense\n<b>\n```")
    assert '<span class="k">if</span>' in html
    assert "It costs $5 and $6." in html
    assert "&lt;b&gt;" in html


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["\\(", "\\[", "$a", "`a", "*a_", "<", "a|b\n-|-\n", "\\(a\\)", "> ", "1. "])
def test_a_text_of_one_mark_alone_is_rendered_in_a_time_that_its_length_sets(piece: str) -> None:
    began = time.process_time()
    to_html(piece * (20_000 // len(piece)))
    assert time.process_time() - began < 5


def test_code_that_a_lexer_takes_too_long_for_is_shown_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    class Endless(RegexLexer):
        name, tokens = "Endless", {"root": [("(a|aa)+b", Text)]}

    monkeypatch.setattr(rendering, "get_lexer_by_name", lambda _name, **_options: Endless())
    monkeypatch.setattr(rendering, "_COLOURING_SECONDS", 0.1)
    html = to_html(f"```endless\n<{'a' * 60}\n```")
    assert f"&lt;{'a' * 60}" in html
    check_harmless(html)


@pytest.mark.slow
def test_texts_that_take_too_long_come_back_as_they_were_written(monkeypatch: pytest.MonkeyPatch) -> None:
    confined = Confined(1)
    try:
        [html] = safe_html.safe_html(confined, ("A **word**.",))
        assert "<strong>word</strong>" in html
        monkeypatch.setattr(safe_html, "SECONDS", 0.0)
        [html] = safe_html.safe_html(confined, ("A <b>**long**</b> story.",))
        assert html == '<pre class="plain" dir="auto">A &lt;b&gt;**long**&lt;/b&gt; story.</pre>'
        check_harmless(html)
    finally:
        confined.stop()


def test_comments_are_invisible_and_places_have_anchors_once() -> None:
    text = "<!-- slide 1 -->\n# Cells\n\nText <!-- a\nremark --> here.\n\n<!-- slide 1 -->\nMore."
    html = to_html(text, language="de")
    assert '<span id="slide-1" class="place">Folie 1</span>' in html
    assert html.count("Folie 1") == 1
    assert "remark" not in html and "!--" not in html
    assert "Cells" not in to_html("<!-- slide 1 -->\n# Cells\n\nText", without_title="Cells")
    assert "slide" not in to_html("<!-- slide 1 -->\nText", places=False)


@pytest.mark.parametrize("written", ["<!-- never closed", "`<!-- code -->`", "```html\n<!-- code -->\n```"])
def test_what_is_no_comment_is_shown(written: str) -> None:
    assert "&lt;!--" in to_html(f"{written}\n\nMore.")
