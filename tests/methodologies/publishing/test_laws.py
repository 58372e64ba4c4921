"""The laws of methodologies, attacked from outside the services."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from methodologies.publishing.models import ExpertReview, Methodology, MethodologyVersion
from tests.methodologies.publishing.story import Story
from tests.registry.organisations.holders import make_organisation

pytestmark = [pytest.mark.django_db, pytest.mark.laws]
VERSION = "UPDATE publishing_methodologyversion SET {} WHERE case_ptr_id = %s"
REVIEW = "UPDATE publishing_expertreview SET {} WHERE expert_id = %s"
CASE = "UPDATE casework_case SET {} WHERE uuid = %s"
HASHED = "definition = 'x', definition_sha256 = encode(sha256('x'), 'hex')"


def refused(constraint: str, statement: str, *args: object) -> None:
    before = _rows()
    with pytest.raises(DatabaseError) as caught:
        run(statement, *args)
    assert caught.value.__cause__.diag.constraint_name == constraint, caught.value
    assert _rows() == before


def run(statement: str, *args: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, args)
        assert cursor.rowcount, "nothing was attacked"
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _rows() -> list[object]:
    return [list(m.objects.values()) for m in (MethodologyVersion, ExpertReview, Methodology)]


def test_the_hash_is_that_of_the_text():
    s = Story()
    s.propose()
    unproved = "proved_at = NULL, confirmed_at = NULL"
    for change in (
        f"definition = 'x', {unproved}",
        "definition_sha256 = repeat('0', 64)",
        f"definition = 'x', definition_sha256 = encode(sha256('y'), 'hex'), {unproved}",
    ):
        refused("publishing_definition_hash", VERSION.format(change), s.version.pk)


def test_a_changed_text_is_neither_proved_nor_confirmed():
    s = Story()
    s.assessed()
    refused("publishing_change_unproves", VERSION.format(HASHED), s.version.pk)
    refused("publishing_confirmed_after_proved", VERSION.format("proved_at = NULL"), s.version.pk)


def test_what_was_laid_open_and_submitted_stays():
    s = Story()
    s.laid_open()
    undone = f"{HASHED}, proved_at = NULL, confirmed_at = NULL, confirmed_by = ''"
    refused("publishing_definition_laid_open", VERSION.format(undone), s.version.pk)
    for change in ("version_code = 'V09'", "summary = '别的'", "transition_zh = '别的'"):
        refused("publishing_submitted_stays", VERSION.format(change), s.version.pk)
    refused(
        "publishing_submitted_stays",
        "INSERT INTO publishing_methodologyversion_co_compilers"
        " (methodologyversion_id, organisation_id) VALUES (%s, %s)",
        s.version.pk, make_organisation().pk,
    )  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        f"{HASHED}, proved_at = NULL, confirmed_at = NULL, confirmed_by = ''",
        "summary = '别的'", "transition_zh = '别的'", "version_code = 'V09'",
        "effective_from = effective_from + 1", "published_on = NULL, effective_from = NULL",
        "confirmed_by = '别人'", "review_round = 9",
    ],
)  # fmt: skip
def test_a_published_version_never_changes(change: str):
    s = Story()
    s.published()
    refused("publishing_published_stays", VERSION.format(change), s.version.pk)
    title = CASE.format("title = '别的'")
    refused("publishing_published_stays", title, s.version.pk)
    refused("publishing_state_has_dates", VERSION.format("ended_on = '2030-01-01'"), s.version.pk)


def test_nor_once_it_has_ended():
    s = Story()
    s.published()
    s.second("abolish", transition="衔接")
    for change in ("ended_on = NULL", "ended_on = '2030-01-01'", "summary = '别的'"):
        refused("publishing_published_stays", VERSION.format(change), s.version.pk)


def test_dates_of_publication_are_the_publications():
    s = Story()
    s.laid_open()
    dates = "published_on = '2030-01-01', effective_from = '2030-01-01'"
    refused("publishing_state_has_dates", VERSION.format(dates), s.version.pk)
    early = "published_on = '2030-01-02', effective_from = '2030-01-01'"
    refused("publishing_published_whole", VERSION.format(early), s.version.pk)


def test_a_state_published_has_its_row():
    s = Story()
    s.laid_open()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO casework_event (case_id, at, step, source, target, actor_id, actor_name,"
            " actor_for, party, organisation, ip, reason, approval, detail) VALUES (%s, now(), 'publish',"
            " 'public_notice', 'published', 1, '某人', '', 'approver', '', '', '理由', '', '{}')",
            [s.version.pk],
        )
    refused("publishing_state_has_dates", CASE.format("state = 'published'"), s.version.pk)


def test_a_methodology_keeps_its_code_and_once_published_its_name():
    s = Story()
    s.propose()
    pk = s.version.methodology_id
    change = "UPDATE publishing_methodology SET {} WHERE id = %s"
    for what in ("code = 'X'", "programme_id = 'CD'"):
        refused("publishing_methodology_stays", change.format(what), pk)
    refused("publishing_kept", "DELETE FROM publishing_methodology WHERE id = %s", pk)
    other = Story()
    pk = other.published(code="BJ-03").methodology_id
    refused("publishing_methodology_stays", change.format("name_zh = '别的'"), pk)


def test_two_versions_are_never_in_force_at_once():
    s = Story()
    first = s.published()
    s.laid_open(version_code="V02", supersedes=first.uuid, transition_zh="衔接")
    dates = "published_on = current_date, effective_from = current_date"
    refused("publishing_one_published", VERSION.format(dates), s.version.pk)


def test_a_cast_vote_never_changes():
    s = Story()
    s.assessed()
    one = s.experts[0]
    s.vote(one)
    for change in (
        "vote = 'reject'", "vote = '', voted_at = NULL, definition_sha256 = ''", "opinion = '别的意见'",
        "scores = '{\"a\": [1, 1]}'", "left_at = now()", "declared_at = now()", "round = 9",
        "invited_by = '别人'",
    ):  # fmt: skip
        refused("publishing_review_stays", REVIEW.format(change), one.user_id)
    refused(
        "publishing_kept", "DELETE FROM publishing_expertreview WHERE expert_id = %s", one.user_id
    )


def test_a_vote_follows_the_declaration_and_is_the_experts_own():
    s = Story()
    s.assessed()
    one, two = s.experts[:2]
    cast = (
        "vote = 'approve', voted_at = now(), opinion = '很好', scores = '{\"a\": [1, 1]}',"
        f" definition_sha256 = '{s.version.definition_sha256}'"
    )
    refused("publishing_vote_whole", REVIEW.format(cast), one.user_id)
    s.take(one, "declare", conflict=False)
    refused("publishing_vote_has_event", REVIEW.format(cast), one.user_id)
    other = cast.replace(s.version.definition_sha256, "0" * 64)
    refused("publishing_panel_sits", REVIEW.format(other), one.user_id)
    refused("publishing_review_stays", REVIEW.format("declared_at = NULL"), one.user_id)
    refused("publishing_conflict_leaves", REVIEW.format("conflict = '有'"), two.user_id)
    once = (
        "INSERT INTO publishing_expertreview (version_id, round, expert_id, invited_by, invited_at,"
        " conflict, scores, opinion, vote, definition_sha256) SELECT version_id, {}, expert_id,"
        " invited_by, invited_at, '', '{{}}', '', {}, '' FROM publishing_expertreview WHERE expert_id = %s"
    )
    refused("publishing_review_once", once.format("round", "''"), one.user_id)
    refused("publishing_review_begins", once.format("2", "'approve'"), one.user_id)


def test_a_panel_sits_in_its_round_and_state_only():
    s = Story()
    s.assessed()
    one = s.experts[0]
    s.take(s.clerk, "send_back")
    refused("publishing_panel_sits", REVIEW.format("opinion = '迟到的意见'"), one.user_id)
