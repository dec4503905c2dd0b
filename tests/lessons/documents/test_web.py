"""Web pages."""

from __future__ import annotations

import base64
import html
from pathlib import Path

import pytest

from hackathon_backend.lessons import Lesson

from .converting import converted, picture, without_places


def body(folder: Path, content: str) -> str:
    """The Markdown of a page with that body."""
    return without_places(converted(folder, "page.html", f"<!doctype html><body>{content}</body>").markdown).strip()


PAGE = """<!doctype html><html lang="de"><head><title>Die Zelle | Schule</title><style>x{}</style></head><body>
<nav><a href="/">Start</a></nav><main><h1>Die Zelle</h1>
<p>Die <b>Zelle</b> ist die kleinste Einheit. H<sub>2</sub>O, siehe <a href="https://x.org/a">hier</a>.</p>
<h2>Teile</h2><ul><li>Kern<ul><li>DNA</li></ul></li><li>Membran</li></ul><ol><li>Erst</li><li>Dann</li></ol>
<script>alert(1)</script></main><footer>Impressum</footer></body></html>"""


def test_a_page_gives_its_main_part(tmp_path: Path) -> None:
    made = converted(tmp_path, "seite.html", PAGE)
    assert made.markdown.split("\n\n") == [
        "<!-- section 1 -->",
        "# Die Zelle",
        "Die **Zelle** ist die kleinste Einheit. H<sub>2</sub>O, siehe [hier](https://x.org/a).",
        "<!-- section 2 -->",
        "## Teile",
        "- Kern\n    - DNA\n- Membran",
        "1. Erst\n2. Dann\n",
    ]
    assert (made.title, made.language, made.unit, made.count) == ("Die Zelle", "de", "section", 2)
    [loss] = made.losses
    assert loss.endswith("was left out: 14 characters.")


def test_a_long_sentence_that_is_marked_as_a_heading_is_none(tmp_path: Path) -> None:
    line = "Between the two rivers there was so much good soil that people came from everywhere to live on it."
    assert body(tmp_path, f"<h2>Rivers</h2><h4>{line}</h4>") == f"## Rivers\n\n{line}"


def test_typed_marks_of_lists_make_items_of_the_lines_behind_them(tmp_path: Path) -> None:
    lines = "Two rivers:<br/>- the <b>long</b> one<br>- the short one<br>And one sea."
    assert body(tmp_path, f"<div>{lines}</div>") == "Two rivers:\n\n- the **long** one\n- the short one\n\nAnd one sea."
    assert body(tmp_path, "<p>• one</p><p>• two</p><p>So it is.</p>") == "- one\n- two\n\nSo it is."
    assert body(tmp_path, "<p>Roses are red,<br>- and that is<br>all.</p>") == "Roses are red, - and that is all."


def test_cells_that_span_others_stand_in_each_place(tmp_path: Path) -> None:
    table = (
        "<p>x</p><table><caption>Parts</caption><tr><th>Part</th><th>Does | is</th></tr>"
        "<tr><td rowspan=2>Core</td><td>steers</td></tr><tr><td>parts</td></tr></table>"
    )
    assert body(tmp_path, table).endswith(
        "Parts\n\n| Part | Does \\| is |\n| --- | --- |\n| Core | steers |\n| Core | parts |"
    )


@pytest.mark.parametrize(
    ("content", "latex"),
    [
        (
            "<math><msup><mi>x</mi><mn>2</mn></msup><mo>=</mo><mfrac><mn>1</mn><mi>y</mi></mfrac></math>",
            r"$x^{2} = \frac{1}{y}$",
        ),
        (r"<math alttext='{\displaystyle E=mc^{2}}'><mi>E</mi></math>", "$E=mc^{2}$"),
        (r"\(a^2+b^2\)", "$a^2+b^2$"),
        (r"<script type='math/tex'>\alpha_1</script>", r"$\alpha_1$"),
        (
            '<span class="katex"><span class="katex-mathml"><math><semantics><mrow><mi>x</mi></mrow><annotation '
            'encoding="application/x-tex">\\sqrt{x}</annotation></semantics></math></span>'
            '<span class="katex-html" aria-hidden="true">√x</span></span>',
            r"$\sqrt{x}$",
        ),
    ],
)
def test_formulas_are_latex(tmp_path: Path, content: str, latex: str) -> None:
    assert body(tmp_path, f"<p>It is {content} here.</p>") == f"It is {latex} here."


def test_a_formula_on_a_line_of_its_own_stays_there(tmp_path: Path) -> None:
    assert (
        body(tmp_path, "<p>So:</p><math display='block'><msqrt><mi>x</mi></msqrt></math>") == "So:\n\n$$\n\\sqrt{x}\n$$"
    )


def test_pictures_of_the_file_are_kept_with_their_captions_and_others_are_counted(tmp_path: Path) -> None:
    data = base64.b64encode(picture()).decode()
    content = (
        f"<p>Look.</p><figure><img src='data:image/png;base64,{data}'><figcaption>A cell</figcaption></figure>"
        "<figure><img src='https://elsewhere.org/x.png'><figcaption>Another cell</figcaption></figure>"
    )
    made = converted(tmp_path, "page.html", f"<!doctype html>{content}")
    assert "![A cell](picture-1.png)\n\nAnother cell\n" in made.markdown
    assert made.pictures == ("picture-1.png",)
    assert (tmp_path / "pictures" / "picture-1.png").read_bytes().startswith(b"\x89PNG")
    assert made.losses == ("1 picture is not in the file; what is written about it was kept.",)


def test_code_and_quotations_are_kept(tmp_path: Path) -> None:
    content = (
        "<pre><code class='language-python'>x = 1\ny = 2\n</code></pre><blockquote><p>Omnis cellula.</p></blockquote>"
    )
    assert body(tmp_path, content) == "```python\nx = 1\ny = 2\n```\n\n> Omnis cellula."


def test_scripts_and_what_is_hidden_say_nothing(tmp_path: Path) -> None:
    content = "<p>Seen.</p><div style='display: none'>Hidden</div><p hidden>Too</p><template>No</template>"
    assert body(tmp_path, f"{content}<svg><text>t</text></svg>") == "Seen."


def test_no_sign_of_a_text_becomes_markup(tmp_path: Path) -> None:
    texts = [
        "a_b_c _d_ <b>x</b> [a](b) 1 < 2 &amp; ~~gone~~ `code` $x$ 2*3*4 \\alpha",
        "> not quoted",
        "# no heading",
        "- no item",
        "::: note",
        "1789. It began.",
        "[x]: no address",
    ]
    markdown = body(tmp_path, "".join(f"<p>{html.escape(text)}</p>" for text in texts))
    assert [block.text for block in Lesson.inline("", markdown).blocks] == texts


def test_elements_nested_without_end_are_read_all_the_same(tmp_path: Path) -> None:
    assert "deep" in body(tmp_path, "<div>" * 50_000 + "deep" + "<b><i>" * 5000 + " inside")


def test_the_number_of_a_chapter_and_its_title_are_one_heading(tmp_path: Path) -> None:
    content = "<h1>Kapitel 2</h1><h1>Was Blätter tun</h1><p>Sie fangen Licht.</p><h1>Chapter 3</h1><p>It is empty.</p>"
    headings = [line for line in body(tmp_path, content).splitlines() if line.startswith("#")]
    assert headings == ["# Kapitel 2: Was Blätter tun", "# Chapter 3"]


def test_a_box_around_a_note_is_a_part_of_its_section(tmp_path: Path) -> None:
    content = (
        "<h2>Licht</h2><p>Es ist schnell.</p><h3>Hinweis</h3><p>Nicht in die Sonne sehen.</p>"
        "<table><tr><th>Tipp</th></tr><tr><td>Ein Prisma zerlegt es.</td></tr></table>"
    )
    assert without_places(body(tmp_path, content)).split("\n\n")[1:] == [
        "Es ist schnell.", "**Hinweis**", "Nicht in die Sonne sehen.", "Tipp", "Ein Prisma zerlegt es."
    ]  # fmt: skip


def test_a_listing_has_no_numbers_of_its_lines(tmp_path: Path) -> None:
    listing = (
        "<pre>1&#160; for leaf in leaves:\n2     catch(leaf)\n3\n4 rest()</pre><pre>1 apple\n3 pears\n7 plums</pre>"
    )
    assert body(tmp_path, listing) == (
        "```\nfor leaf in leaves:\n    catch(leaf)\n\nrest()\n```\n\n```\n1 apple\n3 pears\n7 plums\n```"
    )


def test_the_name_of_a_file_is_no_caption(tmp_path: Path) -> None:
    data = base64.b64encode(picture()).decode()
    content = f'<p>The leaf.</p><img src="data:image/png;base64,{data}" alt="img/leaf_1.PNG"/>'
    assert body(tmp_path, content).endswith("![](picture-1.png)")
