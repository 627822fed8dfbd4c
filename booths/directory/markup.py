"""A body for machines: schema.org, as search engines and others read it."""

import json
from collections.abc import Sequence
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from booths.directory.bodies import PublicListing, ShownExhibit
from booths.models import ExhibitorKind

Document = dict[str, Any]

ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
SCHEMA = "https://schema.org"
TYPES = {
    ExhibitorKind.MINISTRY: "GovernmentOrganization",
    ExhibitorKind.LOCAL_GOVERNMENT: "GovernmentOrganization",
    ExhibitorKind.LARGE_COMPANY: "Corporation",
    ExhibitorKind.SMALL_COMPANY: "Corporation",
}


def organization(body: PublicListing, address: str, image: str) -> Document:
    """What stands on the page at that address; what is not known is left out."""
    told = {
        "@context": SCHEMA,
        "@type": TYPES.get(ExhibitorKind(body.exhibitor.kind), "Organization"),
        "name": body.name.text,
        "alternateName": body.name_beside.text,
        "description": body.summary.text or body.text.text,
        "url": body.website.url if body.website else address,
        "mainEntityOfPage": address,
        "sameAs": [link.url for link in body.links],
        "logo": image,
        "email": body.contact_email,
        "telephone": body.contact_phone,
        "hasOfferCatalog": _catalogue(body.exhibits),
    }
    return {name: value for name, value in told.items() if value}


def script(document: Document) -> SafeString:
    """For the inside of a script element: nothing in it can end that element."""
    return mark_safe(  # noqa: S308  every < > & is escaped below
        json.dumps(document, ensure_ascii=False).translate(ESCAPES)
    )


def _catalogue(exhibits: Sequence[ShownExhibit]) -> Document | None:
    if not exhibits:
        return None
    return {"@type": "OfferCatalog", "itemListElement": [_offer(each) for each in exhibits]}


def _offer(exhibit: ShownExhibit) -> Document:
    shown = {"@type": "Service", "name": exhibit.name.text, "description": exhibit.text.text}
    return {"@type": "Offer", "itemOffered": {k: v for k, v in shown.items() if v}}
