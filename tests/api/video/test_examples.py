"""Films for brands and products: what is ordered from the words and pictures, and what is refused by which name."""

from __future__ import annotations

import io
from typing import Any

import pytest
import skia
from flask.testing import FlaskClient

from hackathon_backend.app import Container
from hackathon_backend.jobs import PromptRequest
from hackathon_backend.storyboard import Storyboard

from .pictures import data_url, png
from .test_generate import HTML, SVG

ORANGE = png(120, 40, skia.ColorSetRGB(228, 87, 46))
BRAND = {"brandLogoUrl": data_url(ORANGE), "productName": "Lumo", "tagline": "Light that follows your hands."}
PRODUCT = {
    "productName": "Lumo",
    "productDescription": "A lamp that leans. It is pressed from steel. It turns on when you sit down.",
    "referenceImageUrls": [data_url(ORANGE), data_url(png(50, 50))],
}
SOCIAL = {"concept": "Nobody likes a dark desk. This lamp leans in.", "platform": "tiktok"}
ORDERS = {"brand-animation": BRAND, "product-showcase": PRODUCT, "social-media": SOCIAL}


@pytest.fixture(autouse=True)
def nothing_is_made(container: Container) -> None:
    container.runner.stop()


def post(client: FlaskClient, name: str, **fields: Any) -> Any:
    return client.post(f"/api/video/examples/{name}", json=ORDERS[name] | fields)


def ordered(client: FlaskClient, container: Container, name: str, **fields: Any) -> tuple[PromptRequest, Storyboard]:
    answer = post(client, name, **fields)
    assert answer.status_code == 202, answer.text
    request = container.store.get(answer.get_json()["id"]).request
    assert isinstance(request, PromptRequest)
    return request, Storyboard.read(request.storyboard or {})


def test_a_brand_animation_carries_its_logo(client: FlaskClient, container: Container) -> None:
    request, board = ordered(client, container, "brand-animation")
    assert board.brand is not None
    assert (board.brand.name, board.brand.colour) == ("Lumo", "#E4572E")
    assert board.brand.logo.startswith("data:image/webp;base64,")
    assert [scene.chapter for scene in board.scenes] == ["Lumo", BRAND["tagline"], "Lumo"]
    assert request.references == ["reference-1.png"]


def test_a_product_is_shown_with_a_sentence_for_each_picture(client: FlaskClient, container: Container) -> None:
    _request, board = ordered(client, container, "product-showcase")
    assert [scene.type for scene in board.scenes] == ["title", "image", "image", "title", "title"]
    assert [scene.narration for scene in board.scenes][1:4] == [
        "A lamp that leans.", "It is pressed from steel.", "It turns on when you sit down.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("platform", "size", "bottom"),
    [
        ("tiktok", "720x1280", 0.25),
        ("instagram", "720x1280", 0.35),
        ("instagram-reel", "720x1280", 0.35),
        ("instagram-story", "720x1280", 0.2),
        ("instagram-feed", "1080x1080", 0.06),
        ("youtube", "1280x720", 0.12),
        ("youtube-shorts", "720x1280", 0.25),
        ("linkedin", "1080x1080", 0.1),
        ("x", "1280x720", 0.12),
        ("facebook", "1080x1080", 0.1),
    ],
)
def test_a_platform_has_its_shape_and_its_edges_are_kept_free(
    client: FlaskClient, container: Container, platform: str, size: str, bottom: float
) -> None:
    request, board = ordered(client, container, "social-media", platform=platform)
    assert request.size == size
    assert board.safe_area is not None
    assert board.safe_area.bottom == bottom


def test_another_shape_than_the_platforms_has_edges_of_its_own(client: FlaskClient, container: Container) -> None:
    request, board = ordered(client, container, "social-media", aspectRatio="16:9")
    assert (request.size, board.safe_area) == ("1280x720", None)


def test_files_come_before_addresses_and_are_counted_with_them(client: FlaskClient) -> None:
    addresses = [data_url(png()), "ftp://example.org/a.png"]
    form = {**SOCIAL, "brandImages[]": addresses, "brandImages": (io.BytesIO(png()), "a.png")}
    answer = client.post("/api/video/examples/social-media", data=form, content_type="multipart/form-data")
    assert (answer.status_code, answer.get_json()["error"]["param"]) == (400, "brandImages.2")


@pytest.mark.parametrize("name", ORDERS)
def test_engines_that_film_get_a_prompt(client: FlaskClient, container: Container, name: str) -> None:
    request, _board = ordered(client, container, name)
    assert str(ORDERS[name].get("productName") or ORDERS[name]["concept"]) in request.message
    assert "There is no" in request.message


def test_words_are_data(client: FlaskClient, container: Container) -> None:
    line = "{name} <b>{text}</b> \u202eevil\x00 {{}} %s"
    _request, board = ordered(client, container, "brand-animation", tagline=line)
    assert board.scenes[1].chapter == "{name} <b>{text}</b> evil {{}} %s"


def test_what_does_not_fit_into_the_time_is_said(client: FlaskClient) -> None:
    many = " ".join(f"This is the sentence number {number} of a long text." for number in range(30))
    notes = post(client, "product-showcase", productDescription=many, duration=10).get_json()["metadata"]["notes"]
    assert any(note.endswith("of 30 sentences did not fit into the time and were left out.") for note in notes)


@pytest.mark.parametrize(
    ("name", "fields", "param"),
    [
        ("brand-animation", {"brandLogoUrl": None}, "brandLogoUrl"),
        ("brand-animation", {"brandLogoUrl": data_url(HTML)}, "brandLogoUrl"),
        ("brand-animation", {"brandLogoUrl": data_url(SVG)}, "brandLogoUrl"),
        ("brand-animation", {"brandLogoUrl": "ftp://example.org/logo.png"}, "brandLogoUrl"),
        ("brand-animation", {"brandLogoUrl": "http://localhost/logo.png"}, "brandLogoUrl"),
        ("brand-animation", {"productName": ""}, "productName"),
        ("brand-animation", {"productName": "x" * 81}, "productName"),
        ("brand-animation", {"tagline": None}, "tagline"),
        ("brand-animation", {"tagline": "\u202e\x00"}, "tagline"),
        ("brand-animation", {"duration": 4}, "duration"),
        ("product-showcase", {"productDescription": None}, "productDescription"),
        ("product-showcase", {"referenceImageUrls": [data_url(png())] * 11}, "referenceImageUrls"),
        ("product-showcase", {"referenceImageUrls": {"0": "x"}}, "referenceImageUrls"),
        ("social-media", {"platform": "myspace"}, "platform"),
        ("social-media", {"platform": None}, "platform"),
        ("social-media", {"concept": 7}, "concept"),
        ("social-media", {"brandImages": ["https://"]}, "brandImages.0"),
        ("social-media", {"model": "nobody-9"}, "model"),
    ],
    ids=lambda value: str(value)[:50],
)
def test_bad_input_is_named(
    client: FlaskClient, container: Container, name: str, fields: dict[str, Any], param: str
) -> None:
    answer = post(client, name, **fields)
    assert (answer.status_code, answer.get_json()["error"]["param"]) == (400, param), answer.text
    assert not list(container.storage.ours())
