"""Signed notes (c2sp.org/signed-note): text with signatures of named keys, and keys as one line.

An algorithm is an entry in ``ALGORITHMS``: SM2 with SM3 can be added beside Ed25519 under the type
byte 0xff and a name of its own, without touching what is signed.
"""

from __future__ import annotations

import base64
import binascii
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

MOST_SIGNATURES = 16
LONGEST_NOTE = 64 * 1024


class NoteError(ValueError):
    """A note, or a key, that is malformed or not signed by the key that is trusted."""


@dataclass(frozen=True, slots=True)
class Algorithm:
    """``sign`` takes the private material, ``verify`` the public; both work on the note's text."""

    name: str
    generate: Callable[[], bytes]
    public: Callable[[bytes], bytes]
    sign: Callable[[bytes, bytes], bytes]
    verify: Callable[[bytes, bytes, bytes], bool]


def _ed25519_verify(public: bytes, signature: bytes, text: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, text)
    except (InvalidSignature, ValueError):
        return False
    return True


def _ed25519_public(private: bytes) -> bytes:
    key = Ed25519PrivateKey.from_private_bytes(private).public_key()
    return key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)


ED25519 = b"\x01"
ALGORITHMS: dict[bytes, Algorithm] = {
    ED25519: Algorithm(
        name="Ed25519",
        generate=lambda: Ed25519PrivateKey.generate().private_bytes_raw(),
        public=_ed25519_public,
        sign=lambda private, text: Ed25519PrivateKey.from_private_bytes(private).sign(text),
        verify=_ed25519_verify,
    )
}


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key with the name it signs under; as text ``name+id+base64(type || key)``."""

    name: str
    type: bytes
    public: bytes

    @property
    def number(self) -> bytes:
        """The four bytes by which a signature names its key."""
        material = self.name.encode() + b"\n" + self.type + self.public
        return sha256(material).digest()[:4]

    @property
    def id(self) -> str:
        return self.number.hex()

    @property
    def algorithm(self) -> Algorithm:
        return ALGORITHMS[self.type]

    def __str__(self) -> str:
        return f"{self.name}+{self.id}+{_base64(self.type + self.public)}"

    @classmethod
    def parse(cls, text: str) -> VerifierKey:
        try:
            name, number, material = text.strip().split("+", 2)
            data = base64.b64decode(material, validate=True)
        except (ValueError, binascii.Error):
            raise NoteError("a verifier key reads name+id+base64") from None
        key = cls(_checked_name(name), data[:1], data[1:])
        if key.type not in ALGORITHMS:
            raise NoteError(f"unknown signature type 0x{key.type.hex()}")
        if key.id != number:
            raise NoteError("the key's id does not belong to its name and material")
        return key


@dataclass(frozen=True, slots=True)
class SignerKey:
    """A private key; as text ``PRIVATE+KEY+name+id+base64(type || key)``. Never shown."""

    name: str
    type: bytes
    private: bytes = field(repr=False)

    @classmethod
    def generate(cls, name: str, type_: bytes = ED25519) -> SignerKey:
        return cls(_checked_name(name), type_, ALGORITHMS[type_].generate())

    @classmethod
    def parse(cls, text: str) -> SignerKey:
        parts = text.strip().split("+", 4)
        try:
            if parts[:2] != ["PRIVATE", "KEY"]:
                raise ValueError
            data = base64.b64decode(parts[4], validate=True)
            key = cls(_checked_name(parts[2]), data[:1], data[1:])
            known = key.verifier.id
        except (ValueError, IndexError, KeyError, binascii.Error):
            raise NoteError("a private key reads PRIVATE+KEY+name+id+base64") from None
        if known != parts[3]:
            raise NoteError("the private key's id does not belong to its name and material")
        return key

    @property
    def verifier(self) -> VerifierKey:
        return VerifierKey(self.name, self.type, ALGORITHMS[self.type].public(self.private))

    def as_text(self) -> str:
        return f"PRIVATE+KEY+{self.name}+{self.verifier.id}+{_base64(self.type + self.private)}"

    def signed(self, text: str) -> str:
        """The note of this text: the text, an empty line, the signature."""
        if not text.endswith("\n") or any(c < " " and c != "\n" for c in text):
            raise NoteError("a note's text is lines without control characters")
        signature = ALGORITHMS[self.type].sign(self.private, text.encode())
        return f"{text}\n— {self.name} {_base64(self.verifier.number + signature)}\n"


def opened(note: str, key: VerifierKey) -> str:
    """The text of a note that ``key`` signed; :class:`NoteError` when it did not."""
    text, signatures = split(note)
    mine = [s for name, number, s in signatures if (name, number) == (key.name, key.number)]
    if not mine:
        raise NoteError(f"no signature of {key.name}+{key.id}")
    if not all(key.algorithm.verify(key.public, s, text.encode()) for s in mine):
        raise NoteError(f"the signature of {key.name}+{key.id} does not fit the text")
    return text


def split(note: str) -> tuple[str, list[tuple[str, bytes, bytes]]]:
    """The text, and (name, number of the key, signature) of each signature; nothing is verified."""
    if len(note) > LONGEST_NOTE or any(c < " " and c != "\n" for c in note):
        raise NoteError("the note is too long or holds control characters")
    head, gap, tail = note.rpartition("\n\n")
    lines = tail.split("\n")
    if not gap or lines.pop() != "" or not 1 <= len(lines) <= MOST_SIGNATURES:
        raise NoteError("the note has no text, no signature, or too many")
    return head + "\n", [_signature(line) for line in lines]


def _signature(line: str) -> tuple[str, bytes, bytes]:
    try:
        dash, name, text = line.split(" ")
        data = base64.b64decode(text, validate=True)
    except (ValueError, binascii.Error):
        raise NoteError(f"no signature line: {line!r}") from None
    if dash != "—" or len(data) < struct.calcsize(">I") + 1:
        raise NoteError(f"no signature line: {line!r}")
    return _checked_name(name), data[:4], data[4:]


def _checked_name(name: str) -> str:
    if not name or "+" in name or name.split() != [name] or not name.isprintable():
        raise NoteError("a key's name has neither spaces, plus signs nor control characters")
    return name


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()
