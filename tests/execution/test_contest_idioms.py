"""What programs of contests do around their work: threads, files that are not there, fast input and output."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from tracepile.execution import Jail, Job, Mode, trace_cases
from tracepile.records import Case, Domain, Program, Status
from tracepile.verification import verify

IDIOMS = {
    "a thread with a large stack": """
        import sys, threading
        sys.setrecursionlimit(10 ** 6)
        threading.stack_size(2 ** 26)
        def depth(n):
            return 0 if n == 0 else 1 + depth(n - 1)
        def main():
            print(depth(5000))
        thread = threading.Thread(target=main)
        thread.start()
        thread.join()
        print(thread.is_alive())
        """,
    "a thread that is only started": """
        import threading
        def main(a, b=0):
            print(int(input()) + a + b)
        threading.Thread(target=main, args=(1,), kwargs={"b": 2}).start()
        """,
    "one thread after another": """
        from threading import Thread
        class Work(Thread):
            def run(self):
                print(self.given)
        for n in range(2):
            work = Work()
            work.given = n
            work.start()
            work.join()
        """,
    "a file that is there at home": """
        import os, sys
        if os.path.exists("input.txt"):
            sys.stdin = open("input.txt")
        if os.path.isfile("in.txt") or os.access("x", os.R_OK) or os.environ.get("LOCAL"):
            print("at home")
        print(input())
        """,
    "a file that is tried": """
        import sys
        try:
            sys.stdin = open("input.txt", "r")
        except FileNotFoundError:
            pass
        print(sys.stdin.readline())
        """,
    "a path that is asked": "from pathlib import Path\nprint(Path('input.txt').exists(), input())\n",
    "input by its number": "for line in open(0):\n    print(line.strip()[::-1])\n",
    "input as bytes": "import io\nprint(io.open(0, 'rb').read().split())\n",
    "input in one go, output by its number": """
        import io, os
        data = io.BytesIO(os.read(0, os.fstat(0).st_size))
        input = lambda: data.readline().decode().rstrip()
        os.write(1, (input() + "!\\n").encode())
        """,
    "input to a mark": "print(list(iter(input, 'end')))\n",
    "output that is gathered": """
        import sys
        from io import StringIO
        out = StringIO()
        print(input(), file=out)
        sys.stdout.write(out.getvalue())
        sys.stdout.flush()
        sys.stdout.buffer.write(b"bytes")
        sys.stdout.flush()
        """,
    "output that is written at the end": """
        import atexit, io, sys
        out = io.StringIO()
        sys.stdout = out
        atexit.register(lambda: sys.__stdout__.write(out.getvalue()))
        atexit.register(print, "last")
        print(input())
        """,
    "a reader of its own": """
        import os, sys
        from io import BytesIO, IOBase
        class FastIO(IOBase):
            newlines = 0
            def __init__(self, file):
                self._fd = file.fileno()
                self.buffer = BytesIO()
                self.write = self.buffer.write
            def readline(self):
                while self.newlines == 0:
                    b = os.read(self._fd, max(os.fstat(self._fd).st_size, 8192))
                    self.newlines = b.count(b"\\n") + (not b)
                    ptr = self.buffer.tell()
                    self.buffer.seek(0, 2), self.buffer.write(b), self.buffer.seek(ptr)
                self.newlines -= 1
                return self.buffer.readline()
            def flush(self):
                os.write(self._fd, self.buffer.getvalue())
                self.buffer.truncate(0), self.buffer.seek(0)
        class IOWrapper(IOBase):
            def __init__(self, file):
                self.buffer = FastIO(file)
                self.flush = self.buffer.flush
                self.write = lambda s: self.buffer.write(s.encode("ascii"))
                self.readline = lambda: self.buffer.readline().decode("ascii")
        sys.stdin, sys.stdout = IOWrapper(sys.stdin), IOWrapper(sys.stdout)
        input = lambda: sys.stdin.readline().rstrip("\\r\\n")
        print(input() + input())
        """,
    "a generator of lines that is left open": """
        def lines():
            try:
                while True:
                    yield input()
            except EOFError:
                pass
        print(next(lines()))
        """,
}
STDIN = "7\nend\nlast line\n"


@pytest.mark.parametrize("idiom", IDIOMS)
def test_it_works_in_every_mode_as_it_does_outside(idiom: str, jail: Jail, recheck: Jail, tmp_path: Path) -> None:
    code = dedent(IDIOMS[idiom]).lstrip()
    command = [sys.executable, "-I", "-c", code]
    (tmp_path / "given").write_text(STDIN)
    (tmp_path / "empty").mkdir()
    with (tmp_path / "given").open() as given:
        outside = subprocess.run(command, stdin=given, cwd=tmp_path / "empty", capture_output=True, check=True)
    replies = [next(recheck.execute([Job(mode, code, stdin=STDIN)])) for mode in (Mode.RUN, Mode.TRACE, Mode.WITNESS)]
    assert [reply.status for reply in replies] == [Status.OK] * 3, [reply.reason for reply in replies]
    assert {reply.output.stdout for reply in replies} == {outside.stdout.decode()}
    program = Program(Domain.COMPETITION, "test", idiom, "Apache-2.0", code)
    traces, rejects = trace_cases(program, [Case(program.id, stdin=STDIN)], jail=jail, recheck=recheck)
    assert (len(traces), rejects) == (1, [])


def test_work_that_a_thread_does_is_told_and_proven(jail: Jail, recheck: Jail) -> None:
    code = "import threading\ndef main():\n    print(1)\nt = threading.Thread(target=main)\nt.start()\nt.join()\n"
    program = Program(Domain.COMPETITION, "test", "test", "Apache-2.0", code)
    case = Case(program.id, stdin="")
    text = (
        "The program starts with no input. Line 1 imports threading. Line 2 defines main. "
        "Line 4 runs `t = threading.Thread(target=main)`, so t becomes <Thread>. Line 5 calls main with no arguments. "
        "Line 3 prints '1'. main ends without a return, so it returns None. Line 5 runs `t.start()`, so it prints '1'. "
        "Line 6 runs `t.join()`. The program ends, having printed '1\\n'."
    )
    verdict = verify(text.replace(", so it prints '1'. Line 6", ". Line 6"), program, case, jail=recheck)
    assert verdict.proven, verdict.complaints()
    assert not verify(text, program, case, jail=recheck).proven
