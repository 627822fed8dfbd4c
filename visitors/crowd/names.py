"""Names put together from syllables by chance. Nobody real is meant; every address says so."""

from dataclasses import dataclass
from random import Random


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    """Syllables, each followed by the way it is written in Latin letters."""
    words = iter(text.split())
    return tuple(zip(words, words, strict=True))


SURNAMES = _pairs(
    "김 Kim 이 Lee 박 Park 최 Choi 정 Jung 강 Kang 조 Cho 윤 Yoon 장 Jang 임 Lim 한 Han 오 Oh "
    "서 Seo 신 Shin 권 Kwon 황 Hwang 안 Ahn 송 Song 류 Ryu 전 Jeon 홍 Hong 고 Ko 문 Moon 양 Yang "
    "손 Son 배 Bae 백 Baek 허 Heo 유 Yoo 남 Nam 심 Shim 노 Noh 하 Ha 곽 Kwak 성 Sung 차 Cha"
)
FIRST = _pairs(
    "가 Ga 나 Na 다 Da 도 Do 라 Ra 로 Ro 리 Ri 마 Ma 새 Sae 서 Seo 소 So 솔 Sol 슬 Seul 아 Ah "
    "예 Ye 온 On 우 Woo 윤 Yun 은 Eun 이 Yi 지 Ji 찬 Chan 초 Cho 태 Tae 하 Ha 한 Han 해 Hae 현 Hyun"
)
SECOND = _pairs(
    "결 Gyeol 겸 Gyeom 늘 Neul 담 Dam 든 Deun 람 Ram 린 Rin 빈 Bin 봄 Bom 샘 Saem 설 Seol 솜 Som "
    "연 Yeon 율 Yul 울 Wool 원 Won 음 Eum 인 In 일 Il 재 Jae 준 Jun 찬 Chan 한 Han 해 Hae 휘 Hwi"
)
LATIN = _words("Al Be Cor Da El Fa Gil Hol I Ka Lu Mi No Or Pe Ri So Ta Va Ze")
LATIN_END = _words("bert dan dis kar la len lin mar na nor ra ren ro sen ta tin vel vin")
ABROAD = _words("US JP CN VN ID TH SG IN UZ MN KZ PH SA AE DE FR GB EE")
BODIES = _words("가람 나루 다온 라온 마루 바른 새빛 아름 온누리 한결")
KINDS = _words("구청 시청 연구원 재단 대학교 시스템 테크 데이터")

DOMAIN = "generated.example"  # no mail can go there (RFC 2606)
GENERATED = "(가상)"


@dataclass(frozen=True, slots=True)
class Human:
    """The personal data of somebody invented. Empty where the form was left empty."""

    name: str
    name_en: str
    email: str
    phone: str
    organisation: str
    country: str
    language: str


def human(number: int, dice: Random) -> Human:
    """Somebody invented, the `number`-th of the crowd: mostly Korean, one in thirty from abroad."""
    is_guest_from_abroad = dice.random() < 1 / 30
    name, name_en = _latin(dice) if is_guest_from_abroad else _korean(dice)
    home = dice.choice(ABROAD) if is_guest_from_abroad else "KR"
    return Human(
        name=name,
        name_en=name_en,
        email=f"visitor-{number}@{DOMAIN}",
        phone=f"010-0000-{dice.randrange(10_000):04}",
        organisation=_organisation(dice) if dice.random() < 0.45 else "",
        country=home if dice.random() < 0.93 else "",
        language="en" if is_guest_from_abroad else "ko",
    )


def _korean(dice: Random) -> tuple[str, str]:
    surname, surname_en = dice.choice(SURNAMES)
    first, first_en = dice.choice(FIRST)
    second, second_en = dice.choice(SECOND)
    return f"{surname}{first}{second}", f"{surname_en} {first_en}-{second_en.lower()}"


def _latin(dice: Random) -> tuple[str, str]:
    name = " ".join(dice.choice(LATIN) + dice.choice(LATIN_END) for _ in range(2))
    return name, name


def _organisation(dice: Random) -> str:
    return f"{dice.choice(BODIES)}{dice.choice(KINDS)}{GENERATED}"
