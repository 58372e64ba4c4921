"""The base of every document with a life cycle: each save records who, when, whence, why.

History follows saved instances. It does not see ``QuerySet.update`` or raw SQL; tables of legal
weight carry database guards as well. History rows themselves are never changed
(``sql/0001_history_is_kept.sql``).
"""

from __future__ import annotations

from typing import Any

from django.db import migrations, models
from simple_history.models import HistoricalRecords

from governance.audit.recording import current
from governance.identity.actor import Actor


def actor_name_now() -> str:
    return current().actor.name


def actor_ip_now() -> str:
    return current().actor.ip


class Trace(models.Model):
    """What a history row carries beside the library's own date, reason and user id."""

    actor_name = models.CharField("办理人", max_length=100, default=actor_name_now, editable=False)
    ip = models.CharField(
        "来源地址", max_length=45, blank=True, default=actor_ip_now, editable=False
    )

    class Meta:
        abstract = True


class History(HistoricalRecords):
    """django-simple-history, told by the open recording instead of by a request or a signal."""

    def __init__(self, **options: Any) -> None:
        super().__init__(bases=(Trace,), get_user=lambda **_: current().actor, **options)

    def get_history_user(self, instance: models.Model) -> Actor:
        """Always the recording's actor; never ``instance._history_user`` or a request's user."""
        return current().actor

    def get_change_reason_for_object(
        self, instance: models.Model, history_type: str, using: str | None
    ) -> str:
        return current().reason

    def get_meta_options(self, model: type[models.Model]) -> dict[str, Any]:
        name = f"{model._meta.verbose_name}变更记录"
        return super().get_meta_options(model) | {"verbose_name": name, "verbose_name_plural": name}

    # Fields are made anew for each model: the library would share one field object among all.

    def _get_history_id_field(self) -> models.Field[Any, Any]:
        return models.BigAutoField(primary_key=True)

    def _get_history_change_reason_field(self) -> models.Field[Any, Any]:
        return models.CharField("理由", max_length=500)

    def _get_history_user_fields(self) -> dict[str, Any]:
        return {
            "history_user": property(lambda row: row.actor_name, _name_actor),
            "history_user_id": models.BigIntegerField("办理人编号", db_index=True),
        }


def _name_actor(row: Any, actor: Actor) -> None:
    row.history_user_id = actor.user_id


class Documented(models.Model):
    """Mix into a model to give it ``history``; save it only inside ``recording(actor, reason)``.

    For the trail: ``trail_holder`` names the field that is, or points to, an organisation or
    person; ``trail_hidden`` names fields whose values are never shown.
    """

    history = History(inherit=True)

    class Meta:
        abstract = True


def keep_history(table: str) -> migrations.RunSQL:
    """Migration operation: the rows of this history table can no longer be changed or deleted."""
    return migrations.RunSQL(
        f"CREATE TRIGGER audit_history_is_kept BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();"
    )
