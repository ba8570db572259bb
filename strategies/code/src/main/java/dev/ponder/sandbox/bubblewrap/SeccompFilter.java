package dev.ponder.sandbox.bubblewrap;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which system calls fail: those that namespaces do not isolate or that programs do not need, such as {@code ptrace}, {@code bpf} and
 * sockets of other families than IP. A program of the classic Berkeley packet filter, as {@code bwrap --seccomp} reads it.
 *
 * @see <a href="https://www.kernel.org/doc/html/latest/userspace-api/seccomp_filter.html">Seccomp BPF</a>
 */
final class SeccompFilter {

    private static final int LOAD = 0x20;
    private static final int JUMP_IF_EQUAL = 0x15;
    private static final int JUMP_IF_AT_LEAST = 0x35;
    private static final int JUMP_IF_SET = 0x45;
    private static final int RETURN = 0x06;
    private static final int ALLOW = 0x7fff0000;
    private static final int KILL = 0x80000000;
    private static final int FAIL = 0x00050000;
    private static final int NOT_PERMITTED = FAIL | 1;
    private static final int NO_SYSTEM_CALL = FAIL | 38;
    private static final int NO_FAMILY = FAIL | 97;
    private static final int NUMBER = 0;
    private static final int ARCHITECTURE = 4;
    private static final int FIRST_ARGUMENT = 16;
    private static final int[] FAMILIES = {1, 2, 10};
    private static final int NEW_NAMESPACES = 0x7e020000;
    /** The number of the first call of the other interface that x86-64 has. */
    private static final int X32 = 0x40000000;
    /** io_uring, mounts by descriptor, pidfd_getfd, mount_setattr, memfd_secret: the same numbers everywhere. */
    private static final int[] NEW_CALLS = {425, 426, 427, 428, 429, 430, 431, 432, 433, 438, 442, 447};

    private final ByteBuffer program = ByteBuffer.allocate(8 * 256).order(ByteOrder.nativeOrder());

    /**
     * The numbers of system calls on one architecture.
     *
     * @param denied ptrace, process_vm_*, keys, bpf, perf_event_open, userfaultfd, mounts, unshare, setns, chroot, kexec, modules, handles,
     *        swap, reboot, acct, syslog, quotactl, personality, kcmp, memory that no limit counts (memfd, System V)
     */
    private record Numbers(int architecture, int socket, int fork, List<Integer> denied) {}

    private static final int CLONE3 = 435;
    private static final Numbers X86_64 = new Numbers(0xc000003e, 41, 56,
            List.of(101, 310, 311, 248, 249, 250, 321, 298, 323,
                    165, 166, 155, 272, 308, 161, 246, 320, 175, 313, 176, 303, 304, 167, 168, 169, 163, 103, 179, 135,
                    312, 172, 173,
                    154, 153, 319, 29, 64, 68));
    private static final Numbers AARCH64 = new Numbers(0xc00000b7, 198, 220,
            List.of(117, 270, 271, 217, 218, 219, 280, 241,
                    282, 40, 39, 41, 97, 268, 51, 104, 294, 105, 273, 106, 264, 265, 224, 225, 142, 89, 116, 60, 92,
                    272, 279, 194, 190,
                    186));

    private SeccompFilter(Numbers numbers) {
        add(LOAD, 0, 0, ARCHITECTURE);
        add(JUMP_IF_EQUAL, 1, 0, numbers.architecture());
        add(RETURN, 0, 0, KILL);
        add(LOAD, 0, 0, NUMBER);
        if (numbers == X86_64) {
            add(JUMP_IF_AT_LEAST, 0, 1, X32);
            add(RETURN, 0, 0, NO_SYSTEM_CALL);
        }
        Stream.concat(numbers.denied().stream(), IntStream.of(NEW_CALLS).boxed()).forEach(number -> {
            add(JUMP_IF_EQUAL, 0, 1, number);
            add(RETURN, 0, 0, NOT_PERMITTED);
        });
        // Its flags are in memory, where a filter cannot read them; libraries then use clone
        add(JUMP_IF_EQUAL, 0, 1, CLONE3);
        add(RETURN, 0, 0, NO_SYSTEM_CALL);
        add(JUMP_IF_EQUAL, 0, 4, numbers.fork());
        add(LOAD, 0, 0, FIRST_ARGUMENT);
        add(JUMP_IF_SET, 0, 1, NEW_NAMESPACES);
        add(RETURN, 0, 0, NOT_PERMITTED);
        add(RETURN, 0, 0, ALLOW);
        add(JUMP_IF_EQUAL, 0, FAMILIES.length + 2, numbers.socket());
        add(LOAD, 0, 0, FIRST_ARGUMENT);
        for (int i = 0; i < FAMILIES.length; i++) {
            add(JUMP_IF_EQUAL, FAMILIES.length - i, 0, FAMILIES[i]);
        }
        add(RETURN, 0, 0, NO_FAMILY);
        add(RETURN, 0, 0, ALLOW);
    }

    private void add(int code, int jumpIfTrue, int jumpIfFalse, int value) {
        program.putShort((short) code).put((byte) jumpIfTrue).put((byte) jumpIfFalse).putInt(value);
    }

    /** The filter for an architecture, by its name in {@code os.arch}; empty for one whose numbers are not known here. */
    static Optional<byte[]> of(String architecture) {
        return switch (architecture) {
            case "amd64", "x86_64" -> Optional.of(new SeccompFilter(X86_64).bytes());
            case "aarch64", "arm64" -> Optional.of(new SeccompFilter(AARCH64).bytes());
            default -> Optional.empty();
        };
    }

    private byte[] bytes() {
        var bytes = new byte[program.position()];
        program.flip().get(bytes);
        return bytes;
    }
}
