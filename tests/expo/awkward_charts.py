"""Charts of fairs as they come: one day or sixty, one gate or four hundred, nothing at all."""

import math

from expo.charts import Chart, ChartKind, Series, Words

WORDS = Words("ko", "아직 표시할 내용이 없습니다.", "그 외 {count}개는 표 참조")
QUARTERS = [f"{10 + at // 4}:{at % 4 * 15:02d}" for at in range(32)]
DAYS = [f"11-{at % 30 + 1:02d} (목)" for at in range(60)]


def chart(kind, categories, series, **told):
    return Chart(
        **{
            "kind": ChartKind(kind),
            "title": "게이트별 15분 단위 입장 횟수, 2023-11-24 (금)",
            "summary": "입장 횟수: 합계 12. 가장 많은 게이트는 동문, 7입니다.",
            "categories": categories,
            "series": series,
            "unit": "회",
            "note": "정부박람회 2023, 2023-11-25 13:02 기준",
            "words": WORDS,
            **told,
        }
    )


def bell(most, peak, count=32):
    return [round(most * math.exp(-((at / count - peak) ** 2) / 0.03)) for at in range(count)]


def wave(gate, count=32):
    return [(at * 7 + gate * 13) % (40 + gate) for at in range(count)]


CHARTS = {
    "a day of four gates, one of which stopped": chart(
        "lines",
        QUARTERS,
        [
            Series("동문", bell(320, 0.2)),
            Series("서문", [*bell(210, 0.5)[:20], *[None] * 12]),
            Series("지하철 연결 통로", bell(120, 0.7)),
            Series("주차장", [*[None] * 4, *bell(60, 0.3)[4:]]),
        ],
        is_ordered=True,
    ),
    "today against yesterday": chart(
        "lines",
        QUARTERS,
        [Series("오늘", wave(90)), Series("어제", bell(210, 0.5), is_quiet=True)],
        is_ordered=True,
    ),
    "four hundred gates as lines": chart(
        "lines",
        QUARTERS,
        [Series(f"제{gate}번 출입구", wave(gate)) for gate in range(400)],
        is_ordered=True,
    ),
    "one moment": chart("lines", ["10:00"], [Series("동문", [5]), Series("서문", [3])]),
    "three days": chart(
        "bars",
        ["11-23 (목)", "11-24 (금)", "11-25 (토)"],
        [Series("입장 횟수", [12345, 15321, 9876]), Series("일별 실인원", [9345, 11201, 4876])],
        is_ordered=True,
    ),
    "one day": chart("bars", ["11-23 (목)"], [Series("방문", [7])], is_ordered=True),
    "sixty days": chart(
        "bars",
        DAYS,
        [Series("방문", [1000 + at * 379 % 2000 for at in range(60)])],
        is_ordered=True,
    ),
    "halls with long names": chart(
        "bars",
        ["제1전시장 A홀 디지털플랫폼정부관", "제2전시장 지방자치단체 혁신관", "그랜드볼룸"],
        [Series("최대", [5321, None, 0]), Series("수용 인원", [6000, 400, None], is_quiet=True)],
    ),
    "sessions": chart(
        "bars",
        [
            f"11-2{at % 3 + 3} 1{at % 8}:00 데이터로 보는 정부 혁신의 미래와 과제"
            for at in range(12)
        ],
        [
            Series("참석", [100 - at * 5 for at in range(12)]),
            Series("예약", [120 - at * 3 for at in range(12)]),
            Series("정원", [120] * 12, is_quiet=True),
        ],
    ),
    "four hundred gates as bars": chart(
        "bars",
        [f"제{gate}번 출입구 (지하철 연결)" for gate in range(400)],
        [Series("입장", [gate * 37 % 1000 for gate in range(400)])],
    ),
    "all nought": chart("bars", ["11-23", "11-24"], [Series("방문", [0, 0])], is_ordered=True),
    "less than before": chart("bars", ["가", "나", "다"], [Series("차이", [-1200, 300, -5])]),
    "less than before, lying": chart(
        "bars",
        [f"제{at}전시장 디지털플랫폼정부 혁신관" for at in range(9)],
        [Series("차이", [at * 100 - 400 for at in range(9)])],
    ),
    "sectors": chart(
        "stacked_bars",
        ["11-23 (목)", "11-24 (금)", "11-25 (토)"],
        [
            Series("공공", [3000, 4000, 2500]),
            Series("민간", [2100, 1800, 2600]),
            Series("배정 기록 없음", [10, 0, None]),
        ],
        is_ordered=True,
    ),
    "a stack of four hundred": chart(
        "stacked_bars",
        QUARTERS[:12],
        [Series(f"게이트 {gate}", wave(gate, 12)) for gate in range(400)],
        is_ordered=True,
    ),
    "booths by the hour": chart(
        "heat",
        [f"{hour}시" for hour in range(10, 18)],
        [
            Series(
                f"제{row}전시장", [hour * row * 31 if hour != row else None for hour in range(8)]
            )
            for row in range(6)
        ],
        is_ordered=True,
    ),
    "a grid of four hundred gates": chart(
        "heat",
        [f"{at // 4}:{at % 4 * 15:02d}" for at in range(96)],
        [Series(f"게이트 {gate}", wave(gate, 96)) for gate in range(400)],
        is_ordered=True,
    ),
    "a grid of noughts": chart("heat", ["10시"], [Series("제1전시장", [0])]),
    "shares": chart(
        "lines",
        ["1일차", "2일차", "3일차"],
        [Series("재방문율", [12.5, 13.25, 11.0])],
        unit="%",
        decimals=1,
        is_ordered=True,
    ),
    "hostile words": chart(
        "bars",
        ["<script>alert(1)</script>", "'\"&"],
        [Series("</text>\x00\ufffe", [1, 2]), Series("&amp;", [2, 1])],
        title="<b onload='x'>",
        summary="]]>\x07",
        unit="<&>",
    ),
    "nothing": chart("lines", [], []),
    "nothing known": chart("bars", ["가", "나"], [Series("방문", [None, None])]),
}
