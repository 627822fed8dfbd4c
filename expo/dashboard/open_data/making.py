"""The worker's part: every table asked for as of one moment, what must not be told, the folder."""

from collections.abc import Iterator

from django.utils import timezone

from expo.dashboard.open_data import datasets, folders, sums
from expo.dashboard.open_data.datasets import DATASETS, Told
from expo.dashboard.open_data.folders import Folder
from expo.dashboard.reports.makers import Maker, Output
from expo.models import Edition, ReportRun
from visitors.transactions import one_view


def make(run: ReportRun, output: Output) -> Iterator[object]:
    """Yields after each table, and after the folder."""
    edition = Edition.objects.get(pk=run.edition_id)
    tables: list[Told] = []
    for dataset in DATASETS:
        with one_view():
            tables.append(datasets.told(dataset, edition, run.as_of))
        yield dataset
    as_of = run.as_of.astimezone(edition.tz)
    folder = Folder(edition, run.language, as_of, tables, sums.withheld(tables))
    folders.write(folder, output.file)
    yield folder


def name(run: ReportRun) -> str:
    """As `2023-open-data-20231125T1302`."""
    moment = timezone.localtime(run.as_of, run.edition.tz)
    return f"{run.edition.slug}-open-data-{moment:%Y%m%dT%H%M}"


MAKER = Maker(
    ending="zip",
    media_type="application/zip",
    steps=len(DATASETS) + 1,
    name=name,
    make=make,
)
