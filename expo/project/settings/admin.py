"""How the admin looks: names, colours, and a menu by task."""

from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

UNFOLD = {
    "SITE_TITLE": _("Expo organisers"),
    "SITE_HEADER": _("Government Expo"),
    "SITE_SUBHEADER": "expo.project.navigation.subheader",
    "SITE_SYMBOL": "storefront",
    "SITE_FAVICONS": [
        {"rel": "icon", "type": "image/svg+xml", "href": lambda request: static("img/icon.svg")}
    ],
    "SITE_URL": reverse_lazy("home"),
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": False,
    "SHOW_LANGUAGES": True,
    "SHOW_BACK_BUTTON": True,
    "LANGUAGES": {
        "action": reverse_lazy("admin:language"),
        "navigation": "expo.project.navigation.languages",
    },
    "ENVIRONMENT": "expo.project.navigation.environment",
    "DASHBOARD_CALLBACK": "expo.dashboard.organisers.home",
    "STYLES": [lambda request: static("css/admin.css")],
    "SCRIPTS": ["expo.idling.script"],
    "BORDER_RADIUS": "6px",
    # The primary colour of KRDS, the government's design system, in its steps 5 to 95.
    "COLORS": {
        "primary": {
            "50": "#ecf2fe",
            "100": "#d8e5fd",
            "200": "#b1cefb",
            "300": "#86aff9",
            "400": "#4c87f6",
            "500": "#256ef4",
            "600": "#0b50d0",
            "700": "#083891",
            "800": "#052561",
            "900": "#03163a",
            "950": "#020f27",
        },
    },
    "SIDEBAR": {
        "show_search": False,
        "show_all_applications": False,
        "navigation": "expo.project.navigation.menu",
    },
}
