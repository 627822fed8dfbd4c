from importlib import import_module

from django.apps import AppConfig

from expo.project.celery import app as celery_app

__all__ = ["ProjectConfig", "celery_app"]  # every process that sends a task must know the broker


class ProjectConfig(AppConfig):
    """Holds the commands that span the apps, and the checks at start-up."""

    name = "expo.project"
    label = "project"

    def ready(self) -> None:
        import_module("expo.project.checks")
