"""Tries to leave the sandbox in harmless ways, and prints what succeeded. PORT, MEMORY_MB and PROCESSES are set before it."""

import os

escapes = []


def attempt(name, action):
    try:
        if action():
            escapes.append(name)
    except BaseException:
        pass


def processes():
    children = []
    try:
        for _ in range(PROCESSES + 8):
            child = os.fork()
            if child == 0:
                import time
                time.sleep(30)
                os._exit(0)
            children.append(child)
    finally:
        for child in children:
            os.kill(child, 9)
            os.waitpid(child, 0)
    return True


def connects():
    import socket
    socket.create_connection(("127.0.0.1", PORT), 2).close()
    return True


def memory():
    return bytearray((MEMORY_MB + 64) << 20)


def written(folder):
    with open(folder + "/written-by-ponder-sandbox", "w") as file:
        file.write("x")
    return True


attempt("the file system of the server is visible", lambda: os.path.exists("/etc/passwd") or os.path.exists("/home"))
attempt("processes of the server are visible", lambda: any(name.isdigit() for name in os.listdir("/proc")))
attempt("the environment of the server is visible", lambda: set(os.environ) - ALLOWED)
attempt("the root folder can be written", lambda: written("/"))
attempt("the library folder can be written", lambda: written(os.path.dirname(os.__file__)))
attempt("the network is reachable", connects)
attempt("the number of processes is not limited", processes)
attempt("the memory is not limited", memory)
print("\n".join(escapes))
