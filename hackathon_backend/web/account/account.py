"""One's own account: the password, where one is logged in, what is kept, and an end of all of it."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, Response, request

from ...access.accounts import Account
from ...access.principal import Principal, Proof, UserRole
from ...api.current import current_container, current_principal
from ...api.guards.forgery import check_form
from ...api.me.routes import erase_caller
from ...errors import LoginRequired, NotAllowed, RequestError, TooManyTries
from ..sending import send_page
from .browsers import browser_name
from .shown import send_form
from .ways import go_to, logged_in, logged_out, without_name

account = Blueprint("account", __name__, template_folder="../templates")

_ROLES = {UserRole.STUDENT: "a student", UserRole.TEACHER: "a teacher", UserRole.ADMIN: "an admin"}
_DONE = {
    "password": "The password is changed, and you are logged out everywhere else.",
    "session": "That session is over.",
    "others": "That page is for those who make videos. Ask whoever runs this server if you need it.",
}


@account.get("/account")
def account_page() -> Response:
    """The account of whoever is logged in."""
    if current_principal().proof is Proof.LOCAL:
        return send_page("login/nobody.html")
    return _page()


@account.post("/account/password")
def change_password() -> Response:
    """Another password. It ends every other session, and this one goes on under another token."""
    try:
        check_form()
        found = _account()
        people = current_container().people
        people.accounts.confirm(found, request.form.get("old", ""), request.remote_addr or "")
        new = request.form.get("password", "")
        if new != request.form.get("again"):
            raise RequestError("The two new passwords are not the same. Type them once more.", param="again")
        if new == request.form.get("old"):
            raise RequestError("password: must be another one than before.", param="password")
        people.accounts.set_password(found, new)
    except (RequestError, TooManyTries) as error:
        return _page(error.status, wrong={"password": without_name(error)})
    people.sessions.end_all(account_id=found.id)
    token = people.sessions.begin(account_id=found.id, agent=request.user_agent.string)
    return logged_in(go_to("/account?done=password"), token)


@account.post("/account/sessions/<session_id>/end")
def end_session(session_id: str) -> Response:
    """Log out elsewhere."""
    check_form()
    current_container().people.sessions.end_one(_account().id, session_id)
    return go_to("/account?done=session")


@account.post("/account/delete")
def delete_everything() -> Response:
    """An end of all that is theirs."""
    try:
        check_form()
        person = _person()
        erase_caller(request.form.get("password"), request.form.get("confirm"), confirmed_by=person.name)
    except (RequestError, TooManyTries) as error:
        return _page(error.status, wrong={"delete": without_name(error)})
    answer = send_form("login/gone.html")
    logged_out(answer)
    return answer


def _page(status: int = 200, *, wrong: dict[str, str] | None = None) -> Response:
    principal = _person()
    account = current_container().people.sessions.account_of(request.cookies)
    return send_form(
        "login/account.html",
        status,
        principal=principal,
        account=account,
        role=_ROLES[principal.role],
        sessions=_sessions(account) if account else [],
        done=_DONE.get(request.args.get("done", "")),
        wrong=wrong or {},
    )


def _sessions(account: Account) -> list[dict[str, object]]:
    """Where the account is logged in, for people."""
    sessions = current_container().people.sessions
    here = sessions.current(request.cookies)
    return [
        {
            "id": each.id,
            "browser": browser_name(each.agent),
            "since": _day(each.created_at),
            "seen": _day(each.seen_at),
            "here": here is not None and each.id == here.id,
        }
        for each in sessions.of(account.id)
    ]


def _day(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).strftime("%-d %B %Y, %H:%M")


def _person() -> Principal:
    """Whoever is logged in on the pages. Raises `LoginRequired` for everybody else."""
    principal = current_principal()
    if principal.proof is not Proof.SESSION:
        raise LoginRequired("Log in to see your account.")
    return principal


def _account() -> Account:
    """The account that is logged in. Raises `LoginRequired`, and `NotAllowed` for those who log in elsewhere."""
    _person()
    found = current_container().people.sessions.account_of(request.cookies)
    if found is None or found.password is None:
        raise NotAllowed("You have no password here: you log in another way.")
    return found
