"""Static files under hashed names: modules must go on finding each other."""

import json
import re

import pytest
from django.conf import settings
from django.core.management import call_command

MODULE_IMPORT = re.compile(r"""^\s*(?:import|export)\b[^'"]*?["'](\.[^"']+)["']""", re.MULTILINE)


@pytest.fixture
def hashed(settings):
    """Hashed names as in production, without the slow compression."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "conflictmap.staticfiles.HashedStaticFilesStorage"},
    }
    settings.WHITENOISE_SKIP_COMPRESS_EXTENSIONS = [
        "js",
        "css",
        "json",
        "ttf",
        "svg",
        "png",
        "txt",
        "md",
        "map",
        "LICENSE",
    ]


@pytest.mark.usefixtures("hashed")
def test_every_module_import_points_at_a_hashed_file(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    call_command("collectstatic", "--noinput", verbosity=0)
    names = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    modules = [hashed for name, hashed in names.items() if name.startswith("map/") and name.endswith(".js")]
    assert modules
    for module in modules:
        for target in MODULE_IMPORT.findall((tmp_path / module).read_text()):
            file = (tmp_path / module).parent / target
            assert file.resolve().relative_to(tmp_path).as_posix() in names.values(), f"{module} imports {target}"


@pytest.mark.usefixtures("hashed")
def test_every_form_of_import_is_rewritten_and_comments_are_left_alone(settings, tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    (source / "day.js").write_text("export const DAY = 1;\n")
    (source / "all.js").write_text(
        "// Import and export of days, taken from\n"
        'import { DAY } from "./day.js";\n'
        'import {\n  DAY as again,\n} from "./day.js";\n'
        'import * as days from "./day.js";\n'
        'import "./day.js";\n'
        'export { DAY } from "./day.js";\n'
        'export * from "./day.js";\n'
        'export const later = () => import("./day.js");\n'
        'export const url = "from ./day.js";\n'
    )
    settings.STATICFILES_DIRS = [source]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = tmp_path / "target"
    call_command("collectstatic", "--noinput", verbosity=0)
    names = json.loads((tmp_path / "target" / "staticfiles.json").read_text())["paths"]
    text = (tmp_path / "target" / names["all.js"]).read_text()
    assert text.count(f'"./{names["day.js"]}"') == 7
    assert text.startswith("// Import and export of days, taken from\n")
    assert text.endswith('export const url = "from ./day.js";\n')


def test_pages_may_not_load_from_anybody_else():
    policy = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    sources = {str(source) for directive in policy.values() for source in directive}
    assert sources <= {"'self'", "'none'", "data:", "csp.constants.NONCE"}
    assert "'self'" in {str(source) for source in policy["script-src"]}
