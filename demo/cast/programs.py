"""The systems of the two exchanges, as programs that call the interface."""

from __future__ import annotations

from typing import NamedTuple

# Its private half was thrown away when it was made: nobody can call the demo with it.
PUBLIC_KEY = "\n".join(
    (
        "-----BEGIN PUBLIC KEY-----",
        "MCowBQYDK2VwAyEAnhWDE2Qeg2ulw9aWLmoxGFU8FXFt8dcwZf0oYf3ZKC4=",
        "-----END PUBLIC KEY-----",
    )
)


class Program(NamedTuple):
    """A client; without ``public_key`` it is issued a secret, which the demo shows to nobody."""

    code: str
    name: str
    programmes: tuple[str, ...]
    public_key: str


PROGRAMS = (
    Program("exchange.bj-sample", "北京示例绿色交易所交易系统", ("BJ", "CCER"), PUBLIC_KEY),
    Program("exchange.cd-sample", "四川示例环境交易所交易系统", ("CD",), ""),
)
ROTATED = PROGRAMS[1].code
