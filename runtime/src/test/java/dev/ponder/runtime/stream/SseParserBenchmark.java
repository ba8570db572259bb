package dev.ponder.runtime.stream;

import java.util.ArrayList;
import java.util.List;

import io.vertx.core.buffer.Buffer;

/** Prints how fast event streams are parsed. Not a test: run its {@code main}. */
final class SseParserBenchmark {

    private static final int ROUNDS = 30;

    private SseParserBenchmark() {
    }

    public static void main(String[] args) {
        Buffer stream = Buffer.buffer(("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a word\"},"
                + "\"finish_reason\":null}]}\n\n").repeat(50_000));
        for (int size : new int[]{100, 1_400, 65_536}) {
            List<Buffer> chunks = chunks(stream, size);
            print("data", size, stream, () -> parse(SseParser.ofData(1 << 20), chunks));
            print("raw", size, stream, () -> parse(SseParser.ofRawEvents(1 << 20), chunks));
        }
    }

    private static List<Buffer> chunks(Buffer stream, int size) {
        var chunks = new ArrayList<Buffer>();
        for (int from = 0; from < stream.length(); from += size) {
            chunks.add(stream.getBuffer(from, Math.min(stream.length(), from + size)));
        }
        return chunks;
    }

    private static void parse(SseParser parser, List<Buffer> chunks) {
        chunks.forEach(parser::parse);
    }

    private static void print(String kind, int size, Buffer stream, Runnable parse) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < ROUNDS; i++) {
            long start = System.nanoTime();
            parse.run();
            best = Math.min(best, System.nanoTime() - start);
        }
        System.out.printf("%-4s in chunks of %,6d bytes: %,5d MB/s%n", kind, size, stream.length() * 1000L / best);
    }
}
