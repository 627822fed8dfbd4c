"""How large a drawing is, in which font, and what it carries besides the chart."""

from dataclasses import dataclass

PAGE_FONTS = (
    "'Noto Sans KR Variable', 'Noto Sans KR', 'Apple SD Gothic Neo', 'Malgun Gothic', sans-serif"
)
NARROW = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """`key` makes its ids its own where several drawings stand on one page.

    `is_titled`: it stands alone, with its title and note drawn in it."""

    width: float
    height: float
    key: str = "chart"
    font: str = PAGE_FONTS
    bold: str = PAGE_FONTS
    is_titled: bool = False

    @property
    def size(self) -> float:
        """Of the letters; a narrow drawing is for a phone, which shows it as large as it is."""
        return 15 if self.width >= NARROW else 13

    @property
    def row(self) -> float:
        return self.size * 1.5


@dataclass(frozen=True, slots=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top
