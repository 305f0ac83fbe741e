"""Prints zips that Python's zipfile writes, then what it reads in each zip that it receives, as lines of JSON."""

import base64
import io
import json
import struct
import sys
import warnings
import zipfile

warnings.simplefilter('ignore')
TEXT = 'Zażółć gęślą jaźń. '.encode() * 9
PDF = b'%PDF-1.7\n' + bytes(range(256)) + b'%%EOF\n'


class Unseekable(io.RawIOBase):
    """A file without seek, for which zipfile writes sizes after the data (APPNOTE.TXT 4.3.9)."""

    def __init__(self):
        self.written = bytearray()

    def writable(self):
        return True

    def write(self, data):
        self.written += data
        return len(data)


def written(*, to=None, method=zipfile.ZIP_DEFLATED, comment=b'', zip64=False, extra=b'', mode=0o100644):
    out = to or io.BytesIO()
    with zipfile.ZipFile(out, 'w', method) as zip:
        zip.comment = comment
        zip.writestr('a/', b'')
        for name, data in {'a/statement.pdf': PDF, 'ż.txt': TEXT, 'empty': b'', 'zeros': bytes(3000)}.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = method
            info.external_attr = mode << 16
            info.extra = extra
            with zip.open(info, 'w', force_zip64=zip64) as entry:
                entry.write(data)
    return bytes(out.written if to else out.getvalue())


def read(data):
    """Name and bytes of each entry; null for bytes that cannot be read. None without a list of entries."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as zip:
            return [[info.filename, content(zip, info)] for info in zip.infolist()]
    except Exception:
        return None


def content(zip, info):
    try:
        return base64.b64encode(zip.read(info)).decode()
    except Exception:
        return None


def answer(value):
    print(json.dumps(value), flush=True)


answer([
    base64.b64encode(zip).decode()
    for zip in [
        written(),
        written(method=zipfile.ZIP_STORED),
        written(to=Unseekable()),
        written(zip64=True),
        written(to=Unseekable(), method=zipfile.ZIP_STORED, zip64=True),
        written(comment=b'a comment', extra=struct.pack('<HHI', 0xCAFE, 4, 7)),
        b'#!/bin/sh\nexit\n' + written(),
        written(method=zipfile.ZIP_BZIP2),
        written(method=zipfile.ZIP_LZMA),
        written(mode=0o120777),
    ]
])
while size := sys.stdin.buffer.read(4):
    answer(read(sys.stdin.buffer.read(*struct.unpack('<I', size))))
