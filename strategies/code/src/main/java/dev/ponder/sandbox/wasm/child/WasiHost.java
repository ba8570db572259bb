package dev.ponder.sandbox.wasm.child;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import run.endive.runtime.HostFunction;
import run.endive.runtime.Instance;
import run.endive.runtime.Memory;
import run.endive.wasm.types.FunctionType;

/**
 * The system calls of the interpreter (WASI preview 1): standard input and output, the clock, random numbers, and one folder with one
 * file, which can only be read. All others fail as not supported: there are no other files, no sockets and no processes.
 */
final class WasiHost {

    private static final int SUCCESS = 0;
    private static final int BAD_DESCRIPTOR = 8;
    private static final int NO_ENTRY = 44;
    private static final int NOT_SUPPORTED = 58;
    private static final int STDIN = 0;
    private static final int STDERR = 2;
    private static final int FOLDER = 3;
    private static final int FIRST_FILE = 4;
    private static final int MAX_FILES = 64;
    private static final byte CHARACTER_DEVICE = 2;
    private static final byte DIRECTORY = 3;
    private static final byte REGULAR_FILE = 4;
    private static final int CREATE_OR_TRUNCATE = 1 | 4 | 8;
    private static final byte[] FOLDER_NAME = "/guest".getBytes(StandardCharsets.UTF_8);

    private final InputStream in;
    private final OutputStream out;
    private final String fileName;
    private final byte[] file;
    private final Map<Integer, Integer> positions = new HashMap<>();
    private final SplittableRandom random = new SplittableRandom(0);
    private final Map<String, Call> calls = new HashMap<>();

    /** One system call: its error number. */
    @FunctionalInterface
    private interface Call {
        int apply(Memory memory, long... a) throws IOException;
    }

    /** Ends the interpreter. */
    static final class Exit extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final int code;

        Exit(int code) {
            super("exit code " + code);
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    WasiHost(InputStream in, OutputStream out, String fileName, byte[] file) {
        this.in = in;
        this.out = out;
        this.fileName = fileName;
        this.file = file.clone();
        calls.put("fd_write", this::write);
        calls.put("fd_read", this::read);
        calls.put("fd_close",
                (memory, a) -> positions.remove((int) a[0]) == null && a[0] > STDERR ? BAD_DESCRIPTOR : SUCCESS);
        calls.put("fd_seek", (memory, a) -> seek(memory, (int) a[0], a[1], (int) a[2], (int) a[3]));
        calls.put("fd_tell", (memory, a) -> seek(memory, (int) a[0], 0, 1, (int) a[1]));
        calls.put("fd_fdstat_get", (memory, a) -> status(memory, (int) a[0], (int) a[1]));
        calls.put("fd_filestat_get", (memory, a) -> fileStatus(memory, type((int) a[0]), (int) a[1]));
        calls.put("fd_prestat_get", this::folderLength);
        calls.put("fd_prestat_dir_name", this::folderName);
        calls.put("fd_readdir", this::list);
        calls.put("path_open", this::open);
        calls.put("path_filestat_get",
                (memory, a) -> fileStatus(memory, typeOf(path(memory, a[0], a[2], a[3])), (int) a[4]));
        calls.put("random_get", this::randomBytes);
        calls.put("clock_res_get", (memory, a) -> {
            memory.writeLong((int) a[1], 1_000_000);
            return SUCCESS;
        });
        calls.put("clock_time_get", (memory, a) -> {
            memory.writeLong((int) a[2], a[0] == 0 ? System.currentTimeMillis() * 1_000_000 : System.nanoTime());
            return SUCCESS;
        });
        calls.put("args_sizes_get", WasiHost::none);
        calls.put("environ_sizes_get", WasiHost::none);
        for (String harmless : List.of("args_get", "environ_get", "sched_yield", "fd_fdstat_set_flags", "fd_advise")) {
            calls.put(harmless, (memory, a) -> SUCCESS);
        }
    }

    /** The function for an import of the module. */
    HostFunction function(String module, String name, FunctionType type) {
        if (name.equals("proc_exit")) {
            return new HostFunction(module, name, type, (instance, a) -> {
                throw new Exit((int) a[0]);
            });
        }
        Call call = calls.getOrDefault(name, (memory, a) -> NOT_SUPPORTED);
        return new HostFunction(module, name, type, (instance, a) -> type.returns().isEmpty()
                ? new long[0]
                : new long[]{result(call, instance, a)});
    }

    private static long result(Call call, Instance instance, long... a) {
        try {
            return call.apply(instance.memory(), a);
        } catch (IOException serverGone) {
            throw new Exit(1);
        }
    }

    private static int none(Memory memory, long... a) {
        memory.writeI32((int) a[0], 0);
        memory.writeI32((int) a[1], 0);
        return SUCCESS;
    }

    private int write(Memory memory, long... a) throws IOException {
        if (a[0] == STDIN || a[0] > STDERR) {
            return BAD_DESCRIPTOR;
        }
        int total = 0;
        for (int i = 0; i < (int) a[2]; i++) {
            int vector = (int) a[1] + 8 * i;
            byte[] bytes = memory.readBytes(memory.readInt(vector), memory.readInt(vector + 4));
            out.write(bytes);
            total += bytes.length;
        }
        out.flush();
        memory.writeI32((int) a[3], total);
        return SUCCESS;
    }

    private int read(Memory memory, long... a) throws IOException {
        int descriptor = (int) a[0];
        if (type(descriptor) == DIRECTORY || type(descriptor) == 0) {
            return BAD_DESCRIPTOR;
        }
        int total = 0;
        for (int i = 0; i < (int) a[2]; i++) {
            int vector = (int) a[1] + 8 * i;
            byte[] bytes = next(descriptor, memory.readInt(vector + 4));
            memory.write(memory.readInt(vector), bytes);
            total += bytes.length;
            if (bytes.length < memory.readInt(vector + 4)) {
                break;
            }
        }
        memory.writeI32((int) a[3], total);
        return SUCCESS;
    }

    private byte[] next(int descriptor, int length) throws IOException {
        if (descriptor == STDIN) {
            var bytes = new byte[Math.max(0, Math.min(length, 1 << 16))];
            int count = in.read(bytes);
            return Arrays.copyOf(bytes, Math.max(0, count));
        }
        int from = positions.getOrDefault(descriptor, 0);
        int to = Math.max(from, Math.min(file.length, from + Math.max(0, length)));
        positions.put(descriptor, to);
        return Arrays.copyOfRange(file, from, to);
    }

    private int seek(Memory memory, int descriptor, long offset, int whence, int result) {
        Integer position = positions.get(descriptor);
        if (position == null) {
            return BAD_DESCRIPTOR;
        }
        long base = whence == 0 ? 0 : whence == 1 ? position : file.length;
        int next = (int) Math.max(0, Math.min(file.length, base + offset));
        positions.put(descriptor, next);
        memory.writeLong(result, next);
        return SUCCESS;
    }

    private byte type(int descriptor) {
        return descriptor >= STDIN && descriptor <= STDERR
                ? CHARACTER_DEVICE
                : descriptor == FOLDER ? DIRECTORY : positions.containsKey(descriptor) ? REGULAR_FILE : 0;
    }

    private byte typeOf(String path) {
        return path.equals(fileName) ? REGULAR_FILE : path.isEmpty() || path.equals(".") ? DIRECTORY : 0;
    }

    private static String path(Memory memory, long folder, long address, long length) {
        return folder == FOLDER ? memory.readString((int) address, (int) length) : "?";
    }

    private int status(Memory memory, int descriptor, int result) {
        byte type = type(descriptor);
        if (type == 0) {
            return BAD_DESCRIPTOR;
        }
        memory.write(result, new byte[24]);
        memory.writeByte(result, type);
        memory.writeLong(result + 8, -1);
        memory.writeLong(result + 16, -1);
        return SUCCESS;
    }

    private int fileStatus(Memory memory, byte type, int result) {
        if (type == 0) {
            return NO_ENTRY;
        }
        memory.write(result, new byte[64]);
        memory.writeByte(result + 16, type);
        memory.writeLong(result + 24, 1);
        memory.writeLong(result + 32, type == REGULAR_FILE ? file.length : 0);
        return SUCCESS;
    }

    private int folderLength(Memory memory, long... a) {
        if (a[0] != FOLDER) {
            return BAD_DESCRIPTOR;
        }
        memory.writeI32((int) a[1], 0);
        memory.writeI32((int) a[1] + 4, FOLDER_NAME.length);
        return SUCCESS;
    }

    private int folderName(Memory memory, long... a) {
        memory.write((int) a[1], FOLDER_NAME, 0, Math.min(FOLDER_NAME.length, (int) a[2]));
        return SUCCESS;
    }

    private int list(Memory memory, long... a) {
        byte[] name = fileName.getBytes(StandardCharsets.UTF_8);
        boolean fits = a[3] == 0 && (int) a[2] >= 24 + name.length;
        if (fits) {
            int entry = (int) a[1];
            memory.writeLong(entry, 1);
            memory.writeLong(entry + 8, 1);
            memory.writeI32(entry + 16, name.length);
            memory.writeI32(entry + 20, REGULAR_FILE);
            memory.write(entry + 24, name);
        }
        memory.writeI32((int) a[4], fits ? 24 + name.length : 0);
        return SUCCESS;
    }

    private int open(Memory memory, long... a) {
        String path = path(memory, a[0], a[2], a[3]);
        if (typeOf(path) == 0 || (a[4] & CREATE_OR_TRUNCATE) != 0) {
            return typeOf(path) == 0 ? NO_ENTRY : NOT_SUPPORTED;
        }
        if (typeOf(path) == DIRECTORY) {
            memory.writeI32((int) a[8], FOLDER);
            return SUCCESS;
        }
        int descriptor = FIRST_FILE;
        while (positions.containsKey(descriptor)) {
            descriptor++;
        }
        if (descriptor > MAX_FILES) {
            return NOT_SUPPORTED;
        }
        positions.put(descriptor, 0);
        memory.writeI32((int) a[8], descriptor);
        return SUCCESS;
    }

    private int randomBytes(Memory memory, long... a) {
        for (int i = 0; i < (int) a[1]; i++) {
            memory.writeByte((int) a[0] + i, (byte) random.nextInt());
        }
        return SUCCESS;
    }
}
