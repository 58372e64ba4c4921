"""Writing the rulebook. The programmes of this registry are shipped by migration; the only act here
makes the programme under which another registry's public history is kept apart from them.
"""

from __future__ import annotations

from core.errors import CodedError
from governance.identity.actor import Actor
from governance.identity.rights import require
from governance.identity.roles import Role
from governance.rulebook.errors import RulebookCode
from governance.rulebook.models import Programme

# Also the mark by which an imported programme is told from one that issues here.
IMPORTED = "其他登记簿的公开记录，由导入命令带入，仅供查阅与核对；不是本登记系统签发减排量的依据"


def register_imported_programme(
    *, actor: Actor, code: str, name_zh: str, name_en: str, authority: str
) -> Programme:
    """The programme ``code`` for another registry's records, made when missing.

    Raises ``forbidden``, and ``programme_not_imported`` when the code is one of a programme that
    issues units here: history from elsewhere never mixes with them.
    """
    require(
        actor,
        Role.OPERATOR,
        act="建立导入机制",
        act_en="set up an imported programme",
        programme=code,
    )
    programme, _ = Programme.objects.get_or_create(
        code=code,
        defaults={
            "name_zh": name_zh,
            "name_en": name_en,
            "authority": authority,
            "legal_source": IMPORTED,
        },
    )
    if programme.legal_source != IMPORTED:
        raise CodedError(RulebookCode.PROGRAMME_NOT_IMPORTED, programme=code)
    return programme
