"""What every error of this package has."""

from __future__ import annotations

from typing import ClassVar


class Model7Error(Exception):
    """The root of the tree. `message` is for people; `param` names the input at fault, if one is."""

    code: ClassVar[str] = "internal_error"
    status: ClassVar[int] = 500
    retryable: ClassVar[bool] = False

    def __init_subclass__(cls, *, code: str, status: int | None = None, retryable: bool | None = None) -> None:
        """Every class has a `code` of its own; what else is not said is as in its base."""
        super().__init_subclass__()
        cls.code = code
        cls.status = cls.status if status is None else status
        cls.retryable = cls.retryable if retryable is None else retryable

    def __init__(self, message: str, *, param: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.param = param


class SettingsError(Model7Error, code="bad_setting"):
    """A setting has a value that can't be used; the message is one line that names it."""
