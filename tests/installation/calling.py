"""People who visit an installation through its proxy, seen from the site: plain calls, own cookies."""

from __future__ import annotations

import base64
import hashlib
import hmac
import http.client
import re
import secrets
import struct
import time
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from tests.installation.operating import HOST

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PASSWORD = "en lång röd tråd i väven"
TIMEOUT = 60
MOST_TURNS = 8
PIECE = 1 << 16


@dataclass(frozen=True, slots=True)
class Answer:
    """What the site answered: status, address, headers in lower case, text."""

    status: int
    path: str
    headers: dict[str, str]
    text: str

    @property
    def token(self) -> str:
        """The token of the first form on the page."""
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.text)
        assert found, f"{self.path} holds no form ({self.status})."
        return found[1]


@dataclass(slots=True)
class Caller:
    """One browser behind the proxy, on a machine of its own."""

    port: int
    address: str = "192.0.2.1"
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> Answer:
        """Fetch a page, and where it leads."""
        return self._follow(self._call("GET", path))

    def post(self, path: str, *, page: Answer | None = None, **fields: str) -> Answer:
        """Send the form of a page, the one of the same address unless told otherwise."""
        page = page or self.get(path)
        body = urlencode({**fields, "csrfmiddlewaretoken": page.token}).encode()
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._follow(self._call("POST", path, body, kind))

    def send_file(self, path: str, file: Path, *, page: Answer, name: str) -> Answer:
        """Send one file with the form of a page, a piece at a time."""
        edge = secrets.token_hex(16)
        field = 'Content-Disposition: form-data; name="{}"'.format
        token = f"--{edge}\r\n{field('csrfmiddlewaretoken')}\r\n\r\n{page.token}\r\n"
        start = f'{token}--{edge}\r\n{field(name)}; filename="{file.name}"\r\n\r\n'.encode()
        end = f"\r\n--{edge}--\r\n".encode()
        told = {
            "Content-Type": f"multipart/form-data; boundary={edge}",
            "Content-Length": str(len(start) + file.stat().st_size + len(end)),
        }
        return self._follow(self._call("POST", path, _pieces(start, file, end), told))

    def _follow(self, answer: Answer) -> Answer:
        for _ in range(MOST_TURNS):
            if answer.status not in {301, 302, 303}:
                return answer
            answer = self._call("GET", urlsplit(answer.headers["location"]).path)
        raise AssertionError(f"{answer.path} leads round and round.")

    def _call(
        self,
        method: str,
        path: str,
        body: bytes | Iterator[bytes] | None = None,
        told: dict[str, str] | None = None,
    ) -> Answer:
        door = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT)
        try:
            door.request(method, path, body, {**self._headers(), **(told or {})})
            answer = door.getresponse()
            self._keep(answer.headers.get_all("Set-Cookie") or [])
            headers = {name.lower(): value for name, value in answer.getheaders()}
            text = answer.read().decode("utf-8", errors="replace")
            return Answer(answer.status, path, headers, text)
        finally:
            door.close()

    def _headers(self) -> dict[str, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {
            "Host": HOST,
            "Origin": f"https://{HOST}",
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": self.address,
            **({"Cookie": cookies} if cookies else {}),
        }

    def _keep(self, lines: list[str]) -> None:
        for line in lines:
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value


def _pieces(start: bytes, file: Path, end: bytes) -> Iterator[bytes]:
    yield start
    with file.open("rb") as stream:
        while piece := stream.read(PIECE):
            yield piece
    yield end


def come_in(caller: Caller, link: str, email: str) -> None:
    """Follow an invitation: choose a password, log in with it, and connect a code app."""
    page = caller.get(urlsplit(link).path)
    caller.post("/invitation/", page=page, password1=PASSWORD, password2=PASSWORD)
    caller.post("/account/login/", login=email, password=PASSWORD)
    page = caller.get("/account/second-step/totp/activate/")
    secret = re.search(r"<code>([A-Z2-7]+)</code>", page.text)
    assert secret, page.text
    code = six_digits(secret[1], at=time.time())
    caller.post("/account/second-step/totp/activate/", page=page, code=code)


def six_digits(secret: str, *, at: float) -> str:
    """Return what a code app shows at a moment (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, struct.pack(">Q", int(at) // 30), hashlib.sha1)
    start = digest[-1] & 15
    (number,) = struct.unpack(">I", digest[start : start + 4])
    return f"{(number & 0x7FFFFFFF) % 1_000_000:06}"


def invite(caller: Caller, email: str, *, role: str, unit: str, language: str = "sv") -> Answer:
    """Invite somebody to a role at a place, as an administrator does."""
    page = caller.get("/people/new/")
    options = re.findall(r'<option value="([0-9a-f-]{36})"[^>]*>([^<]*)<', page.text)
    (place,) = [value for value, label in options if unescape(label).strip() == unit]
    told = {"given_name": "Kim", "family_name": "Ny", "email": email}
    told |= {"role": role, "unit": place, "language": language}
    return caller.post("/people/new/", page=page, **told)
