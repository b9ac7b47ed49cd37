#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server's bad day: passes connections on, and after so many bytes of answers stalls or dies.

    proxy.py ADDRESS PORT TO_ADDRESS TO_PORT stall|die|hang-up BYTES

"die" takes no connection afterwards; "hang-up" ends each connection after so many bytes. Prints "ready" when it
listens."""
import os, select, socket, sys, time

address, port, to, to_port, how, left = sys.argv[1:]
port, to_port, left = int(port), int(to_port), int(left)
listener = socket.create_server((address, port))
print("ready", flush=True)
pairs, budget = {}, left
while True:
    ready, _, _ = select.select([listener, *pairs], [], [])
    for s in ready:
        if s is listener:
            client, server = listener.accept()[0], socket.create_connection((to, to_port))
            pairs.update({client: (server, False), server: (client, True)})
            budget = left if how == "hang-up" else budget
            continue
        if s not in pairs:
            continue
        other, answers = pairs[s]
        try:
            data = s.recv(4096)
            if answers and len(data) > budget:
                other.sendall(data[:budget])
                if how == "die":
                    os._exit(0)
                elif how == "stall":
                    time.sleep(3600)
                data = b""
            budget -= len(data) if answers else 0
            if not data:
                raise OSError
            other.sendall(data)
        except OSError:
            for end in (s, other):
                pairs.pop(end, None)
                end.close()
