"""What was not read at its source is not laid open; a sample only under a code that says so."""

from __future__ import annotations

import pytest

from methodologies.publishing.models import Methodology
from tests.methodologies.publishing import story
from tests.methodologies.publishing.story import Story

pytestmark = pytest.mark.django_db


@pytest.fixture
def written_as(monkeypatch: pytest.MonkeyPatch):
    def write(status: str) -> None:
        text = story.DEFINITION.replace('status = "official"', f'status = "{status}"')
        assert text != story.DEFINITION
        monkeypatch.setattr(story, "DEFINITION", text)

    return write


@pytest.mark.parametrize(
    ("status", "code"), [("unread", "definition_unread"), ("sample", "sample_unnamed")]
)
def test_it_is_not_laid_open(written_as, status: str, code: str) -> None:
    written_as(status)
    s = Story()
    s.approved()
    s.refused(code, s.clerk, "lay_open")


def test_a_sample_that_says_so_is_laid_open(written_as) -> None:
    written_as("sample")
    s = Story()
    s.approved(code="SAMPLE-02")
    assert Methodology.objects.get().code == "SAMPLE-02"
    s.take(s.clerk, "lay_open")
    assert s.version.state == "public_notice"
