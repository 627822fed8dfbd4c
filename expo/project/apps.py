from django.apps import AppConfig

from expo.project.celery import app as celery_app

__all__ = ["ProjectConfig", "celery_app"]  # every process that sends a task must know the broker


class ProjectConfig(AppConfig):
    """Holds the commands that span the apps: demo and seed."""

    name = "expo.project"
    label = "project"
