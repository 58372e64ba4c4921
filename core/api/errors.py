"""What the interface itself refuses, before any service is asked."""

from __future__ import annotations

from enum import Enum

from rest_framework.exceptions import AuthenticationFailed

from core.errors import CodedError, Sentence


class ApiCode(Enum):
    NOT_FOUND = Sentence(
        zh="没有这个地址或这条记录，或者不在您可以查看的范围内。请核对地址。",
        en="There is no such address or record, or it is outside what you may see. Check the address.",
        status=404,
    )
    METHOD_NOT_ALLOWED = Sentence(
        zh="这个地址不接受 {method} 请求，可用：{allowed}。请改用其中一种。",
        en="This address does not take {method}; it takes {allowed}. Use one of these.",
        status=405,
    )
    NOT_AUTHENTICATED = Sentence(
        zh="需要身份：请带上接口密钥（Authorization: Bearer …），或先登录并完成第二因素验证。",
        en="Say who you are: send an API key (Authorization: Bearer …), or log in, second factor included.",
        status=401,
    )
    PERMISSION_DENIED = Sentence(
        zh="您没有办理此事的权限。请交由有权限的人员或程序办理。",
        en="You may not do this. Leave it to someone who may.",
        status=403,
    )
    CSRF_FAILED = Sentence(
        zh="以登录会话提交时须带上 X-CSRFToken。请刷新页面后重试，程序请改用接口密钥。",
        en="A request in a log-in session must carry X-CSRFToken. Reload the page; programs use an API key.",
        status=403,
    )
    THROTTLED = Sentence(
        zh="请求过于频繁，请在 {wait_s} 秒后再试（见 Retry-After）。",
        en="Too many requests: try again in {wait_s} seconds (see Retry-After).",
        status=429,
    )
    BODY_MALFORMED = Sentence(
        zh="请求正文不是有效的 JSON。请改正后重新提交。",
        en="The body is not valid JSON. Correct it and submit again.",
        status=400,
    )
    BODY_TOO_LARGE = Sentence(
        zh="请求正文超过 {limit} 字节。请减少内容后重新提交。",
        en="The body exceeds {limit} bytes. Send less.",
        status=413,
    )
    MEDIA_TYPE_UNSUPPORTED = Sentence(
        zh="不支持这种正文格式。请以 application/json 提交。",
        en="This media type is not supported. Send application/json.",
        status=415,
    )
    INVALID = Sentence(
        zh="有 {count} 处填写有误，见 errors。请逐项改正后重新提交。",
        en="There are {count} faults, listed under errors. Correct them and submit again.",
        status=422,
    )
    PARAMETER_UNKNOWN = Sentence(
        zh="不认识的查询参数“{name}”，可用：{known}。请改正拼写或删除。",
        en="Unknown query parameter {name!r}; known here: {known_en}. Correct or remove it.",
        status=400,
    )
    PARAMETER_TWICE = Sentence(
        zh="查询参数“{name}”出现了多次。请只写一次。",
        en="The query parameter {name!r} is given more than once. Give it once.",
        status=400,
    )
    LIMIT_INVALID = Sentence(
        zh="limit 应为 1 至 {most} 的整数。请改正。",
        en="limit must be a whole number from 1 to {most}. Correct it.",
        status=400,
    )
    CURSOR_INVALID = Sentence(
        zh="cursor 无法识别。请使用上一页答复中的 next 或 previous 地址，不要自行拼写。",
        en="This cursor is not one of ours. Follow the next or previous link of the page before.",
        status=400,
    )
    REQUEST_REFUSED = Sentence(
        zh="请求不合格式，未作处理。请核对请求的地址、头部和正文。",
        en="The request is malformed and was not handled. Check its address, headers and body.",
        status=400,
    )
    UNEXPECTED = Sentence(
        zh="系统出错，未能答复；没有任何改动生效。请稍后重试，并把 request_id 告知登记机构。",
        en="Something failed here and nothing was changed. Try again later and tell the registry the "
        "request_id.",
        status=500,
    )


class RefusedCaller(AuthenticationFailed):
    """Who calls was not accepted, for a reason that has a code of its own."""

    def __init__(self, refusal: CodedError) -> None:
        super().__init__(refusal.zh)
        self.refusal = refusal
        self.status_code = refusal.sentence.status
