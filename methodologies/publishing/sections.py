"""What is applied for, for whoever may read the case, the public included: nothing here is of the panel.
Documents are listed by the pages themselves."""

from __future__ import annotations

from collections.abc import Sequence

from governance.audit.approvals.kinds import Row
from methodologies.definition import Definition
from methodologies.publishing.formulas import equations_html, parameter_rows, written
from methodologies.publishing.models import MethodologyVersion
from methodologies.publishing.selectors.examples import example_rows
from methodologies.publishing.selectors.plans import plan_of
from methodologies.statement.blocks import STATUS_WORDS, WARNINGS
from registry.casework.kinds import Section


def sections(version: MethodologyVersion) -> Sequence[Section]:
    found = [_basics(version)]
    if not version.definition:
        return found
    definition = plan_of(version).checked.definition
    found.append(_file(version, definition))
    if definition.conditions:
        rows = [
            ("适用条件", "判断"),
            *[(c.name, written(c.formula)) for c in definition.conditions],
        ]
        found.append(Section("适用条件", table=rows))
    found.append(Section("参数", table=parameter_rows(definition.parameters.values())))
    for table in definition.tables.values():
        found.append(Section(f"数据表：{table.name}", table=parameter_rows(table.columns)))
    for lookup in definition.lookups.values():
        heads = [key.name for key in lookup.keys] + [f"{n}（{unit}）" for n, unit in lookup.values]
        found.append(Section(f"查找表：{lookup.name}", table=[heads, *lookup.rows]))
    found.append(Section("公式", html=equations_html(definition)))
    found.append(Section("算例", table=example_rows(version, definition)))
    return found


def _basics(version: MethodologyVersion) -> Section:
    methodology = version.methodology
    others = "、".join(each.name_zh for each in version.co_compilers.all())
    rows: list[Row] = [
        ("名称", methodology.name_zh),
        ("英文名称", methodology.name_en or "—"),
        ("代码与版本", version.full_code),
        ("产品类别", methodology.product_class),
        ("机制", version.programme.name_zh),
        ("牵头编制单位", version.applicant.name_zh),
        ("所在区县", version.district.name_zh if version.district else "—"),
        ("参编单位", others or "—"),
        ("适用范围与说明", version.summary or "—"),
    ]
    if version.supersedes is not None:
        rows += [("取代的版本", version.supersedes.full_code), ("衔接", version.transition_zh)]
    if version.published_on is not None:
        rows += [("发布日期", version.published_on), ("施行日期", version.effective_from)]
    if version.ended_on is not None:
        rows.append(("失效日期", version.ended_on))
    return Section("基本信息", rows=rows)


def _file(version: MethodologyVersion, definition: Definition) -> Section:
    rows = [
        ("状态", STATUS_WORDS[definition.status]),
        ("结果", f"{definition.equations[definition.result].name}（{definition.result}）"),
        ("公式文件 SHA-256", version.definition_sha256),
    ]
    if definition.source.text:
        mark = "已核对原文" if definition.source.verified else "未核对原文"
        rows.append(("依据", f"{definition.source.text}（{mark}）"))
    if definition.status in WARNINGS:
        rows.insert(0, ("注意", WARNINGS[definition.status]))
    if definition.note:
        rows.append(("说明", definition.note))
    return Section("公式文件", rows=rows)
