"""The Celery application: workers and beat start here."""

import os
from typing import Any

from celery import Celery
from celery.signals import task_prerun, worker_init
from django.db import close_old_connections

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


@task_prerun.connect
def look_after_connections(**_told: Any) -> None:
    """One that is kept from task to task may have died meanwhile: it is asked before it is used."""
    close_old_connections()
