"""What a careful person leaves out: told from a program's syntax tree, and from the words of its problem."""

from __future__ import annotations

import pytest

from tracepile.sources.hub.filters import check_code
from tracepile.sources.hub.schema import RowError
from tracepile.sources.hub.statements import check_statement

DROPPED = [
    ("print 'a'\n", "language"),
    ("def f():\n    print x\n", "language"),
    ("exec 'x = 1'\n", "language"),
    ("try:\n    pass\nexcept ValueError, e:\n    pass\n", "language"),
    ("raise ValueError, 'no'\n", "language"),
    ("x = 1 <> 2\n", "language"),
    ("x = 10L\n", "language"),
    ("x = 0777\n", "language"),
    ("x = `1`\n", "language"),
    ("if 1:\n        x = 1\n\ty = 2\n", "language"),
    ("import sys\nprint >>sys.stderr, 'a'\n", "language"),
    ("n = int(raw_input())\n", "language"),
    ("for i in xrange(3):\n    pass\n", "language"),
    ("import socket\ns = socket.socket()\n", "network"),
    ("from urllib.request import urlopen\nurlopen('x')\n", "network"),
    ("import urllib.request as r\nr.urlopen('x')\n", "network"),
    ("import requests\n", "network"),
    ("import http.client\nhttp.client.HTTPConnection('x')\n", "network"),
    ("from socket import *\n", "network"),
    ("import os\nos.system('ls')\n", "process"),
    ("from os import system as run\nrun('ls')\n", "process"),
    ("__import__('os').system('ls')\n", "process"),
    ("import subprocess\nsubprocess.run(['ls'])\n", "process"),
    ("from multiprocessing import Pool\nwith Pool(2) as p:\n    pass\n", "process"),
    ("import os, numpy\nos.fork()\n", "process"),
    ("open('data.txt')\n", "files"),
    ("import sys\nsys.stdin = open('input.txt', 'r')\n", "files"),
    ("import sys\nopen(sys.argv[1])\n", "files"),
    ("if __name__ == '__main__':\n    with open('a') as f:\n        f.read()\n", "files"),
    ("while True:\n    open('a')\n", "files"),
    ("import io\nio.open('a')\n", "files"),
    ("import os\nos.remove('a')\n", "files"),
    ("from pathlib import Path\nPath('a').read_text()\n", "files"),
    ("import tempfile\ntempfile.mkdtemp()\n", "files"),
    ("try:\n    open('a')\nexcept ValueError:\n    pass\n", "files"),
    ("import threading\nlock = threading.Lock()\n", "threads"),
    ("import threading\nfor i in range(2):\n    threading.Thread(target=print).start()\n", "threads"),
    ("from threading import Thread\nThread(target=print).start()\nThread(target=print).start()\n", "threads"),
    ("import threading\nclass T(threading.Thread):\n    pass\n", "threads"),
    ("from concurrent.futures import ThreadPoolExecutor\nThreadPoolExecutor()\n", "threads"),
    ("import numpy as np\n", "needs_module"),
    ("from sortedcontainers import SortedList\n", "needs_module"),
    ("def f():\n    import scipy.stats\n", "needs_module"),
    ("from . import helpers\n", "needs_module"),
    ("import importlib\nimportlib.import_module('numpy')\n", "needs_module"),
]


@pytest.mark.parametrize(("code", "reason"), DROPPED)
def test_programs_that_are_dropped(code: str, reason: str) -> None:
    with pytest.raises(RowError, match=r"^line \d+: ") as caught:
        check_code(code)
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    "code",
    [
        "import sys, os, math, collections, heapq, bisect, re, json, random\nprint(sys.stdin.readline())\n",
        "import os\nif os.path.exists('input.txt'):\n    import sys\n    sys.stdin = open('input.txt')\n",
        "import os, sys\nif os.environ.get('LOCAL'):\n    sys.stdin = open('in')\nelse:\n    pass\n",
        "import sys\ntry:\n    sys.stdin = open('in')\nexcept FileNotFoundError:\n    pass\n",
        "try:\n    import numpy\nexcept ImportError:\n    numpy = None\n",
        "import sys\nif sys.version_info[0] < 3:\n    input = raw_input\n    range = xrange\n",
        "try:\n    input = raw_input\nexcept NameError:\n    pass\n",
        "lines = open(0).read()\n",
        "import sys\nopen(sys.stdin.fileno())\n",
        "import os, io\nio.BytesIO(os.read(0, os.fstat(0).st_size))\nos.write(1, b'a')\n",
        "def open(path):\n    return path\nopen('a')\n",
        "import sys, threading\nthreading.stack_size(2**27)\nt = threading.Thread(target=print)\nt.start()\nt.join()\n",
        "from threading import Thread, stack_size\nstack_size(2**27)\nThread(target=print).start()\n",
        "import subprocess, socket, threading\nprint(1)\n",
        "from urllib.parse import quote\nfrom http import HTTPStatus\nquote('a')\nHTTPStatus.OK\n",
        "import queue\nqueue.Queue()\n",
        "input = __import__('sys').stdin.readline\n",
        "from __main__ import f\n",
        "class Lock:\n    pass\nsocket = Lock()\nsocket.connect = 1\n",
        "def xrange(n):\n    return range(n)\nxrange(3)\n",
        "print >= 3\n",
        "def f(:\n",
        "this is no program at all\n",
        "int main() { return 0; }\n",
        "x = '\\d'\n",
        "\0",
        "(" * 5_000,
        "x = " + "-" * 3_000 + "1\n",
    ],
)
def test_programs_that_pass(code: str) -> None:
    check_code(code)


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("This is an interactive problem. Remember to flush.", "interactive"),
        ("Guess it.\n\n-----Interaction-----\n\nAsk.", "interactive"),
        ("You have to interact with the judge.", "interactive"),
        ("If there are multiple answers, print any.", "special_checker"),
        ("If there are several possible solutions, you may output any of them.", "special_checker"),
        ("If there exist many valid strings, you are allowed to print any one.", "special_checker"),
        ("Print any of them.", "special_checker"),
        ("Find any valid order.", "special_checker"),
        ("Any such string is accepted.", "special_checker"),
        ("Print the numbers in any order.", "special_checker"),
        ("The answer is not unique.", "special_checker"),
    ],
)
def test_problems_that_are_dropped(statement: str, reason: str) -> None:
    with pytest.raises(RowError, match="the statement says") as caught:
        check_statement(statement)
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    "statement",
    [
        None,
        "",
        "Find the number of ways. Print it modulo 7.",
        "If there are multiple test cases, print the answer of each on a line.",
        "In one move you may choose any number. Print the least number of moves.",
        "If there is no answer, print -1.",
        "The guests may be seated in any order. How many are there?",
        "The interaction of two particles is a number. Print it.",
        "If there are many such numbers, print the smallest one.",
    ],
)
def test_problems_that_pass(statement: str | None) -> None:
    check_statement(statement)
