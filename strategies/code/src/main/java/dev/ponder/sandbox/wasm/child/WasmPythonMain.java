package dev.ponder.sandbox.wasm.child;

import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import run.endive.runtime.CompiledModule;
import run.endive.runtime.HostFunction;
import run.endive.runtime.ImportValues;
import run.endive.runtime.Instance;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.FunctionImport;

/**
 * The main class of a process of the sandbox {@code wasm}. It reads the driver from standard input, after its length in a line, and
 * executes it in CPython, which then reads the requests. It ends when standard input ends.
 */
public final class WasmPythonMain {

    /** Compiled for Java 25, so that this class, which is compiled for 17, cannot name it. */
    private static final String PYTHON = "io.trino.wasm.python.Python";
    private static final String FILE = "guest.py";
    private static final String FUNCTION = "ponder_main";
    private static final String ENTRY = "\n\ndef " + FUNCTION + "():\n    serve()\n    return 0\n";
    private static final int ROW = 0;
    private static final int INTEGER = 5;

    private WasmPythonMain() {
    }

    /** Executes the driver. */
    public static void main(String... arguments) throws IOException, ReflectiveOperationException {
        beFirstVictimOfLowMemory();
        var in = new BufferedInputStream(new FileInputStream(FileDescriptor.in));
        var out = new FileOutputStream(FileDescriptor.out);
        byte[] driver = (driver(in) + ENTRY).getBytes(StandardCharsets.UTF_8);
        int code = 0;
        try {
            Instance instance = instance(new WasiHost(in, out, FILE, driver), out);
            call(instance);
        } catch (WasiHost.Exit exit) {
            code = exit.code();
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError trap) {
            code = 1;
        }
        Runtime.getRuntime().halt(code);
    }

    private static void beFirstVictimOfLowMemory() {
        try {
            Files.writeString(Path.of("/proc/self/oom_score_adj"), "1000");
        } catch (IOException otherSystem) {
            // Linux only, and optional
        }
    }

    private static String driver(BufferedInputStream in) throws IOException {
        int length = 0;
        for (int digit = in.read(); digit >= '0' && digit <= '9'; digit = in.read()) {
            length = length * 10 + digit - '0';
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private static Instance instance(WasiHost wasi, OutputStream out) throws ReflectiveOperationException {
        var python = (CompiledModule) Class.forName(PYTHON).getDeclaredConstructor().newInstance();
        WasmModule module = python.wasmModule();
        var imports = ImportValues.builder();
        for (int i = 0; i < module.importSection().importCount(); i++) {
            if (module.importSection().getImport(i) instanceof FunctionImport function) {
                var type = module.typeSection().getType(function.typeIndex());
                imports.addFunction(function.name().equals("return_error")
                        ? new HostFunction(function.module(), function.name(), type,
                                (instance, a) -> error(instance, out, a))
                        : wasi.function(function.module(), function.name(), type));
            }
        }
        return Instance.builder(module).withMachineFactory(python.machineFactory()).withImportValues(imports.build())
                .withStart(false).build();
    }

    /** The driver itself failed: the reason is printed. */
    private static long[] error(Instance instance, OutputStream out, long... a) {
        try {
            out.write(instance.memory().readBytes((int) a[1], (int) a[2]));
            out.flush();
        } catch (IOException serverGone) {
            throw new WasiHost.Exit(1);
        }
        throw new WasiHost.Exit(1);
    }

    /** Calls the function of the driver: no arguments, a number as its result. */
    private static void call(Instance instance) {
        int name = written(instance, (FUNCTION + "\0").getBytes(StandardCharsets.UTF_8));
        int arguments = written(instance, integers(ROW, 0));
        int result = written(instance, integers(INTEGER));
        instance.export("setup").apply(name, arguments, result);
        int row = written(instance, new byte[]{1});
        instance.export("execute").apply(row);
    }

    private static int written(Instance instance, byte[] bytes) {
        int address = (int) instance.export("allocate").apply(bytes.length)[0];
        instance.memory().write(address, bytes);
        return address;
    }

    private static byte[] integers(int... values) {
        ByteBuffer buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            buffer.putInt(value);
        }
        return buffer.array();
    }
}
