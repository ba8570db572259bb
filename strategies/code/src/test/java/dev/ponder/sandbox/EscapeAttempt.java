package dev.ponder.sandbox;

import java.util.List;

/**
 * A program that tries to leave its sandbox and prints ESCAPED if that succeeds. Harmless outside of a sandbox. It finds the names that
 * {@link EscapeTarget} defines.
 *
 * @param everywhere whether the attempt succeeds on every system without a sandbox; others need root or a feature of the kernel
 */
record EscapeAttempt(String name, String program, boolean everywhere) {

    private static final String LIBC = "import ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\n";

    static List<EscapeAttempt> all() {
        return List.of(
                // Files
                always("reads a file of the server", "print('ESCAPED' if SECRET in open(SECRET_FILE).read() else '')"),
                always("reads a file through a link", """
                        import os, tempfile
                        link = os.path.join(tempfile.mkdtemp(), 'link')
                        os.symlink(SECRET_FILE, link)
                        print('ESCAPED' if SECRET in open(link).read() else '')"""),
                always("reads a file through a parent folder",
                        "print('ESCAPED' if SECRET in open('/tmp/../tmp/..' + SECRET_FILE).read() else '')"),
                always("lists a folder of the server", "import os\nprint('ESCAPED', os.listdir(FOLDER))"),
                always("sees the accounts of the system", "print('ESCAPED', open('/etc/passwd').read()[:0])"),
                always("writes a file of the server", """
                        open(FOLDER + '/written', 'w').write('x')
                        print('ESCAPED')"""),
                always("overwrites a file of the server", """
                        open(FOLDER + '/victim', 'w').write('overwritten')
                        print('ESCAPED')"""),
                always("deletes a file of the server", "import os\nos.remove(FOLDER + '/victim')\nprint('ESCAPED')"),
                root("writes a file of the library", """
                        import os
                        name = os.path.join(os.path.dirname(os.__file__), 'written_by_escape_test.py')
                        open(name, 'w').close()
                        os.remove(name)
                        print('ESCAPED')"""),
                root("writes a file of the root folder", """
                        import os
                        open('/written-by-escape-test', 'w').close()
                        os.remove('/written-by-escape-test')
                        print('ESCAPED')"""),
                root("sees devices", "import os\nprint('ESCAPED' if os.path.exists('/dev/kmsg') else '')"),
                always("sees the kernel's settings", "import os\nprint('ESCAPED', os.listdir('/sys/kernel')[:0])"),
                always("fills the disk", """
                        import tempfile
                        with tempfile.TemporaryFile() as file:
                            for _ in range(100):
                                file.write(bytes(1 << 20))
                            file.flush()
                        print('ESCAPED')"""),
                always("fills the disk with many files", """
                        import os, tempfile
                        with tempfile.TemporaryDirectory() as folder:
                            for i in range(100):
                                with open(os.path.join(folder, str(i)), 'wb') as file:
                                    file.write(bytes(1 << 20))
                        print('ESCAPED')"""),
                // Network
                always("connects to a port of the server", """
                        import socket
                        socket.create_connection(('127.0.0.1', PORT), 2)
                        print('ESCAPED')"""),
                always("sends a datagram", """
                        import socket
                        socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'ESCAPED', ('127.0.0.1', UDP_PORT))
                        print('ESCAPED' if SENT_MEANS_RECEIVED else '')"""),
                always("connects to a socket in the file system", """
                        import socket
                        connection = socket.socket(socket.AF_UNIX)
                        connection.connect(FOLDER + '/socket')
                        print('ESCAPED')"""),
                root("sees the network interfaces of the server", """
                        import socket
                        print('ESCAPED' if len(socket.if_nameindex()) > 1 else '')"""),
                root("opens a socket to the hypervisor",
                        "import socket\nsocket.socket(socket.AF_VSOCK, socket.SOCK_STREAM)\nprint('ESCAPED')"),
                root("opens a socket to the kernel",
                        "import socket\nsocket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0)\nprint('ESCAPED')"),
                root("opens a raw socket",
                        "import socket\nsocket.socket(socket.AF_INET, socket.SOCK_RAW, 1)\nprint('ESCAPED')"),
                // The environment and other processes
                always("reads the environment", "import os\nprint('ESCAPED' if os.environ.get(SECRET_NAME) else '')"),
                always("reads the environment of a process", """
                        import glob
                        for name in ['/proc/self/environ'] + glob.glob('/proc/[0-9]*/environ'):
                            try:
                                if SECRET in open(name, errors='replace').read():
                                    print('ESCAPED', name)
                                    break
                            except OSError:
                                pass"""),
                always("reads the command of a process",
                        "print('ESCAPED' if 'sleep' in open('/proc/%d/cmdline' % VICTIM).read() else '')"),
                always("ends a process", "import os\nos.kill(VICTIM, 9)\nprint('ESCAPED')"),
                always("signals the server", "import os\nos.kill(SERVER, 0)\nprint('ESCAPED')"),
                always("signals its parent", """
                        import os
                        parent = os.getppid()
                        if parent > 1:
                            os.kill(parent, 0)
                            print('ESCAPED')"""),
                root("changes the priority of a process", """
                        import os
                        os.setpriority(os.PRIO_PROCESS, VICTIM, 5)
                        print('ESCAPED')"""),
                root("traces a process", LIBC + """
                        libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
                        if libc.ptrace(16, VICTIM, None, None) == 0:
                            import os
                            os.waitpid(VICTIM, 0x40000000)
                            libc.ptrace(17, VICTIM, None, None)
                            print('ESCAPED')""".stripIndent()),
                always("traces itself", LIBC + "print('ESCAPED' if libc.ptrace(0, 0, None, None) == 0 else '')"),
                root("reads the memory of a process", "open('/proc/%d/mem' % VICTIM, 'rb')\nprint('ESCAPED')"),
                always("runs a program of the server",
                        """
                                import subprocess
                                print(subprocess.run(['/bin/sh', '-c', 'echo ESC""APED'], capture_output=True, text=True).stdout)"""),
                // Rights
                root("becomes root",
                        "import os\nos.setuid(0)\nprint('ESCAPED' if open('/proc/self/uid_map').read().split()[1] == '0' else '')"),
                root("creates a user namespace", LIBC + """
                        import os
                        child = os.fork()
                        if child == 0:
                            os._exit(0 if libc.unshare(0x10000000) == 0 else 1)
                        print('ESCAPED' if os.waitpid(child, 0)[1] == 0 else '')""".stripIndent()),
                always("raises its limits", """
                        import resource
                        resource.setrlimit(resource.RLIMIT_AS, (8 << 30, 8 << 30))
                        print('ESCAPED')"""),
                root("uses the kernel's key store", LIBC + """
                        key = libc.syscall(248, b'user', b'ponder-escape-test', b'x', 1, -2)
                        print('ESCAPED' if key > 0 else '')""".stripIndent()),
                root("opens an io_uring", LIBC
                        + "print('ESCAPED' if libc.syscall(425, 4, ctypes.create_string_buffer(120)) >= 0 else '')"),
                // Resources
                always("starts forty processes", """
                        import os, time
                        children = []
                        try:
                            for _ in range(40):
                                child = os.fork()
                                if child == 0:
                                    time.sleep(1)
                                    os._exit(0)
                                children.append(child)
                        finally:
                            for child in children:
                                os.kill(child, 9)
                                os.waitpid(child, 0)
                        print('ESCAPED')"""),
                always("starts processes that start processes", """
                        import os, time
                        reader, writer = os.pipe()
                        def split(depth):
                            if depth:
                                for _ in range(2):
                                    if os.fork() == 0:
                                        try:
                                            os.write(writer, b'x')
                                            split(depth - 1)
                                            time.sleep(1)
                                        finally:
                                            os._exit(0)
                        try:
                            split(4)
                        finally:
                            os.set_blocking(reader, False)
                            started, end = 0, time.monotonic() + 3
                            while started <= 20 and time.monotonic() < end:
                                try:
                                    started += len(os.read(reader, 100))
                                except BlockingIOError:
                                    time.sleep(0.02)
                            print('ESCAPED' if started > 20 else '')"""),
                always("starts forty threads", """
                        import threading, time
                        threads = [threading.Thread(target=time.sleep, args=(0.5,)) for _ in range(40)]
                        for thread in threads:
                            thread.start()
                        print('ESCAPED')"""),
                always("takes memory at once", "block = bytearray(600 << 20)\nprint('ESCAPED')"),
                always("takes memory in pieces", """
                        blocks = []
                        for _ in range(60):
                            blocks.append(bytearray(10 << 20))
                        print('ESCAPED')"""),
                always("maps memory", "import mmap\nblock = mmap.mmap(-1, 600 << 20)\nprint('ESCAPED')"),
                always("takes memory by recursion", """
                        import sys
                        sys.setrecursionlimit(10 ** 9)
                        grown = []
                        while len(grown) < 60:
                            grown.append('x' * (10 << 20))
                        print('ESCAPED')"""));
    }

    private static EscapeAttempt always(String name, String program) {
        return new EscapeAttempt(name, program, true);
    }

    private static EscapeAttempt root(String name, String program) {
        return new EscapeAttempt(name, program, false);
    }

    @Override
    public String toString() {
        return name;
    }
}
