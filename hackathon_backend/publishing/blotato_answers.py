"""What Blotato answers, as far as it is used. Docs as of 2026-11-30."""

from __future__ import annotations

from pydantic import AliasChoices, BaseModel, Field


class BlotatoAccount(BaseModel):
    """An account that is connected there."""

    id: str
    platform: str
    fullname: str | None = None
    username: str | None = None


class BlotatoAccounts(BaseModel):
    """All of them."""

    items: list[BlotatoAccount]


class BlotatoPage(BaseModel):
    """A page or a board of an account."""

    id: str
    name: str | None = None


class BlotatoPages(BaseModel):
    """All of them."""

    items: list[BlotatoPage]


class BlotatoUpload(BaseModel):
    """Where a film is put, and its address then."""

    presigned: str = Field(alias="presignedUrl")
    public: str = Field(alias="publicUrl")


class BlotatoMedia(BaseModel):
    """The address of a film that it has fetched."""

    url: str


class BlotatoSubmission(BaseModel):
    """A post that it has taken."""

    id: str = Field(alias="postSubmissionId", min_length=1, max_length=200)


class BlotatoState(BaseModel):
    """What has become of a post."""

    status: str
    url: str | None = Field(None, alias="publicUrl")
    error: str | None = Field(None, alias="errorMessage")


class BlotatoContent(BaseModel):
    """What a scheduled post says."""

    text: str = ""
    media: list[str] = Field([], alias="mediaUrls")


class BlotatoDraft(BaseModel):
    """A scheduled post as it was sent."""

    account: str = Field(alias="accountId")
    content: BlotatoContent


class BlotatoSchedule(BaseModel):
    """A scheduled post."""

    id: str
    draft: BlotatoDraft


class BlotatoSchedules(BaseModel):
    """Some of them."""

    items: list[BlotatoSchedule]
    cursor: str | None = None


class BlotatoListedState(BaseModel):
    """What has become of a listed post: scheduled, published or failed."""

    type: str
    url: str | None = Field(None, validation_alias=AliasChoices("postUrl", "publicUrl"))
    error: str | None = Field(None, validation_alias=AliasChoices("errorMessage", "error"))


class BlotatoListed(BaseModel):
    """A post in the list of all; a scheduled one has the id of its schedule. Its account is not told."""

    id: str
    platform: str
    media: list[str] = Field([], alias="mediaUrls")
    state: BlotatoListedState


class BlotatoListedPosts(BaseModel):
    """Some of them, the newest first."""

    items: list[BlotatoListed]
    cursor: str | None = None
