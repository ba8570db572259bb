package dev.ponder.runtime.upstream.openai;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorBodyTest {

    private static String message(String body) {
        return ErrorBody.of(body.replace('\'', '"')).message();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'error': {'message': 'why'}}", "{'error': 'why'}",
            "[{'error': {'code': 400, 'message': 'why'}}]",
            "{'success': false, 'errors': [{'code': 7003, 'message': 'why'}], 'messages': []}",
            "{'errors': [{'message': 'why'}], 'data': null}",
            "{'errors': ['why']}", "{'detail': 'why'}", "{'detail': [{'msg': 'why'}]}", "{'message': 'why'}",
            "{'Message': 'why'}", "{'MESSAGE': 'why'}",
            "{'msg': 'why'}", "{'error_message': 'why'}", "{'errorMessage': 'why'}",
            "{'error_msg': 'why', 'error_code': 110}",
            "{'error': 'invalid_token', 'error_description': 'why'}", "{'title': 'why'}",
            "{'__type': 'ValidationException', 'Message': 'why'}",
            "{'object': 'error', 'message': 'why', 'code': 400}",
            "{'fault': {'faultstring': 'why', 'detail': {'errorcode': 'x'}}}",
            "{'type': 'error', 'error': {'type': 'overloaded_error', 'message': 'why'}}",
            "{'Error': {'Message': 'why'}}",
            "{'base_resp': {'status_code': 1004, 'status_msg': 'why'}}",
            "{'statusCode': 401, 'error': 'Unauthorized', 'message': 'why'}",
            "{'error': {'message': '', 'metadata': {'raw': 'why'}}}", "why", "  why\n",
            "<html><body><p>why</p></body></html>",
            "<html><head><title>why</title><style>p {}</style></head></html>",
            "<?xml version='1.0'?><Error><Code>x</Code><Message>why</Message></Error>",
            "{'error': {'error': {'message': 'why'}}}",
            "{'error': null, 'message': 'why'}", "{'detail': {'message': 'why'}}", "{'error': ['why']}", "'why'"})
    void wordsOfEachForm(String body) {
        assertThat(message(body)).isEqualTo("why");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{'title': 'Bad', 'detail': 'n is 0'}|Bad: n is 0",
            "{'detail': [{'loc': ['body', 'n'], 'msg': 'too many'}, {'loc': ['body', 0], 'msg': 'odd'}]}|body.n: too many; body.0: odd",
            "{'errors': [{'message': 'a'}, {'message': 'b'}]}|a; b",
            "{'timestamp': 1, 'status': 404, 'error': 'Not Found', 'path': '/v1'}|Not Found"})
    void severalWords(String body, String expected) {
        assertThat(message(body)).isEqualTo(expected);
    }

    @Test
    void theWordsOfTheProviderBehindARouter() {
        String raw = "{\\\"error\\\":{\\\"message\\\":\\\"too long\\\"}}";
        assertThat(ErrorBody
                .of("{\"error\":{\"message\":\"Provider returned error\",\"metadata\":{\"raw\":\"" + raw + "\"}}}")
                .message())
                .isEqualTo("Provider returned error: too long");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{}", "[]", "null", "<html></html>", "{'error': {}}"})
    void noWords(String body) {
        assertThat(message(body)).isEmpty();
    }

    @Test
    void codeAndParameter() {
        ErrorBody error = ErrorBody.of("{\"error\":{\"message\":\"m\",\"code\":\"c\",\"param\":\"p\",\"status\":429}}");
        assertThat(error).isEqualTo(new ErrorBody("m", "c", "p", 429));
        assertThat(ErrorBody.of("[{\"error\":{\"code\":400,\"message\":\"m\"}}]"))
                .isEqualTo(new ErrorBody("m", "400", null, 400));
        assertThat(ErrorBody.of("{\"error\":{\"message\":\"m\",\"type\":\"t\",\"code\":null}}").code()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'error': 'why'}", "{'error': {'message': 'why'}, 'choices': []}",
            "{'code': 400, 'message': 'why'}",
            "{'success': false}", "{'object': 'error', 'message': 'why'}", "[{'error': {'message': 'why'}}]",
            "{'detail': 'why'}",
            "{'type': 'error', 'error': {'message': 'why'}}", "{'errors': [{'message': 'why'}]}",
            "{'base_resp': {'status_code': 1004}}",
            "{'choices': [{'delta': {'content': ''}}], 'error': {'code': 502}}"})
    void errorsInAnswers(String body) {
        assertThat(ErrorBody.inAnswer(Fixtures.json(body))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'error': null, 'choices': []}", "{'error': {}}", "{'error': ''}", "{'error': false}",
            "{'errors': []}",
            "{'choices': [{'delta': {'content': 'error'}}]}", "{'id': 'x', 'message': 'hello', 'code': 400}",
            "{'type': 'ping'}",
            "{'object': 'list', 'data': [], 'message': 'ok'}", "{'code': 200, 'message': 'ok'}", "[]", "7",
            "{'base_resp': {'status_code': 0}}"})
    void answersThatAreNoErrors(String body) {
        assertThat(ErrorBody.inAnswer(Fixtures.json(body))).isEmpty();
    }

    @Test
    void aLongPageIsCutOff() {
        assertThat(ErrorBody.of("<p>" + "x ".repeat(100_000)).message()).hasSizeLessThan(310).startsWith("x x");
        assertThat(ErrorBody.of("<".repeat(1_000_000)).message()).hasSizeLessThan(310);
    }

    @ParameterizedTest
    @CsvSource({"Incorrect API key provided: sk-proj-abcdefgh12345678.,Incorrect API key provided: sk-***.",
            "Bearer abcdefghijklmnop failed,Bearer *** failed", "key AIzaSyA1234567890abcdef is bad,key AIza*** is bad",
            "gsk_abcdef0123456789,gsk_***", "eyJhbGciOiJIUzI1.eyJzdWIiOiIxMjM0.sig,eyJ***",
            "task-management failed,task-management failed",
            "sk-learn-extension-module,sk-learn-extension-module", "my secret here,my *** here"})
    void keysAreMasked(String text, String expected) {
        assertThat(new SecretMask(java.util.List.of("secret")).mask(text)).isEqualTo(expected);
    }
}
