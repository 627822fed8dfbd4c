"""What an area remembers of a ticket after each passage: `after_passage`, case by case."""

from tests.contracts.door_scenes import seen


def case(name, before, now, after):
    return {"name": name, "before": before, "now": now, "after": after}


def entry(at, gate="E1", *, entered=True, heads=1):
    return seen("in", at, gate, entered=entered, heads=heads)


def way_out(at, gate="E1", *, entered=False, heads=1):
    return seen("out", at, gate, entered=entered, heads=heads)


def passages():
    ten, noon = "24T10:00", "24T12:00"
    yield case("a first entry", None, entry(ten), entry(ten))
    yield case("an entry is one whatever it says", None, entry(ten, entered=False), entry(ten))
    yield case("a first exit is no entry", None, way_out(ten, entered=True), way_out(ten))
    yield case(
        "an exit keeps the entry of its day",
        entry(ten),
        way_out(noon),
        way_out(noon, entered=True),
    )
    yield case(
        "a second exit keeps it as well",
        way_out(ten, entered=True),
        way_out(noon),
        way_out(noon, entered=True),
    )
    yield case(
        "an exit forgets the entry of the day before",
        entry("23T10:00"),
        way_out(ten, entered=True),
        way_out(ten),
    )
    yield case("an entry counts after a stray exit", way_out(ten), entry(noon), entry(noon))
    yield case("an entry the next day", entry(ten), entry("25T10:00"), entry("25T10:00"))
    yield case("yesterday's exit sent late", entry(ten), way_out("23T18:00"), entry(ten))
    yield case("yesterday's entry sent late", way_out(ten), entry("23T10:00"), way_out(ten))
    yield case(
        "within a day the order of receipt decides, not the clock",
        entry(noon, "E2"),
        way_out(ten),
        way_out(ten, entered=True),
    )
    yield case(
        "another gate and more heads",
        entry(ten),
        entry(noon, "E2", heads=12),
        entry(noon, "E2", heads=12),
    )
    yield case(
        "the same passage again", entry(ten, heads=3), entry(ten, heads=3), entry(ten, heads=3)
    )
