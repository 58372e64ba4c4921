"""Signed notes and checkpoints against their specification's examples, and against forgers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.audit.evidence import checkpoints, notes, records

# The example of c2sp.org/signed-note.
KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
NOTE = """This is an example message.

— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
"""
# The example of c2sp.org/tlog-checkpoint.
CHECKPOINT = """example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
"""


def test_the_example_note():
    key = notes.VerifierKey.parse(KEY)
    assert str(key) == KEY
    assert notes.opened(NOTE, key) == "This is an example message.\n"


def test_the_example_checkpoint():
    point = checkpoints.Checkpoint.parse(CHECKPOINT)
    assert (point.origin, point.size) == ("example.com/behind-the-sofa", 20852163)
    assert point.text == CHECKPOINT


@pytest.mark.parametrize(
    "note",
    [
        NOTE.replace("example message", "other message"),
        NOTE.replace("Uw2QOkn8", "Uw2QOkn9"),
        NOTE.replace("— example.com/foo", "— example.com/bar"),
        NOTE.replace("\n\n", "\n"),
        NOTE.rstrip("\n"),
        NOTE.replace("— ", "- "),
        NOTE + "\x01",
        NOTE + NOTE.split("\n\n")[1] * 16,
        "",
    ],
)
def test_a_changed_note_is_refused(note: str):
    with pytest.raises(notes.NoteError):
        notes.opened(note, notes.VerifierKey.parse(KEY))


def test_other_peoples_signatures_are_passed_over():
    other = notes.SignerKey.generate("witness.example")
    line = other.signed("This is an example message.\n").split("\n\n")[1]
    key = notes.VerifierKey.parse(KEY)
    assert notes.opened(NOTE + line, key) == "This is an example message.\n"
    with pytest.raises(notes.NoteError):  # one good and one bad signature of the trusted key
        notes.opened(NOTE + NOTE.split("\n\n")[1].replace("yaQM=", "yaQA="), key)


@given(st.text(st.characters(min_codepoint=32, exclude_categories=["Cs", "Cc"]), min_size=1))
def test_what_is_signed_opens(text: str):
    key = notes.SignerKey.generate("a.example/log")
    assert notes.SignerKey.parse(key.as_text()) == key
    assert notes.opened(key.signed(text + "\n"), key.verifier) == text + "\n"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        KEY[:-4],
        KEY.replace("530d903a", "530d903b"),
        KEY.replace("+Ae", "+Be"),
        "a b" + KEY,
    ],
)
def test_a_malformed_key_is_refused(text: str):
    with pytest.raises(notes.NoteError):
        notes.VerifierKey.parse(text)


def test_a_private_key_is_never_shown():
    key = notes.SignerKey.generate("a.example/log")
    assert key.private.hex() not in repr(key)
    assert str(key.private) not in repr(key)


@pytest.mark.parametrize("text", ["", "PRIVATE+KEY+x", "PRIVATE+KEY+x+00000000+AQ==", KEY])
def test_a_malformed_private_key_is_refused(text: str):
    with pytest.raises(notes.NoteError):
        notes.SignerKey.parse(text)


@pytest.mark.parametrize(
    "text",
    ["a\n1\n", "a\n01\n" + "A" * 43 + "=\n", "a\n-1\n" + "A" * 43 + "=\n", "\n1\n" + "A" * 43 + "=\n",
     "a\n1\nAAAA\n", "a\n1\n" + "A" * 43 + "="],
)  # fmt: skip
def test_a_malformed_checkpoint_is_refused(text: str):
    with pytest.raises(notes.NoteError):
        checkpoints.Checkpoint.parse(text)


def test_a_checkpoint_is_of_the_log_its_key_is_named_after():
    key = notes.SignerKey.generate("a.example/log")
    point = checkpoints.Checkpoint("b.example/log", 1, bytes(32))
    with pytest.raises(notes.NoteError):
        checkpoints.opened(point.signed(key), key.verifier)


@given(st.lists(st.text(), min_size=2, max_size=2, unique=True))
def test_different_text_different_line(texts: list[str]):
    one, other = (records.encoded(text) for text in texts)
    assert one != other
    assert " " not in one
    assert records.decoded(one) in (texts[0], None)
