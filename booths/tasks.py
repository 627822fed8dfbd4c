"""What workers do for booths. Every task returns nothing and may run twice."""

from celery import shared_task

from booths.spreadsheets import uploads


@shared_task(name="booths.forget_uploads", ignore_result=True)
def forget_uploads() -> None:
    """Destroy tables that were sent, looked at, and neither applied nor asked for again."""
    uploads.forget_old()
