"""Where a bucket is, and connections to it. What is imported for them takes a while, and not everybody needs it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class BucketPlace:
    """Where a bucket is. Without a key the usual places of AWS are searched for one; `prefix` begins every key."""

    name: str
    endpoint: str | None = None
    region: str | None = None
    key_id: str | None = None
    secret: str | None = None
    prefix: str = ""


def connected(place: BucketPlace) -> Any:
    """A client of boto3 for the bucket; it opens its connections when they are needed."""
    import boto3
    from botocore.config import Config

    config = Config(
        signature_version="s3v4",
        connect_timeout=5,
        read_timeout=30,
        retries={"mode": "standard", "total_max_attempts": 5},
        max_pool_connections=64,
        # Each request has an MD5 that all servers check; trailers with other sums are not known to all.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
        s3={"addressing_style": "path" if place.endpoint else "auto"},
    )
    return boto3.session.Session().client(
        "s3",
        endpoint_url=place.endpoint,
        region_name=place.region,
        aws_access_key_id=place.key_id,
        aws_secret_access_key=place.secret,
        config=config,
    )
