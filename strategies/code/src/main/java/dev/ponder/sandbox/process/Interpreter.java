package dev.ponder.sandbox.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.sandbox.process.ProgramOutput.Section;
import dev.ponder.sandbox.spi.PythonProgram;
import dev.ponder.sandbox.spi.RunResult;
import dev.ponder.sandbox.spi.RunResult.Status;

/** One process with one interpreter. Methods but {@link #kill} block and are called by one thread at a time. */
final class Interpreter {

    private static final JsonMapper JSON = JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int MAX_CALL = 500;
    private static final int SIGNALLED = 128;
    private static final int SIGKILL = 9;
    private static final int SIGXCPU = 24;
    private static final int MAX_REASON = 300;
    private static final long END_SECONDS = 5;

    private final Process process;
    private final OutputStream requests;
    private final ProgramOutput output;
    private final int limit;
    /** Counts up when a program begins and when it ends, so that a late timer ends no other program. */
    private final AtomicLong turn = new AtomicLong();
    private volatile boolean late;
    /** A killed process may live for a moment, in which it must not get another program. */
    private volatile boolean killed;

    private Interpreter(Process process, int limit) {
        this.process = process;
        this.requests = process.getOutputStream();
        this.output = new ProgramOutput(process.getInputStream());
        this.limit = limit;
    }

    /** An interpreter in a process that was just started. */
    static Interpreter of(Process process, int outputBytes) {
        return new Interpreter(process, outputBytes);
    }

    /** Waits until the interpreter is ready. Fails with what the process printed if it does not become ready in time. */
    void awaitReady(Duration time) throws IOException {
        RunResult hello = run(PythonProgram.of("", time));
        if (!hello.ok()) {
            kill();
            String printed = hello.output().strip();
            throw new IOException("the interpreter did not start: " + (printed.isEmpty()
                    ? hello.error()
                    : printed.substring(0, Math.min(MAX_REASON, printed.length()))));
        }
    }

    boolean alive() {
        return !killed && process.isAlive();
    }

    void kill() {
        killed = true;
        process.destroyForcibly();
    }

    RunResult run(PythonProgram program) {
        long begun = System.nanoTime();
        long mine = turn.incrementAndGet();
        CompletableFuture.delayedExecutor(program.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> expire(mine));
        String mark = mark();
        Section section;
        try {
            requests.write(request(program, mark));
            requests.flush();
            section = output.next(mark, limit);
        } catch (IOException ended) {
            section = new Section("", false, "");
        }
        boolean inTime = turn.compareAndSet(mine, mine + 1);
        Duration elapsed = Duration.ofNanos(System.nanoTime() - begun);
        return section.record().isEmpty()
                ? ended(section, program.timeout(), inTime && !late, elapsed)
                : result(section, elapsed);
    }

    private void expire(long mine) {
        if (turn.compareAndSet(mine, mine + 1)) {
            late = true;
            kill();
        }
    }

    private static byte[] request(PythonProgram program, String mark) throws JsonProcessingException {
        ObjectNode request = JSON.createObjectNode().put("nonce", mark).put("program", program.text()).put("fresh",
                program.fresh());
        if (program.undefinedFunctions()) {
            request.put("undefined", true);
            ObjectNode values = request.putObject("values");
            program.values().forEach(values::put);
        }
        return (JSON.writeValueAsString(request) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String mark() {
        var bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** A program may write a record of its own: it only forges its own result. */
    private RunResult result(Section section, Duration elapsed) {
        JsonNode record;
        try {
            record = JSON.readTree(section.record());
        } catch (JsonProcessingException e) {
            kill();
            return RunResult.failed(Status.ENDED, section.text(), section.truncated(),
                    "The program damaged its interpreter, which was ended.", elapsed);
        }
        String call = record.path("call").asText("");
        return switch (record.path("status").asText("")) {
            case "ok" ->
                new RunResult(Status.OK, section.text(), section.truncated(), "", "", Map.of(), elapsed, false);
            case "missing" -> call.length() > MAX_CALL
                    ? RunResult.failed(Status.FAILED, section.text(), section.truncated(),
                            "NameError: the function in the call " + call.substring(0, MAX_CALL) + "... is not defined",
                            elapsed)
                    : new RunResult(Status.MISSING_VALUE, section.text(), section.truncated(), "", call, state(record),
                            elapsed, false);
            default -> RunResult.failed(Status.FAILED, section.text(), section.truncated(),
                    record.path("error").asText("").strip(), elapsed);
        };
    }

    private static Map<String, String> state(JsonNode record) {
        var state = new LinkedHashMap<String, String>();
        record.path("state").properties().forEach(entry -> state.put(entry.getKey(), entry.getValue().asText("")));
        return state;
    }

    /** The process ended or floods its output. */
    private RunResult ended(Section section, Duration timeout, boolean inTime, Duration elapsed) {
        if (!inTime) {
            return RunResult.failed(Status.TIMEOUT, section.text(), section.truncated(),
                    "The program was ended after " + timeout.toMillis() + " ms.", elapsed);
        }
        boolean flood = process.isAlive() && section.truncated();
        String reason = flood ? "it printed too much" : exit();
        kill();
        return RunResult.failed(Status.ENDED, section.text(), section.truncated(),
                "The program was ended: " + reason + ".",
                elapsed);
    }

    private String exit() {
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                return "it closed its output";
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "it was interrupted";
        }
        int code = process.exitValue();
        return switch (code - SIGNALLED) {
            case SIGKILL -> "it was killed, probably for the memory that it took";
            case SIGXCPU -> "it took too much processor time";
            default -> "its interpreter ended with exit code " + code;
        };
    }
}
