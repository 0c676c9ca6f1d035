"""Folders where a command writes what isn't whole yet: gone at its end, however it ends, or else when the next one comes."""

import fcntl
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from glob import escape
from pathlib import Path

TEMPORAL, DE_CARGA = Path(tempfile.gettempdir()), "reparto-carga-"
MARCA, AZAR = "a_medias-", "[a-z0-9_]" * 8  # a partial folder's name after its prefix, so that it's nobody's own: mark, mkdtemp's letters


def limpiar(donde: Path, prefijo: str) -> None:
    """Removes the partial folders of this user whose command is no more: nobody holds them."""
    for resto in donde.glob(f"{escape(prefijo)}{MARCA}{AZAR}"):
        with suppress(OSError):  # another command may be removing the same one
            visto = resto.lstat()
            if stat.S_ISDIR(visto.st_mode) and visto.st_uid == os.geteuid():
                de_alguien = os.open(resto, os.O_RDONLY)
                try:
                    fcntl.flock(de_alguien, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    shutil.rmtree(resto)
                finally:
                    os.close(de_alguien)


@contextmanager
def parcial(donde: Path, prefijo: str) -> Iterator[Path]:
    """A new folder in `donde`, held while it lasts. What it holds at the end goes with it, unless it was renamed away."""
    donde.mkdir(parents=True, exist_ok=True)
    while True:
        carpeta = Path(tempfile.mkdtemp(prefix=prefijo + MARCA, dir=donde))
        propia = os.open(carpeta, os.O_RDONLY)
        fcntl.flock(propia, fcntl.LOCK_EX)
        if carpeta.exists():  # nobody cleaned it up before it was held
            break
        os.close(propia)
    try:
        yield carpeta
    finally:
        shutil.rmtree(carpeta, ignore_errors=True)
        os.close(propia)
