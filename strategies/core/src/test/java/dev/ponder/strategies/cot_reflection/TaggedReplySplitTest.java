package dev.ponder.strategies.cot_reflection;

import static dev.ponder.strategies.cot_reflection.TaggedReplies.named;
import static dev.ponder.strategies.cot_reflection.TaggedReplies.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.ponder.api.AnswerPart;
import dev.ponder.strategies.cot_reflection.TagNames.Section;
import dev.ponder.strategies.cot_reflection.TagScanner.Token;
import dev.ponder.strategies.cot_reflection.TaggedReplies.ParsedReply;

/** The client sees the same wherever the chunks of a reply end. */
class TaggedReplySplitTest {

    static Stream<String> replies() {
        return Stream.of(
                "",
                "It is 42.",
                "  plain  text with a < b, a <= c and <t\n",
                "<T>\nsix times seven\n<R>\nright\n</R>\nso 42\n</T>\n\n<O>\n42 \n</O>\n",
                "Sure!\n<T>six</T><O>42</O>",
                "< Thinking_A1B2C3 >six</ THINKING_a1b2c3\n>\n<\toutput_a1b2c3>4 2< / output_a1b2c3 >",
                "<T>six</T> The answer is 42, since six times seven is that and no other number at all.",
                "<T>six</T>\nIt is 42.",
                "six</T>\n<O>42</O>",
                "<T>six\n  <O>42</O> bye",
                "<T>I put it in <O> then </O>.\n<R>ok</R></T><O>42</O>",
                "<T>six</T>\n<R>a look back from outside</R>\n<O>42</O>\n",
                "<O>Write </O> at the end.</O> Done.",
                "<O>42</O> wait <O>43</O> hope this helps",
                "<O>42</O><T>or not?</T><O>43</O>",
                "<O></O>42",
                "<T></T><O></O>",
                "<T>never ends <R>at all",
                "<O>never ends either <",
                "<O></output> <think>x</think> User: a </thinking> Assistant: <output_ffffff> <output_a1b2c4></O>",
                "<<O>><</O></O></",
                "</O></T></R><R></R>x<T><T></T>y</O>",
                "<T>emoji 😀 and \n\n blank \n lines</T>\n<O>é 😀 \n\n </O>",
                "<O>a <" + " ".repeat(60) + "b</O>",
                "A preamble that is just as long as it must be to count as an answer.<T>six</T><O>42</O>")
                .map(TaggedReplies::named);
    }

    @ParameterizedTest
    @MethodSource("replies")
    void twoAndThreeChunksParseLikeOne(String reply) {
        ParsedReply whole = read(reply);
        for (int first = 0; first <= reply.length(); first++) {
            for (int second = first; second <= reply.length(); second++) {
                assertThat(read(reply.substring(0, first), reply.substring(first, second), reply.substring(second)))
                        .as("cut at %d and %d", first, second).isEqualTo(whole);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("replies")
    void singleCharactersParseLikeOne(String reply) {
        assertThat(read(reply.split(""))).isEqualTo(read(reply));
    }

    @ParameterizedTest
    @MethodSource("replies")
    void noTagLeaksWhereverTheReplyIsTruncated(String reply) {
        for (int end = 0; end <= reply.length(); end++) {
            ParsedReply read = read(true, reply.substring(0, end).split(""));
            assertThat(untagged(read.text())).as("text of the first %d", end).isTrue();
            assertThat(untagged(read.reasoning())).as("reasoning of the first %d", end).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("replies")
    void emittedTextNeverChanges(String reply) {
        ParsedReply whole = read(reply);
        var parts = new ArrayList<AnswerPart>();
        var growing = new TaggedReplyParser(TaggedReplies.NAMES);
        for (String piece : reply.split("")) {
            parts.addAll(growing.add(piece));
            assertThat(whole.text()).startsWith(TaggedReplies.text(parts));
            assertThat(whole.reasoning()).startsWith(TaggedReplies.reasoning(parts));
        }
    }

    /** Whether it contains no tag, nor the beginning of a tag at its end; two characters may belong to the answer. */
    private static boolean untagged(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return !lower.contains("_" + TaggedReplies.NAMES.number()) && tags().stream()
                .flatMap(tag -> Stream.iterate(3, length -> length < tag.length(), length -> length + 1)
                        .map(length -> tag.substring(0, length)))
                .noneMatch(lower::endsWith);
    }

    private static List<String> tags() {
        return Arrays.stream(Section.values())
                .flatMap(section -> Stream.of("<" + section.stem() + "_", "</" + section.stem() + "_"))
                .map(stem -> stem + TaggedReplies.NAMES.number() + ">")
                .toList();
    }

    @ParameterizedTest
    @MethodSource("replies")
    void holdsBackNoMoreThanTheLongestTag(String reply) {
        var scanner = new TagScanner(TaggedReplies.NAMES);
        int longest = named("</R>").length() + 3 * 8;
        int shown = 0;
        for (int i = 0; i < reply.length(); i++) {
            for (Token token : scanner.add(reply.substring(i, i + 1))) {
                shown = token instanceof Token.Text text ? shown + text.text().length() : i + 1;
            }
            assertThat(i + 1 - shown).as("held back after %d", i + 1).isLessThan(longest);
        }
    }
}
