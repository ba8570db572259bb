package dev.ponder.runtime.rest.http;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;

/** JSON of bodies: an image may be one long text, and the limit of the body is limit enough. */
public final class RoomyJson {

    private RoomyJson() {
    }

    /** The same mapper with room for long texts. */
    public static ObjectMapper of(ObjectMapper mapper) {
        return mapper.copyWith(new JsonFactoryBuilder()
                .streamReadConstraints(StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
                .build());
    }
}
