package dev.ponder.sandbox.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.ponder.sandbox.process.ProgramOutput.Section;

class ProgramOutputTest {

    private static ProgramOutput of(String text) {
        return new ProgramOutput(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "a|b||mark{r}|; a|b|; {r}",
            "|mark{r}|; ''; {r}",
            "|ma|mark{r}|; |ma; {r}",
            "||||mark{r}|; |||; {r}",
            "a; a; ''",
            "|mar; ''; ''"})
    void readsToTheMark(String stream, String text, String record) throws IOException {
        Section section = of(stream.replace('|', '\n')).next("mark", 100);

        assertThat(section.text()).isEqualTo(text.replace('|', '\n'));
        assertThat(section.record()).isEqualTo(record);
        assertThat(section.truncated()).isFalse();
    }

    @Test
    void readsOneSectionAfterTheOther() throws IOException {
        ProgramOutput output = of("one\nm1{1}\ntwo\nm2{2}\n");

        assertThat(output.next("m1", 100).text()).isEqualTo("one");
        assertThat(output.next("m2", 100)).isEqualTo(new Section("two", false, "{2}"));
    }

    @Test
    void keepsTheHead() throws IOException {
        Section section = of("x".repeat(500) + "\nmark{r}\n").next("mark", 100);

        assertThat(section).isEqualTo(new Section("x".repeat(100), true, "{r}"));
    }

    @Test
    void givesUpAFlood() throws IOException {
        Section section = of("x".repeat(10_000) + "\nmark{r}\n").next("mark", 100);

        assertThat(section).isEqualTo(new Section("x".repeat(100), true, ""));
    }
}
