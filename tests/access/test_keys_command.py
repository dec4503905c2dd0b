"""`keys create|list|revoke`, and the start that is refused without a way to log in."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from hackathon_backend.cli import main
from hackathon_backend.cli.serve import _greet as greet
from hackathon_backend.container import prepare
from hackathon_backend.errors import SettingsError
from hackathon_backend.settings import Settings


def test_a_key_is_made_shown_once_listed_and_revoked(capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main(["keys", "create", "school portal", "--scopes", "chat, admin", "--expires", "30d", "--budget", "12.5"])
        == 0
    )
    said = capsys.readouterr()
    key = said.out.strip()
    assert re.fullmatch(r"m7_[0-9a-f]{16}_[\w-]{43}", key)
    assert key not in said.err
    assert main(["keys", "list"]) == 0
    listed = capsys.readouterr().out
    assert key[:20] in listed
    assert key[20:] not in listed
    for part in ("school portal", "admin chat", "12.5", "valid", f"{datetime.now(UTC):%Y-%m-%d}"):
        assert part in listed
    assert main(["keys", "revoke", "school portal"]) == 0
    capsys.readouterr()
    main(["keys", "list"])
    assert "revoked" in capsys.readouterr().out
    assert main(["keys", "revoke", "school portal"]) == 1
    assert "no valid key 'school portal'" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--scopes", "chat,everything"),
        ("--scopes", ""),
        ("--expires", "soon"),
        ("--expires", "0d"),
        ("--expires", "999999w"),
        ("--expires", "2001-01-01"),
        ("--expires", "2027-02-30"),
        ("--expires", "9999-12-31"),
        ("--budget", "-1"),
        ("--budget", "nan"),
        ("--budget", "much"),
    ],
)
def test_a_wrong_option_makes_no_key_and_is_named(capsys: pytest.CaptureFixture[str], option: str, value: str) -> None:
    assert main(["keys", "create", "portal", option, value]) == 1
    assert capsys.readouterr().err.startswith(option)
    main(["keys", "list"])
    assert "no key" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["", "  ", "x" * 101, "a\nb"])
def test_a_key_needs_a_name_that_can_be_read(capsys: pytest.CaptureFixture[str], name: str) -> None:
    assert main(["keys", "create", name]) == 1
    assert "NAME" in capsys.readouterr().err


def test_a_day_is_the_last_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["keys", "create", "portal", "--expires", "2099-07-31"]) == 0
    capsys.readouterr()
    main(["keys", "list"])
    assert "2099-08-01 00:00" in capsys.readouterr().out


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "videos.school.example"])
def test_a_host_that_the_network_reaches_needs_a_way_to_log_in(
    make_settings: Callable[..., Settings], host: str
) -> None:
    with pytest.raises(SettingsError) as refused:
        prepare(make_settings(host=host))
    for part in ("HOST", "keys create", "ALLOW_ANYONE=1"):
        assert part in refused.value.message
    assert "\n" not in refused.value.message
    prepare(make_settings(host=host, allow_anyone="1"))


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.5", "::1", "localhost"])
def test_on_this_machine_nobody_has_to_log_in(make_settings: Callable[..., Settings], host: str) -> None:
    prepare(make_settings(host=host))


def test_a_key_is_a_way_to_log_in_even_a_revoked_one(
    make_settings: Callable[..., Settings], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = make_settings(host="0.0.0.0")
    monkeypatch.setenv("DATABASE_URL", settings.database_url)
    main(["keys", "create", "portal"])
    prepare(settings)
    main(["keys", "revoke", "portal"])
    prepare(settings)


def test_an_address_for_others_without_a_log_in_is_warned_of(
    make_settings: Callable[..., Settings], caplog: pytest.LogCaptureFixture
) -> None:
    public = {"public_url": "https://videos.school.example"}
    for values, guarded in ((public, False), (public, True), (public | {"allow_anyone": "1"}, False), ({}, False)):
        greet(make_settings(**values), guarded=guarded)
    assert [line.getMessage().partition(":")[0] for line in caplog.records if line.levelname == "WARNING"] == [
        "PUBLIC_URL"
    ]
