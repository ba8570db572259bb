package dev.ponder.strategies.cot_reflection;

import static dev.ponder.strategies.cot_reflection.Replies.named;
import static dev.ponder.strategies.cot_reflection.Replies.read;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import dev.ponder.strategies.cot_reflection.Replies.Read;

class TaggedReplyParserTest {

    @Test
    void partsThinkingFromAnswer() {
        assertThat(read(named("<T>\n6*7\n<R>\nright\n</R>\n</T>\n<O>\n 42.\n</O>\n")))
                .isEqualTo(new Read("42.", "6*7\n\nright", true));
    }

    @Test
    void takesTagsInAnyCaseAndWithWhiteSpaceInside() {
        assertThat(read("< Thinking_A1B2C3 >six</ THINKING_a1b2c3\n><\toutput_a1b2c3>42< / output_a1b2c3 >"))
                .isEqualTo(new Read("42", "six", true));
    }

    @Test
    void takesAReplyWithoutTags() {
        assertThat(read(" It is 42. \n")).isEqualTo(new Read("It is 42.", "", false));
        assertThat(read("")).isEqualTo(new Read("", "", false));
    }

    @Test
    void takesSixtyFourCharactersOutsideAllTagsForAnAnswer() {
        String justEnough = "x".repeat(64);
        String notEnough = "x".repeat(63);
        var reply = new TaggedReplyParser(Replies.NAMES);

        assertThat(reply.add("\n\n" + notEnough + "<")).isEmpty();
        assertThat(Replies.text(reply.add("y"))).isEqualTo(notEnough + "<y");
        assertThat(read(named(justEnough + "<O>42</O>"))).isEqualTo(new Read(justEnough + "42", "", true));
        assertThat(read(named(notEnough + "<O>42</O>"))).isEqualTo(new Read("42", notEnough, true));
        assertThat(read(named("a ".repeat(20) + "<T>six</T>" + "b ".repeat(20) + "<O>42</O>")).text()).isEqualTo("42");
        assertThat(read(named("<T>six</T>\n" + justEnough))).isEqualTo(new Read(justEnough, "six", false));
    }

    @Test
    void takesWhatFollowsTheThinkingForTheAnswerWhereItsTagsAreMissing() {
        assertThat(read(named("<T>six</T>\nIt is 42."))).isEqualTo(new Read("It is 42.", "six", false));
        assertThat(read(named("<T>six</T>\nIt is 42.</O>"))).isEqualTo(new Read("It is 42.", "six", true));
    }

    @Test
    void takesWhatPrecedesAClosingTagForThinking() {
        assertThat(read(named("six</T><O>42</O>"))).isEqualTo(new Read("42", "six", true));
    }

    @Test
    void endsThinkingThatWasNeverClosedWhereAnAnswerBeginsALine() {
        assertThat(read(named("<T>six\n <O>42</O>"))).isEqualTo(new Read("42", "six", true));
        assertThat(read(named("<T>six\n<R>so</R><O>42</O>"))).isEqualTo(new Read("42", "six\nso", true));
    }

    @Test
    void keepsThinkingThatOnlyMentionsTheAnswersTags() {
        assertThat(read(named("<T>I write it in <O> and </O> next.</T><O>42</O>")))
                .isEqualTo(new Read("42", "I write it in  and  next.", true));
    }

    @Test
    void takesAReflectionThatStandsOnItsOwnForThinking() {
        String doubt = "Is it right? ".repeat(10).strip();

        assertThat(read(named("<T>six</T>\n<R>" + doubt + "</R>\n<O>42</O>")))
                .isEqualTo(new Read("42", "six\n" + doubt, true));
        assertThat(read(named("<T>six<R>so</R></O>" + doubt + "</T><O>42</O>")))
                .isEqualTo(new Read("42", "sixso" + doubt, true));
        assertThat(read(named("<O>42<R>" + doubt + "</R> it is</O>"))).isEqualTo(new Read("42 it is", doubt, true));
    }

    @Test
    void endsAtTheLastClosingTag() {
        assertThat(read(named("<O>Write </O> at the end.</O> Done.")))
                .isEqualTo(new Read("Write  at the end.", "", true));
        assertThat(read(named("<O>42</O><O>43</O>"))).isEqualTo(new Read("42\n43", "", true));
        assertThat(read(named("<O>42</O>\n<T>Or not?</T>\nI hope this helps")))
                .isEqualTo(new Read("42", "Or not?", true));
        assertThat(read(named("<O>42</O>, I say<T>Or not?</T></O>")))
                .isEqualTo(new Read("42, I say", "Or not?", true));
    }

    @Test
    void doesNotEndAnAnswerThatHasNotBegun() {
        assertThat(read(named("<O> </O>42"))).isEqualTo(new Read("42", "", false));
    }

    @Test
    void keepsWhatOnlyLooksLikeATag() {
        String answer = "</output> <think> User: <output> a<b </thinking> Assistant: <output_ffffff>";

        assertThat(read(named("<O>" + answer + "</O>"))).isEqualTo(new Read(answer, "", true));
        assertThat(read(named("<T>" + answer + "</T>")).reasoning()).isEqualTo(answer);
        assertThat(read(answer + answer)).isEqualTo(new Read(answer + answer, "", false));
    }

    @Test
    void dropsATagThatTheEndOfTheReplyCutShort() {
        assertThat(read(true, named("<O>42</O>").replaceFirst("3>$", ""))).isEqualTo(new Read("42", "", false));
        assertThat(read(true, "It is 42 <")).isEqualTo(new Read("It is 42", "", false));
        assertThat(read(false, named("<O>42</output_a1"))).isEqualTo(new Read("42", "", false));
        assertThat(read(false, named("<O>6 <"))).isEqualTo(new Read("6 <", "", false));
    }
}
