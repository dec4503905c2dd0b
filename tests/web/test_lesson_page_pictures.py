"""The pictures of a lesson are shown on its page, and nothing else of its folder can be had."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from hackathon_backend.app import Container, create_app
from hackathon_backend.settings import Settings
from hackathon_backend.web.rendering import to_html

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.fixture
def client(make_settings: Callable[..., Settings], tmp_path: Path) -> Iterator[FlaskClient]:
    lessons = tmp_path / "lessons"
    (lessons / "art").mkdir(parents=True)
    (lessons / "leaf.md").write_text("---\ntitle: Leaf\n---\nA leaf.\n\n![A green leaf](art/my%20leaf.png)\n")
    (lessons / "art" / "my leaf.png").write_bytes(PNG)
    (lessons / "notes.txt").write_text("private")
    (tmp_path / "secret.png").write_bytes(PNG)
    (lessons / "link.png").symlink_to(tmp_path / "secret.png")
    container = Container(make_settings(render_workers=1, lessons_dir=lessons))
    container.database.migrate()
    yield create_app(container.settings, container).test_client()
    container.close()


def test_a_picture_beside_a_lesson_is_shown_with_its_description(client: FlaskClient) -> None:
    page = client.get("/?lesson=leaf").get_data(as_text=True)
    assert '<img class="picture" src="lessons/leaf/pictures/art/my%20leaf.png" alt="A green leaf"' in page
    picture = client.get("/lessons/leaf/pictures/art/my%20leaf.png", buffered=True)
    assert (picture.status_code, picture.mimetype, picture.data) == (200, "image/png", PNG)
    assert picture.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.slow
@pytest.mark.parametrize(
    "path",
    [
        "leaf/pictures/../secret.png",
        "leaf/pictures/%2e%2e/secret.png",
        "leaf/pictures/%252e%252e/secret.png",
        "leaf/pictures/link.png",
        "leaf/pictures/notes.txt",
        "leaf/pictures/leaf.md",
        "leaf/pictures/art",
        "leaf/pictures//etc/passwd",
        "leaf/pictures/%00.png",
        "leaf/pictures/data:image/png;base64,AAAA",
        "nothing/pictures/art/my%20leaf.png",
    ],
)
def test_nothing_else_can_be_had(client: FlaskClient, path: str) -> None:
    assert client.get(f"/lessons/{path}").status_code in (308, 404)


def test_pages_show_task_lists_footnotes_definitions_and_small_letters() -> None:
    html = to_html("- [x] Done\n\nH<sub>2</sub>O<br>is wet.[^1] <script>x</script>\n\nEbb\n: Falls.\n\n[^1]: Very.")
    for part in ('type="checkbox"', "H<sub>2</sub>O<br>is", "<dt", "Very.", "&lt;script&gt;"):
        assert part in html
    assert "[^1]" not in html


def test_a_figure_is_shown_as_its_picture(client: FlaskClient) -> None:
    page = client.get("/?lesson=supply-and-demand").get_data(as_text=True)
    shown = '<img class="picture" src="lessons/supply-and-demand/figures/1" alt="The same bottle, two prices"'
    assert shown in page and "formula: 7" not in page
    picture = client.get("/lessons/supply-and-demand/figures/1", buffered=True)
    assert (picture.status_code, picture.mimetype) == (200, "image/webp")
    assert picture.data[8:12] == b"WEBP" and len(picture.data) > 5_000
    for missing in ("0", "14", "-1", "99999999999999999999", "x"):
        assert client.get(f"/lessons/supply-and-demand/figures/{missing}").status_code == 404
    assert client.get("/lessons/nobody/figures/1").status_code == 404


def test_a_figure_in_an_answer_is_a_listing() -> None:
    html = to_html("```plot\ncurves: [{formula: x}]\n```")
    assert "<img" not in html and "formula" in html
