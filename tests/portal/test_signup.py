"""Signing up: what is made, what is refused, what a stranger learns, and how often one may ask."""

from __future__ import annotations

import pytest
from axes.models import AccessAttempt
from django.core.files.uploadedfile import SimpleUploadedFile

from governance.identity.models import LoginEvent, PasswordRecord, User
from governance.identity.services.technical import USERNAME as TECHNICAL
from registry.organisations.models import Enrolment
from tests.governance.identity.login.door import visitor
from tests.governance.pages import browser, text
from tests.governance.people import make_user
from tests.portal.signing import PASSWORD, SIGNUP, join, new, person, sign_up
from tests.registry.organisations.enrolling import PDF
from tests.registry.organisations.holders import make_organisation, make_uscc

pytestmark = pytest.mark.django_db


def test_a_log_in_without_any_right_and_an_application():
    done = sign_up(visitor(), person(), new(remark="业务部"))
    assert done.url == "/portal/signup/done/"
    user = User.objects.get(username="zhao.xin")
    assert (user.real_name, user.phone, user.email) == ("赵新", "13800000000", "zhao@example.org")
    assert (user.is_staff, user.is_superuser, user.is_active) == (False, False, True)
    assert not user.role_grants.exists()
    assert not user.memberships.exists()
    assert user.check_password(PASSWORD)
    made = Enrolment.objects.get(applicant=user)
    assert (made.aim, made.kinds) == ("new", ["project_owner", "developer"])
    assert made.papers.count() == 2
    first = made.history.get()
    assert (first.history_user_id, first.ip) == (user.pk, "198.51.100.7")
    assert first.history_change_reason == "业务部"


def test_the_password_is_ones_own_choice(settings):
    """Nobody makes them change it at once, as a password set by somebody else must be."""
    settings.PASSWORD_FIRST_CHANGE = True
    sign_up(visitor(), person(), new())
    assert PasswordRecord.objects.get().chosen_by_holder
    client = visitor()
    client.post("/accounts/login/", {"login": "zhao.xin", "password": PASSWORD})
    assert client.get("/portal/standing/").status_code == 200
    assert list(LoginEvent.objects.values_list("kind", flat=True)) == [
        "logged_in",
        "password_changed",
    ]


def test_joining_says_nothing_of_the_organisation_nor_its_members():
    organisation = make_organisation(name_zh="北京守密有限公司")
    client = visitor()
    assert sign_up(client, person(), join(organisation.uscc)).status_code == 302
    client.post("/accounts/login/", {"login": "zhao.xin", "password": PASSWORD})
    page = text(client.get("/portal/standing/"))
    assert organisation.uscc in page
    assert "北京守密有限公司" not in page


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"password1": "short-Pw1", "password2": "short-Pw1"}, "12"),
        ({"password1": "alllowercaseletters", "password2": "alllowercaseletters"}, "3 类"),
        ({"password2": "another-Password-1"}, "不一致"),
        ({"username": "Zhao"}, "小写字母开头"),
        ({"username": "赵新新新"}, "小写字母开头"),
        ({"username": TECHNICAL}, "不能使用"),
        ({"email": "nowhere"}, "有效的"),
        ({"real_name": ""}, "必填"),
        ({"uscc": "91110112MA0000001"}, "应为 18 位"),
        ({"kinds": []}, "单位类别"),
        ({"name_zh": ""}, "名称"),
        ({"licence": SimpleUploadedFile("x.exe", PDF)}, "不是 PDF、JPG 或 PNG"),
        ({"licence": SimpleUploadedFile("x.png", PDF)}, "不是 PDF、JPG 或 PNG"),
        ({"licence": SimpleUploadedFile("x.pdf", PDF + b"0" * 10_485_760)}, "超过 10 MB"),
        ({"authorisation": ""}, "没有上传授权书"),
    ],
)
def test_refused_in_a_sentence_with_nothing_made(given: dict, words: str):
    users = User.objects.count()
    response = sign_up(visitor(), person(), new(), given)
    assert response.status_code == 200
    assert words in text(response)
    assert (User.objects.count(), Enrolment.objects.count()) == (users, 0)


@pytest.mark.parametrize("spelling", ["wang.ming", "wang.Ming"])
def test_a_taken_name_is_refused_however_it_is_spelled(spelling: str):
    User.objects.create_user(spelling, password=PASSWORD, real_name="王明")
    response = sign_up(visitor(), person("wang.ming"), new())
    assert "不能使用" in text(response)
    assert "王明" not in text(response)
    assert not Enrolment.objects.exists()


def test_a_refused_application_leaves_no_user_behind():
    organisation = make_organisation()
    response = sign_up(visitor(), person(), new(uscc=organisation.uscc))
    assert "已在登记簿登记" in text(response)
    assert organisation.name_zh not in text(response)
    assert not User.objects.filter(username="zhao.xin").exists()


def test_trying_out_names_and_codes_locks_the_address_not_the_name(settings):
    settings.LOCKOUT_ADDRESS_FAILURES = 3
    victim = make_user()
    client = visitor()
    for _ in range(2):
        sign_up(client, person(victim.username), new())
    sign_up(client, person(), join(make_uscc()))
    locked = sign_up(client, person(), new())
    assert locked.status_code == 429
    assert not User.objects.filter(username="zhao.xin").exists()
    assert not AccessAttempt.objects.filter(username=victim.username).exists()
    kept = AccessAttempt.objects.values_list("post_data", "get_data")
    assert set(kept) == {("", "")}  # nothing of what was typed
    assert sign_up(visitor("203.0.113.8"), person(), new()).status_code == 302


def test_mistakes_do_not_lock():
    client = visitor()
    for _ in range(3):
        sign_up(client, person(), new(uscc="1"))
    assert not AccessAttempt.objects.exists()


def test_who_is_logged_in_has_a_log_in_already():
    assert browser(make_user()).get(SIGNUP).url == "/portal/"
    assert "注册" in text(visitor().get("/accounts/login/"))
