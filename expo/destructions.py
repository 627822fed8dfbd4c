"""Certificates of destruction: what kind, how many, when, by which rule; never whose.

Those of an edition are numbered without a gap, and each holds the hash of the one before: whoever
has the last hash has proof of all of them."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from expo.models import Destruction, Edition
from expo.retention import registry
from expo.retention.registry import Batch

BEGINNING = bytes(32)
"""What the first certificate names as the hash of the one before."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A certificate that is not as it was written; of a missing one the number alone is known."""

    number: int
    what: str | Promise


@dataclass(frozen=True, slots=True)
class Proof:
    """What a look at all certificates of an edition found. `hash` is that of the last one."""

    certificates: int
    hash: bytes
    findings: list[Finding]

    @property
    def is_intact(self) -> bool:
        return not self.findings


def lock(edition: Edition) -> None:
    """Destroy alone, until the transaction ends: whoever destroys something asks for it first. No
    door waits for that."""
    Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)


@transaction.atomic
def certify(batch: Batch, rows: Mapping[str, int]) -> list[Destruction]:
    """Write what was destroyed: a certificate for each rule of which there was anything.

    Call it in the transaction that destroys."""
    lock(batch.edition)
    return [_written(batch, code, count) for code, count in rows.items() if count]


def _written(batch: Batch, code: str, rows: int) -> Destruction:
    rule, last = registry.of(code), _last(batch.edition)
    made = Destruction(
        edition=batch.edition,
        number=last.number + 1 if last else 1,
        cause=batch.cause,
        rule=code,
        rule_text=rule.in_words(batch.edition),
        fields=list(rule.fields),
        rows=rows,
        destroyed_at=batch.at,
        destroyed_by=batch.by,
        previous=bytes(last.hash) if last else BEGINNING,
    )
    made.hash = hash_of(made)
    made.save(force_insert=True)
    return made


def _last(edition: Edition) -> Destruction | None:
    return Destruction.objects.filter(edition=edition).order_by("-number").first()


def hash_of(certificate: Destruction) -> bytes:
    """SHA-256 over the hash before and what this one says, as JSON with sorted keys."""
    said = json.dumps(_said(certificate), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(bytes(certificate.previous) + said.encode()).digest()


def _said(certificate: Destruction) -> dict[str, Any]:
    return {
        "uuid": str(certificate.uuid),
        "edition": certificate.edition_id,
        "number": certificate.number,
        "cause": str(certificate.cause),
        "rule": certificate.rule,
        "rule_text": certificate.rule_text,
        "fields": certificate.fields,
        "rows": certificate.rows,
        "destroyed_at": certificate.destroyed_at.astimezone(UTC).isoformat(timespec="microseconds"),
        "destroyed_by": certificate.destroyed_by_id,
    }


def verify(edition: Edition) -> Proof:
    """Look through all certificates of the edition: numbers, hashes, and each one's predecessor."""
    kept = list(Destruction.objects.filter(edition=edition).order_by("number"))
    return Proof(len(kept), bytes(kept[-1].hash) if kept else BEGINNING, list(_findings(kept)))


def _findings(kept: list[Destruction]) -> Iterator[Finding]:
    number, previous = 1, BEGINNING
    for certificate in kept:
        yield from (
            Finding(missing, _("It is missing.")) for missing in range(number, certificate.number)
        )
        if bytes(certificate.previous) != previous and certificate.number == number:
            yield Finding(number, _("It does not follow the one before."))
        if bytes(certificate.hash) != hash_of(certificate):
            yield Finding(certificate.number, _("It was changed after it was written."))
        number, previous = certificate.number + 1, bytes(certificate.hash)
