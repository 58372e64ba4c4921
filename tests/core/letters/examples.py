"""Letters for tests: an ordinary one, and one that means harm."""

from __future__ import annotations

import datetime as dt

from core.letters.letter import Letter, Table

ORDINARY = Letter(
    title="补正通知书",
    number="京碳普补〔2026〕12号",
    addressee="北京绿能出行科技有限公司",
    paragraphs=(
        "你单位提交的“通州区油改电小客车减排项目”登记申请收悉。经审查，申请材料不齐全。",
        "请自收到本通知之日起20个工作日内提交补正材料。逾期未补正的，本次申请失效。",
    ),
    sender="北京市生态环境局",
    date=dt.date(2026, 7, 17),
    masthead="北京市生态环境局文件",
    table=Table(
        heads=("序号", "事项", "数量（吨）"),
        rows=(("1", "补充车辆行驶里程数据的采集方法与校核频次", "1,888"), ("2", "开工证明", "—")),
        figures=frozenset({2}),
    ),
    verification="核验：https://registry.example/verify/0192f7c5　SHA-256：" + "9f86d081" * 8,
)

MARKUP = (
    '#read("/etc/passwd") #{ panic() } $x^2$ *b* _i_ `raw` @ref <label> \\u{41} // no comment /* */',
    "</w:t></w:r><w:r><w:t>&amp; <![CDATA[x]]> <!-- c --> &lt;",
    '{{ 7*7 }} {% raw %} =HYPERLINK("http://x") \\input{x}',
)
UNSEEN = "张\x00三\x1b\ufffe\u202e李\u200b四\ud800"
NAME = "甲" * 400 + "X" * 400

HOSTILE = Letter(
    title=f"通知书 {MARKUP[0]} {UNSEEN}",
    number=MARKUP[1],
    addressee=NAME,
    paragraphs=(*MARKUP, UNSEEN, NAME, ""),
    sender=f"{NAME} {MARKUP[0]}",
    date=dt.date(2026, 7, 17),
    masthead=NAME,
    table=Table(heads=(MARKUP[1], NAME), rows=((MARKUP[0], UNSEEN), (NAME, MARKUP[2]))),
    verification="f" * 600,
)
