"""The consent texts of an invented crowd: those of the edition, or made up where it has none."""

from expo.models import Edition
from visitors.models import ConsentKind, ConsentText

KOREAN = {
    "items": "이름, 이메일, 전화번호, 소속 (모두 가상)",
    "period": "행사 종료 후 90일",
    "refusal": "시연용 가상 등록입니다.",
}
ENGLISH = {
    "items": "Name, mail address, telephone, organisation (all invented)",
    "period": "90 days after the event",
    "refusal": "An invented registration for a demonstration.",
}
PURPOSES = {
    (ConsentKind.COLLECTION, "ko"): "박람회 등록과 입장",
    (ConsentKind.COLLECTION, "en"): "Registration for and entry to the fair",
    (ConsentKind.MARKETING, "ko"): "다음 박람회 안내",
    (ConsentKind.MARKETING, "en"): "News of the next fair",
}

Texts = dict[tuple[str, str], ConsentText]


def texts(edition: Edition) -> Texts:
    """The first version of each text by kind and language; made where it is missing."""
    return {
        (kind, language): ConsentText.objects.get_or_create(
            edition=edition,
            kind=kind,
            language=language,
            version=1,
            defaults={"purpose": purpose, **(KOREAN if language == "ko" else ENGLISH)},
        )[0]
        for (kind, language), purpose in PURPOSES.items()
    }
