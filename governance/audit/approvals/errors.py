"""What maker-checker refuses, and what the person should do next."""

from __future__ import annotations

from enum import Enum

from core.errors import Sentence


class ApprovalCode(Enum):
    APPROVAL_UNKNOWN = Sentence(
        zh="没有该复核事项。请从“复核”列表中选择。",
        en="There is no such approval. Choose one from the list.",
        status=404,
    )
    APPROVAL_DECIDED = Sentence(
        zh="复核事项 {number} 已由 {name} 办结（{status}），不能再次办理。请刷新列表。",
        en="{number} was ended by {name} ({status}); nothing is left to decide. Reload the list.",
        status=409,
    )
    SITUATION_CHANGED = Sentence(
        zh="您打开页面之后，复核单 {number} 的对象情况已有变化，没有办理。请看过现在的情况，再作决定。",
        en="What {number} is about has changed since you opened the page; nothing was done. "
        "Look at how it is now and decide again.",
        status=409,
    )
    APPROVAL_OVERDUE = Sentence(
        zh="复核事项 {number} 已于 {expired} 超过复核期限，不能再办理。请经办人重新提出。",
        en="{number} ran out at {expired} and can no longer be decided. Have it proposed again.",
        rule="R-AUDIT-01",
        status=409,
    )
    OWN_PROPOSAL = Sentence(
        zh="这是您本人提出（或由他人代您提出）的事项，不能由您自己复核。请由另一名有权人员办理。",
        en="You proposed this yourself, or it was proposed in your place: nobody decides on their own "
        "act. Another person with the role must do it.",
        status=403,
    )
    SAME_SIDE = Sentence(
        zh="您与经办人 {maker} 之间有有效的委托，不能复核其提出的事项。请由另一名有权人员办理。",
        en="A delegation in force ties you to {maker}, who proposed this; you cannot also decide it. "
        "Another person with the role must do it.",
        status=403,
    )
    NOT_THE_PROPOSER = Sentence(
        zh="只有提出人 {maker} 可以撤回。请联系提出人，或由复核人驳回。",
        en="Only {maker}, who proposed it, can withdraw it. Ask them, or have it refused.",
        status=403,
    )
    KIND_UNKNOWN = Sentence(
        zh="没有复核事项类别“{kind}”。请从页面上的按钮提出。",
        en="There is no kind of approval {kind!r}. Use a button of the pages.",
    )
    PROPOSAL_MISMATCH = Sentence(
        zh="同一申请已以其他内容提出（{number}）。请重新打开页面再提出。",
        en="This was already proposed with another content ({number}). Open the page anew.",
        status=409,
    )
    ALREADY_PENDING = Sentence(
        zh="同一内容已有待复核的事项 {number}。请等待其办结，或先撤回。",
        en="The same is already waiting for approval as {number}. Wait for it, or withdraw it first.",
        status=409,
    )
    DOCUMENT_NEEDED = Sentence(
        zh="“{kind}”须附材料。请上传申请书或文书的扫描件。",
        en="{kind}: a document must be attached. Upload a scan of the application or order.",
    )
    DOCUMENT_TOO_LARGE = Sentence(
        zh="文件“{name}”大小为 {size_mb} MB，须大于 0 且不超过 {limit_mb} MB。请压缩或分成几个文件。",
        en="File {name!r} has {size_mb} MB; it must not be empty nor exceed {limit_mb} MB. Compress or "
        "split it.",
    )
    DOCUMENT_TYPE = Sentence(
        zh="文件“{name}”的类型不接受，或内容与扩展名不符。请改用 PDF、OFD、PNG、JPG、DOCX、XLSX 或 TXT。",
        en="File {name!r} is of a type not taken, or is not what its ending says. "
        "Use PDF, OFD, PNG, JPG, DOCX, XLSX or TXT.",
    )
    TOO_MANY_DOCUMENTS = Sentence(
        zh="最多附 {limit} 个文件，现有 {count} 个。请合并后再提交。",
        en="At most {limit} files; there are {count}. Merge some.",
    )
    DELEGATE_IS_SELF = Sentence(
        zh="不能委托给本人。请另选受托人。",
        en="Nobody stands in for themselves. Choose another person.",
    )
    DELEGATION_ROLE = Sentence(
        zh="只能委托经办、复核、领导审批角色；三员的职责不能委托。请改选角色。",
        en="Only maker, checker and approver can be delegated; the three administrators' duties "
        "cannot. Choose another role.",
    )
    DELEGATION_NOT_HELD = Sentence(
        zh="{name}在该机制没有“{wanted}”角色，不能委托他人。请核对角色和机制。",
        en="{name} does not hold the role {wanted} there and cannot lend it. Check role and programme.",
    )
    DELEGATION_PERIOD = Sentence(
        zh="委托期限不对：不能从过去开始，须早于终止时间，且不超过 {limit_days} 天。请改正。",
        en="The period is wrong: it cannot begin in the past, must end after it begins and last at most "
        "{limit_days} days. Correct it.",
    )
    DELEGATION_ENDED = Sentence(
        zh="该委托已经终止。请刷新列表。",
        en="This delegation has ended. Reload the list.",
        status=409,
    )
