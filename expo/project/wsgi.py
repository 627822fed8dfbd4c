"""What the web server runs."""

import os
from wsgiref.types import WSGIApplication

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "expo.project.settings.production")


def _application() -> WSGIApplication:
    django = get_wsgi_application()
    from expo.dashboard.regulars import Regulars  # noqa: PLC0415  # models are loaded by now
    from expo.project import lending  # noqa: PLC0415
    from expo.project.full_house import FullHouse  # noqa: PLC0415
    from visitors.api.express import Express  # noqa: PLC0415

    lend = lending.Lending().lend
    lending.close_what_is_not_lent()
    return Regulars(FullHouse(Express(django), lend=lend), lend=lend)


application = _application()
