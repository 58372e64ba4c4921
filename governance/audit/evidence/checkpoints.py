"""Checkpoints (c2sp.org/tlog-checkpoint): origin, number of leaves and root, as the text of a note."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass

from governance.audit.evidence import notes


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a log says about itself at one size."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"

    @classmethod
    def parse(cls, text: str) -> Checkpoint:
        lines = text.split("\n")
        try:
            origin, size, root = lines[:3]
            found = base64.b64decode(root, validate=True)
        except (ValueError, binascii.Error):
            raise notes.NoteError("a checkpoint has an origin, a size and a root") from None
        if not origin or not re.fullmatch(r"0|[1-9][0-9]*", size) or len(found) != 32:
            raise notes.NoteError("a checkpoint has an origin, a size and a root of 32 bytes")
        if lines[-1] != "" or not all(lines[:-1]):
            raise notes.NoteError("a checkpoint has no empty line")
        return cls(origin, int(size), found)

    def signed(self, key: notes.SignerKey) -> str:
        return key.signed(self.text)


def opened(note: str, key: notes.VerifierKey) -> Checkpoint:
    """The checkpoint that ``key`` signed for the log of its own name."""
    found = Checkpoint.parse(notes.opened(note, key))
    if found.origin != key.name:
        raise notes.NoteError(f"the checkpoint is of {found.origin}, the key of {key.name}")
    return found
