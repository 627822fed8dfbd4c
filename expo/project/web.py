"""`python -m expo.project.web`: granian with its own options; its workers share one application.

It is loaded and made ready before they part from this process, so that they answer at once and
keep in memory only what they change. New code needs a new start: a hang-up signal begins workers
of what was loaded."""

from granian.cli import entrypoint

from expo.project import sharing


def main() -> None:
    sharing.have_one_heap()
    sharing.take_short_turns()
    import expo.project.wsgi  # noqa: F401, PLC0415 # what the workers serve, with its settings
    from expo import freshness  # noqa: PLC0415 # models are loaded by now

    sharing.read_pages()
    freshness.build()
    sharing.read_fonts()
    sharing.keep()
    entrypoint()  # type: ignore[no-untyped-call]  # the library's


if __name__ == "__main__":
    main()
