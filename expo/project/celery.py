"""The Celery application: workers and beat start here."""

import os
from typing import Any

from celery import Celery
from celery.signals import worker_init

from expo.project import sharing

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "expo.project.settings.production")

app = Celery("expo")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
def share_what_is_loaded(**_told: Any) -> None:
    """With the processes of the pool, which part from this one hereafter."""
    sharing.read_fonts()
    sharing.keep()
