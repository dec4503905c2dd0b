"""Who chats without logging in is known again by a cookie, or else by address."""

from __future__ import annotations

from hackathon_backend.access.identity import Asked
from hackathon_backend.access.principal import Proof, Scope
from hackathon_backend.access.proofs.visitors import COOKIE, is_visitor, new_visitor, visitor_of


def owner(address: str = "203.0.113.5", cookie: str | None = None) -> str:
    cookies = {} if cookie is None else {COOKIE: cookie}
    return visitor_of(Asked(None, cookies, {}, address, "/api/chat")).owner


def test_a_visitor_may_chat_and_nothing_else() -> None:
    who = visitor_of(Asked(None, {}, {}, "203.0.113.5", "/"))
    assert (who.scopes, who.proof) == ({Scope.CHAT}, Proof.ANONYMOUS)
    assert who.owner.startswith("anon:")
    assert len(who.owner) <= 64
    assert "203.0.113.5" not in who.owner


def test_visitors_are_told_apart_by_cookie_or_else_by_address() -> None:
    one, two = new_visitor(), new_visitor()
    assert owner(cookie=one) == owner("198.51.100.7", one) != owner(cookie=two)
    assert owner() == owner() != owner("203.0.113.6")
    assert owner("2001:db8::1") == owner("2001:db8::ffff") != owner("2001:db8:0:1::1")


def test_a_cookie_that_is_none_of_ours_counts_for_nothing() -> None:
    assert is_visitor(new_visitor())
    for odd in ("", "x", "x" * 31, "x" * 33, "é" * 32, "x" * 31 + "\n"):
        assert not is_visitor(odd)
        assert owner(cookie=odd) == owner()
    assert owner(address="") == owner(address="")
    assert owner(address="fe80::1%eth0")
