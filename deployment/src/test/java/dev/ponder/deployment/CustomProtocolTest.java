package dev.ponder.deployment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.Inference;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Prompt;
import dev.ponder.api.Strategy;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Conversation;
import dev.ponder.api.error.InferenceException;
import dev.ponder.api.error.RequestException;
import dev.ponder.runtime.engine.ChoiceAccumulator;
import dev.ponder.runtime.engine.ChoicePart;
import dev.ponder.runtime.rest.http.JsonResponses;
import dev.ponder.runtime.rest.http.RequestDispatcher;
import dev.ponder.runtime.rest.http.RequestOrigins;
import dev.ponder.runtime.rest.inference.AnswerEncoder;
import dev.ponder.runtime.rest.inference.ChatInvoker;
import dev.ponder.runtime.rest.inference.InferenceResponder;
import dev.ponder.runtime.rest.protocol.Protocol;
import dev.ponder.runtime.rest.protocol.Route;
import dev.ponder.runtime.stream.SseWriter;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** An application adds a protocol by a bean, a resource and an encoder, and changes nothing else. */
class CustomProtocolTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = TestApplication.withoutUpstream()
            .overrideConfigKey("ponder.sim.enabled", "true").overrideConfigKey("ponder.sim.accuracy", "1")
            .overrideConfigKey("ponder.default-strategy", "once");

    @Test
    void anAnswerIsWhole() {
        given().body("What is 17*23?").post("/custom/ask").then().statusCode(200)
                .header("X-Ponder-Strategy", is("once")).header("X-Custom", is("1"))
                .body("verdict", containsString("391"));
    }

    @Test
    void anAnswerIsAStreamWithAStartAndAnEnd() {
        String stream = given().body("What is 17*23?").post("/custom/stream").then().statusCode(200)
                .header("Content-Type", is("text/event-stream; charset=utf-8")).header("X-Custom", is("1"))
                .extract().asString();

        assertThat(stream).startsWith("event: open\ndata: {}\n\nevent: word\ndata: ")
                .endsWith("event: stop\ndata: \"stop\"\n\nevent: close\ndata: {}\n\n")
                .containsOnlyOnce("event: open\n").containsOnlyOnce("event: close\n");
        assertThat(stream.replaceAll("event: word\ndata: \"(.*)\"\n\n", "$1")).contains("391");
    }

    @Test
    void errorsHaveTheFormatOfTheProtocol() {
        given().body("").post("/custom/ask").then().statusCode(400).body("problem", is("body: empty"));
        given().body("x").post("/custom/nothing").then().statusCode(404)
                .body("problem", containsString("/custom/ask"));
        given().body("x").post("/nothing").then().statusCode(404).body("error.code", is("not_found_error"));
    }

    @Test
    void aWrongMethodIsAnsweredWithTheAllowedOne() {
        given().get("/custom/ask").then().statusCode(405).header("Allow", is("POST"))
                .body("problem", containsString("(expected POST)"));
    }

    @Strategy(id = "once", title = "One call")
    static class Once implements InferenceStrategy.Streaming {

        @Override
        public Multi<AnswerPart> stream(Inference inference) {
            return inference.answer(Prompt.inheriting("answer", inference.request()));
        }
    }

    @ApplicationScoped
    public static class CustomProtocol implements Protocol {

        @Override
        public List<String> pathPrefixes() {
            return List.of("/custom");
        }

        @Override
        public List<Route> routes() {
            return List.of(Route.post("/custom/ask"), Route.post("/custom/stream"));
        }

        @Override
        public JsonNode errorBody(InferenceException failure) {
            return JsonNodeFactory.instance.objectNode().put("problem", failure.getMessage());
        }
    }

    @Path("/custom")
    public static class CustomResource {

        private final RequestDispatcher dispatcher;
        private final ChatInvoker chat;
        private final InferenceResponder responder;

        CustomResource(RequestDispatcher dispatcher, ChatInvoker chat, InferenceResponder responder) {
            this.dispatcher = dispatcher;
            this.chat = chat;
            this.responder = responder;
        }

        @POST
        @Path("ask")
        public Uni<Response> ask(@Context HttpServerRequest request) {
            return answer(request, false);
        }

        @POST
        @Path("stream")
        public Uni<Response> stream(@Context HttpServerRequest request) {
            return answer(request, true);
        }

        private Uni<Response> answer(HttpServerRequest request, boolean stream) {
            return dispatcher.dispatch(request, body -> chat
                    .invoke("sim", List.of(question(body)), JsonNodeFactory.instance.objectNode(), stream,
                            RequestOrigins.of(request))
                    .chain(run -> stream
                            ? responder.stream(run, new CustomEncoder(), Optional.empty(), request)
                            : responder.whole(run, new CustomEncoder(), Optional.empty())));
        }

        private static Conversation question(Buffer body) {
            if (body.length() == 0) {
                throw RequestException.invalid(null, "body: empty");
            }
            return Conversation.of(ChatMessage.user(body.toString()));
        }
    }

    /** Several kinds of events, a start and an end. */
    static class CustomEncoder implements AnswerEncoder {

        @Override
        public Map<String, String> headers() {
            return Map.of("X-Custom", "1");
        }

        @Override
        public Buffer begin() {
            return SseWriter.event("open", "{}");
        }

        @Override
        public Buffer encode(ChoicePart part) {
            if (part.part() instanceof AnswerPart.Text text) {
                return SseWriter.event("word", TextNode.valueOf(text.text()));
            }
            return part.part() instanceof AnswerPart.Finish finish
                    ? SseWriter.event("stop", TextNode.valueOf(finish.reason().value()))
                    : Buffer.buffer();
        }

        @Override
        public Buffer end() {
            return SseWriter.event("close", "{}");
        }

        @Override
        public Buffer failure(InferenceException failure) {
            return SseWriter.event("problem", TextNode.valueOf(failure.getMessage()));
        }

        @Override
        public Response.ResponseBuilder whole(ChoiceAccumulator choices) {
            var body = JsonNodeFactory.instance.objectNode();
            choices.forEach((index, answer) -> body.put("verdict", answer.text()));
            return JsonResponses.builder(body);
        }
    }
}
