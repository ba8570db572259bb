package dev.ponder.strategies.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What OptiLLM's plugin loses of a schema: nested objects, items, enums, references, alternatives, formats. */
class SchemaValidatorTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    {"properties": {"a": {"properties": {"b": {"type": "integer"}}}}} | {"a": {"b": "x"}} | /a/b
                    {"items": {"type": "string"}}                                     | ["x", 2]          | /1
                    {"enum": ["red", "green"]}                                        | "blue"            | /
                    {"$defs": {"n": {"minimum": 3}}, "items": {"$ref": "#/$defs/n"}}  | [3, 2]            | /1
                    {"anyOf": [{"type": "string"}, {"type": "null"}]}                 | 3                 | /
                    {"format": "date-time"}                                           | "yesterday"       | /
                    {"format": "email"}                                               | "me at home"      | /
                    {"$schema": "http://json-schema.org/draft-07/schema#", "definitions": {"t": {"type": "string"}}, "items": {"$ref": "#/definitions/t"}} | [1] | /0
                    """)
    void namesThePathOfWhatDoesNotConform(String schema, String value, String path) {
        assertThat(SchemaValidator.of(Formats.json(schema)).faults(Formats.json(value)))
                .isNotEmpty().allSatisfy(fault -> assertThat(fault).startsWith(path + ": "));
    }

    @Test
    void acceptsWhatConforms() {
        assertThat(SchemaValidator.of(Formats.json(Formats.CITY)).faults(Formats.json(Formats.CONFORMING))).isEmpty();
    }
}
