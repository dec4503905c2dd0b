"""What the settings name is built, and what does not go together is said at the start."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from hackathon_backend.errors import SettingsError
from hackathon_backend.settings import Settings
from hackathon_backend.storage.building import bucket_place, check_storage

R2 = {"r2_account_id": "acc", "r2_access_key_id": "id", "r2_secret_access_key": "secret!", "r2_bucket_name": "films"}


def test_r2_has_its_address_by_the_account(make_settings: Callable[..., Settings]) -> None:
    place = bucket_place(make_settings(storage="s3", **R2))
    assert (place.name, place.endpoint, place.region) == ("films", "https://acc.r2.cloudflarestorage.com", "auto")
    assert (place.key_id, place.secret, place.prefix) == ("id", "secret!", "")


def test_a_prefix_ends_as_a_folder_does(make_settings: Callable[..., Settings]) -> None:
    assert bucket_place(make_settings(storage="s3", s3_bucket="b", s3_prefix="model7/films")).prefix == "model7/films/"


def test_no_log_shows_the_secrets(make_settings: Callable[..., Settings]) -> None:
    settings = make_settings(storage="s3", s3_secret_access_key="s3-secret", **R2)
    assert {"s3-secret", "secret!"} <= set(settings.secrets())


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"storage": "s3"}, "S3_BUCKET"),
        ({"storage": "s3", "s3_bucket": "b", "s3_access_key_id": "k"}, "S3_SECRET_ACCESS_KEY"),
        ({"cdn_base_url": "https://cdn.example"}, "CDN_BASE_URL.*STORAGE=s3"),
        (
            {"storage": "s3", "s3_bucket": "b", "cdn_base_url": "https://cdn.example", "video_access": "private"},
            "CDN_BASE_URL.*VIDEO_ACCESS=public",
        ),
        (
            {"storage": "s3", "s3_bucket": "b", "cdn_base_url": "https://cdn.example", "video_serving": "proxy"},
            "CDN_BASE_URL.*VIDEO_SERVING=redirect",
        ),
    ],
)
def test_what_does_not_go_together_is_refused(
    make_settings: Callable[..., Settings], values: dict[str, Any], told: str
) -> None:
    with pytest.raises(SettingsError, match=told):
        check_storage(make_settings(**values))


def test_a_local_storage_needs_nothing(make_settings: Callable[..., Settings]) -> None:
    check_storage(make_settings())
