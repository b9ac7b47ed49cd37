#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Four shards on three hosts, in network namespaces where they are allowed, else on loopback.

    shards.py BIN PLANS QUESTIONS SEED     in an empty folder

The same questions have the same answers over one index and its shards; a shard that is dead, dies while it is
asked, or is too slow is named, exit 3, and the others answer; a replica follows its index. Prints what is wrong."""
import json, os, signal, subprocess, sys, time

bin_, plans, asked, seed = sys.argv[1], *sys.argv[2:5]
here = os.path.dirname(os.path.abspath(__file__))
wrong, started, spaces = 0, [], []


def say(*what):
    global wrong
    wrong += 1
    print(*what)


def run(*args, **more):
    return subprocess.run([str(a) for a in args], stdin=subprocess.DEVNULL, capture_output=True, timeout=900, **more)


def index(where, *args):
    p = run(bin_ + "/tracuu-index", "-d", where, *args)
    if p.returncode:
        say("tracuu-index", where, args, p.returncode, p.stderr.decode())
    return p.stdout


# ---- hosts: 0 asks, each of 1 to 3 is on a wire of its own to it

def set_up_hosts():
    name = f"tc{os.getpid()}"
    commands = [f"netns add {name}-0", f"-n {name}-0 link set lo up"]
    for h in (1, 2, 3):
        commands += [f"netns add {name}-{h}", f"-n {name}-{h} link set lo up",
                     f"link add w{h} netns {name}-0 type veth peer name w0 netns {name}-{h}",
                     f"-n {name}-0 addr add 10.77.{h}.1/30 dev w{h}", f"-n {name}-0 link set w{h} up",
                     f"-n {name}-{h} addr add 10.77.{h}.2/30 dev w0", f"-n {name}-{h} link set w0 up"]
    for c in commands:
        try:
            if run("ip", *c.split()).returncode:
                return None
        except FileNotFoundError:
            return None
        if c.startswith("netns add"):
            spaces.append(c.split()[-1])
    return name


def on(h):
    return ["ip", "netns", "exec", f"{net}-{h}"] if net else []


def address(h):
    return f"10.77.{h}.2" if net else "127.0.0.1"


def start(h, *args):
    """xapian-tcpsrv ends its whole process group when it is told to end: each has its own."""
    p = subprocess.Popen([*on(h), *map(str, args)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                         start_new_session=True)
    started.append(p)
    return p


def end(p, how=signal.SIGKILL):
    try:
        os.killpg(p.pid, how)
    except ProcessLookupError:
        pass
    if how == signal.SIGKILL:
        p.wait()


def await_port(h, port):
    code = f"import socket; socket.create_connection(('{address(h)}', {port}), 1)"
    for _ in range(200):
        if run(*on(0), sys.executable, "-c", code).returncode == 0:
            return
        time.sleep(0.05)
    say("no server comes up on", address(h), port)


# ---- what is asked

HOST = {0: 1, 1: 2, 2: 3, 3: 3}
PORT = 20000 + os.getpid() % 20000
QUESTIONS = [["list", "-n", "0", "-l"], ["search", "--all", "-n", "0", "-l", "kế hoạch"], ["facets", "--by", "type", "-f", "tsv"],
             ["timeline", "-f", "tsv"]]


def serve(k):
    server = start(HOST[k], "xapian-tcpsrv", "--quiet", "--interface", address(HOST[k]), "--port", PORT + k, f"one.{k}")
    await_port(HOST[k], PORT + k)
    return server


def write_list(name, at, head="connect 2\nanswer 20\n"):
    with open(name, "w") as f:
        f.write(head + "".join(f"remote {a}\n" for a in at))


def ask(*args):
    began = time.monotonic()
    p = run(*on(0), bin_ + "/tracuu", *args)
    return p.returncode, sorted(p.stdout.splitlines()), p.stderr.decode(), time.monotonic() - began


def rest_answers(what, where, lost, name, before=lambda: None, most=30):
    """With one shard lost, all that the three others have is there; order and weight are of other statistics."""
    others = [a for k in range(4) if k != lost for a in ("-d", f"one.{k}")]
    for q in QUESTIONS:
        before()
        rc, out, err, seconds = ask("-d", where, *q)
        rc2, out2, _, _ = ask(*others, *q)
        if rc != 3 or out != out2:
            say(what, q, "exit", rc, "not the answer of the rest" if out != out2 else "", err)
        if err.count(f"without a shard that does not answer: {name}") != 1:
            say(what, q, "does not name the shard once:", err)
        if seconds > most:
            say(what, q, f"took {seconds:.1f} s")
    before()
    p = run(*on(0), bin_ + "/tracuu", "-d", where, "list", "-f", "jsonl", "--summary")
    records = [json.loads(line) for line in p.stdout.splitlines()][-2:]
    if [r["type"] for r in records] != ["error", "summary"] or records[0]["path"] != name or records[0]["stage"] != "shard":
        say(what, "no record of it:", records)


def questions_agree():
    write_list("servers", [f"{address(HOST[k])}:{PORT + k}" for k in range(4)])
    write_list("programs", [f":xapian-progsrv one.{k}" for k in range(4)])
    with open("mixed", "w") as f:
        f.write(f"auto one.0\nremote {address(2)}:{PORT + 1}\nauto one.2\nremote :xapian-progsrv one.3\n")
    for n, sets in ((int(asked), ["-d one.conf", "-d servers"]), (max(int(asked) // 6, 6), ["-d mixed", "-d programs", "-d one.3 -d one.1 -d one.0 -d one.2"])):
        p = subprocess.run([*on(0), sys.executable, os.path.join(here, "../shards.py"), bin_, "texts", str(n), "one", *sets],
                           env={**os.environ, "SEED": seed}, capture_output=True, text=True, timeout=7200)
        print(p.stdout, end="")
        if p.returncode:
            say("answers differ", p.stderr)


def losses(servers):
    end(servers[0])
    rest_answers("a dead server", "servers", 0, f"{address(1)}:{PORT}")
    servers[0] = serve(0)
    # in front of the second: dies, or falls silent, after so many bytes of its answers
    proxy = []
    name = f"127.0.0.1:{PORT + 9}"

    def bad(how, size):
        def renew():
            for p in proxy:
                end(p)
            proxy[:] = [start(0, sys.executable, os.path.join(here, "proxy.py"), "127.0.0.1", PORT + 9, address(2), PORT + 1, how, size)]
            proxy[0].stdout.readline()
        return renew
    at = [f"{address(HOST[k])}:{PORT + k}" for k in range(4)]
    at[1] = name
    write_list("proxied", at, "connect 3\nanswer 3\n")
    for size in (0, 30, 200, 700, 1500):
        rest_answers(f"killed after {size} bytes", "proxied", 1, name, bad("die", size))
    for size in (200, 300):
        rest_answers(f"each connection ended after {size} bytes", "proxied", 1, name, bad("hang-up", size))
    for size in (0, 700):
        rest_answers(f"silent after {size} bytes", "proxied", 1, name, bad("stall", size))
    bad("stall", 0)()
    write_list("alone", [name], "answer 0.5\n")
    rc, _, err, seconds = ask("-d", "alone", "list")
    if rc != 75 or seconds > 5:
        say(f"nobody answers in time: exit {rc}, {seconds:.1f} s", err)
    for s in servers:
        end(s)
    rc, _, err, _ = ask("-d", "servers", "list")
    if rc != 4 or err.count(address(3)) < 2:
        say("all dead: exit", rc, err)


# ---- one shard is made anew while it is asked

def rebuilding():
    """Of every database that is swapped meanwhile: the same answer, and nothing is lost."""
    questions = [["list", "-n", "0", "-l"], ["search", "--all", "-n", "20", "--offset", "30", "-f", "jsonl", "kế hoạch"]]
    before = [ask("-d", "one.conf", *q)[:3] for q in questions]
    for command in ("rebuild", "compact"):
        p = subprocess.Popen([bin_ + "/tracuu-index", "-d", "one.2", command], stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        rounds = 0
        while p.poll() is None or rounds == 0:
            rounds += 1
            for q, want in zip(questions, before):
                got = ask("-d", "one.conf", *q)[:3]
                if got[:2] != want[:2]:
                    say(f"while a shard is made anew ({command}):", q, got[0], got[2])
        if p.returncode:
            say("one.2:", command, "exit", p.returncode)


# ---- replicas

def replicas():
    """Of the index directory, as xapian-tcpsrv serves it: it beside the files, so that paths mean the same."""
    server = start(1, "xapian-replicate-server", "--interface", address(1), "--port", PORT + 20, os.getcwd())
    await_port(1, PORT + 20)

    def replicate():
        p = run(*on(0), "xapian-replicate", "-o", "-q", "-h", address(1), "-p", PORT + 20, "-m", "one", "copy")
        if p.returncode:
            say("xapian-replicate:", p.returncode, p.stderr.decode())

    def same(when):
        for q in (["list", "-n", "0", "-f", "jsonl"], ["search", "kế hoạch", "-f", "jsonl"], ["facets", "-f", "tsv"], ["missing", "-f", "jsonl"]):
            a, b = ask("-d", "one", *q), ask("-d", "copy", *q)
            if a[0] != 0 or a[:2] != b[:2]:
                say(f"the replica {when}:", q, a[0], b[0], b[2], (a[1][:1], b[1][:1]))
    replicate()
    same("when made")
    with open("texts/new.txt", "w") as f:
        f.write("TỈNH ỦY SÔNG LAM\nSố 901-KH/TU\nSông Lam, ngày 01 tháng 5 năm 2024\nKẾ HOẠCH\nvề bản sao của chỉ mục\n")
    index("one", "add", "-q", "texts/new.txt")
    if ask("-d", "copy", "901-KH/TU")[0] != 1:
        say("the replica has what was not replicated")
    replicate()
    same("after a write")
    if ask("-d", "copy", "901-KH/TU")[0] != 0:
        say("the replica lacks what was written")
    index("one", "compact")
    replicate()
    same("after compact")
    end(server)


net = set_up_hosts()
try:
    index("one", "--version")
    if run(bin_ + "/generate", "-s", seed, "-o", "texts", "--files-per-dir", "50", plans).returncode:
        say("generate")
    index("one", "add", "-q", "texts")
    index("one", "shard", "-n", "4")
    lines = lambda *where: sorted(line for w in where for line in index(w, "dump").splitlines() if b'"type":"root"' not in line)
    if lines("one") != lines("one.0", "one.1", "one.2", "one.3"):
        say("the shards' dumps together are not that of the index")
    all_servers = [serve(k) for k in range(4)]
    questions_agree()
    losses(all_servers)
    rebuilding()
    replicas()
    print("hosts:", "three network namespaces" if net else "loopback")
finally:
    for p in started:
        end(p)
    for s in spaces:
        run("ip", "netns", "del", s)
sys.exit(wrong > 0)
