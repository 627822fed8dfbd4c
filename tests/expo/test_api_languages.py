"""The language of the API is the one the client asks for; that of a page stands in its address."""

import pytest

pytestmark = pytest.mark.django_db
NOWHERE = "/api/v1/editions/none/sessions/"


@pytest.mark.parametrize(
    ("asked", "language", "said"),
    [
        ("en", "en", "nothing at this address"),
        ("en-GB,en;q=0.9,ko;q=0.5", "en", "nothing at this address"),
        ("ko", "ko", "이 주소"),
        ("de", "ko", "이 주소"),  # not spoken here
        ("", "ko", "이 주소"),
    ],
)
def test_the_api_speaks_the_language_that_is_asked_for(client, asked, language, said):
    answer = client.get(NOWHERE, headers={"accept-language": asked})

    assert answer["Content-Language"] == language
    assert said in answer.json()["detail"]
    assert "Accept-Language" in answer["Vary"]


def test_a_pages_language_stands_in_its_address_whatever_the_browser_prefers(client):
    answers = [client.get(path, headers={"accept-language": "en"}) for path in ("/", "/en/")]

    assert [answer["Content-Language"] for answer in answers] == ["ko", "en"]
