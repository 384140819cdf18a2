"""The systemd unit, as far as it can be tested without systemd."""
import ctypes
import os
import re
import shutil
import subprocess

import pytest

from conftest import BUILD, ROOT

UNIT = ROOT / "config" / "tonle.service"
TONLE = ROOT / BUILD / "tonle"
needs_analyze = pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")


@needs_analyze
def test_it_is_a_sound_unit(tmp_path):
    copy = tmp_path / "tonle.service"
    copy.write_text(UNIT.read_text().replace("=/usr/local/bin/tonle", f"={TONLE}"))
    done = subprocess.run(["systemd-analyze", "--man=no", "verify", copy], capture_output=True, text=True)
    assert done.returncode == 0 and "tonle.service" not in done.stderr, done.stderr


@needs_analyze
def test_its_exposure():
    done = subprocess.run(["systemd-analyze", "security", "--offline=true", UNIT],
                          capture_output=True, text=True)
    score = re.search(r"exposure level for tonle.service: ([\d.]+)", done.stdout)
    assert score and float(score[1]) <= 1.5, done.stdout


def test_it_serves_where_no_memory_is_both_written_and_executed():
    """With MemoryDenyWriteExecute, PCRE2's JIT gets no memory, and patterns still match."""
    def deny():
        if ctypes.CDLL(None).prctl(65, 1, 0, 0, 0):  # PR_SET_MDWE, Linux 6.3
            os._exit(77)

    done = subprocess.run([TONLE, "ask", "--db", ROOT / BUILD / "tonle.db", "who is Hun Sen?"],
                          capture_output=True, text=True, preexec_fn=deny)
    if done.returncode == 77:
        pytest.skip("this kernel cannot deny it")
    assert done.returncode == 0, done.stderr
    assert "Hun Sen" in done.stdout
