"""The page on which a new key's secret is shown, once: nothing of it is stored or cached.

Whatever page issues a key (the queue of approvals) answers with it.
"""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers

from governance.identity.services.api_keys import Issued


def secret_page(request: HttpRequest, issued: Issued) -> TemplateResponse:
    """``issued`` as returned by ``issue_key`` or ``rotate``, in the very request that made it."""
    context = admin.site.each_context(request) | {
        "title": f"接口密钥 {issued.key.prefix}",
        "issued": issued,
        "client": issued.key.client,
    }
    response = TemplateResponse(request, "admin/staff/secret_once.html", context)
    add_never_cache_headers(response)
    return response
