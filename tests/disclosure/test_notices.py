"""公示 in public: lists, what is shown and what is not, comments and answers, documents."""

from __future__ import annotations

import hashlib
import re

import pytest

from core import clock
from disclosure.comments import PER_HOUR
from disclosure.notice_texts import TEXTS
from registry.casework.models import Case, Comment, Notice
from registry.casework.selectors.notices import public_case
from registry.casework.services.notices import running_notice
from registry.casework.services.taking import take
from tests.governance.pages import text
from tests.methodologies.publishing.story import Story, after_notice
from tests.registry.casework.people import company, draft_project, put_into

pytestmark = pytest.mark.django_db
GOOD = {
    "name": "李晓晴", "organisation": "绿色出行协会", "contact": "13800001111",
    "text": "基准线取值偏高，建议复核。", "website": "",
}  # fmt: skip


@pytest.fixture
def story() -> Story:
    s = Story()
    s.laid_open()
    return s


def of(s: Story) -> tuple[Notice, str]:
    notice = Notice.objects.get(case_id=s.version.pk)
    return notice, f"/notices/{notice.uuid}/"


def test_the_list_of_running_and_ended_ones(client, story):
    page = text(client.get("/notices/"))
    assert "关于公开征求《照明改造（V01）》方法学意见的公示" in page
    assert "还剩 20 个工作日" in page
    assert "绿光节能科技有限公司" in page
    for query, there in (
        ("status=ended", False), ("kind=project", False), ("kind=methodology", True),
        ("programme=CD", False), ("programme=BJ", True), ("kind=x&programme=y&page=z", True),
    ):  # fmt: skip
        assert ("照明改造" in text(client.get(f"/notices/?{query}"))) == there, query
    with after_notice(story.version):
        assert "照明改造" not in text(client.get("/notices/"))
        page = text(client.get("/notices/?status=ended"))
        assert "照明改造" in page
        assert "公示期满" in page


def test_a_provisional_end_is_marked(client, story):
    notice, address = of(story)
    Notice.objects.filter(pk=notice.pk).update(provisional=True)
    assert re.search(r"\d 暂定", text(client.get(address)))
    assert re.search(r"\d 暂定", text(client.get("/notices/")))


def test_many_are_paged(client, story):
    case = Case.objects.get(pk=story.version.pk)
    day = clock.today()
    Notice.objects.bulk_create(
        Notice(case=case, title=f"旧公示{n:02}", summary="略", opens_on=day, closes_on=day,
               ended_at=clock.now())
        for n in range(45)
    )  # fmt: skip
    first = client.get("/notices/?status=ended&kind=methodology")
    assert first.content.decode().count("旧公示") == 20
    older = re.search(r'href="(\?[^"]*page=2)"', first.content.decode().replace("&amp;", "&"))[1]
    assert "kind=methodology" in older
    assert client.get(f"/notices/{older}").content.decode().count("旧公示") == 20
    assert client.get("/notices/?status=ended&page=99").content.decode().count("旧公示") == 5


def test_what_is_laid_open_is_shown_and_nothing_more(client, story):
    _, address = of(story)
    page = text(client.get(address))
    for part in (
        "照明改造",
        "ER = saved × EF",
        "50 tCO2e",
        story.version.definition_sha256,
        "text.pdf",
    ):
        assert part in page
    for hidden in ("专家", "方法合理", story.experts[0].name, story.clerk.name):
        assert hidden not in page


def test_documents_are_had_with_their_hash(client, story):
    _, address = of(story)
    page = client.get(address).content.decode()
    links = re.findall(r'href="(/documents/[^"]+)"', page)
    assert len(links) == 2
    for link in links:
        given = client.get(link)
        assert hashlib.sha256(given.content).hexdigest() in page
        assert given["Content-Disposition"].startswith("attachment")
    private = story.take(story.clerk, "add_file", category="other", uploads=[_paper()])
    file = private.files.get(category="other")
    assert "纪要.pdf" not in text(client.get(address))
    assert client.get(f"/documents/{file.uuid}/").status_code == 404
    story.take(story.clerk, "send_back")
    assert [client.get(link).status_code for link in links] == [404, 404]


def _paper():
    from governance.audit.approvals.services.documents import Upload

    return Upload("纪要.pdf", b"%PDF-1.7\n")


def test_a_case_sent_back_is_no_longer_shown(client, story):
    _, address = of(story)
    story.take(story.clerk, "send_back")
    page = text(client.get(address))
    assert "提前终止" in page
    assert "内容不再公示" in page
    assert "ER = saved" not in page
    assert client.post(address, GOOD).status_code == 409
    assert not Comment.objects.exists()
    assert "提前终止" in text(client.get("/notices/?status=ended"))


def test_comment_receipt_answer(client, story):
    notice, address = of(story)
    sent = client.post(address, GOOD, REMOTE_ADDR="198.51.100.9")
    said = Comment.objects.get()
    assert (said.notice, said.ip, said.organisation) == (notice, "198.51.100.9", "绿色出行协会")
    assert sent.url == f"{address}received/{said.uuid}/"
    thanks = text(client.get(sent.url))
    assert f"YJ-{clock.today():%Y%m%d}-{said.uuid.hex[-8:].upper()}" in thanks
    page = text(client.get(address))
    assert "偏高" not in page  # not before it is answered
    assert "待答复意见 ：1".replace(" ", "") in page.replace(" ", "")
    story.take(story.clerk, "answer_comment", comment=str(said.uuid), answer="已复核并下调。")
    page = text(client.get(address))
    for part in ("李**", "基准线取值偏高", "已复核并下调。"):
        assert part in page
    for hidden in ("李晓晴", "13800001111", "绿色出行协会", "198.51.100.9"):
        assert hidden not in page


@pytest.mark.parametrize(
    ("change", "status", "says"),
    [
        ({"name": ""}, 400, ""),
        ({"contact": ""}, 400, ""),
        ({"text": "短"}, 400, ""),
        ({"text": "长" * 2001}, 400, ""),
        ({"website": "http://spam.example"}, 400, "隐藏的"),
        ({"name": "   "}, 400, ""),
    ],
)
def test_a_comment_that_is_not_taken(client, story, change, status, says):
    _, address = of(story)
    answer = client.post(address, GOOD | change)
    assert answer.status_code == status
    assert says in text(answer)
    assert 'role="alert"' in answer.content.decode()
    assert not Comment.objects.exists()


def test_too_many_comments_from_one_address(client, story):
    _, address = of(story)
    for n in range(PER_HOUR):
        assert client.post(address, GOOD | {"text": f"第 {n} 条不同意见"}).status_code == 302
    refused = client.post(address, GOOD)
    assert refused.status_code == 429
    assert "一小时内" in text(refused)
    assert GOOD["text"] in refused.content.decode()  # what was typed is still there
    assert Comment.objects.count() == PER_HOUR
    assert client.post(address, GOOD, REMOTE_ADDR="198.51.100.77").status_code == 302


def test_after_the_last_day_nothing_is_taken(client, story):
    _, address = of(story)
    with after_notice(story.version):
        assert client.post(address, GOOD).status_code == 409
        page = text(client.get(address))
        assert "不再收集意见" in page
    assert not Comment.objects.exists()


def test_what_a_stranger_types_is_escaped(client, story):
    _, address = of(story)
    client.post(address, GOOD | {"text": "<script>alert(1)</script>"})
    said = Comment.objects.get()
    story.take(story.clerk, "answer_comment", comment=str(said.uuid), answer="<b>好</b>")
    page = client.get(address).content.decode()
    assert "<script" not in page
    assert "&lt;b&gt;" in page


def test_a_draft_or_an_unknown_one_is_nobodys(client):
    owner = company()
    project = draft_project(owner)
    take(actor=owner.checker, case=project.uuid, step="submit", reason="报送")
    for address in (f"/notices/{project.uuid}/", f"/documents/{project.uuid}/", "/notices/x/"):
        assert client.get(address).status_code == 404
    assert running_notice(project) is None


def test_in_english(client, story):
    client.post("/i18n/setlang/", {"language": "en", "next": "/"})
    _, address = of(story)
    assert "Working days left 20" in text(client.get("/notices/"))
    assert "How to reach you" in text(client.get(address))


def test_every_text_is_in_both_languages():
    assert all(zh and zh != en for zh, en in TEXTS.values())


def test_the_list_costs_the_same_for_one_and_for_many(client, story, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        client.get("/notices/")


def test_what_was_refused_before_its_notice_stays_unseen(client):
    """不予受理 is told to the applicant; the public never saw the application and does not now."""
    project = draft_project(company())
    put_into(project, "submitted", "refused")
    assert public_case(project.pk) is None
    assert client.get(f"/api/v1/cases/{project.pk}").status_code == 404
    day = clock.today()
    Notice.objects.create(
        case=project, title="公示", summary="", opens_on=day, closes_on=day, ended_at=clock.now()
    )
    assert public_case(project.pk) is not None
    assert client.get(f"/api/v1/cases/{project.pk}").status_code == 200
