"""Two at once for the same year or the same value: one is done, the other is told, nothing is doubled."""

from __future__ import annotations

import datetime as dt

from core import clock
from governance.identity.roles import Role
from governance.rulebook.calendar.services import Loaded, load_notice
from governance.rulebook.models import CalendarNotice, RuleParameter
from governance.rulebook.parameters import change_parameter
from tests.governance.audit.approvals.test_racing import together
from tests.governance.people import make_actor, seconded
from tests.governance.rulebook.test_calendar_notices import NEXT

TOMORROW = clock.today() + dt.timedelta(days=1)


def test_one_edition_of_a_year_is_loaded_once(fresh_database):
    actors = [seconded(make_actor(Role.CHECKER)) for _ in range(2)]
    for year in range(2027, 2032):
        texts = [NEXT.replace("2027", str(year)).replace("work", f"# {n}\n# work") for n in "ab"]
        results = together(
            [
                lambda a=actor, t=text: load_notice(actor=a, text=t, reason="已发布")
                for actor, text in zip(actors, texts, strict=True)
            ]
        )
        assert results.count("notice_loaded") == 1, results
        assert Loaded(CalendarNotice.objects.get(year=year), moved=0) in results


def test_one_value_begins_on_a_day(fresh_database):
    actors = [seconded(make_actor(Role.CHECKER)) for _ in range(2)]
    words = {"rule": "R-NOTICE-01", "name": "working_days", "programme": "", "reason": "细则施行"}
    words |= {"legal_source": "测试", "effective_from": TOMORROW}
    results = together(
        [
            lambda a=actor, v=value: change_parameter(actor=a, value=v, **words)
            for actor, value in zip(actors, ("30", "40"), strict=True)
        ]
    )
    assert results.count("parameter_later") == 1, results
    new = RuleParameter.objects.get(rule="R-NOTICE-01", effective_from=TOMORROW)
    assert new in results
    old = RuleParameter.objects.get(rule="R-NOTICE-01", programme=None, value="20")
    assert old.effective_to == clock.today()
