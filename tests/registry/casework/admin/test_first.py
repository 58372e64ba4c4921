import pytest
from tests.registry.casework.admin.world import clerk, submitted, url
from tests.governance.pages import text
pytestmark = pytest.mark.django_db
def test_all(django_assert_max_num_queries):
    case = submitted()
    c = clerk()
    for u in ["/admin/", url("desk"), url("changelist"), url("changelist")+"?q=青岚", url("change", case.pk), url("dossier", case.pk), url("record", case.pk), url("versions", case.pk), url("export"), url("assign")+f"?case={case.pk}"]:
        with django_assert_max_num_queries(100) as q:
            r = c.get(u)
        print(r.status_code, len(q), u)
        if len(q)>13:
            for x in q.captured_queries: print("   ", x["sql"][:160])
        assert r.status_code == 200, text(r)
