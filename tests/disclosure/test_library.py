"""The library of methodologies in public: what is published, each version, its definition."""

from __future__ import annotations

import hashlib

import pytest

from disclosure.library_texts import TEXTS
from tests.governance.pages import text
from tests.methodologies.publishing.story import Story, after_notice, later

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Story:
    s = Story()
    s.published()
    return s


def test_only_what_was_published_is_listed(client, story):
    Story().laid_open(code="BJ-09", name_zh="正在公示的")
    page = text(client.get("/methodologies/"))
    assert "照明改造" in page
    assert "BJ-02-V01" in page
    assert "正在公示的" not in page
    assert client.get("/methodologies/BJ/BJ-09/V01/").status_code == 404
    assert client.get("/methodologies/BJ/BJ-09/V01/definition.toml").status_code == 404


@pytest.mark.parametrize(
    ("query", "there"),
    [
        ("q=照明", True), ("q=bj-02", True), ("q=照明+BJ", True), ("q=风电", False), ("q=%00", True),
        ("programme=CD", False), ("programme=BJ", True), ("programme=x", True), ("page=99", True),
        ("q=%25", False),
    ],
)  # fmt: skip
def test_searching(client, story, query, there):
    assert ("BJ-02-V01" in text(client.get(f"/methodologies/?{query}"))) == there


def test_a_version_with_its_definition(client, story):
    page = client.get("/methodologies/BJ/BJ-02/V01/")
    shown = text(page)
    for part in ("ER = saved × EF", "一百兆瓦时", "绿光节能科技有限公司", "已发布", "text.pdf"):
        assert part in shown
    assert "专家" not in shown
    given = client.get("/methodologies/BJ/BJ-02/V01/definition.toml")
    assert hashlib.sha256(given.content).hexdigest() == story.version.definition_sha256
    assert story.version.definition_sha256 in shown
    assert "BJ-02-V01.toml" in given["Content-Disposition"]


def test_the_history_of_versions_and_what_abolition_says(client, story):
    first = story.version
    story.laid_open(version_code="V02", supersedes=first.uuid, transition_zh="新项目适用新版本。")
    with after_notice(story.version) as today:
        story.second("publish")
        page = text(client.get("/methodologies/BJ/BJ-02/V01/"))
        assert "V01（本页） 已被取代" in page
        assert "V02 已发布" in page
        assert "新项目适用新版本" in text(client.get("/methodologies/BJ/BJ-02/V02/"))
        assert "V01" not in text(client.get("/methodologies/"))
        assert "BJ-02-V01" in text(client.get("/methodologies/?ended=1"))
    with later(today, 10):
        story.second("abolish", transition="已登记项目可用至计入期届满。")
        page = text(client.get("/methodologies/BJ/BJ-02/V02/"))
        assert "已登记项目可用至计入期届满。" in page
        assert "已废止" in page


def test_reached_from_the_first_page_and_in_english(client, story):
    page = client.get("/").content.decode()
    assert 'href="/methodologies/"' in page
    assert 'href="/notices/"' in page
    client.post("/i18n/setlang/", {"language": "en", "next": "/"})
    assert "Methodology library" in text(client.get("/methodologies/"))


def test_trying_it(client, story):
    address = "/methodologies/BJ/BJ-02/V01/calculator/"
    assert "节电量（MWh）" in text(client.get(address))
    assert address in client.get("/methodologies/BJ/BJ-02/V01/").content.decode()
    page = client.post(address, {"inputs-saved": "200", "inputs-EF": ""})
    assert page.status_code == 200
    for part in ("减排量计算书", "100 tCO2e", "100 吨"):
        assert part in text(page)
    for wrong in ({"inputs-saved": ""}, {"inputs-saved": "很多"}, {"inputs-saved": "-1"}, {}):
        refused = client.post(address, wrong)
        assert refused.status_code == 400
        assert "减排量计算书" not in text(refused)
        assert "errorlist" in refused.content.decode()
    huge = client.post(address, {"inputs-saved": "1e40"})
    assert huge.status_code == 400
    assert client.get("/methodologies/BJ/BJ-09/V01/calculator/").status_code == 404


def test_every_text_is_in_both_languages():
    assert all(zh and en and zh != en for zh, en in TEXTS.values())
