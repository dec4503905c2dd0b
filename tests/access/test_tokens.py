"""Tokens of the site around it: what is good is somebody, whatever is not is refused, and nothing breaks."""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Iterator
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from hackathon_backend.access.identity import Asked, Identity
from hackathon_backend.access.principal import Principal, Proof, Scope, UserRole
from hackathon_backend.access.proofs.key_set import KeySet
from hackathon_backend.access.proofs.tokens import TokenRules, Tokens
from hackathon_backend.errors import CredentialsRefused, LoginAway
from tests.access.signing_site import SECRET, Site, claims, private_key, public, signed, site, written
from tests.clock import FakeClock

ASYMMETRIC = ("RS256", "ES256", "EdDSA")


@pytest.fixture
def school() -> Iterator[Site]:
    with site() as found:
        yield found


def who(tokens: Tokens, token: str) -> Principal:
    found = Identity([tokens]).principal(Asked(f"Bearer {token}", {}, {}, "127.0.0.1", "/"))
    assert found is not None
    return found


def refused(tokens: Tokens, token: str) -> str:
    with pytest.raises(CredentialsRefused) as why:
        who(tokens, token)
    return why.value.message


BY_SECRET = Tokens(TokenRules(SECRET))


def test_a_token_says_whose_it_is() -> None:
    ada = who(BY_SECRET, signed(name="Ada", role="teacher"))
    assert (ada.name, ada.role, ada.proof) == ("Ada", UserRole.TEACHER, Proof.TOKEN)
    assert ada.scopes == {Scope.CHAT, Scope.READ, Scope.WRITE}
    assert ada.owner.startswith("sub:")
    assert len(ada.owner) <= 64
    assert who(BY_SECRET, signed(name="Renamed")).owner == ada.owner
    assert who(BY_SECRET, signed(sub="bob")).owner != ada.owner
    assert who(BY_SECRET, signed(iss="another site")).owner != ada.owner


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ("", UserRole.STUDENT),
        ("Admin", UserRole.ADMIN),
        ("principal", UserRole.STUDENT),
        (["student", "teacher"], UserRole.TEACHER),
        ({"admin": True}, UserRole.STUDENT),
        (7, UserRole.STUDENT),
    ],
)
def test_a_role_that_is_not_known_is_a_student(said: object, role: UserRole) -> None:
    assert who(BY_SECRET, signed(role=said)).role is role


def test_a_token_that_says_nothing_of_a_role_has_the_default_one() -> None:
    assert who(BY_SECRET, signed()).may(Scope.WRITE)
    students = Tokens(TokenRules(SECRET, default_role=UserRole.STUDENT))
    assert not who(students, signed()).may(Scope.WRITE)
    assert who(students, signed(role="teacher")).may(Scope.WRITE)


def test_claims_may_have_other_names_and_stand_in_others() -> None:
    tokens = Tokens(TokenRules(SECRET, name_claim="https://school.example/who", role_claim="realm_access.roles"))
    token = signed(**{"https://school.example/who": "Ada", "realm_access": {"roles": ["offline", "admin"]}})
    assert (who(tokens, token).name, who(tokens, token).role) == ("Ada", UserRole.ADMIN)


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"exp": int(time.time()) - 60}, "over"),
        ({"exp": None}, "exp"),
        ({"exp": "soon"}, "valid"),
        ({"exp": True}, "over"),
        ({"sub": None}, "sub"),
        ({"sub": ""}, "nobody"),
        ({"sub": " "}, "nobody"),
        ({"nbf": int(time.time()) + 86_400}, "later"),
        ({"iat": int(time.time()) + 86_400}, "later"),
        ({"aud": "somebody else"}, "audience"),
    ],
)
def test_a_token_has_to_say_who_and_until_when(changed: dict[str, Any], word: str) -> None:
    assert word in refused(BY_SECRET, signed(**changed))


def test_the_issuer_and_the_audience_are_as_they_are_set() -> None:
    tokens = Tokens(TokenRules(SECRET, issuer="school", audience="model7"))
    assert who(tokens, signed(iss="school", aud=["other", "model7"])).proof is Proof.TOKEN
    for wrong in ({"iss": "school"}, {"aud": "model7"}, {"iss": "x", "aud": "model7"}, {"iss": "school", "aud": "x"}):
        refused(tokens, signed(**wrong))


@pytest.mark.parametrize("algorithm", ASYMMETRIC)
def test_a_site_with_public_keys_signs_by_each_of_the_ways(school: Site, algorithm: str) -> None:
    tokens = Tokens(TokenRules(), KeySet(school.url))
    assert who(tokens, signed(algorithm)).proof is Proof.TOKEN
    assert who(tokens, signed(algorithm, head={})).proof is Proof.TOKEN
    refused(tokens, signed(algorithm, number=7, head={"kid": f"{algorithm}-0"}))
    assert school.asked == 1


def test_a_token_never_chooses_how_it_is_checked(school: Site) -> None:
    both = Tokens(TokenRules(SECRET), KeySet(school.url))
    rsa = private_key("RS256").public_key()
    pem = rsa.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    head = {"alg": "HS256", "typ": "JWT", "kid": "RS256-0"}
    unsigned = written(head, claims()).rpartition(".")[0]
    confused = hmac.new(pem, unsigned.encode(), hashlib.sha256).digest()
    for tokens in (both, Tokens(TokenRules(), KeySet(school.url)), BY_SECRET):
        refused(tokens, written(head, claims(), confused))
        for none in ("none", "None", "NONE", "", None, 7, ["HS256"]):
            refused(tokens, written({"alg": none}, claims()))
        refused(tokens, jwt.encode(claims(), SECRET, algorithm="HS512"))
    refused(BY_SECRET, signed("RS256"))
    refused(Tokens(TokenRules(), KeySet(school.url)), signed())
    assert who(both, signed()).owner == who(both, signed("ES256")).owner


def test_a_secret_in_a_public_set_of_keys_is_no_key(school: Site) -> None:
    school.keys.append(
        {"kty": "oct", "k": "c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2U", "kid": "open", "alg": "HS256"}
    )
    tokens = Tokens(TokenRules(), KeySet(school.url))
    forged = jwt.encode(claims(), b"secretsecretsecretsecretsecretse", algorithm="HS256", headers={"kid": "open"})
    refused(tokens, forged)
    school.keys = [public("RS256", use="enc")]
    with pytest.raises(LoginAway):
        who(Tokens(TokenRules(), KeySet(school.url)), signed("RS256"))


def test_a_forged_or_cut_token_is_refused() -> None:
    good = signed()
    head, body, signature = good.split(".")
    other = signed(sub="eve", role="admin").split(".")[1]
    for token in (f"{head}.{other}.{signature}", f"{head}.{body}.", f"{head}.{body}.{'A' * len(signature)}", good[:-6]):
        refused(BY_SECRET, token)
    refused(BY_SECRET, jwt.encode(claims(), "another secret that is long enough, too", algorithm="HS256"))


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (b"[" * 3_000, {}),
        (b'{"alg":"HS256","kid":' + b"[" * 3_000, {}),
        (b"[]", {}),
        (b"null", {}),
        (b"\xff\xfe", {}),
        ({"alg": "HS256", "kid": 7}, {}),
        ({"alg": "RS256", "kid": {"a": 1}}, {}),
        ({"alg": "HS256", "crit": ["exp"]}, {}),
        ({"alg": "HS256", "b64": False}, {}),
        ({"alg": {"a": "HS256"}}, {}),
    ],
)
def test_whatever_a_token_is_made_of_is_answered(head: Any, body: Any) -> None:
    refused(BY_SECRET, written(head, body))


@pytest.mark.parametrize(
    "body",
    [
        b"[]",
        b"7",
        b"[" * 3_000,
        b'{"sub":"a","exp":1e999}',
        b'{"sub":"a","exp":NaN}',
        b'{"sub":["a"],"exp":9999999999}',
    ],
)
def test_well_signed_nonsense_is_refused(body: bytes) -> None:
    refused(BY_SECRET, jwt.api_jws.encode(body, SECRET, algorithm="HS256"))


def test_a_name_of_any_letters_is_shown_as_text() -> None:
    assert who(BY_SECRET, signed(name="Ada\x00\u202e Lovelace" + "x" * 500)).name.startswith("Ada   Lovelace")
    assert who(BY_SECRET, signed(name={"first": "Ada"})).name == "ada"
    lone = jwt.api_jws.encode(b'{"sub":"\\ud800","exp":9999999999}', SECRET, algorithm="HS256")
    assert who(BY_SECRET, lone).name.isprintable()


def test_a_new_key_is_fetched_but_not_for_every_token_that_names_one(school: Site) -> None:
    clock = FakeClock()
    tokens = Tokens(TokenRules(), KeySet(school.url, clock=clock))
    who(tokens, signed("RS256"))
    clock.advance(11)
    school.keys.append(public("RS256", 1))
    assert who(tokens, signed("RS256", 1)).proof is Proof.TOKEN
    assert school.asked == 2
    for number in range(2, 8):
        refused(tokens, signed("RS256", head={"kid": f"made-up-{number}"}))
    assert school.asked == 2
    clock.advance(11)
    refused(tokens, signed("RS256", head={"kid": "made-up"}))
    assert school.asked == 3


def test_a_key_that_its_site_takes_back_opens_nothing_soon(school: Site) -> None:
    clock = FakeClock()
    tokens = Tokens(TokenRules(), KeySet(school.url, clock=clock))
    who(tokens, signed("RS256"))
    school.keys = [public("ES256")]
    clock.advance(301)
    refused(tokens, signed("RS256"))


def test_a_site_that_is_away_is_said_kindly_and_not_asked_all_the_time(school: Site) -> None:
    clock = FakeClock()
    school.status = 500
    tokens = Tokens(TokenRules(), KeySet(school.url, clock=clock))
    for _ in range(5):
        with pytest.raises(LoginAway) as away:
            who(tokens, signed("RS256"))
    assert school.asked == 1
    assert "JWT" not in away.value.message
    clock.advance(11)
    school.status = 200
    assert who(tokens, signed("RS256")).proof is Proof.TOKEN


def test_known_keys_outlive_an_outage_of_their_site_for_a_day(school: Site) -> None:
    clock = FakeClock()
    tokens = Tokens(TokenRules(), KeySet(school.url, clock=clock))
    who(tokens, signed("RS256"))
    school.content = b"<html>Sorry</html>"
    clock.advance(3_600)
    assert who(tokens, signed("RS256")).proof is Proof.TOKEN
    with pytest.raises(LoginAway):
        who(tokens, signed("RS256", head={"kid": "new"}))
    clock.advance(86_400)
    with pytest.raises(LoginAway):
        who(tokens, signed("RS256"))


@pytest.mark.parametrize("content", [b"", b"[]", b'{"keys": 7}', b'{"keys": [7, {}, {"kty": "RSA"}]}', b"x" * 300_000])
def test_what_is_no_set_of_keys_is_an_outage(school: Site, content: bytes) -> None:
    school.content = content
    with pytest.raises(LoginAway):
        who(Tokens(TokenRules(), KeySet(school.url)), signed("RS256"))


def test_keys_are_not_fetched_from_where_a_redirect_leads(school: Site) -> None:
    school.status = 302
    with pytest.raises(LoginAway):
        who(Tokens(TokenRules(), KeySet(school.url)), signed("RS256"))
