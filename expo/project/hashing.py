"""Static files under names that tell their content, so that browsers keep them for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORT = (
    r"""(?P<matched>(?P<what>\bimport\b[^"';]*\bfrom\s*)["'](?P<url>\.[^"']+)["'])""",
    """%(what)s"%(url)s\"""",
)


class HashedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # not typed
    """Our own scripts import one another by those names: there is no bundler to do it for them.

    Django's switch for this reads the scripts of every package, and fails over their comments."""

    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        ("js/*.js", (IMPORT,)),
        ("gate/*.js", (IMPORT,)),
    )
