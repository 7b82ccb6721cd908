"""A mail server on this machine that keeps what it is sent: STARTTLS, a password, real sockets."""

from __future__ import annotations

import socketserver
import ssl
import threading
import time
from base64 import b64encode
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from ipaddress import ip_address
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage
    from pathlib import Path

USER, PASSWORD = "throughline", "en tom brevkorg"
_PROOF = b64encode(f"\0{USER}\0{PASSWORD}".encode()).decode("ascii")


class Postbox(socketserver.ThreadingTCPServer):
    """Takes mail over encrypted lines alone, and keeps it in the order in which it came."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, certificate: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.certificate = certificate
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(certificate)
        self.letters: list[EmailMessage] = []

    @property
    def told(self) -> dict[str, str]:
        """What an installation must be told to send its mail here."""
        port = str(self.server_address[1])
        return {
            "THROUGHLINE_MAIL_PORT": port,
            "THROUGHLINE_MAIL_USER": USER,
            "THROUGHLINE_MAIL_PASSWORD": PASSWORD,
            "SSL_CERT_FILE": str(self.certificate),
        }

    def to(self, address: str) -> list[EmailMessage]:
        """Return the letters to one address."""
        return [letter for letter in self.letters if address in letter["To"]]


class _Conversation(socketserver.StreamRequestHandler):
    server: Postbox

    def handle(self) -> None:
        self.encrypted = self.known = False
        self._say("220 postbox")
        while line := self.rfile.readline().decode("ascii").strip():
            word = line.split()[0].upper()
            if word == "QUIT":
                self._say("221 goodbye")
                return
            self._answer(word, line)

    def finish(self) -> None:
        super().finish()
        # The server closes the line that it took, and not the encrypted one on top of it.
        self.request.close()

    def _answer(self, word: str, line: str) -> None:
        if word == "EHLO":
            self._say(f"250-postbox\r\n250 {'AUTH PLAIN' if self.encrypted else 'STARTTLS'}")
        elif word == "STARTTLS":
            self._encrypt()
        elif not self.encrypted:
            self._say("530 encrypt first")
        elif word == "AUTH":
            self.known = line.rsplit(maxsplit=1)[-1] == _PROOF
            self._say("235 known" if self.known else "535 unknown")
        elif not self.known:
            self._say("530 who is it")
        elif word == "DATA":
            self._take()
        else:
            self._say("250 well")

    def _encrypt(self) -> None:
        self._say("220 go ahead")
        super().finish()
        self.request = self.server.context.wrap_socket(self.request, server_side=True)
        self.setup()
        self.encrypted = True

    def _take(self) -> None:
        self._say("354 write")
        lines = list(iter(self.rfile.readline, b".\r\n"))
        letter = message_from_bytes(b"".join(lines), policy=policy.default)
        self.server.letters.append(letter)
        self._say("250 kept")

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode("ascii"))


@contextmanager
def postbox(folder: Path) -> Iterator[Postbox]:
    """Open a postbox until the block ends."""
    with Postbox(_certificate(folder / "postbox.pem")) as opened:
        threading.Thread(target=opened.serve_forever, daemon=True).start()
        try:
            yield opened
        finally:
            opened.shutdown()


def _certificate(file: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "postbox")])
    now = datetime.fromtimestamp(time.time(), UTC)
    names = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    file.write_bytes(secret + certificate.public_bytes(serialization.Encoding.PEM))
    return file
