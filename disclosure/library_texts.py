"""What the pages of the methodology library say."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "library_lead": (
        "已经发布的方法学：文本、公式、算例和各版本。公式文件按 SHA-256 固定，发布后不再改动。",
        "Published methodologies: text, formulas, worked examples and versions. A definition is fixed by "
        "its SHA-256 and does not change once published.",
    ),
    "find": ("查询", "Search"),
    "find_label": ("名称或代码", "Name or code"),
    "all_programmes": ("全部机制", "All programmes"),
    "with_ended": ("包括已失效的版本", "Include versions no longer in force"),
    "no_match": ("没有符合条件的方法学。", "There are no such methodologies."),
    "version": ("版本", "Version"),
    "name": ("名称", "Name"),
    "class": ("产品类别", "Class"),
    "lead_compiler": ("牵头编制单位", "Lead compiler"),
    "effective": ("施行日期", "In force from"),
    "published": ("发布日期", "Published"),
    "until": ("失效日期", "In force until (excluded)"),
    "state": ("状态", "State"),
    "newer": ("上一页", "Previous"),
    "older": ("下一页", "Next"),
    "definition": ("公式文件", "Definition"),
    "definition_means": (
        "系统按此文件计算减排量。下载后可用 SHA-256 核对，格式见项目文档。",
        "Reductions are computed by this file. Check the download by its SHA-256.",
    ),
    "download": ("下载", "Download"),
    "documents": ("文本与材料", "Text and documents"),
    "no_documents": ("没有公开材料。", "There are no documents."),
    "try_it": ("试算", "Try it"),
    "try_means": (
        "按本方法学当场计算，不保存、不作为申请依据。因子取今天有效的数值。",
        "Computed at once by this methodology; nothing is kept, and it is no application. Factors are those "
        "in force today.",
    ),
    "calculate": ("计算", "Calculate"),
    "back_to_methodology": ("返回方法学", "Back to the methodology"),
    "versions": ("各版本", "Versions"),
    "transition": ("衔接", "Transition"),
    "notice": ("公示", "Notice"),
    "this_version": ("本页", "this page"),
}
