"""Several networks in one bot: none is delayed by another, and what is known of people is apart."""
import sys

from conftest import ROOT, TONLE

sys.path.insert(0, str(ROOT / "tests/bench"))
from networks import Many, holes  # noqa: E402


def test_black_holes_delay_nobody(tmp_path):
    """Nobody accepts, a handshake hangs, silence, a dribble, a flood, no route, no name."""
    others, closes = holes()
    many = Many(TONLE, tmp_path, 12, others)
    try:
        many.ask_all()
    finally:
        status = many.close()
        for one in closes:
            one.close()
    assert status == 0, many.bot.log.read_text()
