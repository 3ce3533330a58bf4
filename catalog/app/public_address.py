"""Which IP addresses belong to the public internet, and which ones a name has."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from queue import Empty, Queue
from threading import Thread
from typing import Final

from .deadline import Deadline

INTERNET: Final = IPv6Network("2000::/3")
"""All that is given out of IPv6 for the internet."""
TRANSLATED: Final = IPv6Network("64:ff9b::/96")
"""IPv4 addresses as networks without IPv4 write them; the last 32 bits are the address."""
TEREDO: Final = IPv6Network("2001::/32")


def is_public(text: str) -> bool:
    """Whether an IP address belongs to the public internet: not to a private network, this machine, a group.

    Addresses of IPv4 inside those of IPv6 are looked at too.

    >>> [is_public(ip) for ip in ("93.184.216.34", "10.0.0.1", "169.254.169.254", "::ffff:127.0.0.1", "2606:2800::1")]
    [True, False, False, False, True]
    """
    ip = ip_address(text)
    if isinstance(ip, IPv4Address):
        return _is_public_4(ip)
    if ip in TRANSLATED:
        return _is_public_4(IPv4Address(int(ip) & 0xFFFFFFFF))
    return ip in INTERNET and ip not in TEREDO and ip.is_global and not ip.is_multicast and _is_public_inside(ip)


def _is_public_4(ip: IPv4Address) -> bool:
    return ip.is_global and not (ip.is_multicast or ip.is_reserved)


def _is_public_inside(ip: IPv6Address) -> bool:
    """Whether the IPv4 address that one of 6to4 has inside is public; true for any other."""
    return ip.sixtofour is None or _is_public_4(ip.sixtofour)


def addresses_of(host: str, port: int, deadline: Deadline) -> list[str]:
    """The IP addresses of a host, in the order in which they should be tried.

    Raises: OSError (there are none), TimeoutError (nobody says in time).
    """
    answers: Queue[list[str] | OSError] = Queue()

    def ask() -> None:
        try:
            rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answers.put(list(dict.fromkeys(str(row[4][0]) for row in rows)))
        except (OSError, UnicodeError) as error:
            answers.put(error if isinstance(error, OSError) else OSError(str(error)))

    # The system's resolver takes the time that it takes, and nobody can stop it.
    Thread(target=ask, daemon=True).start()
    try:
        answer = answers.get(timeout=deadline.left())
    except Empty:
        raise TimeoutError from None
    if isinstance(answer, OSError):
        raise answer
    return answer
