"""What the publication of a methodology refuses, and what the person should do next."""

from __future__ import annotations

from enum import Enum

from core.errors import Sentence


class PublishingCode(Enum):
    # Naming
    METHODOLOGY_CODE_TAKEN = Sentence(
        zh="代码 {code} 已被占用，或其另一版本正在办理。请改用别的代码，或等其办结。",
        en="The code {code} is taken, or another version of it is under way. Choose another or wait.",
        status=409,
    )
    VERSION_CODE_TAKEN = Sentence(
        zh="{code} 已有版本 {version}，版本代码不重复使用。请改用下一个。",
        en="{code} already has a version {version}; version codes are not used twice. Take the next.",
        status=409,
    )
    SUPERSEDES_NEEDED = Sentence(
        zh="{code} 已有发布的版本 {version}。请选择由新版本取代它，并填写新旧版本衔接。",
        en="{code} has a published version {version}. Choose it as the one superseded, and say how "
        "running projects move over.",
    )
    SUPERSEDES_INVALID = Sentence(
        zh="所选被取代的版本不是本方法学现行发布的版本。请重新选择。",
        en="The version chosen is not the published one of this methodology. Choose again.",
        status=409,
    )
    TRANSITION_NEEDED = Sentence(
        zh="没有填写新旧版本衔接。请说明已登记的项目何时、如何改用新版本。",
        en="The transition is missing. Say when and how registered projects move to the new version.",
    )
    # Definition
    DEFINITION_MISSING = Sentence(
        zh="{case}还没有公式文件。请先上传。",
        en="{case} has no definition file yet. Upload it first.",
    )
    DEFINITION_OF_OTHER = Sentence(
        zh="公式文件写的是{what}“{found}”，本办件是“{wanted}”。请改正文件或办件内容。",
        en="The file says {found} ({what_en}); this case is {wanted}. Correct either.",
    )
    DEFINITION_UNREAD = Sentence(
        zh="{case}的公式文件标明没有读过正式文本（status = unread），不能公示和发布。"
        "请核对正式文本后改正标记，重新上传。",
        en="The definition of {case} says that its official text was not read (unread): it is neither "
        "laid open nor published. Check it against the text, then upload it anew.",
    )
    SAMPLE_UNNAMED = Sentence(
        zh="{case}的公式文件是示例（status = sample），代码“{methodology}”却不以 SAMPLE- 开头，"
        "不能公示和发布。请改用示例代码，或上传依据正式文本的公式文件。",
        en="The definition of {case} is a sample, but its code {methodology} does not begin with "
        "SAMPLE-. Use a code that says so, or upload a definition made from the official text.",
    )
    NOT_PROVED = Sentence(
        zh="{case}的量纲和算例还没有验证通过。请先办理“验证算例”。",
        en="Dimensions and worked examples of {case} are not proved. Run the checks first.",
    )
    NOT_CONFIRMED = Sentence(
        zh="{case}的公式文件（{sha256}）还没有经编制单位确认。请先由编制单位确认。",
        en="The compiler has not confirmed the definition {sha256} of {case}. Have it confirmed first.",
    )
    DEFINITION_CHANGED = Sentence(
        zh="公式文件在您打开页面之后已有变化，没有确认。请看过现在的文件，再确认。",
        en="The definition has changed since you opened the page; nothing was confirmed. Look again.",
        status=409,
    )
    # Panel
    EXPERT_UNSUITABLE = Sentence(
        zh="{name}没有本机制的专家资格。请从名单中选择。",
        en="{name} is no expert of this programme. Choose from the list.",
    )
    EXPERT_CONFLICT = Sentence(
        zh="{name}{why}，应当回避。请另请专家。",
        en="{name} has a conflict of interest ({why_en}). Invite another expert.",
    )
    EXPERT_ALREADY = Sentence(
        zh="{name}已在本轮评估中（或已退出）。请另请专家。",
        en="{name} is, or was, on the panel of this round. Invite another expert.",
        status=409,
    )
    EXPERT_NOT_WAITING = Sentence(
        zh="该专家不在本轮评估中，或已经表决、退出。请刷新页面。",
        en="This expert is not on the panel, or has voted or left. Reload the page.",
        status=409,
    )
    DECLARED_ALREADY = Sentence(
        zh="您已经作过声明，不能更改。确有冲突的，请联系经办人。",
        en="You have declared already; a declaration stays. Tell the bureau of a conflict.",
        status=409,
    )
    DECLARATION_MISSING = Sentence(
        zh="请先声明有无利益冲突，再评分和表决。",
        en="Declare whether you have a conflict of interest before scoring and voting.",
    )
    CONFLICT_TEXT_MISSING = Sentence(
        zh="请说明利益冲突的情况。",
        en="Describe the conflict of interest.",
    )
    SCORE_INVALID = Sentence(
        zh="“{criterion}”的评分应为 0 至 {most} 的整数。请改正。",
        en="The score for {criterion_en} is a whole number from 0 to {most}. Correct it.",
    )
    OPINION_MISSING = Sentence(
        zh="请填写评估意见（10 至 5000 字）。",
        en="Write your opinion (10 to 5,000 characters).",
    )
    SCORE_MISSING = Sentence(
        zh="请先评分并填写意见，再表决。",
        en="Score and write your opinion before you vote.",
    )
    DEFINITION_BEFORE_VOTE = Sentence(
        zh="公式文件还没有验证算例并经编制单位确认，暂不能表决。请等待。",
        en="The definition is not yet proved and confirmed; voting waits for it.",
        status=409,
    )
    VOTE_UNKNOWN = Sentence(
        zh="请选择同意、修改后再评或不同意。",
        en="Vote approve, revise or reject.",
    )
    VOTES_OUTSTANDING = Sentence(
        zh="本轮还有 {count} 位专家没有表决。请等待其表决，或解除其评估。",
        en="{count} experts of this round have not voted. Wait for them, or release them.",
        status=409,
    )
    QUORUM_MISSING = Sentence(
        zh="本轮就现公式文件表决的专家 {voted} 位，至少需要 {least} 位。请增请专家，或另开一轮。",
        en="{voted} experts voted on the present definition; {least} are needed. Invite more, or open "
        "another round.",
        rule="R-EXPERT-01",
        status=409,
    )
    NOT_IN_FAVOUR = Sentence(
        zh="本轮同意 {approve} 位，共 {voted} 位，未达到规定比例 {share}。请退回修改，或另开一轮。",
        en="{approve} of {voted} experts are in favour; a share of {share} is needed. Send it back, or "
        "open another round.",
        rule="R-EXPERT-01",
        status=409,
    )
    ROUND_IS_GOOD = Sentence(
        zh="本轮评估已经通过，不需要另开一轮。请办理公示。",
        en="This round is in favour; no other is needed. Lay the methodology open.",
        status=409,
    )
    # Publication
    EFFECTIVE_IN_PAST = Sentence(
        zh="施行日期 {day} 早于今天。请改为今天或以后；复核单已过日期的，请重新提出。",
        en="The effective date {day} is past. Choose today or later; propose it anew.",
    )
