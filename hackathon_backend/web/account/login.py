"""Logging in and out, and coming by an account."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, request

from ...access.identity import Asked
from ...access.principal import UserRole
from ...api.current import current_container
from ...api.guards.forgery import check_form
from ...errors import CredentialsRefused, NotFound, RequestError, TooManyTries
from .shown import send_form
from .ways import go_to, local_path, logged_in, logged_out, takes_accounts, without_name

login = Blueprint("login", __name__, template_folder="../templates")

_REASONS = {"over": "You are not logged in any more. Log in again to go on."}


@login.get("/login")
def log_in_page() -> Response:
    """The forms to log in with; `next` is the page that is wanted."""
    container, wanted = current_container(), local_path(request.args.get("next"))
    if not container.identity.is_guarded:
        return go_to(wanted)
    if container.people.sessions.current(request.cookies) is not None:
        return go_to(wanted)
    return login_page(wanted=wanted, said=_REASONS.get(request.args.get("why", "")))


@login.post("/login")
def log_in() -> Response:
    """Log in with a name and a password, or with an API key."""
    wanted, name = local_path(request.form.get("next")), request.form.get("name", "")
    try:
        check_form()
        token, wanted = _key_session(wanted) if "key" in request.form else _password_session(name, wanted)
    except (RequestError, TooManyTries) as error:
        page = login_page(error.status, wanted=wanted, wrong=error.message, name=name, by_key="key" in request.form)
        if isinstance(error, TooManyTries):
            page.headers["Retry-After"] = f"{error.retry_after:.0f}"
        return page
    return logged_in(go_to(wanted), token)


@login.post("/logout")
def log_out() -> Response:
    """End the session, at once."""
    check_form()
    sessions = current_container().people.sessions
    if (token := sessions.token_in(request.cookies)) is not None:
        sessions.end(token)
    answer = go_to("/login")
    logged_out(answer)
    # What this browser has kept of pages is nobody else's to go back to.
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


@login.route("/register", methods=["GET", "POST"])
def register() -> Response:
    """Make an account for oneself, where everybody may (ACCOUNTS=open)."""
    if current_container().settings.accounts != "open":
        raise NotFound("There is no such page.")
    return _join(lambda name, password: current_container().people.accounts.create(name, password, UserRole.STUDENT).id)


@login.route("/invite/<token>", methods=["GET", "POST"])
def invited(token: str) -> Response:
    """Make the account that an invitation is for."""
    invitations = current_container().people.invitations
    try:
        if not takes_accounts():
            raise NotFound("Nobody has an account here.")
        invitations.role_of(token)
    except NotFound as error:
        return send_form("login/over.html", 404, said=error.message)
    return _join(lambda name, password: invitations.accept(token, name, password).id)


def login_page(status: int = 200, **values: object) -> Response:
    """The page with the forms, and every way in that there is here."""
    settings = current_container().settings
    shown: dict[str, object] = {"wanted": "/", "said": None, "wrong": None, "name": "", "by_key": False}
    shown |= {
        "has_accounts": takes_accounts(),
        "is_open": settings.accounts == "open",
        "school": settings.oidc_name if settings.oidc_issuer else None,
    }
    return send_form("login/login.html", status, **shown | values)


def _password_session(name: str, wanted: str) -> tuple[str, str]:
    """The token of a new session, and where to go: first to a password of one's own, if others know this one."""
    if not takes_accounts():
        raise CredentialsRefused("Nobody has an account here. Log in with an API key.")
    people = current_container().people
    account = people.accounts.log_in(name, request.form.get("password", ""), request.remote_addr or "")
    token = people.sessions.begin(account_id=account.id, agent=request.user_agent.string)
    return token, "/account" if account.must_change else wanted


def _key_session(wanted: str) -> tuple[str, str]:
    container = current_container()
    key = request.form.get("key", "").strip()
    found = container.keys.principal(Asked(f"Bearer {key}", {}, {}, request.remote_addr or "", request.path))
    if found is None or found.key_id is None:
        raise CredentialsRefused("This is no API key of this server.")
    return container.people.sessions.begin(key_id=found.key_id, agent=request.user_agent.string), wanted


def _join(make: Callable[[str, str], str]) -> Response:
    """The form of a new account; `make` makes it of a name and a password, and tells its id."""
    name, password = request.form.get("name", ""), request.form.get("password", "")
    if request.method != "POST":
        return send_form("login/join.html", name="", wrong=None, param=None)
    try:
        check_form()
        if password != request.form.get("again"):
            raise RequestError("The two passwords are not the same. Type them once more.", param="again")
        account_id = make(name, password)
    except (RequestError, NotFound) as error:
        return send_form("login/join.html", error.status, name=name, wrong=without_name(error), param=error.param)
    token = current_container().people.sessions.begin(account_id=account_id, agent=request.user_agent.string)
    return logged_in(go_to("/"), token)
