"""The whole way of a methodology, and its next version taking its place."""

from __future__ import annotations

import datetime as dt

import pytest

from core import clock
from methodologies.publishing.models import MethodologyVersion
from methodologies.publishing.selectors.published import current_version, published_on
from registry.casework.models import Comment
from registry.casework.services.notices import comment, running_notice
from tests.methodologies.publishing.story import Story, after_notice, later

pytestmark = pytest.mark.django_db


def test_from_draft_to_published():
    s = Story()
    s.laid_open()
    notice = running_notice(s.version)
    assert (s.version.state, s.version.due_on) == ("public_notice", notice.closes_on)
    said = comment(notice=notice.uuid, name="李四", contact="13800000000", text="基准线偏高。")
    with after_notice(s.version) as today:
        s.take(s.clerk, "answer_comment", comment=str(said.uuid), answer="已按保守值取定。")
        version = s.second("publish", effective_from="")
    assert (version.state, version.published_on, version.effective_from) == (
        "published", today, today,
    )  # fmt: skip
    assert (version.number[:6], version.full_code) == ("BJ-FF-", "BJ-02-V01")
    assert version.applicant == s.owner.organisation
    assert Comment.objects.get().answer == "已按保守值取定。"
    assert list(version.letters.values_list("kind", flat=True)) == ["accepted", "published"]
    assert not version.clocks.exclude(status="ended").exists()
    assert running_notice(version) is None
    steps = list(version.events.values_list("step", flat=True))
    assert steps[0] == "begin"
    assert steps[-1] == "publish"
    assert version.events.get(step="publish").approval.startswith("FH-BJ-")


def test_the_next_version_takes_its_place_from_its_first_day():
    s = Story()
    first = s.published()
    day = first.published_on + dt.timedelta(days=40)
    s.laid_open(
        version_code="V02", supersedes=first.uuid, transition_zh="新项目适用新版本。",
        name_zh="照明改造", summary="修订。",
    )  # fmt: skip
    with after_notice(s.version):
        later = max(day, clock.today() + dt.timedelta(days=30))
        second = s.second("publish", effective_from=later.isoformat())
    first.refresh_from_db()
    assert (first.state, first.ended_on, second.state) == ("superseded", later, "published")
    event = first.events.get(step="supersede")
    assert (event.source, event.target, event.detail["by"]) == (
        "published", "superseded", str(second.uuid),
    )  # fmt: skip
    assert event.approval == second.events.get(step="publish").approval
    eve = later - dt.timedelta(days=1)
    assert list(published_on("BJ", eve)) == [first]
    assert list(published_on("BJ", later)) == [second]
    assert list(published_on("CD", later)) == []
    assert list(published_on("BJ", first.effective_from - dt.timedelta(days=1))) == []
    assert current_version(second.methodology) == second


def test_abolished():
    s = Story()
    version = s.published()
    with later(version.published_on, 90) as today:
        version = s.second("abolish", transition="已登记项目可用至计入期届满。")
        assert (version.state, version.ended_on) == ("abolished", today)
        assert version.events.last().detail["transition"].startswith("已登记项目")
    assert list(published_on("BJ", today)) == []
    assert list(published_on("BJ", today - dt.timedelta(days=1))) == [version]


@pytest.mark.parametrize("state", ["submitted", "assessed", "laid_open"])
def test_refused_from_every_state_of_review(state: str):
    s = Story()
    getattr(s, state)()
    version = s.second("refuse", grounds="没有额外性。\n数据不可核查。")
    assert (version.state, version.due_on) == ("refused", None)
    letter = version.letters.get(kind="not_published")
    assert letter.paragraphs[1:] == ["没有额外性。", "数据不可核查。"]
    assert running_notice(version) is None


@pytest.mark.parametrize("state", ["submitted", "assessed", "laid_open"])
def test_sent_back_from_every_state_of_review_and_on_again(state: str):
    s = Story()
    number = getattr(s, state)().number
    version = s.take(s.clerk, "send_back")
    assert (version.state, version.due_on, version.number) == ("draft", None, number)
    assert running_notice(version) is None
    s.take(s.owner.maker, "edit", summary="修改后的说明。")
    s.take(s.owner.checker, "submit")
    version = s.take(s.clerk, "accept")
    assert version.number == number
    assert version.review_round == (1 if state == "submitted" else 2)
    assert version.reviews.filter(round=version.review_round, vote="").count() == (
        0 if state == "submitted" else 3
    )


@pytest.mark.parametrize("state", ["drafted", "submitted", "assessed", "laid_open"])
def test_withdrawn(state: str):
    s = Story()
    getattr(s, state)()
    version = s.take(s.owner.checker, "withdraw")
    assert (version.state, version.due_on) == ("withdrawn", None)
    assert MethodologyVersion.objects.get(pk=version.pk).state == "withdrawn"
