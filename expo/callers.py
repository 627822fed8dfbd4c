"""From which address a request comes, as far as it can be believed.

Whoever asks may write what he likes into `X-Forwarded-For`; only what our own proxies have added at
its right end is true. `TRUSTED_PROXIES` says how many of them stand before this process: with none
the header is not read."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

HEADER = "HTTP_X_FORWARDED_FOR"
HOUSEHOLD = 64
"""Bits of an IPv6 address that one line has; its owner chooses the others as he likes."""


def address(request: HttpRequest) -> str:
    """The caller's address, written the one usual way; "" where the server does not tell it."""
    nearest = str(request.META.get("REMOTE_ADDR", ""))
    return _read(_forwarded(request)) or _read(nearest)


def line(request: HttpRequest) -> str:
    """What one subscriber has to himself: an IPv4 address, or the /64 of an IPv6 address."""
    told = address(request)
    if ":" not in told:
        return told
    return str(ip_network((told, HOUSEHOLD), strict=False))


def _forwarded(request: HttpRequest) -> str:
    """What the outermost of our proxies saw; "" for a request that passed fewer of them."""
    told = str(request.META.get(HEADER, "")).split(",")
    proxies: int = settings.TRUSTED_PROXIES
    return told[-proxies] if 0 < proxies <= len(told) else ""


def _read(told: str) -> str:
    """One spelling for each address, without port and zone; "" for what is none."""
    try:
        found = ip_address(_bare(told.strip()))
    except ValueError:
        return ""
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or IPv6Address(int(found)))
    return str(found)


def _bare(told: str) -> str:
    """Without the port: `192.0.2.1:80` and `[2001:db8::1]:80` are addresses that proxies write."""
    if told.startswith("["):
        return told[1:].partition("]")[0]
    return told.partition(":")[0] if told.count(":") == 1 else told
