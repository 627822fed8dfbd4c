import pytest

from expo import callers

PROXY, CALLER, FORGED = "10.0.0.1", "203.0.113.7", "198.51.100.66"


def asked(rf, told=None, nearest=PROXY):
    headers = {} if told is None else {"HTTP_X_FORWARDED_FOR": told}
    return rf.get("/", REMOTE_ADDR=nearest, **headers)


def test_without_a_proxy_nothing_is_believed_but_the_connection(rf, settings):
    settings.TRUSTED_PROXIES = 0
    assert callers.address(asked(rf, FORGED, nearest=CALLER)) == CALLER


@pytest.mark.parametrize(
    ("proxies", "told"),
    [
        (1, CALLER),
        (1, f"{FORGED}, {CALLER}"),
        (1, f"{FORGED},{FORGED},  {CALLER} "),
        (2, f"{CALLER}, 10.0.0.2"),
        (2, f"{FORGED}, {CALLER}, 10.0.0.2"),
        (1, f"{FORGED}, {CALLER}:49152"),
        (1, f"{FORGED}, ::ffff:{CALLER}"),
    ],
)
def test_only_what_our_proxies_have_added_is_believed(rf, settings, proxies, told):
    settings.TRUSTED_PROXIES = proxies
    assert callers.address(asked(rf, told)) == CALLER


@pytest.mark.parametrize("told", [None, "", ",", "unknown", "_hidden", "1.2.3.4.5", "x" * 10_000])
def test_a_header_that_names_no_address_leaves_the_connection(rf, settings, told):
    settings.TRUSTED_PROXIES = 1
    assert callers.address(asked(rf, told)) == PROXY


def test_whoever_came_past_our_proxies_may_not_choose_an_address(rf, settings):
    settings.TRUSTED_PROXIES = 2
    assert callers.address(asked(rf, FORGED, nearest=CALLER)) == CALLER


@pytest.mark.parametrize(
    "told",
    [
        "2001:DB8::1",
        "2001:0db8:0:0:0:0:0:1",
        "[2001:db8::1]",
        "[2001:db8::1]:443",
        "2001:db8::1%eth0",
    ],
)
def test_an_address_has_one_spelling(rf, settings, told):
    settings.TRUSTED_PROXIES = 1
    assert callers.address(asked(rf, told)) == "2001:db8::1"


def test_a_server_that_tells_no_address_is_no_reason_to_fail(rf):
    assert callers.address(asked(rf, nearest="")) == ""
    assert callers.line(asked(rf, nearest="")) == ""


def test_a_line_is_an_address_or_the_network_that_one_subscriber_has(rf):
    assert callers.line(asked(rf, nearest=CALLER)) == CALLER
    assert callers.line(asked(rf, nearest="2001:db8:0:7:1:2:3:4")) == "2001:db8:0:7::/64"
