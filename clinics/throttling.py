"""Limits on trying: a few tries at once, then one every so often. Nobody is locked out for ever.

The rows hold digests only, so the table does not say who was tried.
"""

import datetime
import ipaddress
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from clinics.models import Throttle


@dataclass(frozen=True)
class Limit:
    name: str
    at_once: int
    each: datetime.timedelta  # after this long, one try comes back


def spend(limit: Limit, who: str) -> bool:
    """Take one try; False when there is none left, and then nothing was taken."""
    return Throttle.objects.spend(
        digest=digest(limit, who),
        now=timezone.now(),
        each=limit.each,
        at_once=limit.at_once,
    )


def give_back(limit: Limit, who: str) -> None:
    """All tries at once, after one that succeeded."""
    Throttle.objects.filter(digest=digest(limit, who)).delete()


def forget_old(*, now: datetime.datetime) -> None:
    """Rows whose tries have all come back say nothing any more."""
    Throttle.objects.filter(free_at__lt=now - datetime.timedelta(days=1)).delete()


def digest(limit: Limit, who: str) -> str:
    return salted_hmac("clinics.throttling", f"{limit.name} {who}", algorithm="sha256").hexdigest()


def client_address(request: HttpRequest) -> str:
    """The address a request comes from; empty when nobody trusted says.

    What a proxy says is believed only if it is one of ours, or speaks through a Unix socket.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if not address or address in settings.TRUSTED_PROXIES:
        address = request.headers.get("X-Forwarded-For", address).rpartition(",")[2].strip()
    try:
        return str(ipaddress.ip_address(address))
    except ValueError:
        return ""


def client_network(request: HttpRequest) -> str:
    """Where a request comes from: an address, or for IPv6 the network that one customer gets."""
    address = client_address(request)
    if not address:
        return "unknown"
    network = ipaddress.ip_network(address)
    return str(network.supernet(new_prefix=64) if network.version == 6 else network)
