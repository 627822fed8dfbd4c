"""The scanner without its screen, in a real browser before a real server, on good links and bad."""

from time import monotonic

import pytest
from playwright.sync_api import Page

from expo import editions
from tests.visitors import scenes
from tests.visitors.scenes import NOON
from visitors import devices, keys, tickets
from visitors.classes import TicketClass
from visitors.models import CheckIn, Device

pytestmark = pytest.mark.django_db(transaction=True)

BLANK = "/gate/manifest.webmanifest"
"""A page of the same origin that does nothing by itself."""

OPEN = """async (options) => {
  const { Scanner } = await import("/static/gate/scanner.js");
  window.confirmed = [];
  window.scanner = await Scanner.open({ worker: null, ...options });
  scanner.addEventListener("confirmed", (event) => confirmed.push(event.detail));
}"""


PATIENT = {"quick": 20_000, "deadline": 20_000}
"""The machine that runs the tests may be slow; the phone would rather decide alone."""

UNTIL = """() => new Promise((resolve, reject) => {
  const look = () => ((state) => %s)(scanner.state) && resolve();
  scanner.addEventListener("change", look);
  setTimeout(() => reject(new Error(JSON.stringify(scanner.state))), 60000);
  look();
})"""


class Gate:
    """A scanner in a page, driven by its own interface."""

    def __init__(self, page: Page, site: str):
        self.page, self.site = page, site
        page.goto(site + BLANK)

    def open(self, **options):
        self.page.evaluate(OPEN, PATIENT | options)
        return self

    def restart(self, **options):
        self.page.reload()
        return self.open(**options)

    def call(self, what, *arguments):
        return self.page.evaluate(f"(told) => scanner.{what}(...told)", arguments)

    def scan(self, code, **options):
        return self.call("scan", code, options)

    @property
    def state(self):
        return self.page.evaluate("scanner.state")

    def wait(self, condition):
        """Until the condition, a JavaScript expression of `state`, holds."""
        self.page.evaluate(UNTIL % condition)

    def enrol(self, device):
        self.call("enrol", devices.renew(device))
        self.wait("state.phase === 'ready' && state.isOnline")
        return self

    def go_offline(self):
        self.page.context.set_offline(True)
        self.wait("!state.isOnline")

    def go_online(self):
        self.page.context.set_offline(False)
        self.wait("state.isOnline && state.pending === 0")


@pytest.fixture
def fair(transactional_db):
    fair = scenes.edition(reentry="after_exit")
    editions.set_clock(fair, to=NOON, rate=1)
    keys.current(fair)
    return fair


@pytest.fixture
def device(fair):
    return devices.create(scenes.gate(fair), "left")[0]


@pytest.fixture
def gate(page, live_server, device):
    return Gate(page, live_server.url).open()


@pytest.fixture
def enrolled(gate, device):
    return gate.enrol(device)


@pytest.fixture
def code(fair):
    """The code of a new visitor's ticket, each time."""
    return lambda *kinds: tickets.code(scenes.ticket(fair, *kinds))


def stored():
    """What the server holds, in the order in which it happened."""
    return list(CheckIn.objects.order_by("scanned_at").values_list("outcome", "reason"))


def test_a_phone_is_enrolled_and_learns_its_gate(gate, device):
    assert gate.state["phase"] == "not_enrolled"

    gate.enrol(device)

    state = gate.state
    assert (state["gate"]["code"], state["edition"]["slug"]) == ("E1", "fair-1")
    assert state["ready"] == {"app": False, "keys": True, "snapshot": True}
    gate.wait("state.deviceName === 'left'")


def test_on_a_good_link_the_server_decides_and_tells_the_name(enrolled, code):
    shown = enrolled.scan(code())

    assert (shown["outcome"], shown["decidedBy"]) == ("admitted", "server")
    assert shown["holder"] == {"name": "김방문", "class": "visitor"}
    assert CheckIn.objects.get().decided_by_device is False


def test_without_a_network_the_phone_decides_and_tells_later(enrolled, code):
    ticket = code()
    enrolled.go_offline()

    first, again = enrolled.scan(ticket), enrolled.scan(ticket)

    assert (first["outcome"], first["decidedBy"]) == ("admitted", "device")
    assert (again["reason"], again["seen"]["gate"]) == ("already_used", "E1")
    assert enrolled.state["pending"] == 2
    enrolled.go_online()
    assert sorted(stored()) == [("admitted", ""), ("refused", "already_used")]
    assert enrolled.page.evaluate("confirmed.map((told) => told.agrees)") == [True, True]


CHECKINS, CONTACT, SNAPSHOT = "**/checkins/", "**/contact/", "**/snapshot/"


def lose(route):
    """The server gets the request; its answer never arrives."""
    route.fetch()
    route.abort()


def test_an_answer_that_got_lost_costs_nothing(enrolled, code):
    """The server has the scan, the phone does not know: it tells it again."""
    enrolled.go_offline()
    enrolled.scan(code())
    enrolled.page.route(CHECKINS, lose, times=1)

    enrolled.go_online()

    assert stored() == [("admitted", "")]


def test_what_was_shown_is_the_fact(enrolled, fair, code):
    """The server refused, its answer got lost, and the phone let the visitor in."""
    ticket = scenes.ticket(fair)
    enrolled.scan(code())
    tickets.revoke(ticket, at=NOON)
    enrolled.page.route(CHECKINS, lose, times=1)

    shown = enrolled.scan(tickets.code(ticket))
    enrolled.wait("confirmed.some((told) => !told.agrees) && state.pending === 0")

    assert (shown["outcome"], shown["decidedBy"]) == ("admitted", "device")
    refused = CheckIn.objects.get(pk=shown["id"])
    admitted = CheckIn.objects.get(ticket=ticket, outcome="admitted")
    assert (refused.outcome, refused.voided_by.count()) == ("refused", 1)
    assert admitted.scanned_at == refused.scanned_at


TROUBLES = {
    "html": {"status": 200, "content_type": "text/html", "body": "<h1>Free Wi-Fi</h1>"},
    "server": {"status": 500, "content_type": "text/html", "body": "<h1>Oh</h1>"},
    "cut": {"status": 200, "content_type": "application/json", "body": '{"results": [{"id"'},
    "strange": {"status": 200, "json": {"results": [], "server_time": NOON.isoformat()}},
    "busy": {"status": 409, "json": {"code": "door_busy"}},
    "throttled": {"status": 429, "json": {"code": "throttled"}, "headers": {"Retry-After": "1"}},
    "bad_token": {"status": 401, "json": {"code": "bad_token"}},
    "refused": {"status": 422, "json": {"code": "invalid_cursor"}},
}


@pytest.mark.parametrize("trouble", TROUBLES)
def test_no_strange_answer_loses_a_scan(enrolled, code, trouble):
    enrolled.page.route(CHECKINS, lambda route: route.fulfill(**TROUBLES[trouble]))
    enrolled.page.route(CONTACT, lambda route: route.fulfill(**TROUBLES[trouble]))

    shown = enrolled.scan(code())
    enrolled.wait(f"state.trouble === '{trouble}'")

    assert (shown["outcome"], shown["decidedBy"]) == ("admitted", "device")
    assert enrolled.state["pending"] == 1
    enrolled.page.unroute_all()
    enrolled.wait("state.pending === 0")
    assert stored() == [("admitted", "")]


BUSY = {"status": 503, "json": {"code": "busy"}, "headers": {"Retry-After": "3"}}


def test_a_busy_server_is_left_alone_for_as_long_as_it_says(enrolled, code):
    asked = []

    def refuse_first(route):
        asked.append(monotonic())
        route.fulfill(**BUSY) if len(asked) == 1 else route.continue_()

    enrolled.page.route(CHECKINS, refuse_first)
    shown = [enrolled.scan(code()) for _time in range(3)]

    assert [each["decidedBy"] for each in shown] == ["device"] * 3
    assert enrolled.state["trouble"] == "busy"
    assert enrolled.state["pending"] == 3
    enrolled.wait("state.pending === 0 && state.trouble === null")
    refused, batch = asked
    assert batch - refused >= 3
    assert stored() == [("admitted", "")] * 3


def test_a_date_to_wait_for_is_understood_and_never_believed_for_hours(enrolled, code):
    until = {"Retry-After": "Fri, 31 Dec 2100 23:59:59 GMT"}
    enrolled.page.route(CHECKINS, lambda route: route.fulfill(**BUSY | {"headers": until}))

    enrolled.scan(code())

    assert 0 < enrolled.page.evaluate("scanner.link.rest") <= 90_000


def test_nobody_waits_for_a_server_that_does_not_answer(gate, device, code):
    gate.restart(deadline=400).enrol(device)
    gate.page.route(CHECKINS, lambda route: None)

    shown = gate.scan(code())

    assert (shown["outcome"], shown["decidedBy"]) == ("admitted", "device")
    assert 300 < shown["tookMs"] < PATIENT["deadline"]


def test_a_scan_that_the_server_will_not_take_hinders_no_other(enrolled, fair, code):
    """A person's ticket for five heads: the page would not offer it, and a defect might."""
    enrolled.go_offline()
    enrolled.scan(code())
    enrolled.page.evaluate("""
        scanner.holding.queue.waiting[0].scan.heads = 5;
    """)
    enrolled.scan(code())

    enrolled.page.context.set_offline(False)
    enrolled.wait("state.pending === 0")

    assert enrolled.state["setAside"] == 1
    assert stored() == [("admitted", "")]


def restart_without_network(enrolled):
    """The page must come from somewhere; the API does not answer."""
    enrolled.page.route("**/api/**", lambda route: route.abort())
    enrolled.page.context.set_offline(False)
    return enrolled.restart()


def test_a_restart_forgets_nothing(enrolled, code):
    ticket = code()
    enrolled.go_offline()
    enrolled.scan(ticket)

    restart_without_network(enrolled)
    again = enrolled.scan(ticket)

    assert (again["reason"], again["seen"]["direction"]) == ("already_used", "in")
    assert enrolled.state["pending"] == 2
    assert enrolled.state["passedToday"] == 1
    enrolled.page.unroute_all()
    enrolled.restart()
    enrolled.wait("state.pending === 0")
    assert stored() == [("admitted", ""), ("refused", "already_used")]


NEVER_ANSWERED = """(code) => new Promise((resolve) => {
  scanner.uplink.fetch = (address, { signal, ...options }) => {
    fetch(address, options).then(resolve);
    return new Promise(() => {});
  };
  scanner.scan(code);
})"""


def test_a_question_nobody_saw_answered_lets_nobody_in(enrolled, fair):
    """The battery dies between the question and its answer."""
    ticket = scenes.ticket(fair)
    enrolled.page.evaluate(NEVER_ANSWERED, tickets.code(ticket))

    enrolled.restart()
    enrolled.wait("state.pending === 0 && state.isOnline")

    scanned = enrolled.scan(tickets.code(ticket))
    assert (scanned["outcome"], scanned["reason"]) == ("admitted", "")


def test_a_scan_is_taken_back(enrolled, code):
    ticket = code()
    enrolled.go_offline()
    shown = enrolled.scan(ticket)
    assert enrolled.page.evaluate("scanner.last.id") == shown["id"]

    void = enrolled.call("voidLast")

    assert (void["isVoid"], enrolled.state["passedToday"]) == (True, 0)
    assert enrolled.call("voidLast") is None
    assert enrolled.scan(ticket)["outcome"] == "admitted"
    enrolled.go_online()
    first = CheckIn.objects.get(pk=shown["id"])
    assert (first.voided_by.count(), CheckIn.objects.count()) == (1, 3)


def test_a_supervisor_admits_in_spite_of_a_refusal(enrolled, code):
    ticket = code()
    enrolled.scan(ticket)
    refused = enrolled.scan(ticket)
    assert refused["mayOverride"] is True

    admitted = enrolled.call("override", refused, "  잠시 나갔다 옴 ")
    enrolled.wait("state.pending === 0")

    assert admitted["outcome"] == "admitted"
    row = CheckIn.objects.get(pk=admitted["id"])
    assert (row.overridden, row.override) == ("already_used", "잠시 나갔다 옴")


def test_no_reason_no_override(enrolled, code):
    ticket = code()
    enrolled.scan(ticket)
    refused = enrolled.scan(ticket)

    told = enrolled.page.evaluate(
        "(shown) => scanner.override(shown, ' ').catch((error) => error.code)", refused
    )

    assert told == "no_reason"


CARD = "BEGIN:VCARD\nFN:홍길동\nTEL:010-1234-5678\nEND:VCARD"


def test_a_business_card_is_neither_kept_nor_sent(enrolled):
    enrolled.go_offline()

    shown = enrolled.scan(CARD)

    assert (shown["reason"], shown["mayOverride"]) == ("not_a_ticket", False)
    kept = enrolled.page.evaluate("scanner.holding.store.read().then(JSON.stringify)")
    assert "홍길동" not in kept
    assert "010-1234" not in kept
    assert "not-a-ticket:" in kept
    enrolled.go_online()
    assert stored() == [("refused", "not_a_ticket")]


def test_a_wall_of_posters_does_not_fill_the_queue(enrolled):
    enrolled.go_offline()

    enrolled.page.evaluate("""async () => {
      for (let number = 0; number < 40; number += 1) await scanner.scan(`poster ${number}`);
    }""")

    assert enrolled.state["pending"] == 30


def test_no_name_is_kept_on_the_phone(enrolled, code):
    shown = enrolled.scan(code())

    kept = enrolled.page.evaluate("scanner.holding.store.read().then(JSON.stringify)")

    assert shown["holder"]["name"] == "김방문"
    assert "김방문" not in kept


def test_a_group_comes_in_by_heads(enrolled, fair):
    group = tickets.code(scenes.ticket(fair, TicketClass.GROUP, heads=12))
    enrolled.call("snapshots.fetch")

    assert enrolled.call("look", group) == {
        "isTicket": True,
        "isGroup": True,
        "heads": 12,
        "ticketClass": "group",
    }
    shown = enrolled.scan(group, heads=9)

    assert (shown["heads"], enrolled.state["passedToday"]) == (9, 9)
    assert CheckIn.objects.get().heads == 9


def test_the_way_out_is_a_direction(enrolled, code):
    ticket = code()
    enrolled.scan(ticket)

    enrolled.call("setDirection", "out")

    assert enrolled.scan(ticket)["direction"] == "out"
    assert enrolled.restart().state["direction"] == "out"


# ---- what the phone knows


def test_what_another_gate_let_in_is_known_here_within_seconds(enrolled, fair):
    ticket = scenes.ticket(fair)
    scenes.Phone.at(scenes.gate(fair, "E2")).upload(scenes.scan(ticket))
    enrolled.wait("scanner.holding.knowledge.snapshot.areas.get('fair').seen.size === 1")
    enrolled.go_offline()

    shown = enrolled.scan(tickets.code(ticket))

    assert (shown["reason"], shown["seen"]["gate"]) == ("already_used", "E2")


def test_a_new_snapshot_does_not_forget_whom_this_phone_let_in(enrolled, code):
    ticket = code()
    enrolled.page.route(CHECKINS, lambda route: route.abort())
    enrolled.scan(ticket)

    enrolled.call("snapshots.fetch")
    again = enrolled.scan(ticket)

    assert (again["reason"], enrolled.state["pending"]) == ("already_used", 2)


@pytest.mark.parametrize("wrong", ["cut", "foreign", "html"])
def test_half_a_snapshot_never_replaces_a_good_one(enrolled, code, wrong):
    def spoil(route):
        document = route.fetch().json()
        if wrong == "cut":
            del document["keys"]
        if wrong == "foreign":
            document["edition"]["slug"] = "another-fair"
        route.fulfill(**TROUBLES["html"] if wrong == "html" else {"json": document})

    enrolled.page.route(SNAPSHOT, spoil)
    enrolled.call("snapshots.fetch")
    enrolled.wait("state.trouble !== null")
    enrolled.go_offline()

    assert enrolled.scan(code())["outcome"] == "admitted"
    assert enrolled.state["phase"] == "ready"


def test_a_stale_cursor_fetches_the_snapshot_while_scanning_goes_on(enrolled, code):
    asked = []
    enrolled.page.on("request", lambda request: asked.append(request.url))
    enrolled.page.evaluate("scanner.holding.knowledge.cursor = 'of another database'")

    assert enrolled.scan(code())["outcome"] == "admitted"
    enrolled.wait("scanner.holding.knowledge.cursor !== 'of another database'")

    assert any(url.endswith("/snapshot/") for url in asked)


def test_a_full_hall_is_an_estimate_without_the_server(page, live_server, fair, code):
    hall = devices.create(scenes.hall_gate(fair, capacity=1))[0]
    gate = Gate(page, live_server.url).open().enrol(hall)
    gate.go_offline()
    gate.scan(code())

    shown = gate.scan(code())

    assert (shown["reason"], shown["isEstimate"]) == ("full", True)


# ---- what the phone will not do

BREAK = """(name) => {
  IDBDatabase.prototype.kept = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function (stores, mode, options) {
    if (mode === "readwrite") throw new DOMException("no", name);
    return this.kept(stores, mode, options);
  };
}"""


@pytest.mark.parametrize(
    ("name", "storage"), [("QuotaExceededError", "full"), ("UnknownError", "refused")]
)
def test_nobody_is_let_in_on_a_decision_that_cannot_be_kept(enrolled, code, name, storage):
    enrolled.page.evaluate(BREAK, name)
    online = enrolled.scan(code())
    enrolled.go_offline()

    offline = enrolled.scan(code())

    assert (online["outcome"], online["decidedBy"]) == ("admitted", "server")
    assert (offline["outcome"], offline["reason"]) == ("refused", "cannot_store")
    assert enrolled.state["storage"] == storage
    enrolled.go_online()
    assert stored() == [("admitted", "")]


def test_a_phone_that_keeps_nothing_uses_up_no_code(gate, device):
    refuse = "Object.defineProperty(window, 'nothing', {value: {open() { throw new Error() }}})"
    gate.page.reload()
    gate.page.evaluate(refuse)
    gate.page.evaluate("""async () => {
      const { Scanner } = await import("/static/gate/scanner.js");
      window.scanner = await Scanner.open({ worker: null, storage: window.nothing });
    }""")
    code = devices.renew(device)

    told = gate.page.evaluate("(code) => scanner.enrol(code).catch((error) => error.code)", code)

    assert (gate.state["phase"], gate.state["storage"]) == ("not_enrolled", "refused")
    assert told == "cannot_store"
    assert Device.objects.get().enrolled_at is None


def test_a_wrong_code_says_so(gate):
    told = gate.page.evaluate("scanner.enrol('ABCD-EFGH-JKMN').catch((error) => error.code)")

    assert told == "enrolment_code_not_valid"
    assert gate.state["phase"] == "not_enrolled"


def test_a_link_carries_the_code(gate, device):
    gate.call("enrol", f"https://expo.example/gate/#code={devices.renew(device)}")

    gate.wait("state.phase === 'ready'")


def test_two_tabs_do_not_both_scan(enrolled, live_server, code):
    other = Gate(enrolled.page.context.new_page(), live_server.url).open()
    assert other.state["phase"] == "elsewhere"
    refused = other.page.evaluate("scanner.scan('K1').catch((error) => error.code)")
    assert refused == "elsewhere"

    other.call("takeOver")

    other.wait("state.phase === 'ready' && state.isOnline")
    enrolled.wait("state.phase === 'elsewhere'")
    assert other.scan(code())["outcome"] == "admitted"


def test_a_revoked_phone_hands_in_what_it_holds_and_forgets_the_door(enrolled, device, code):
    enrolled.go_offline()
    enrolled.scan(code())
    devices.revoke(device)

    enrolled.page.context.set_offline(False)
    enrolled.wait("state.phase === 'revoked' && state.pending === 0 && !state.gate")

    row = CheckIn.objects.get()
    assert (row.outcome, row.device_revoked) == ("admitted", True)
    assert enrolled.page.evaluate("scanner.scan('K1').catch((error) => error.code)") == (
        "device_revoked"
    )
    kept = enrolled.page.evaluate("scanner.holding.store.read()")
    assert (kept["about"], kept["queue"]) == ({}, [])
    assert enrolled.restart().state["phase"] == "not_enrolled"


def test_a_revoked_phone_stops_when_it_next_asks(enrolled, device, code):
    devices.revoke(device)

    told = enrolled.page.evaluate(
        "(code) => scanner.scan(code).catch((error) => error.code)", code()
    )

    assert told == "device_revoked"
    assert stored() == []


def test_leaving_with_unsent_scans_asks_first(enrolled, code):
    enrolled.go_offline()
    enrolled.scan(code())

    assert enrolled.page.evaluate("scanner.leave().catch((error) => error.code)") == "unsent_scans"
    enrolled.call("leave", {"evenUnsent": True})

    assert (enrolled.state["phase"], enrolled.state["pending"]) == ("not_enrolled", 0)
    enrolled.page.context.set_offline(False)
    assert enrolled.restart().state["phase"] == "not_enrolled"


# ---- the clock


def test_a_phone_in_the_wrong_year_scans_by_the_fairs_clock(page, live_server, device, code):
    page.clock.set_system_time("2031-01-01T00:00:00Z")
    gate = Gate(page, live_server.url).open().enrol(device)
    page.clock.set_system_time("2015-01-01T00:00:00Z")  # somebody sets it, badly

    online = gate.scan(code())
    gate.go_offline()
    offline = gate.scan(code())

    for shown in (online, offline):
        assert abs(shown["at"] / 1000 - NOON.timestamp()) < 600
    assert abs(gate.state["phoneAheadMs"]) > 1e11


def test_the_clock_goes_on_over_a_restart(enrolled, code):
    enrolled.go_offline()  # no answer sets it any more
    before = enrolled.page.evaluate("[scanner.now(), Date.now()]")

    restart_without_network(enrolled)

    now, phone = enrolled.page.evaluate("[scanner.now(), Date.now()]")
    assert abs((now - before[0]) - (phone - before[1])) < 500


def test_a_phone_without_its_first_snapshot_asks_again(gate, device):
    gate.page.route(SNAPSHOT, lambda route: route.abort(), times=1)

    gate.call("enrol", devices.renew(device))

    gate.wait("state.phase === 'preparing' && state.trouble === 'network'")
    gate.wait("state.phase === 'ready' && state.trouble === null")


def test_a_tab_goes_on_when_the_other_is_closed(enrolled, live_server):
    other = Gate(enrolled.page.context.new_page(), live_server.url).open()
    other.call("takeOver")
    enrolled.wait("state.phase === 'elsewhere'")

    other.page.close()

    enrolled.wait("state.phase === 'ready'")


def test_a_device_moved_to_another_gate_learns_its_rules(enrolled, fair, device):
    device.gate = scenes.hall_gate(fair)
    device.save(update_fields=["gate"])

    enrolled.wait("state.gate.code === '4B'")


def test_a_phone_enrolled_anew_sends_what_it_held(enrolled, device, code):
    enrolled.go_offline()
    enrolled.scan(code())
    enrolled.page.route("**/checkins/", lambda route: route.abort())
    enrolled.page.context.set_offline(False)

    enrolled.call("enrol", devices.renew(device))
    enrolled.page.unroute_all()

    enrolled.wait("state.pending === 0")
    assert stored() == [("admitted", "")]


def test_another_devices_scans_are_not_told_under_this_ones_name(enrolled, fair, code):
    enrolled.page.route(CHECKINS, lambda route: route.abort())
    enrolled.scan(code())

    other = devices.create(scenes.gate(fair, "E2"))[0]
    enrolled.call("enrol", devices.renew(other))
    enrolled.page.unroute_all()

    enrolled.wait("state.gate?.code === 'E2'")
    assert (enrolled.state["pending"], enrolled.state["setAside"]) == (0, 1)


def sizes_of_uploads(page):
    """How many scans each upload from now on has."""
    sizes = []

    def note(request):
        if request.url.endswith("/checkins/"):
            sizes.append(len(request.post_data_json["scans"]))

    page.on("request", note)
    return sizes


def test_five_hundred_scans_and_more_are_sent_in_batches(enrolled, fair):
    order = tickets.Order(TicketClass.GROUP)
    issued = tickets.issue_many(fair, [order] * 620, at=NOON)
    enrolled.go_offline()
    enrolled.page.evaluate(
        "async (codes) => { for (const code of codes) await scanner.scan(code); }",
        tickets.codes(issued),
    )

    sizes = sizes_of_uploads(enrolled.page)
    enrolled.go_online()

    assert sizes[0] == 500
    assert CheckIn.objects.filter(outcome="admitted").count() == 620


def test_what_is_too_much_for_the_way_is_sent_in_halves(enrolled, code):
    enrolled.go_offline()
    for _ in range(4):
        enrolled.scan(code())
    sizes = []

    def proxy(route):
        sizes.append(len(route.request.post_data_json["scans"]))
        route.fulfill(status=413, body="<h1>Too large</h1>") if sizes[-1] > 1 else route.continue_()

    enrolled.page.route(CHECKINS, proxy)
    enrolled.page.context.set_offline(False)
    enrolled.wait("state.pending === 0")

    assert sizes[:3] == [4, 2, 1]
    assert len(stored()) == 4
