"""What the pages of public notices say."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "notices_lead": (
        "方法学、项目和减排量在发布、登记之前向社会公示。公示期间任何人都可以提出意见，意见逐条答复并公布。",
        "Methodologies, projects and reductions are laid open before they are published or registered. "
        "Anybody may comment meanwhile; each comment is answered, and the answer published.",
    ),
    "running": ("正在公示", "Running"),
    "ended": ("已结束", "Ended"),
    "all_kinds": ("全部类别", "All kinds"),
    "all_programmes": ("全部机制", "All programmes"),
    "kind": ("类别", "Kind"),
    "filter": ("筛选", "Filter"),
    "none": ("没有符合条件的公示。", "There are no such notices."),
    "period": ("公示期", "Period"),
    "to": ("至", "to"),
    "both_days": ("首日和末日都计入", "both end days included"),
    "days_left": ("还剩", "Working days left"),
    "working_days": (" 个工作日", ""),
    "provisional": ("暂定", "provisional"),
    "provisional_means": (
        "“暂定”：末日落在尚未公布放假安排的年份，安排公布后重新计算。",
        "“Provisional”: the last day lies in a year whose holidays are not announced yet; it is counted "
        "anew once they are.",
    ),
    "over": ("公示期满", "Over"),
    "broken_off": ("提前终止", "Broken off"),
    "applicant": ("申请单位", "Applicant"),
    "number": ("编号", "Number"),
    "state": ("办理状态", "State"),
    "newer": ("上一页", "Previous"),
    "older": ("下一页", "Next"),
    "content": ("公示内容", "What is laid open"),
    "not_public": (
        "本件已退回、撤回或终止办理，内容不再公示。",
        "This case was sent back, withdrawn or ended; its content is no longer public.",
    ),
    "documents": ("公示材料", "Documents"),
    "no_documents": ("没有公示材料。", "There are no documents."),
    "download": ("下载", "Download"),
    "comments": ("意见与答复", "Comments and answers"),
    "no_answers": ("还没有已答复的意见。", "No comment was answered yet."),
    "waiting": ("待答复意见", "Comments waiting for an answer"),
    "answer": ("答复", "Answer"),
    "give_comment": ("提出意见", "Comment"),
    "closed": ("公示期已过，不再收集意见。", "Comments are no longer taken."),
    "comment_name": ("称呼", "Name"),
    "comment_name_help": (
        "公布时隐去，只留第一个字。",
        "Masked in public but for its first letter.",
    ),
    "comment_organisation": ("单位（选填）", "Organisation (optional)"),
    "comment_organisation_help": ("不公布。", "Not published."),
    "comment_contact": ("联系方式", "How to reach you"),
    "comment_contact_help": (
        "电话或电子邮箱，不公布，只用于核实和答复。",
        "Telephone or e-mail; not published, used to verify and to answer only.",
    ),
    "comment_text": ("意见", "Comment"),
    "comment_text_help": (
        "5 至 2000 字。答复之后与答复一起公布，请勿写个人信息。",
        "5 to 2,000 characters. Published with its answer; do not include personal data.",
    ),
    "comment_website": ("网址（请留空）", "Website (leave empty)"),
    "send": ("提交意见", "Send"),
    "thanks": ("意见已收到", "Your comment was received"),
    "receipt": ("回执编号", "Receipt"),
    "received_at": ("收到时间", "Received"),
    "thanks_next": (
        "请记下回执编号。意见答复之后，连同答复公布在公示页面。",
        "Keep the receipt. Once answered, the comment is published with its answer on the notice's page.",
    ),
    "back_to_notice": ("返回公示", "Back to the notice"),
}
