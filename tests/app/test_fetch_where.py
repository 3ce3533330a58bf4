"""Where pages may be fetched from: no private network, no name that leads elsewhere, no wrong certificate."""

import contextlib
import socket
import ssl
import time
from pathlib import Path

import pytest
from raw_server import page, raw_server, to

from catalog.app import web_connection
from catalog.app.deadline import Deadline
from catalog.app.fetch import Fetcher, NotFetched, fetch
from catalog.app.public_address import addresses_of, is_public
from catalog.app.web_address import web_address
from catalog.messages.messages import LANGUAGES, Messages
from catalog.model.problem import BadInput

PEM = Path(__file__).parents[1] / "support" / "shop.example.pem"
"""A key that protects nothing, and its certificate for shop.example."""
PUBLIC, OTHER = "93.184.216.34", "2606:2800:220:1::1"
HTML = b"<table>"


def code_of(address, **options):
    with pytest.raises(BadInput) as raised:
        fetch(address, **options)
    (problem,) = raised.value.problems
    assert all(Messages(language).problem(problem) for language in LANGUAGES)
    return problem.code, problem.read


@pytest.fixture
def names(monkeypatch):
    """What the resolver says of each name, one answer after the other, the last one for ever."""
    answers = {}
    ask = socket.getaddrinfo

    def resolve(host, port, *args, **kwargs):
        if host not in answers:
            return ask(host, port, *args, **kwargs)
        ips = answers[host].pop(0) if len(answers[host]) > 1 else answers[host][0]
        if not ips:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return [(socket.AF_INET6 if ":" in ip else socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in ips]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    return answers


@pytest.fixture
def connections(monkeypatch):
    """The IP addresses that were connected to; those of the internet lead to this machine."""
    ips = []
    connect = socket.socket.connect

    def divert(self, where):
        ips.append(where[0])
        if where[0] == OTHER:
            raise ConnectionRefusedError
        connect(self, ("127.0.0.1" if where[0] == PUBLIC else where[0], *where[1:]))

    monkeypatch.setattr(web_connection.BoundedSocket, "connect", divert)
    return ips


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0", "2130706433", "0x7f.1", "127.1", "0.0.0.0", "[::]", "[::127.0.0.1]"],
)  # fmt: skip
def test_this_machine_is_not_asked(host):
    with raw_server({"/": page(HTML)}) as server:
        code, _ = code_of(f"http://{host}:{server.port}/")
        assert code == "private_address"
        assert server.requests == []


@pytest.mark.parametrize(
    ("ip", "public"),
    [
        pytest.param("93.184.216.34", True, id="IPv4"),
        pytest.param("2606:2800:220:1::1", True, id="IPv6"),
        pytest.param("64:ff9b::5db8:d822", True, id="IPv4 for networks without"),
        pytest.param("64:ff9b::7f00:1", False, id="this machine for networks without IPv4"),
        pytest.param("64:ff9b::a00:1", False, id="a network for networks without IPv4"),
        pytest.param("2002:7f00:1::", False, id="this machine in 6to4"),
        pytest.param("2002:5db8:d822::1", True, id="6to4"),
        pytest.param("2001:0:7f00:1::", False, id="Teredo"),
        *(pytest.param(ip, False, id=ip) for ip in (
            "0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.255.0.1", "169.254.169.254", "172.16.0.1", "172.31.255.255",
            "192.0.2.1", "192.168.1.1", "198.18.0.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
            "::", "::1", "::ffff:10.0.0.1", "::ffff:93.184.216.34", "::127.0.0.1", "fc00::1", "fd12::1", "fe80::1", "fe80::1%lo",
            "fec0::1", "ff02::1", "2001:db8::1", "100::1", "4000::1",
        )),
    ],
)  # fmt: skip
def test_what_is_on_the_internet(ip, public):
    assert is_public(ip) is public


def test_a_page_of_the_internet_leads_to_no_private_address(names, connections):
    names["shop.example"] = [[PUBLIC]]
    for allow_private in (False, True):
        with raw_server({}) as inside, raw_server({"/": to(f"http://127.0.0.1:{inside.port}/admin")}) as server:
            address = f"http://shop.example:{server.port}/"
            assert code_of(address, allow_private=allow_private) == ("private_address", "127.0.0.1")
            assert (server.paths, inside.paths) == (["/robots.txt", "/"], [])
    assert set(connections) == {PUBLIC}


def test_robots_txt_leads_to_no_private_address(names, connections):
    names["shop.example"] = [[PUBLIC]]
    with raw_server({}) as inside, raw_server({"/robots.txt": to(f"http://127.0.0.1:{inside.port}/")}) as server:
        assert code_of(f"http://shop.example:{server.port}/") == ("private_address", "127.0.0.1")
        assert inside.paths == []


def test_a_private_page_may_lead_to_another_where_that_was_allowed():
    with raw_server({"/b": page(HTML)}) as other, raw_server({"/a": to(f"http://127.0.0.1:{other.port}/b")}) as server:
        assert fetch(f"http://localhost:{server.port}/a", allow_private=True).content == HTML


def test_a_name_that_leads_elsewhere_the_second_time_is_refused(names, connections):
    names["shop.example"] = [[PUBLIC], ["127.0.0.1"]]
    with raw_server({"/": page(HTML)}) as server:
        assert code_of(f"http://shop.example:{server.port}/") == ("private_address", "127.0.0.1")
        assert server.paths == ["/robots.txt"]


def test_what_was_looked_at_is_connected_to(names, connections):
    names["shop.example"] = [[PUBLIC], [PUBLIC], ["127.0.0.1"]]
    with raw_server({"/": page(HTML)}) as server:
        assert fetch(f"http://shop.example:{server.port}/").content == HTML
        assert f"Host: shop.example:{server.port}\r\n" in server.requests[-1]
    assert connections == [PUBLIC, PUBLIC]


def test_a_name_with_any_private_address_is_refused(names, connections):
    names["shop.example"] = [[PUBLIC, "10.0.0.7"]]
    assert code_of("http://shop.example/") == ("private_address", "10.0.0.7")
    assert connections == []


def test_of_several_addresses_the_next_is_tried(names, connections):
    names["shop.example"] = [[OTHER, PUBLIC]]
    with raw_server({"/": page(HTML)}) as server:
        assert fetch(f"http://shop.example:{server.port}/").content == HTML
    assert connections == [OTHER, PUBLIC] * 2


def test_a_name_that_nobody_has(names):
    names["shop.example"] = [[]]
    assert code_of("https://shop.example/") == ("unknown_host", "shop.example")


def test_a_resolver_that_does_not_answer(monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: (time.sleep(2), [])[1])
    with pytest.raises(NotFetched) as raised:
        Fetcher(seconds=0.2).fetch("https://shop.example/")
    assert [p.code for p in raised.value.problems] == ["too_slow"]


def test_a_name_that_no_resolver_can_write():
    with pytest.raises(OSError, match="label"):
        addresses_of("a" * 64 + ".example", 80, Deadline(5))


def test_ipv6():
    with raw_server({"/": page(HTML)}, "::1", family=socket.AF_INET6) as server:
        fetched = fetch(f"http://[::1]:{server.port}/", allow_private=True)
        assert (fetched.content, fetched.final_address) == (HTML, f"http://[::1]:{server.port}/")
        assert f"Host: [::1]:{server.port}\r\n" in server.requests[-1]


@pytest.fixture
def tls(names):
    """A server with a certificate for shop.example, on this machine."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(PEM)
    names.update({name: [["127.0.0.1"]] for name in ("shop.example", "other.example")})
    cut = b"HTTP/1.1 200 OK\r\n\r\n<table><tr>"
    answers = {"/": page(HTML), "/cut": lambda sock: (sock.sendall(cut), sock.shutdown(socket.SHUT_RDWR))}
    with raw_server(answers, context=context) as server:
        yield server


def test_tls_with_the_name_of_the_host(tls, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(PEM))
    assert fetch(f"https://shop.example:{tls.port}/", allow_private=True).content == HTML
    code, read = code_of(f"https://other.example:{tls.port}/", allow_private=True)
    assert code == "bad_certificate"
    assert "other.example" in read
    assert code_of(f"https://shop.example:{tls.port}/cut", allow_private=True)[0] == "page_cut_off"


def test_a_certificate_that_nobody_vouches_for(tls):
    assert code_of(f"https://shop.example:{tls.port}/", allow_private=True)[0] == "bad_certificate"
    assert tls.requests == []


def test_a_server_without_tls_is_not_asked_in_the_clear():
    with raw_server({"/": page(HTML)}) as server, contextlib.closing(socket.socket()):
        with pytest.raises(NotFetched) as raised:
            Fetcher(allow_private=True, seconds=0.5).fetch(f"https://127.0.0.1:{server.port}/")
        assert [p.code for p in raised.value.problems] == ["too_slow"]
        assert server.requests == []


@pytest.mark.parametrize(
    ("text", "code", "read"),
    [
        pytest.param("ftp://shop.example/a", "bad_address", "ftp://shop.example/a", id="another scheme"),
        pytest.param("file:///etc/passwd", "bad_address", "file:///etc/passwd", id="a file"),
        pytest.param("shop.example/a", "bad_address", "shop.example/a", id="no scheme"),
        pytest.param("", "bad_address", "", id="nothing"),
        pytest.param("https://", "bad_address", "https://", id="no host"),
        pytest.param("https://shop.example:0/", "bad_address", "https://shop.example:0/", id="port 0"),
        pytest.param("https://shop.example:99999/", "bad_address", "https://shop.example:99999/", id="no port"),
        pytest.param("https://[::1/", "bad_address", "https://[::1/", id="half a bracket"),
        pytest.param("https://a b.example/", "bad_address", "https://a b.example/", id="a blank"),
        pytest.param("https://shop.example/\r\nHost: x", "bad_address", "https://shop.example/\ufffd\ufffdHost: x", id="a header"),
        pytest.param("https://shop.example\\@evil.example/", "bad_address", "https://shop.example\\@evil.example/", id="a backslash"),
        pytest.param("https://shop.example/\udcff", "bad_address", "https://shop.example/\ufffd", id="half a letter"),
        pytest.param("https://a%00b.example/", "bad_address", "https://a%00b.example/", id="a quoted host"),
        pytest.param("https://..example/", "bad_address", "https://..example/", id="no labels"),
        pytest.param("https://straße.example/", "bad_address", "https://straße.example/", id="a name of two editions"),
        pytest.param("https://me:secret@shop.example/", "address_with_password", "shop.example", id="a password"),
        pytest.param("https://me@shop.example/", "address_with_password", "shop.example", id="a user"),
        pytest.param("https://shop.example/" + "a" * 2000, "too_long", "https://shop.example/" + "a" * 38 + "…", id="too long"),
    ],
)  # fmt: skip
def test_what_is_no_address(text, code, read):
    assert code_of(text) == (code, read)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("https://shop.example", "https://shop.example/"),
        ("HTTP://Shop.Example:80/A?b=C#d", "http://shop.example/A?b=C"),
        ("https://shop.example:8443/%7Ea", "https://shop.example:8443/%7Ea"),
        ("https://bücher.example/größe?q=ä", "https://xn--bcher-kva.example/gr%C3%B6%C3%9Fe?q=%C3%A4"),
        ("https://[2606:2800::1]:8443/", "https://[2606:2800::1]:8443/"),
    ],
)
def test_an_address_is_written_in_one_way(text, plain):
    assert web_address(text).text == plain
