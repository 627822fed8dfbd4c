from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps

from expo.project.celery import app as celery_app

__all__ = ["ProjectConfig", "celery_app"]  # every process that sends a task must know the broker


class ProjectConfig(AppConfig):
    """Holds the commands that span the apps, and the checks at start-up."""

    name = "expo.project"
    label = "project"

    def ready(self) -> None:
        import_module("expo.project.checks")


class AdminConfig(admin_apps.AdminConfig):
    """Django's admin with our own site: who may enter it is a question of roles."""

    default = False  # this package's own app is ProjectConfig
    default_site = "expo.project.site.FairSite"
