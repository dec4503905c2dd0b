"""A bucket of S3, R2, MinIO or whatever speaks the same protocol: bytes in, bytes out, and nothing else."""

from __future__ import annotations

import base64
import hashlib
import logging
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, BinaryIO

from ..errors import StorageAway, StorageError
from ..files import replaced
from .base import PIECE
from .bucket_client import BucketPlace, connected

log = logging.getLogger(__name__)

PART = 8 << 20
"""Bytes of one part of an upload; what has no more is sent at once."""
TRIES = 3
"""How often something is sent or read again that was damaged on its way; requests that fail are repeated below that."""
_AWAY = "The storage of videos does not answer at the moment. Try again in a moment."
_MISSING = ("404", "NoSuchKey", "NotFound")
_MD5 = re.compile(r'"?([0-9a-f]{32})"?')
_FOR_EVER = "public, max-age=31536000, immutable"
"""A name is never used again for something else."""


class Bucket:
    """Speaks with the bucket. Every method may raise `StorageAway`; all requests are repeated a few times first."""

    def __init__(self, place: BucketPlace) -> None:
        self.place = place
        self._made: Any = None
        self._made_by = 0
        self._lock = Lock()

    def __reduce__(self) -> tuple[Callable[[BucketPlace], Bucket], tuple[BucketPlace]]:
        """In another process it has connections of its own."""
        return _opened, (self.place,)

    @property
    def _client(self) -> Any:
        with self._lock:
            if self._made is None or self._made_by != os.getpid():
                # A forked process must not speak on the connections of the other.
                self._made, self._made_by = connected(self.place), os.getpid()
            return self._made

    def key_of(self, key: str) -> str:
        """The whole key of one of ours."""
        return self.place.prefix + key

    def put(self, key: str, file: Path, kind: str) -> tuple[int, str]:
        """Send a file of the media type `kind`; returns its length and SHA-256. What was stored is as it was sent."""
        to = {"Bucket": self.place.name, "Key": self.key_of(key)}
        facts = {"ContentType": kind, "CacheControl": _FOR_EVER}
        with file.open("rb") as source, _faults():
            if file.stat().st_size <= PART:
                body = source.read()
                self._sent(body, lambda md5: self._client.put_object(**to, **facts, Body=body, ContentMD5=md5))
                return len(body), hashlib.sha256(body).hexdigest()
            upload = self._client.create_multipart_upload(**to, **facts)["UploadId"]
            return self._put_parts({**to, "UploadId": upload}, source)

    def _put_parts(self, to: dict[str, str], source: BinaryIO) -> tuple[int, str]:
        whole, size = hashlib.sha256(), 0
        parts: list[dict[str, object]] = []
        while body := source.read(PART):
            whole.update(body)
            size += len(body)
            tag = self._sent(body, self._part_sender(to, len(parts) + 1, body))
            parts.append({"PartNumber": len(parts) + 1, "ETag": tag})
        self._client.complete_multipart_upload(**to, MultipartUpload={"Parts": parts})
        kept = self._client.head_object(Bucket=to["Bucket"], Key=to["Key"])["ContentLength"]
        if kept != size:
            raise StorageAway(f"{to['Key']}: {kept} bytes were stored of {size}. It is sent again.")
        return size, whole.hexdigest()

    def _part_sender(self, to: dict[str, str], number: int, body: bytes) -> Callable[[str], Any]:
        return lambda md5: self._client.upload_part(**to, PartNumber=number, Body=body, ContentMD5=md5)

    def _sent(self, body: bytes, send: Callable[[str], Any]) -> str:
        """Send it until it was stored as it is; returns its ETag. The server refuses what does not fit its MD5."""
        from botocore.exceptions import ClientError

        md5 = hashlib.md5(body, usedforsecurity=False)
        for _ in range(TRIES):
            try:
                answer = send(base64.b64encode(md5.digest()).decode())
            except ClientError as error:
                if error.response["Error"].get("Code") not in ("BadDigest", "InvalidDigest"):
                    raise
                continue
            tag = _MD5.fullmatch(str(answer["ETag"]))
            encrypted = (
                str(answer.get("ServerSideEncryption", "")).startswith("aws:") or "SSECustomerAlgorithm" in answer
            )
            if encrypted or tag is None or tag[1] == md5.hexdigest():
                return str(answer["ETag"])
        raise StorageAway("What was sent to the storage was damaged on its way, again and again.")

    def read(self, key: str, start: int, size: int) -> Iterator[bytes]:
        """The object of `size` bytes from the byte `start` on. Raises `FileNotFoundError` before the first piece."""
        body = self._body(key, start) if start < size else None
        return self._pieces(key, start, size, body)

    def _pieces(self, key: str, start: int, size: int, body: Any) -> Iterator[bytes]:
        tries = 0
        while start < size:
            try:
                with _faults():
                    piece = body.read(PIECE)
                if not piece:
                    raise StorageAway(_AWAY)
            except StorageAway:
                if (tries := tries + 1) == TRIES:
                    raise
                body = self._body(key, start)
                continue
            start += len(piece)
            yield piece

    def _body(self, key: str, start: int) -> Any:
        with _faults():
            there = {"Range": f"bytes={start}-"} if start else {}
            return self._client.get_object(Bucket=self.place.name, Key=self.key_of(key), **there)["Body"]

    def fetch(self, key: str, target: Path, size: int, sha256: str) -> None:
        """Write the object to `target`, whole and as it was stored, or not at all. Raises `FileNotFoundError`."""
        target.parent.mkdir(parents=True, exist_ok=True)
        with replaced(target) as part:
            for _ in range(TRIES):
                digest = hashlib.sha256()
                with part.open("wb") as file:
                    for piece in self.read(key, 0, size):
                        digest.update(piece)
                        file.write(piece)
                if digest.hexdigest() == sha256:
                    return
            raise StorageAway("What the storage has sent was damaged on its way, again and again.")

    def delete(self, key: str) -> None:
        """Remove the object, if there is one."""
        with _faults():
            self._client.delete_object(Bucket=self.place.name, Key=self.key_of(key))

    def abort(self, key: str) -> None:
        """Give up all uploads of this very key in parts that have not ended."""
        at = {"Bucket": self.place.name, "Key": self.key_of(key)}
        with _faults():
            for upload in self._uploads(at["Key"]):
                try:
                    self._client.abort_multipart_upload(**at, UploadId=upload)
                except self._client.exceptions.NoSuchUpload:
                    log.debug("%s has ended.", upload)

    def _uploads(self, key: str) -> list[str]:
        found = self._client.list_multipart_uploads(Bucket=self.place.name, Prefix=key).get("Uploads", [])
        return [each["UploadId"] for each in found if each["Key"] == key]

    def signed(self, key: str, seconds: int, kind: str, name: str, *, download: bool = False) -> str:
        """An address at which everybody may read the object for so long."""
        asked = {
            "Bucket": self.place.name,
            "Key": self.key_of(key),
            "ResponseContentType": kind,
            "ResponseContentDisposition": f'{"attachment" if download else "inline"}; filename="{name}"',
            "ResponseCacheControl": f"private, max-age={seconds}",
        }
        with _faults():
            return str(self._client.generate_presigned_url("get_object", Params=asked, ExpiresIn=seconds))

    def check(self, file: Path) -> None:
        """Store a file, read it, and remove it. Raises `StorageError` with the settings that may be at fault."""
        key, copy = f"probe/{file.name}", file.with_suffix(".copy")
        try:
            size, sha256 = self.put(key, file, "text/plain")
            self.fetch(key, copy, size, sha256)
            self.delete(key)
        except (StorageError, FileNotFoundError) as error:
            where = self.place.endpoint or "Amazon S3"
            cause = error.__cause__ or error
            raise StorageError(
                f"S3_BUCKET: files can't be kept in the bucket {self.place.name!r} at {where} ({cause}). Check "
                "S3_BUCKET, S3_ENDPOINT_URL, S3_REGION and the keys, and that they may read, write and delete there."
            ) from error
        finally:
            copy.unlink(missing_ok=True)


@cache
def _opened(place: BucketPlace) -> Bucket:
    """The one way to the bucket of a process that was handed to it."""
    return Bucket(place)


@contextmanager
def _faults() -> Iterator[None]:
    """What the library raises, as our own errors."""
    from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError
    from urllib3.exceptions import HTTPError

    try:
        yield
    except ClientError as error:
        if error.response["Error"].get("Code") in _MISSING:
            raise FileNotFoundError(str(error)) from error
        log.warning("The bucket has refused: %s", error)
        raise StorageAway(_AWAY) from error
    except NoCredentialsError as error:
        raise StorageError("S3_ACCESS_KEY_ID: the bucket needs a key: set it and S3_SECRET_ACCESS_KEY.") from error
    except (BotoCoreError, HTTPError, OSError) as error:
        if isinstance(error, FileNotFoundError):
            raise
        log.warning("The bucket can't be reached: %s", error)
        raise StorageAway(_AWAY) from error
