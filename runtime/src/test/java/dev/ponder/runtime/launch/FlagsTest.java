package dev.ponder.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FlagsTest {

    @Test
    void areReadInEveryForm() {
        Flags flags = Flags.of("--a=b", "--c", "d", "--e", "--f=", "--g=h=i");

        assertThat(flags.names()).containsExactly("a", "c", "e", "f", "g");
        assertThat(flags.value("a")).hasValue("b");
        assertThat(flags.value("c")).hasValue("d");
        assertThat(flags.value("e")).hasValue("");
        assertThat(flags.value("f")).hasValue("");
        assertThat(flags.value("g")).hasValue("h=i");
        assertThat(flags.value("h")).isEmpty();
    }

    @Test
    void areTheSameWithDashesAndWithUnderscores() {
        assertThat(Flags.of("--timeout-keep-alive", "65").value("timeout_keep_alive")).hasValue("65");
    }

    @Test
    void countByTheLastOfAName() {
        assertThat(Flags.of("--a=1", "--a", "2").value("a")).hasValue("2");
    }

    @Test
    void areNotWhatStandsBetweenThem() {
        assertThat(Flags.of("run", "-v", "--a", "-v", "x=y").names()).containsExactly("a");
    }

    @Test
    void keepDashesInValues() {
        assertThat(Flags.of("--model-name=my-model").value("model_name")).hasValue("my-model");
    }
}
