"""What the production stack promises, tried on it: `script/production-check`.

Not part of `script/test`: it needs nginx.
"""

import http.client
import os
import socket
import ssl
import stat
import time
from contextlib import closing

import pytest

from tests.deployed.stack import HOST, Stack, running
from tests.deployed.visits import Visitor

PROMISED = {
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}
MARK = "canary-7f3a9d"


@pytest.fixture(scope="module")
def stack():
    with running() as it:
        yield it


@pytest.fixture
def visitor(stack: Stack) -> Visitor:
    return Visitor(stack.url, stack.authority)


def shake_hands(stack: Stack, *, name: str = HOST, **limits: ssl.TLSVersion) -> ssl.SSLSocket:
    trust = ssl.create_default_context(cafile=stack.authority)
    for limit, version in limits.items():
        setattr(trust, limit, version)
    return greet(stack, trust, name)


def greet(stack: Stack, trust: ssl.SSLContext, name: str = HOST) -> ssl.SSLSocket:
    channel = socket.create_connection((HOST, stack.port), timeout=20)
    try:
        return trust.wrap_socket(channel, server_hostname=name)
    except ssl.SSLError:
        channel.close()
        raise


def raw(stack: Stack, request: bytes) -> bytes:
    """The first bytes of the answer to something that no client would send."""
    with shake_hands(stack) as channel:
        channel.sendall(request)
        return channel.recv(4096)


# TLS


@pytest.mark.parametrize(("version", "name"), [("TLSv1_2", "TLSv1.2"), ("TLSv1_3", "TLSv1.3")])
def test_modern_tls_is_spoken(stack, version, name):
    only = ssl.TLSVersion[version]
    with shake_hands(stack, minimum_version=only, maximum_version=only) as channel:
        assert channel.version() == name
        assert "GCM" in channel.cipher()[0] or "CHACHA20" in channel.cipher()[0]


def test_a_cipher_without_forward_secrecy_is_refused(stack):
    trust = ssl.create_default_context(cafile=stack.authority)
    trust.maximum_version = ssl.TLSVersion.TLSv1_2
    trust.set_ciphers("AES128-SHA256:AES256-GCM-SHA384:ECDHE-ECDSA-AES128-SHA256")
    with pytest.raises(ssl.SSLError, match="HANDSHAKE_FAILURE"):
        greet(stack, trust)


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
@pytest.mark.parametrize("version", ["TLSv1", "TLSv1_1"])
def test_old_tls_is_refused(stack, version):
    trust = ssl.create_default_context(cafile=stack.authority)
    trust.set_ciphers("ALL:@SECLEVEL=0")
    trust.minimum_version = trust.maximum_version = ssl.TLSVersion[version]
    with pytest.raises(ssl.SSLError, match="ALERT_PROTOCOL_VERSION"):
        greet(stack, trust)


def test_no_session_ticket_is_given(stack):
    with shake_hands(stack, maximum_version=ssl.TLSVersion.TLSv1_2) as channel:
        assert channel.session.has_ticket is False


def test_another_name_gets_no_handshake(stack):
    with pytest.raises(ssl.SSLError):
        shake_hands(stack, name="elsewhere.example")


def test_another_host_behind_the_right_name_is_turned_away(stack):
    assert raw(stack, b"GET / HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n") == b""


@pytest.mark.parametrize(
    ("host", "status", "location"),
    [(HOST, 301, f"https://{HOST}/i/abc/"), ("elsewhere.example", None, None)],
)
def test_plain_http_is_sent_on_to_our_own_name_only(stack, host, status, location):
    with closing(http.client.HTTPConnection(HOST, stack.plain_port, timeout=10)) as connection:
        connection.request("GET", "/i/abc/", headers={"Host": host})
        if status is None:
            with pytest.raises(http.client.RemoteDisconnected):
                connection.getresponse()
            return
        answer = connection.getresponse()
        assert (answer.status, answer.headers["Location"]) == (status, location)


# Headers, also of what nginx answers by itself


def headers_of(answer: http.client.HTTPMessage) -> dict[str, list[str] | None]:
    return {name: answer.get_all(name) for name in PROMISED}


def test_each_header_of_a_page_is_sent_once(visitor):
    page = visitor.get("/")

    assert page.status == 200
    assert headers_of(page.headers) == {name: [value] for name, value in PROMISED.items()}
    (policy,) = page.headers.get_all("Content-Security-Policy")
    assert "default-src 'none'" in policy
    assert page.headers["Server"] == "nginx"


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/" + "x" * 5000, None, 414),  # longer than gunicorn takes
        ("/" + "x" * 9000, None, 414),  # longer than nginx takes
        ("/account/sign-in/", b"x" * (1024 * 1024 + 1), 413),
        ("/unavailable.html", None, 404),
        ("/.git/config", None, 404),
        ("/static/", None, 404),
        ("/static/../manage.py", None, 404),
    ],
)
def test_refusals_have_the_headers_too(stack, path, body, status):
    trust = ssl.create_default_context(cafile=stack.authority)
    with closing(
        http.client.HTTPSConnection(HOST, stack.port, context=trust, timeout=10)
    ) as connection:
        connection.request("POST" if body else "GET", path, body)
        answer = connection.getresponse()

    assert answer.status == status
    assert headers_of(answer.headers) == {name: [value] for name, value in PROMISED.items()}
    (policy,) = answer.headers.get_all("Content-Security-Policy")
    assert "default-src 'none'" in policy


@pytest.mark.parametrize("method", [b"TRACE", b"TRACK", b"CONNECT", b"DEBUG"])
def test_odd_methods_are_refused(stack, method):
    start = method + b" / HTTP/1.1\r\nHost: localhost\r\n"
    answer = raw(stack, start + b"X-Said: " + MARK.encode() + b"\r\n\r\n")

    assert answer.split(b" ")[1] in (b"400", b"403", b"405")
    assert MARK.encode() not in answer


@pytest.mark.parametrize("path", ["/static/", "/account/sign-in/"])
def test_static_files_are_only_read(stack, path):
    request = f"DELETE {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"

    assert raw(stack, request.encode()).split(b" ")[1] in (b"403", b"405")


def test_static_files_are_kept_and_compressed(visitor, stack):
    page = visitor.get("/").text
    address = page.split('rel="stylesheet" href="')[1].split('"')[0]
    sheet = visitor.get(address)

    assert sheet.status == 200
    assert sheet.headers["Cache-Control"] == "max-age=315360000, public, immutable"
    assert headers_of(sheet.headers)["X-Content-Type-Options"] == ["nosniff"]


# Requests that two servers could read in two ways


@pytest.mark.parametrize(
    "headers",
    [
        b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
        b"Content-Length: 4\r\nContent-Length: 5\r\n",
        b"Transfer-Encoding: xchunked\r\n",
    ],
)
def test_a_request_of_two_lengths_is_refused(stack, headers):
    start = b"POST /account/sign-in/ HTTP/1.1\r\nHost: localhost\r\n"
    answer = raw(stack, start + headers + b"\r\n0\r\n\r\n")

    assert answer.split(b" ")[1] in (b"400", b"501")


def test_what_a_client_says_of_its_address_is_not_believed(stack, visitor):
    said = {"X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "http"}

    assert visitor.get("/", **said).status == 200  # believed, `http` would be a redirect


# What is written down


def test_tokens_and_origins_are_not_written_down(stack, visitor):
    visitor.get(f"/i/{MARK}-token/?q={MARK}-query", Referer=f"{stack.url}/i/{MARK}-origin/")
    visitor.get(f"/i/{MARK}-token/identity/")
    visitor.get("/account/a-key-from-a-mail/")
    visitor.get(f"/nothing/?next={MARK}-next")
    visitor.get("/" + "x" * 9000 + MARK)
    time.sleep(0.5)

    assert '"method": "GET", "path": "/i/", "status": 404' in stack.logs()
    assert '"method": "GET", "path": "/account/", "status": 404' in stack.logs()
    assert MARK not in stack.logs()
    assert "a-key-from-a-mail" not in (stack.folder / "logs/forescreen.log").read_text()


def test_only_nginx_may_open_the_socket(stack):
    mode = (stack.folder / "web.sock").stat()

    assert stat.filemode(mode.st_mode) == "srw-------"
    assert mode.st_uid != 0 or os.geteuid() != 0


def test_files_of_the_application_are_its_own(stack):
    assert stat.filemode((stack.folder / "data").stat().st_mode) == "drwx------"


# Limits, last: they take a while to come back


def test_a_client_that_hurries_is_slowed_down(stack, visitor):
    statuses = [visitor.get("/static/nothing.css").status for _ in range(120)]

    assert statuses.count(429) > 0
    assert set(statuses) == {404, 429}


def test_a_slow_header_is_cut_off(stack):
    with shake_hands(stack) as channel:
        channel.settimeout(20)
        channel.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
        answer = channel.recv(4096)

    assert answer == b"" or b" 408 " in answer


def test_patients_are_told_when_the_application_is_away():
    with running() as it:
        visitor = Visitor(it.url, it.authority)
        (it.folder / "web.sock").unlink()
        page = visitor.get("/")

    assert page.status == 502
    assert "Sending twice does no harm." in page.text
    assert headers_of(page.headers) == {name: [value] for name, value in PROMISED.items()}
