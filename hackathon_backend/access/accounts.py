"""People's accounts: a name, a password, a role. Times are unix seconds."""

from __future__ import annotations

import re
import secrets
import unicodedata
from hashlib import sha256

from sqlalchemy import Boolean, Float, String, delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from ..clock import SYSTEM, Clock
from ..errors import Conflict, CredentialsRefused, NotFound, RequestError
from ..jobs.database import Base, Database
from ..jobs.models import text_enum
from .audit import Act, AuditAction, AuditResult, record
from .login.lockout import Lockout
from .login.passwords import Passwords, check_password
from .principal import Principal, Proof, Scope, UserRole, scopes_of

LONGEST_NAME = 80
"""Characters."""
_NAME = re.compile(r"[\w.@+'-]+( [\w.@+'-]+)*")
_WRONG = "The name or the password is wrong."


class Account(Base):
    """One person. `key` is the name as it is compared; `subject` who it is at the school's own log-in."""

    __tablename__ = "accounts"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    key: Mapped[str] = mapped_column(String(160), unique=True)
    subject: Mapped[str | None] = mapped_column(String(64), unique=True)
    password: Mapped[str | None] = mapped_column(String(200))
    """Its hash; None for those who log in elsewhere."""
    must_change: Mapped[bool] = mapped_column(Boolean, default=False)
    """Somebody else knows the password: nothing can be done before there is another one."""
    role: Mapped[UserRole] = mapped_column(text_enum(UserRole))
    created_at: Mapped[float] = mapped_column(Float(53))
    seen_at: Mapped[float | None] = mapped_column(Float(53))
    """When they last logged in."""
    disabled_at: Mapped[float | None] = mapped_column(Float(53))

    @property
    def owner(self) -> str:
        """Whose videos and chats are made by them."""
        return f"user:{self.id}"


class Accounts:
    """All accounts, and logging in with a name and a password."""

    def __init__(self, database: Database, *, clock: Clock = SYSTEM) -> None:
        self._database = database
        self._clock = clock
        self._passwords = Passwords()
        self._lockout = Lockout(database, clock=clock)

    def create(self, name: str, password: str, role: UserRole, *, must_change: bool = False) -> Account:
        """Make an account. Raises `RequestError`, `Conflict`."""
        made = self.prepared(name, password, role, must_change=must_change)
        with self._database.write() as session:
            self.add(session, made)
        return made

    def prepared(self, name: str, password: str, role: UserRole, *, must_change: bool = False) -> Account:
        """An account that is not written down yet. Raises `RequestError`."""
        shown = checked_name(name)
        check_password(password, shown)
        return self._new(shown, role, password=self._passwords.hashed(password), must_change=must_change)

    @staticmethod
    def add(session: Session, account: Account) -> None:
        """Write it down. Raises `Conflict` if somebody has the name."""
        session.add(account)
        try:
            session.flush()
        except IntegrityError as error:
            raise Conflict(f"name: {account.name!r} is taken. Choose another one.", param="name") from error
        record(session, _act(AuditAction.ACCOUNT_CREATE, account, detail=account.role))

    def log_in(self, name: str, password: str, address: str) -> Account:
        """Whose name and password it is. An unknown name takes as long as a wrong password.

        Raises `CredentialsRefused`, `TooManyTries`.
        """
        key = compared(name)
        self._lockout.begin(key, address)
        with self._database.read() as session:
            found = session.scalar(select(Account).where(Account.key == key))
        fits = self._passwords.fits(found.password if found else None, password)
        if found is None or not fits or found.disabled_at is not None:
            self._refuse(found)
            raise CredentialsRefused(_WRONG)
        self._lockout.succeeded(key, address)
        self._seen(found, password)
        return found

    def _refuse(self, account: Account | None) -> None:
        """Write down that somebody tried; never the name, which may be a password in the wrong field."""
        tried = Act(AuditAction.LOGIN, "account", account.id if account else "", AuditResult.REFUSED)
        with self._database.write() as session:
            record(session, tried)

    def by_subject(self, subject: str, name: str, role: UserRole) -> Account:
        """The account of somebody whom the school's own log-in has sent, made at the first time.

        Role and name are as they are told there now. Raises `CredentialsRefused` for one that was disabled.
        """
        with self._database.write() as session:
            found = session.scalar(select(Account).where(Account.subject == subject))
            if found is None:
                found = self._new(name[:LONGEST_NAME] or "Somebody", role, subject=subject)
                self.add(session, found)
            if found.disabled_at is not None:
                raise CredentialsRefused("This account was closed. Ask whoever runs this server.")
            found.role, found.seen_at = role, self._clock.now()
            found.name = name[:LONGEST_NAME] or found.name
            record(session, _act(AuditAction.LOGIN, found, by=principal_of(found)))
        return found

    def confirm(self, account: Account, password: str, address: str) -> None:
        """See that it is they who ask, as before something that can't be undone. Raises as `log_in` does."""
        self._lockout.begin(account.key, address)
        if not self._passwords.fits(account.password, password):
            self._refuse(account)
            raise CredentialsRefused("The password is wrong.")
        self._lockout.succeeded(account.key, address)

    def set_password(self, account: Account, password: str, *, must_change: bool = False) -> None:
        """Raises `RequestError` for one that is no good."""
        check_password(password, account.name)
        kept = self._passwords.hashed(password)
        with self._database.write() as session:
            mine = update(Account).where(Account.id == account.id)
            session.execute(mine.values(password=kept, must_change=must_change))
            record(session, _act(AuditAction.PASSWORD_CHANGE, account))
        self._lockout.forgive(account.key)

    def get(self, account_id: str) -> Account:
        """Raises `NotFound`."""
        with self._database.read() as session:
            found = session.get(Account, account_id)
        if found is None:
            raise NotFound("There is no such account.")
        return found

    def named(self, name: str) -> Account:
        """Raises `NotFound`."""
        with self._database.read() as session:
            found = session.scalar(select(Account).where(Account.key == compared(name)))
        if found is None:
            raise NotFound(f"There is no account {name[:LONGEST_NAME]!r}; `accounts list` shows which there are.")
        return found

    def all(self) -> list[Account]:
        """Every account, by name."""
        with self._database.read() as session:
            return list(session.scalars(select(Account).order_by(Account.key)))

    def disable(self, account: Account, *, again: bool = False) -> None:
        """Let nobody log in with it; with `again`, let them in once more."""
        with self._database.write() as session:
            mine = update(Account).where(Account.id == account.id)
            session.execute(mine.values(disabled_at=None if again else self._clock.now()))
            record(session, _act(AuditAction.ACCOUNT_CHANGE, account, detail="enabled" if again else "disabled"))

    def set_role(self, account: Account, role: UserRole) -> None:
        """Let them do what the role may, from now on."""
        with self._database.write() as session:
            session.execute(update(Account).where(Account.id == account.id).values(role=role))
            record(session, _act(AuditAction.ACCOUNT_CHANGE, account, detail=role))

    def delete(self, account: Account) -> None:
        """Forget the account, and log it out everywhere."""
        with self._database.write() as session:
            session.execute(delete(Account).where(Account.id == account.id))
            record(session, _act(AuditAction.ACCOUNT_DELETE, account))

    def _new(
        self, name: str, role: UserRole, *, password: str | None = None, subject: str | None = None,
        must_change: bool = False,
    ) -> Account:  # fmt: skip
        return Account(
            id=secrets.token_hex(12),
            name=name,
            # Names from elsewhere need not be unique, and nobody logs in by them here.
            key=compared(name) if subject is None else f"subject:{subject}",
            subject=subject,
            password=password,
            must_change=must_change,
            role=role,
            created_at=self._clock.now(),
        )

    def _seen(self, account: Account, password: str) -> None:
        changes: dict[str, object] = {"seen_at": self._clock.now()}
        if account.password and self._passwords.is_outdated(account.password):
            changes["password"] = self._passwords.hashed(password)
        with self._database.write() as session:
            session.execute(update(Account).where(Account.id == account.id).values(changes))
            record(session, _act(AuditAction.LOGIN, account, by=principal_of(account)))


def principal_of(account: Account) -> Principal:
    """Who they are once they are logged in: nothing is allowed before they have a password that only they know."""
    scopes = frozenset[Scope]() if account.must_change else scopes_of(account.role)
    return Principal(account.owner, account.name, account.role, scopes, Proof.SESSION)


def _act(action: AuditAction, account: Account, *, detail: str = "", by: Principal | None = None) -> Act:
    return Act(action, "account", account.id, detail=detail, by=by)


def compared(name: str) -> str:
    """The name as it is looked for: however it is spelt in capitals, spaces and letters that look alike."""
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return " ".join(plain.split())[: 2 * LONGEST_NAME]


def checked_name(name: str) -> str:
    """The name as it is shown. Raises `RequestError` for one that is none."""
    shown = " ".join(unicodedata.normalize("NFKC", name).split())
    if not shown:
        raise RequestError("name: choose a name.", param="name")
    if len(shown) > LONGEST_NAME or not _NAME.fullmatch(shown):
        raise RequestError(
            f"name: has up to {LONGEST_NAME} letters, digits and . @ + ' - _, with spaces between them.", param="name"
        )
    return shown


def subject_of(issuer: str, subject: str) -> str:
    """One short text for somebody whom another log-in knows."""
    return sha256(f"{issuer}\n{subject}".encode()).hexdigest()
