"""Keys of programs: issued and rotated by two persons, revoked by one, and turned into an actor on
each call.

A secret is 256 random bits and shown once, so a plain hash of it is enough: there is nothing to
guess. Better still, the client deposits a public key and no secret exists here at all.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import secrets
from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from django.db import transaction
from django.db.models import Q

from core import clock
from core.errors import CodedError
from governance.identity.actor import Actor
from governance.identity.errors import IdentityCode
from governance.identity.models import ApiClient, ApiKey
from governance.identity.rights import require, require_reason, require_second
from governance.identity.roles import Role

LONGEST_DAYS = 366
LONGEST_OVERLAP_HOURS = 30 * 24
ISSUE = {"act": "签发接口密钥", "act_en": "issue a key"}
ROTATE = {"act": "轮换接口密钥", "act_en": "rotate a key"}
USE_NOTED_EVERY = dt.timedelta(
    minutes=1
)  # a busy client writes its row once a minute, not per call


class Issued(NamedTuple):
    """``secret`` is the whole key to hand over, once; empty when a public key was deposited."""

    key: ApiKey
    secret: str


@transaction.atomic
def issue_key(
    *,
    actor: Actor,
    client: ApiClient,
    reason: str,
    days: int = 365,
    public_key: str = "",
    valid_from: dt.datetime | None = None,
) -> Issued:
    """A new key for ``client``; the older ones stay as they are.

    Raises ``forbidden``, ``second_person_needed``, ``reason_missing``, ``client_inactive``,
    ``key_term``, ``key_public``, ``grant_backdated``.
    """
    require(actor, Role.SECURITY_ADMIN, **ISSUE)
    second = require_second(actor, **ISSUE)
    reason = require_reason(reason)
    client = ApiClient.objects.select_for_update().get(pk=client.pk)
    if not client.is_active:
        raise CodedError(IdentityCode.CLIENT_INACTIVE, client=client.code)
    if not 1 <= days <= LONGEST_DAYS:
        raise CodedError(IdentityCode.KEY_TERM, days=days, limit=LONGEST_DAYS)
    if public_key and not _is_ed25519(public_key):
        raise CodedError(IdentityCode.KEY_PUBLIC)
    now = clock.now()
    start = valid_from or now
    if start < now:
        raise CodedError(IdentityCode.GRANT_BACKDATED)
    prefix = "ck" + secrets.token_hex(5)
    secret = "" if public_key else f"{prefix}.{secrets.token_urlsafe(32)}"
    key = ApiKey.objects.create(
        client=client,
        prefix=prefix,
        secret_hash=_hash(secret) if secret else "",
        public_key=public_key.strip(),
        valid_from=start,
        valid_to=start + dt.timedelta(days=days),
        issued_by_id=actor.user_id,
        proposed_by_id=second.maker_id,
        approval_number=second.number,
        reason=reason,
    )
    return Issued(key, secret)


@transaction.atomic
def revoke_key(*, actor: Actor, key: ApiKey, reason: str) -> ApiKey:
    """End a key now; its record stays. Raises ``forbidden``, ``reason_missing``, ``key_ended``."""
    require(actor, Role.SECURITY_ADMIN, act="吊销接口密钥", act_en="revoke a key")
    reason = require_reason(reason)
    key = _ending(key)
    key.revoked_at = clock.now()
    key.revoked_by_id = actor.user_id
    key.revoke_reason = reason
    key.save(update_fields=["revoked_at", "revoked_by", "revoke_reason"])
    return key


@transaction.atomic
def rotate(
    *,
    actor: Actor,
    key: ApiKey,
    reason: str,
    overlap_hours: int = 24,
    days: int = 365,
    public_key: str = "",
) -> Issued:
    """A new key, and the old one ends after ``overlap_hours`` so that the client can change over.

    Raises what :func:`issue_key` does, ``key_overlap`` and ``key_ended``.
    """
    require(actor, Role.SECURITY_ADMIN, **ROTATE)
    require_second(actor, **ROTATE)
    if not 0 <= overlap_hours <= LONGEST_OVERLAP_HOURS:
        raise CodedError(IdentityCode.KEY_OVERLAP, hours=overlap_hours, limit=LONGEST_OVERLAP_HOURS)
    key = _ending(key)
    issued = issue_key(
        actor=actor, client=key.client, reason=reason, days=days, public_key=public_key
    )
    end = clock.now() + dt.timedelta(hours=overlap_hours)
    key.valid_to = min(key.valid_to, max(end, key.valid_from))
    key.save(update_fields=["valid_to"])
    return issued


def actor_of_key(secret: str, *, ip: str) -> Actor:
    """Who is calling with this secret. Raises ``key_refused``, ``client_inactive``."""
    prefix = secret.partition(".")[0]
    key = key_in_force(prefix)
    if not hmac.compare_digest(key.secret_hash, _hash(secret)):  # never equal to an empty one
        raise CodedError(IdentityCode.KEY_REFUSED)
    return actor_of_proven_key(key, ip=ip)


def key_in_force(prefix: str) -> ApiKey:
    """The key a caller names, before it has proved anything. Raises ``key_refused``."""
    key = ApiKey.objects.select_related("client__user").filter(prefix=prefix).first()
    if key is None or not key.is_in_force:
        raise CodedError(IdentityCode.KEY_REFUSED)
    return key


def actor_of_proven_key(key: ApiKey, *, ip: str) -> Actor:
    """The actor of a key whose secret or signature was checked; its use is noted.

    Raises ``client_inactive``.
    """
    client = key.client
    if not client.is_active:
        raise CodedError(IdentityCode.CLIENT_INACTIVE, client=client.code)
    now = clock.now()
    stale = Q(last_used_at=None) | Q(last_used_at__lt=now - USE_NOTED_EVERY)
    ApiKey.objects.filter(stale, pk=key.pk).update(last_used_at=now, last_used_address=ip)
    role = Role.EXCHANGE.value
    return Actor(
        user_id=client.user_id,
        name=client.name,
        roles=frozenset({role}),
        source=client.code,
        programmes=frozenset(client.programmes),
        ip=ip,
        via=f"key {key.prefix}",
        grants=frozenset((role, programme) for programme in client.programmes),
    )


def _ending(key: ApiKey) -> ApiKey:
    key = ApiKey.objects.select_for_update().get(pk=key.pk)
    if key.revoked_at is not None or key.valid_to <= clock.now():
        raise CodedError(IdentityCode.KEY_ENDED, prefix=key.prefix)
    return key


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _is_ed25519(pem: str) -> bool:
    try:
        return isinstance(load_pem_public_key(pem.encode()), Ed25519PublicKey)
    except ValueError:
        return False
