"""The addresses of the portal, under ``/portal/``."""

from __future__ import annotations

from django.urls import path, re_path

from portal.views import accounts, enrolling, home, joining, members, organisation, signup

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
    path("accounts/", accounts.accounts, name="accounts"),
    path("accounts/<str:number>/", accounts.account, name="account"),
    re_path(
        r"^accounts/(?P<number>[^/]+)/statement\.(?P<form>pdf|xlsx)$",
        accounts.statement_download,
        name="statement",
    ),
]
