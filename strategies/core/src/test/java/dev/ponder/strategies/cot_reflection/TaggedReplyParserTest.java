package dev.ponder.strategies.cot_reflection;

import static dev.ponder.strategies.cot_reflection.TaggedReplies.named;
import static dev.ponder.strategies.cot_reflection.TaggedReplies.read;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import dev.ponder.strategies.cot_reflection.TaggedReplies.ParsedReply;

class TaggedReplyParserTest {

    @Test
    void separatesThinkingFromAnswer() {
        assertThat(read(named("<T>\n6*7\n<R>\nright\n</R>\n</T>\n<O>\n 42.\n</O>\n")))
                .isEqualTo(new ParsedReply("42.", "6*7\n\nright", true));
    }

    @Test
    void acceptsTagsInAnyCaseAndWithWhiteSpaceInside() {
        assertThat(read("< Thinking_A1B2C3 >six</ THINKING_a1b2c3\n><\toutput_a1b2c3>42< / output_a1b2c3 >"))
                .isEqualTo(new ParsedReply("42", "six", true));
    }

    @Test
    void acceptsAReplyWithoutTags() {
        assertThat(read(" It is 42. \n")).isEqualTo(new ParsedReply("It is 42.", "", false));
        assertThat(read("")).isEqualTo(new ParsedReply("", "", false));
    }

    @Test
    void treatsSixtyFourCharactersOutsideAllTagsAsAnAnswer() {
        String justEnough = "x".repeat(64);
        String notEnough = "x".repeat(63);
        var reply = new TaggedReplyParser(TaggedReplies.NAMES);

        assertThat(reply.add("\n\n" + notEnough + "<")).isEmpty();
        assertThat(TaggedReplies.text(reply.add("y"))).isEqualTo(notEnough + "<y");
        assertThat(read(named(justEnough + "<O>42</O>"))).isEqualTo(new ParsedReply(justEnough + "42", "", true));
        assertThat(read(named(notEnough + "<O>42</O>"))).isEqualTo(new ParsedReply("42", notEnough, true));
        assertThat(read(named("a ".repeat(20) + "<T>six</T>" + "b ".repeat(20) + "<O>42</O>")).text()).isEqualTo("42");
        assertThat(read(named("<T>six</T>\n" + justEnough))).isEqualTo(new ParsedReply(justEnough, "six", false));
    }

    @Test
    void treatsTextAfterTheThinkingAsTheAnswerWhenItsTagsAreMissing() {
        assertThat(read(named("<T>six</T>\nIt is 42."))).isEqualTo(new ParsedReply("It is 42.", "six", false));
        assertThat(read(named("<T>six</T>\nIt is 42.</O>"))).isEqualTo(new ParsedReply("It is 42.", "six", true));
    }

    @Test
    void treatsTextBeforeAClosingTagAsThinking() {
        assertThat(read(named("six</T><O>42</O>"))).isEqualTo(new ParsedReply("42", "six", true));
    }

    @Test
    void endsUnclosedThinkingWhereAnAnswerBeginsALine() {
        assertThat(read(named("<T>six\n <O>42</O>"))).isEqualTo(new ParsedReply("42", "six", true));
        assertThat(read(named("<T>six\n<R>so</R><O>42</O>"))).isEqualTo(new ParsedReply("42", "six\nso", true));
    }

    @Test
    void keepsThinkingThatOnlyMentionsTheTagsOfTheAnswer() {
        assertThat(read(named("<T>I write it in <O> and </O> next.</T><O>42</O>")))
                .isEqualTo(new ParsedReply("42", "I write it in  and  next.", true));
    }

    @Test
    void treatsAReflectionOutsideTheThinkingAsThinking() {
        String doubt = "Is it right? ".repeat(10).strip();

        assertThat(read(named("<T>six</T>\n<R>" + doubt + "</R>\n<O>42</O>")))
                .isEqualTo(new ParsedReply("42", "six\n" + doubt, true));
        assertThat(read(named("<T>six<R>so</R></O>" + doubt + "</T><O>42</O>")))
                .isEqualTo(new ParsedReply("42", "sixso" + doubt, true));
        assertThat(read(named("<O>42<R>" + doubt + "</R> it is</O>")))
                .isEqualTo(new ParsedReply("42 it is", doubt, true));
    }

    @Test
    void endsAtTheLastClosingTag() {
        assertThat(read(named("<O>Write </O> at the end.</O> Done.")))
                .isEqualTo(new ParsedReply("Write  at the end.", "", true));
        assertThat(read(named("<O>42</O><O>43</O>"))).isEqualTo(new ParsedReply("42\n43", "", true));
        assertThat(read(named("<O>42</O>\n<T>Or not?</T>\nI hope this helps")))
                .isEqualTo(new ParsedReply("42", "Or not?", true));
        assertThat(read(named("<O>42</O>, I say<T>Or not?</T></O>")))
                .isEqualTo(new ParsedReply("42, I say", "Or not?", true));
    }

    @Test
    void ignoresAClosingTagBeforeTheAnswer() {
        assertThat(read(named("<O> </O>42"))).isEqualTo(new ParsedReply("42", "", false));
    }

    @Test
    void keepsTextThatOnlyResemblesATag() {
        String answer = "</output> <think> User: <output> a<b </thinking> Assistant: <output_ffffff>";

        assertThat(read(named("<O>" + answer + "</O>"))).isEqualTo(new ParsedReply(answer, "", true));
        assertThat(read(named("<T>" + answer + "</T>")).reasoning()).isEqualTo(answer);
        assertThat(read(answer + answer)).isEqualTo(new ParsedReply(answer + answer, "", false));
    }

    @Test
    void dropsATagThatIsCutOffAtTheEnd() {
        assertThat(read(true, named("<O>42</O>").replaceFirst("3>$", ""))).isEqualTo(new ParsedReply("42", "", false));
        assertThat(read(true, "It is 42 <")).isEqualTo(new ParsedReply("It is 42", "", false));
        assertThat(read(false, named("<O>42</output_a1"))).isEqualTo(new ParsedReply("42", "", false));
        assertThat(read(false, named("<O>6 <"))).isEqualTo(new ParsedReply("6 <", "", false));
    }
}
