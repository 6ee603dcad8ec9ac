"""The bundles of the web app: what they hold, how heavy they are, and that the same sources give the same bytes."""

import gzip
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from bridgehead.web.assets import STATIC, get_asset, read_manifest

ROOT = Path(__file__).resolve().parents[2]
FRONTEND = ROOT / "frontend"
#: kilobytes that every page loads, compressed; islands come on top where a page has one
MOST_SCRIPT, MOST_STYLE = 24, 30


def weigh(name):
    """Kilobytes of a file of the bundles, compressed."""
    return len(gzip.compress((STATIC / name).read_bytes())) / 1024


def find_imported(name):
    """The pieces of script that a script loads before it runs."""
    text = (STATIC / name).read_text(encoding="utf-8")
    head = text.split("import(")[0]
    return [
        piece.name
        for piece in STATIC.glob("*.js")
        if f'from"./{piece.name}"' in head or f'import"./{piece.name}"' in head
    ]


def test_every_file_of_the_manifest_is_there_under_its_digest():
    """A page finds a file by its plain name; the name it is served under changes with its content."""
    manifest = read_manifest()

    assert {"app.js", "app.css", "icons.svg", "mark.svg", "islands/charts.js", "islands/later.js"} <= set(manifest)
    for name, file in manifest.items():
        assert (STATIC / file).is_file()
        assert get_asset(name).endswith(file)
        assert Path(name).stem in file


def test_what_every_page_loads_is_light():
    """Scripts and styles of an ordinary page stay within their budget; heavy drawings are loaded where they are."""
    first = read_manifest()["app.js"]
    scripts = [first, *find_imported(first)]

    assert sum(map(weigh, scripts)) < MOST_SCRIPT
    assert weigh(read_manifest()["app.css"]) < MOST_STYLE


def test_bundles_name_nothing_elsewhere():
    """No style and no icon is fetched from another host."""
    for file in (*STATIC.glob("*.css"), *STATIC.glob("*.svg")):
        text = file.read_text(encoding="utf-8").replace("http://www.w3.org/", "")

        assert "http://" not in text
        assert "https://" not in text


def test_licences_stand_beside_what_they_are_of():
    """Each package whose code is in the bundles has its licence in full."""
    text = (STATIC / "licences.txt").read_text(encoding="utf-8")

    for package in ("@picocss/pico", "echarts", "htmx.org", "lucide-static"):
        assert f"{package} " in text
    assert "Permission is hereby granted" in text


def test_every_island_is_found_from_its_folder():
    """A new island is one new file; files with a hyphen are parts of others."""
    files = {path.stem for path in (FRONTEND / "src" / "islands").glob("*.js") if path.stem.isalpha()}

    assert {f"islands/{name}.js" for name in files} == {name for name in read_manifest() if name.startswith("islands/")}


def test_the_same_sources_give_the_same_bytes(tmp_path):
    """A build that changes nothing changes no byte, wherever it is made."""
    node = shutil.which("node")
    if node is None or not (FRONTEND / "node_modules").is_dir():
        pytest.skip("needs Node on the machine and the packages in frontend/node_modules")

    built = []
    for name in ("one", "two"):
        subprocess.run([node, FRONTEND / "build.mjs", tmp_path / name], cwd=FRONTEND, check=True)
        built.append({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()})

    assert sorted(built[0]) == sorted(built[1])
    assert [] == [name for name, content in built[0].items() if built[1][name] != content]
    assert set(json.loads(built[0]["manifest.json"])) >= {"app.js", "app.css"}
