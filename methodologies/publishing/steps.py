"""The steps of a methodology's case: who does what in which state, and what stands behind it."""

from __future__ import annotations

from methodologies.publishing.forms import assessing, compiling, deciding
from methodologies.publishing.models import State
from methodologies.publishing.services import definitions, drafting, panel, publishing
from registry.casework import common_steps
from registry.casework.kinds import Step, steps
from registry.casework.models import Participant
from registry.casework.parties import Party

DRAFT = frozenset({State.DRAFT})
SUBMITTED = frozenset({State.SUBMITTED})
ASSESSED = frozenset({State.EXPERT_REVIEW})
OPEN = frozenset({State.PUBLIC_NOTICE})
PUBLISHED = frozenset({State.PUBLISHED})
IN_REVIEW = SUBMITTED | ASSESSED | OPEN
WORKABLE = DRAFT | SUBMITTED | ASSESSED

WRITER, SIGNER = frozenset({Party.OWNER_MAKER}), frozenset({Party.OWNER_CHECKER})
EXPERT = frozenset({Party.EXPERT})
CLERK, CHIEF = frozenset({Party.MAKER}), frozenset({Party.APPROVER})
TO_OWNER = frozenset({str(Participant.As.OWNER)})
TO_EXPERTS = frozenset({str(Participant.As.EXPERT)})

_COMPILING = (
    Step(
        "edit", "编辑", "edit the draft", WRITER, DRAFT,
        effect=drafting.edit, form=compiling.EditForm,
    ),
    Step(
        "add_file", "添加材料", "add documents", WRITER | CLERK, DRAFT | IN_REVIEW,
        effect=drafting.add_file, form=compiling.AddFileForm,
    ),
    Step(
        "upload_definition", "上传公式文件", "upload the definition", WRITER, DRAFT,
        effect=definitions.upload, form=compiling.DefinitionForm,
    ),
    Step(
        "encode_definition", "编入公式文件", "encode the definition", CLERK, SUBMITTED | ASSESSED,
        effect=definitions.upload, form=compiling.DefinitionForm, tells=TO_OWNER,
        warning="公式文件改动后，原来的验证、确认和专家表决都不再算数。",
    ),
    Step(
        "run_checks", "验证算例", "prove the examples", WRITER | CLERK, WORKABLE,
        effect=definitions.run_checks,
    ),
    Step(
        "confirm_examples", "确认公式与算例", "confirm formulas and examples", SIGNER, WORKABLE,
        check=definitions.check_confirm, effect=definitions.confirm, form=compiling.ConfirmForm,
    ),
    Step(
        "submit", "提交", "submit", SIGNER, DRAFT, move="submit",
        check=drafting.check_submit, effect=drafting.submit,
    ),
    Step(
        "withdraw", "撤回", "withdraw", SIGNER, DRAFT | IN_REVIEW, move="withdraw",
        effect=drafting.break_off, warning="撤回后本件即办结，不能恢复；需要时另行提出。",
    ),
)  # fmt: skip
_ASSESSING = (
    Step(
        "accept", "受理", "accept", CLERK, SUBMITTED, move="accept",
        effect=publishing.accept, tells=TO_OWNER | TO_EXPERTS,
    ),
    common_steps.assign(IN_REVIEW),
    Step(
        "send_back", "退回修改", "send back", CLERK, IN_REVIEW, move="send_back",
        effect=drafting.break_off, tells=TO_OWNER, label="退回理由与修改要求",
        warning="退回后回到草稿；正在进行的公示随即终止，修改后重新评估、公示。",
    ),
    Step(
        "invite_expert", "邀请专家", "invite an expert", CLERK, ASSESSED,
        effect=panel.invite, form=assessing.InviteForm, tells=TO_EXPERTS,
    ),
    Step(
        "release_expert", "解除专家评估", "release an expert", CLERK, ASSESSED,
        effect=panel.release, form=assessing.ReleaseForm,
    ),
    Step(
        "declare", "利益冲突声明", "declare conflicts", EXPERT, ASSESSED,
        effect=panel.declare, form=assessing.DeclareForm, warning="声明后不能更改。",
    ),
    Step(
        "score", "评分", "score", EXPERT, ASSESSED, effect=panel.score, form=assessing.ScoreForm,
    ),
    Step(
        "vote", "表决", "vote", EXPERT, ASSESSED,
        effect=panel.vote, form=assessing.VoteForm, warning="表决后不能更改。",
    ),
    Step(
        "next_round", "另开一轮", "open another round", CLERK, ASSESSED,
        check=panel.check_next_round, effect=panel.open_round, tells=TO_EXPERTS,
    ),
)  # fmt: skip
_DECIDING = (
    Step(
        "lay_open", "公示", "lay open", CLERK, ASSESSED, move="lay_open",
        check=publishing.check_lay_open, effect=publishing.lay_open,
        form=deciding.LayOpenForm, tells=TO_OWNER,
    ),
    Step(
        "answer_comment", "答复意见", "answer a comment", SIGNER | CLERK, OPEN,
        effect=publishing.answer_comment, form=deciding.AnswerForm,
    ),
    Step(
        "publish", "发布", "publish", CHIEF, OPEN, move="publish", second=True, proposers=CLERK,
        check=publishing.check_publish, effect=publishing.publish,
        form=deciding.PublishForm, tells=TO_OWNER, warning="发布后不再改动；改动须另立新版本。",
    ),
    Step(
        "refuse", "不予发布", "refuse", CHIEF, IN_REVIEW, move="refuse", second=True,
        proposers=CLERK, effect=publishing.refuse, form=deciding.RefuseForm, tells=TO_OWNER,
    ),
    Step(
        "abolish", "废止", "abolish", CHIEF, PUBLISHED, move="abolish", second=True,
        proposers=CLERK, effect=publishing.abolish, form=deciding.AbolishForm, tells=TO_OWNER,
        warning="自今日起不再适用，不能恢复。",
    ),
    # Nobody proposes it: the publication of the next version takes it, under its own approval.
    Step(
        publishing.SUPERSEDE, "被取代", "be superseded", CHIEF, PUBLISHED, move="supersede",
        second=True, effect=publishing.supersede, tells=TO_OWNER,
    ),
)  # fmt: skip
STEPS = steps(*_COMPILING, *_ASSESSING, *_DECIDING)
