"""Files that were damaged: bytes lost, doubled, turned, put in, or cut off, by a seed that says which."""

import random

PIECES = (
    b"<", b">", b"</td>", b"<table>", b"</table>", b"<!--", b'"', b"'", b"{{", b"{%", b"%}", b"|", b"\t", b"\n", b"\x00", b"\xff\xfe",
    b"&#x", b"&frac12", b"<tr>", b"<td rowspan=65534 colspan=1000>", b"<script type=text/template>", b"\\", b"{", b"}", b"[", b",", b";",
    b"<svg>", b"<select>", b"<template>", b"\xc2\xbd", b"<sup>", b"<?php", b"/*", b"`", b"=", b"PK\x03\x04",
)  # fmt: skip


def damaged(data, seed):
    """The same bytes with one to four faults."""
    chance = random.Random(seed)
    data = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        at, length = chance.randrange(len(data) + 1), chance.choice((1, 1, 2, 8, 40, 200))
        match chance.randrange(6):
            case 0:
                del data[at : at + length]
            case 1:
                data[at:at] = chance.choice(PIECES)
            case 2:
                data[at : at + length] = bytes(chance.randrange(256) for _ in range(min(length, 8)))
            case 3:
                data[at:at] = data[at : at + length] * chance.randint(1, 3)
            case 4:
                other = chance.randrange(len(data) + 1)
                data[at:at] = data[other : other + length]
            case _:
                if chance.random() < 0.3:
                    del data[at:]
    return bytes(data)
