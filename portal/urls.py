"""The addresses of the portal, under ``/portal/``."""

from __future__ import annotations

from django.urls import path, re_path

from portal.views import (
    accounts,
    beginning,
    calculations,
    case,
    case_step,
    cases,
    enrolling,
    home,
    joining,
    mandates,
    members,
    messages,
    organisation,
    signup,
)

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("choose/", home.choose, name="choose"),
    path("signup/", signup.signup, name="signup"),
    path("signup/done/", signup.done, name="signup-done"),
    path("standing/", enrolling.standing, name="standing"),
    path("enrol/", enrolling.enrol, name="enrol"),
    path("organisation/", organisation.organisation, name="organisation"),
    path("organisation/joining/<uuid:enrolment>/", joining.decide, name="joining"),
    path("organisation/joining/paper/<uuid:paper>/", joining.paper, name="joining-paper"),
    path("organisation/members/<int:membership>/", members.member, name="member"),
    path("organisation/mandates/", mandates.mandates, name="mandates"),
    path("organisation/mandates/<uuid:mandate>/end/", mandates.end, name="mandate-end"),
    path("accounts/", accounts.accounts, name="accounts"),
    path("accounts/<str:number>/", accounts.account, name="account"),
    re_path(
        r"^accounts/(?P<number>[^/]+)/statement\.(?P<form>pdf|xlsx)$",
        accounts.statement_download,
        name="statement",
    ),
    path("cases/", cases.applying, name="cases"),
    path("cases/methodologies/", cases.compiling, name="compiling"),
    path("cases/engagements/", cases.reviewing, name="reviewing"),
    path("cases/new/<slug:kind>/", beginning.begin, name="begin"),
    path("cases/<uuid:case>/", case.case, name="case"),
    path("cases/<uuid:case>/step/<slug:step>/", case_step.step, name="step"),
    path("cases/<uuid:case>/file/<uuid:file>/", case.file, name="case-file"),
    path("cases/<uuid:case>/letter/<uuid:letter>.<slug:form>", case.letter, name="letter"),
    path("cases/<uuid:case>/data.xlsx", calculations.workbook, name="workbook"),
    path(
        "cases/<uuid:case>/calculation/<int:number>/", calculations.calculation, name="calculation"
    ),
    path(
        "cases/<uuid:case>/calculation/<int:number>/statement.pdf",
        calculations.statement,
        name="calculation-statement",
    ),
    path("messages/", messages.messages, name="messages"),
    path("messages/read/", messages.read_all, name="messages-read"),
    path("messages/<uuid:message>/", messages.open_message, name="message"),
]
