"""The privacy officer's pages: whoever is none in the edition learns that there is nothing."""

from expo.admin.pages import page_of
from expo.standing import ORGANISER, PRIVACY_OFFICER

privacy_page = page_of(PRIVACY_OFFICER)

readers_page = page_of(PRIVACY_OFFICER, ORGANISER)
"""Rules and certificates name nobody: organisers read them, too."""
