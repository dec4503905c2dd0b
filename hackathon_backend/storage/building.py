"""The storage that the settings name."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass

from ..errors import SettingsError
from ..settings import Settings
from .base import Storage
from .bucket import Bucket
from .bucket_client import BucketPlace
from .copies import LocalCopies
from .local import LocalStorage
from .objects import ObjectList
from .s3 import Addresses, S3Storage
from .shared_work import SharedWorkFolders
from .shelf import BucketShelf
from .work import WorkFolders

COPIES = ".films"
"""The folder in `work_dir` for copies of films that are in a bucket."""
_MB = 1_000_000


@dataclass(frozen=True)
class StoragePlaces:
    """Where finished files and work in progress are."""

    storage: Storage
    work: WorkFolders

    def prepare(self) -> None:
        """See that both can be written to on this machine. Raises `StorageError`."""
        self.work.prepare()
        self.storage.prepare()


def places_of(settings: Settings, objects: ObjectList) -> StoragePlaces:
    """What STORAGE names; `objects` keeps the list of what is in a bucket."""
    if settings.storage == "local":
        return StoragePlaces(LocalStorage(settings.video_dir), WorkFolders(settings.work_dir))
    storage = s3_storage_of(settings, objects)
    return StoragePlaces(storage, SharedWorkFolders(settings.work_dir, storage.shelf))


def s3_storage_of(settings: Settings, objects: ObjectList) -> S3Storage:
    """The storage in the bucket that the settings name. Raises `SettingsError` if they name none."""
    bucket = Bucket(bucket_place(settings))
    shelf = BucketShelf(bucket, objects, cache_bytes=int(settings.shared_cache_mb * _MB))
    sent_on = settings.video_serving == "redirect"
    addresses = Addresses(settings.signed_url_seconds, settings.cdn_base_url) if sent_on else None
    return S3Storage(shelf, LocalCopies(settings.work_dir / COPIES), addresses)


def bucket_place(settings: Settings) -> BucketPlace:
    """Where the bucket is: R2_* say what S3_* leave open. Raises `SettingsError`."""
    at = settings
    name = at.s3_bucket or at.r2_bucket_name
    if name is None:
        raise SettingsError("S3_BUCKET: is needed for STORAGE=s3: the name of the bucket.", param="S3_BUCKET")
    r2 = f"https://{at.r2_account_id}.r2.cloudflarestorage.com" if at.r2_account_id else None
    return BucketPlace(
        name,
        at.s3_endpoint_url or r2,
        at.s3_region or ("auto" if r2 and not at.s3_endpoint_url else "us-east-1"),
        at.s3_access_key_id or at.r2_access_key_id,
        at.s3_secret_access_key or at.r2_secret_access_key,
        at.s3_prefix,
    )


def check_storage(settings: Settings) -> None:
    """Raise `SettingsError` if what is set of the storage does not go together."""
    if settings.storage == "s3":
        check_bucket(settings)
    _check_cdn(settings)


def check_bucket(settings: Settings) -> None:
    """Raise `SettingsError` if no bucket is named, or half a key, or what speaks with it is not installed."""
    place = bucket_place(settings)
    if importlib.util.find_spec("boto3") is None:
        raise SettingsError(
            "STORAGE: s3 needs a package that is not installed: pip install 'boto3>=1.40,<2'.", param="STORAGE"
        )
    if (place.key_id is None) != (place.secret is None):
        raise SettingsError(
            "S3_ACCESS_KEY_ID: a key has two parts: set S3_SECRET_ACCESS_KEY, too.", param="S3_ACCESS_KEY_ID"
        )


def _check_cdn(settings: Settings) -> None:
    if settings.cdn_base_url is None:
        return
    if settings.storage != "s3" or settings.video_serving != "redirect":
        raise SettingsError(
            "CDN_BASE_URL: needs STORAGE=s3 and VIDEO_SERVING=redirect: it is another host for the bucket.",
            param="CDN_BASE_URL",
        )
    if settings.video_access != "public":
        raise SettingsError(
            "CDN_BASE_URL: a CDN gives a film to everybody who asks for it: leave it out, or set VIDEO_ACCESS=public.",
            param="CDN_BASE_URL",
        )
