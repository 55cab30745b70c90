"""Static files under names that carry their hash, so that browsers may keep them for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Also rewrites ``import … from "./module.js";`` and ``export … from``: ES modules keep finding each other.

    Django's own patterns take the word "export" of a comment for the beginning of a statement that ends at the next
    ``from``; these begin where a line begins and never run over a quote or a semicolon.
    """

    # A module's hash follows from those of the modules that it imports: one pass for each step of the longest chain.
    max_post_process_passes = 12

    support_js_module_import_aggregation = True
    _js_module_import_aggregation_patterns = (
        "*.js",
        (
            (
                r"""(?m:^)(?P<matched>import\b(?P<names>[^"';]*?)\bfrom\s*["'](?P<url>\.[^"']*)["']\s*;)""",
                """import%(names)sfrom "%(url)s";""",
            ),
            (
                r"""(?m:^)(?P<matched>export\s*(?P<names>\*[^"';{]*|\{[^"';}]*\}\s*)from\s*["'](?P<url>\.[^"']*)["']\s*;)""",
                """export %(names)sfrom "%(url)s";""",
            ),
            (
                r"""(?m:^)(?P<matched>import\s*["'](?P<url>\.[^"']*)["']\s*;)""",
                """import "%(url)s";""",
            ),
            (
                r"""(?P<matched>\bimport\(\s*["'](?P<url>\.[^"']*)["']\s*\))""",
                """import("%(url)s")""",
            ),
        ),
    )
