"""Where a request comes from, as those are counted who can't be told apart otherwise."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network

_HOST_BITS = 64
"""Of an IPv6 address: one home has them all."""


def place_of(address: str) -> str:
    """The address; of IPv6 its network, since whoever has one address has 2^64 of them. What is none stays as it is."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, IPv6Address) and found.ipv4_mapped is None:
        return str(ip_network((found, _HOST_BITS), strict=False))
    return str(found)
