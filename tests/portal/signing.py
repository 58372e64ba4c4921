"""What a stranger types and uploads to sign up."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from tests.registry.organisations.enrolling import PDF, PNG
from tests.registry.organisations.holders import make_uscc

SIGNUP = "/portal/signup/"
PASSWORD = "Shili-menhu-2026"


def person(username: str = "zhao.xin") -> dict[str, Any]:
    return {
        "username": username,
        "real_name": "赵新",
        "phone": "13800000000",
        "email": "zhao@example.org",
        "password1": PASSWORD,
        "password2": PASSWORD,
    }


def new(**given: Any) -> dict[str, Any]:
    return {
        "aim": "new",
        "uscc": make_uscc(),
        "name_zh": "北京新能示例科技有限公司",
        "kinds": ["project_owner", "developer"],
        "district": "110112",
        "licence": SimpleUploadedFile("执照.pdf", PDF),
        "authorisation": SimpleUploadedFile("授权.png", PNG),
    } | given


def join(uscc: str, **given: Any) -> dict[str, Any]:
    return {"aim": "join", "uscc": uscc} | given


def sign_up(client: Client, *parts: dict[str, Any]) -> HttpResponse:
    data: dict[str, Any] = {}
    for part in parts:
        data |= part
    return client.post(SIGNUP, data)
