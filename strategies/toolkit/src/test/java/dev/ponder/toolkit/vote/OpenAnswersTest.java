package dev.ponder.toolkit.vote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.ponder.api.Answer;
import dev.ponder.api.Candidate;
import dev.ponder.api.chat.FinishReason;

/** Answers agree by what they are: texts, programs, lists and JSON do not agree because they share a number. */
class OpenAnswersTest {

    private static final String ESSAY = "Write an essay about the number 42.";
    private static final String FUNCTION = "Write a Python function that returns the median of a list.";
    private static final String SQL = "Write a SQL query for the orders of 2024.";
    private static final String PETS = "Name three animals that people keep as pets.";
    private static final String STEPS = "List the steps to change a tyre, in order.";
    private static final String INVOICE = "Extract the invoice number, the total and the currency as JSON.";
    private static final String SPIDERS = "How many legs do ten spiders have?";

    static Stream<Arguments> different() {
        return Stream.of(
                arguments("essays with the same number", ESSAY,
                        "The number 42 is famous because of a novel.\n\nIt appears in many jokes. In the end, 42 is what"
                                + " readers make of it.",
                        "Few numbers are as loved as this one.\n\nMathematicians see a pronic number, and physicists a"
                                + " curiosity. So 42 remains a riddle."),
                arguments("essays with the same last line", ESSAY,
                        "Douglas Adams made it famous.\n\nReaders still laugh about it.\n\n42",
                        "It is the product of 6 and 7.\n\nIt is also a pronic number.\n\n42"),
                arguments("essays that say what the answer is", "Write a short story that ends with a number.",
                        "The ship left at dawn, and nobody looked back. The captain asked the machine. The answer is 42.",
                        "In a valley lived a miller with three sons. The eldest asked the river. The answer is 42."),
                arguments("essays with the same equation", "Explain the theory of relativity.",
                        "Time depends on the observer. Mass is energy:\n$$E = mc^2$$\nThat is all.",
                        "Light is equally fast for everybody, therefore clocks differ.\n$$E = mc^2$$\nThis is why."),
                arguments("essays with the same boxed title", "Write an essay about winter.",
                        "## 1. Cold\n\nWinter is cold. Snow falls from December on, and lakes freeze for 90 days.",
                        "## 1. Light\n\nWinter is dark. The sun rises late, and it stays low for 90 days."),
                arguments("advice with the same number", "How should I learn to play the piano?",
                        "Practise 30 minutes a day, with scales first. Find a teacher who likes you.",
                        "Watch videos, buy a keyboard, and play songs that you like for 30 minutes."),
                arguments("advice about how much", "How much should I save for my retirement?",
                        "It depends on your plans. Many people save 15% of what they earn, from early on.",
                        "Begin with a budget. If your employer adds to it, take that first, then aim for 15%."),
                arguments("summaries of the same figures",
                        "Summarise the report:\n\nSales rose by 12% to 340 units in 2023.",
                        "Sales grew strongly in 2023, to 340 units.", "In 2023 the firm sold 12% more: 340 units."),
                arguments("functions that differ in one line", FUNCTION,
                        "```python\ndef median(a):\n    a = sorted(a)\n    n = len(a)\n    return a[n // 2]\n```",
                        "```python\ndef median(a):\n    a = sorted(a)\n    n = len(a)\n    return (a[n // 2] + a[~(n // 2)]) / 2\n```"),
                arguments("functions that differ in an operator", FUNCTION,
                        "def median(a):\n    return sorted(a)[len(a) // 2]",
                        "def median(a):\n    return sorted(a)[len(a) // 2 - 1]"),
                arguments("functions that differ in indentation", FUNCTION,
                        "def f(a):\n    for x in a:\n        g(x)\n    return 1",
                        "def f(a):\n    for x in a:\n        g(x)\n        return 1"),
                arguments("programs with the same output", "Write a program that prints 42.",
                        "```python\nprint(42)\n```\nIt prints 42.", "```python\nprint(6 * 7)\n```\nIt prints 42."),
                arguments("programs with the same sentence about them", FUNCTION,
                        "```python\ndef median(a):\n    return sorted(a)[len(a) // 2]\n```\nThe answer is O(n log n).",
                        "```python\nimport statistics\nmedian = statistics.median\n```\nThe answer is O(n log n)."),
                arguments("queries", SQL, "SELECT * FROM orders WHERE year = 2024",
                        "SELECT id FROM orders WHERE year = 2024"),
                arguments("programs without a fence", "Implement FizzBuzz in C.",
                        "#include <stdio.h>\nint main() {\n  for (int i = 1; i <= 100; i++) printf(\"%d\", i);\n  return 0;\n}",
                        "#include <stdio.h>\nint main() {\n  for (int i = 0; i < 100; i++) printf(\"%d\", i);\n  return 0;\n}"),
                arguments("programs, for a question that asks for none", "My loop runs 10 times. What is wrong?",
                        "Use this:\n```python\nfor i in range(9):\n    print(i)\n```\nNow it runs 9 times.",
                        "Use this:\n```python\nfor i in range(1, 10):\n    print(i)\n```\nNow it runs 9 times."),
                arguments("patches", "Fix the bug.", "```diff\n- return 42\n+ return 41\n```",
                        "```diff\n- return 42\n+ return 43\n```"),
                arguments("shell commands", "Which command shows the 10 largest files?",
                        "```bash\ndu -a | sort -n | tail -10\n```", "```bash\nls -lS | head -10\n```"),
                arguments("YAML", "Write a Kubernetes service with port 80.",
                        "```yaml\nkind: Service\nspec:\n  ports:\n    - port: 80\n```",
                        "```yaml\nkind: Service\nspec:\n  ports:\n    - port: 80\n      targetPort: 8080\n```"),
                arguments("HTML", "Write a web page with a heading.", "```html\n<h1>One</h1>\n```",
                        "```html\n<h1>Two</h1>\n```"),
                arguments("regular expressions", "Write a regular expression for a year.", "`\\d{4}`", "`[12]\\d{3}`"),
                arguments("lists of as many items", PETS, "1. Dog\n2. Cat\n3. Hamster", "1. Dog\n2. Cat\n3. Parrot"),
                arguments("lists of as many items in prose", PETS, "Here are 3 animals: dog, cat and hamster.",
                        "Here are 3 animals: dog, cat and parrot."),
                arguments("lists whose last number is the same", "Give three prime numbers.", "2, 3, 7", "3, 5, 7"),
                arguments("explained lists", PETS,
                        "1. **Dog**: loyal, lives for 12 years\n2. **Cat**: quiet, lives for 15 years",
                        "1. **Rabbit**: soft, lives for 12 years\n2. **Cat**: quiet, lives for 15 years"),
                arguments("steps in another order", STEPS, "1. Lift the car\n2. Loosen the nuts",
                        "1. Loosen the nuts\n2. Lift the car"),
                arguments("tables", "Make a table of planets and moons.",
                        "| Planet | Moons |\n|---|---|\n| Earth | 1 |\n| Mars | 2 |",
                        "| Planet | Moons |\n|---|---|\n| Earth | 1 |\n| Venus | 0 |\n| Mars | 2 |"),
                arguments("JSON with another value", INVOICE,
                        "{\"number\": \"A-42\", \"total\": 42, \"currency\": \"EUR\"}",
                        "{\"number\": \"A-42\", \"total\": 42, \"currency\": \"USD\"}"),
                arguments("JSON with another member", INVOICE, "{\"number\": 42}", "{\"total\": 42}"),
                arguments("JSON with a member more", INVOICE, "{\"number\": 42, \"total\": 1}", "{\"number\": 42}"),
                arguments("JSON arrays of as many objects", INVOICE, "[{\"total\": 1}, {\"total\": 42}]",
                        "[{\"total\": 2}, {\"total\": 42}]"),
                arguments("nested JSON", INVOICE, "{\"invoice\": {\"number\": 42, \"items\": [1, 2]}}",
                        "{\"invoice\": {\"number\": 42, \"items\": [1, 3]}}"),
                arguments("JSON lines", "Convert the table to JSON lines.", "```jsonl\n{\"a\": 1}\n{\"a\": 42}\n```",
                        "```jsonl\n{\"a\": 2}\n{\"a\": 42}\n```"),
                arguments("CSV", "Convert the table to CSV.", "```csv\nname,age\nAnn,30\nBob,42\n```",
                        "```csv\nname,age\nEve,31\nBob,42\n```"),
                arguments("translations", "Translate to French: I have 3 cats.", "J'ai 3 chats.", "J'ai trois minous."),
                arguments("names", "Who wrote Moby Dick?", "Herman Melville wrote it in 1851.",
                        "Nathaniel Hawthorne wrote it in 1851."),
                arguments("dates", "When did the war end?", "The answer is 8 May 1945.", "The answer is 9 May 1945."),
                arguments("versions", "Which version is the latest?", "The answer is 3.10.", "The answer is 3.1."),
                arguments("numbers in prose", SPIDERS, "Ten spiders have 80 legs altogether.",
                        "Ten spiders have 60 legs altogether, like ten insects."),
                arguments("numbers with different units", "How long is it?", "The answer is 5 km.",
                        "The answer is 5 miles."),
                arguments("e-mails", "Write an e-mail that moves the meeting to 3 pm.",
                        "Dear all,\n\nthe meeting is at 3 pm tomorrow.\n\nBest regards",
                        "Hello,\n\nplease note that we meet at 3 pm.\n\nYours"));
    }

    static Stream<Arguments> equal() {
        return Stream.of(
                arguments("numbers in prose", SPIDERS, "Each spider has 8 legs, so ten spiders have 80 legs.",
                        "A spider has eight legs. 10 x 8 = 80, so the answer is 80."),
                arguments("a bare number and prose", SPIDERS, "80", "Ten spiders have 80 legs."),
                arguments("guesses", SPIDERS, "If each has 8, then all of them together must have 80 legs.",
                        "I would multiply 8 by 10, which gives us 80."),
                arguments("functions with other comments", FUNCTION,
                        "Here you are:\n```python\ndef median(a):\n    # sort first\n    a = sorted(a)\n    return a[len(a) // 2]\n```",
                        "```python\ndef median(a):\n    a = sorted(a)\n\n    return a[len(a)//2]\n```\nIt takes O(n log n)."),
                arguments("queries in other lines", SQL, "SELECT *\nFROM orders\nWHERE year = 2024;",
                        "```sql\nselect * from orders where year = 2024;\n```"),
                arguments("lists in another order", PETS, "1. Dog\n2. Cat\n3. Hamster", "- cat\n- dog\n- hamster"),
                arguments("a list and a sentence", PETS, "- Dog\n- Cat\n- Hamster", "Dog, cat, and hamster."),
                arguments("explained lists", PETS,
                        "1. **Dog**: loyal and playful, but it needs a long walk every day\n2. **Cat**: quiet and clean, sleeps by day and hunts at night",
                        "1. **Cat** - likes to sleep for most of the day\n2. **Dog** - an old friend of people, in nearly every country of the world"),
                arguments("JSON lines", "Convert it to JSON lines.", "{\"a\": 1, \"b\": 2}\n{\"a\": 3, \"b\": 4}",
                        "```jsonl\n{\"b\": 2, \"a\": 1}\n{\"b\": 4, \"a\": 3}\n```"),
                arguments("JSON with reordered members", INVOICE,
                        "{\"number\": \"A-42\", \"total\": 42.50, \"currency\": \"EUR\"}",
                        "```json\n{\n  \"currency\": \"EUR\",\n  \"total\": 42.5,\n  \"number\": \"A-42\"\n}\n```"),
                arguments("nested JSON with reordered members", INVOICE,
                        "{\"invoice\": {\"number\": 1, \"party\": {\"name\": \"A\", \"city\": \"B\"}}}",
                        "{\"invoice\": {\"party\": {\"city\": \"B\", \"name\": \"A\"}, \"number\": 1.0}}"),
                arguments("JSON with other explanations", "Label the message. Answer in JSON.",
                        "{\"label\": \"spam\", \"reason\": \"It wants 42 dollars.\"}",
                        "{\"reason\": \"Unknown sender, many links.\", \"label\": \"spam\"}"),
                arguments("options", "Which is right?\nA) red\nB) blue", "B) blue", "The answer is (B)."),
                arguments("yes or no", "True or false: 7 is prime?", "True, because it has no divisors.", "**True**"),
                arguments("fractions", "What is 1/2 + 1/4?", "The answer is 3/4.", "\\boxed{0.75}"),
                arguments("names", "What is the capital of France?", "The answer is Paris.", "**Answer:** Paris"),
                arguments("numbers after reasoning", SPIDERS, "<think>8 or 6?</think>80", "#### 80"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("different")
    void doNotAgree(String name, String question, String one, String other) {
        assertThat(tally(question, one, other).leaderVotes()).isLessThan(2);
        assertThat(tally(question, one, other).unanimous()).isFalse();
        assertThat(tally(question, other, one, other).leaderVotes()).isLessThan(3);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("equal")
    void agree(String name, String question, String one, String other) {
        assertThat(tally(question, one, other).leaderVotes()).isEqualTo(2);
        assertThat(tally(question, other, one).leaderVotes()).isEqualTo(2);
    }

    private static VoteTally tally(String question, String... answers) {
        var tally = new VoteTally(question);
        for (String answer : answers) {
            tally.cast(new Candidate(tally.candidates().size(), Answer.of(answer, FinishReason.STOP)));
        }
        return tally;
    }
}
