package dev.ponder.resilience.matrix.upstream;

/** Healthy answers that are written as few servers write them, and as any may. */
public final class WireVariants {

    private WireVariants() {
    }

    /** Every character is split wherever it can be. */
    public static Script byteByByte(String text) {
        return (call, wire) -> {
            UpstreamAnswer saying = UpstreamAnswer.of(call, text);
            wire.head(200, saying.contentType()).byteByByte(saying.body()).end();
        };
    }

    public static Script withCarriageReturns(String text) {
        return (call, wire) -> {
            UpstreamAnswer saying = UpstreamAnswer.of(call, text);
            wire.head(200, saying.contentType()).chunk(saying.body("data: ", "\r\n")).end();
        };
    }

    /** No blank behind {@code data:}. */
    public static Script tight(String text) {
        return (call, wire) -> {
            UpstreamAnswer saying = UpstreamAnswer.of(call, text);
            wire.head(200, saying.contentType()).chunk(saying.body("data:", "\n")).end();
        };
    }

    /** No length and no chunks: the body ends with the connection. */
    public static Script untilTheConnectionCloses(String text) {
        return (call, wire) -> {
            UpstreamAnswer saying = UpstreamAnswer.of(call, text);
            wire.raw("HTTP/1.1 200 x\r\nContent-Type: " + saying.contentType() + "\r\nConnection: close\r\n\r\n")
                    .raw(saying.body());
        };
    }

    /** One choice, however many are asked for. */
    public static Script ignoringN(String text) {
        return (call, wire) -> UpstreamAnswer.of(call, text, 1).write(wire);
    }
}
