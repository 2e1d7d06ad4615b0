"""Columns of whole numbers, sent in PostgreSQL's own form: thousands at once, or a few without much ado."""

import struct
from collections.abc import Sequence

import numpy as np
from psycopg.adapt import Buffer, Dumper
from psycopg.pq import Format

INT8, INT8_ARRAY = 20, 1016
FEW = 8


class Int8s(bytes):
    """A bigint[] in PostgreSQL's binary form."""

    @classmethod
    def of(cls, numbers: Sequence[int]) -> "Int8s":
        many = len(numbers)
        if many == 0:
            return cls(struct.pack("!iii", 0, 0, INT8))
        if many <= FEW:
            sized = [part for number in numbers for part in (8, number)]
            return cls(struct.pack("!iiiii" + "iq" * many, 1, 0, INT8, many, 1, *sized))
        cells = np.empty(many, dtype=[("size", ">i4"), ("value", ">i8")])
        cells["size"] = 8
        cells["value"] = numbers
        return cls(struct.pack("!iiiii", 1, 0, INT8, many, 1) + cells.tobytes())


class Int8sDumper(Dumper):
    format = Format.BINARY
    oid = INT8_ARRAY

    def dump(self, obj: Int8s) -> Buffer:
        return obj
