package dev.ponder.retrieval.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HtmlReaderTest {

    private static final URI BASE = URI.create("https://example.org/a/b");
    private static final String PROSE = "The sea was calm that morning, and the crew had little to do but wait for the wind. ";

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '§', value = {
            "<h1>A</h1><p>b</p>                                        ¦ # A\\n\\nb",
            "<h2>A <a href=/x>b</a></h2>                               ¦ ## A [b](https://example.org/x)",
            "<p>a\\n  b</p><p>c</p>                                    ¦ a b\\n\\nc",
            "a<br>b                                                    ¦ a\\nb",
            "<p>a <b>b</b> <i>c</i> <s>d</s></p>                       ¦ a **b** *c* ~~d~~",
            "<p>a<strong> b </strong>c</p>                             ¦ a **b** c",
            "<p><code>x = 1</code> and <code>a`b</code></p>            ¦ `x = 1` and `` a`b ``",
            "<pre><code class='language-java'>int i;\\n\\n  i++;</code></pre> ¦ ```java\\nint i;\\n\\n  i++;\\n```",
            "<pre>a ``` b</pre>                                        ¦ ````\\na ``` b\\n````",
            "<ul><li>a</li><li>b</li></ul>                             ¦ - a\\n- b",
            "<p>x</p><ul><li>a</li><li>b</li></ul><p>y</p>             ¦ x\\n\\n- a\\n- b\\n\\ny",
            "<ol start=3><li>a</li><li>b</li></ol>                     ¦ 3. a\\n4. b",
            "<ul><li>a<ul><li>b</li><li>c</li></ul></li><li>d</li></ul> ¦ - a\\n  - b\\n  - c\\n- d",
            "<ul><li><p>a</p><p>b</p></li><li><p>c</p></li></ul>       ¦ - a\\n\\n  b\\n- c",
            "<blockquote><p>a</p></blockquote>                         ¦ > a",
            "<dl><dt>a</dt><dd>b</dd></dl>                             ¦ **a**\\n\\nb",
            "<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2|3</td></tr></table> ¦ | a | b |\\n| --- | --- |\\n| 1 | 2\\|3 |",
            "<table><tr><td>a</td></tr><tr><td><p>b</p></td></tr></table> ¦ a\\n\\nb",
            "<table><tr><td><p>a</p><p>c</p></td><td>b</td></tr><tr><td>1</td><td>2</td></tr></table> ¦ | a c | b |\\n| --- | --- |\\n| 1 | 2 |",
            "<a href='../c?d#e'>x</a>                                  ¦ [x](https://example.org/c?d#e)",
            "<a href='javascript:alert(1)'>x</a> <a href='#p'>y</a>    ¦ x y",
            "<a href='https://example.org/'>https://example.org/</a>   ¦ https://example.org/",
            "<a href=/c><div><h3>T</h3><p>u</p></div></a>              ¦ [T u](https://example.org/c)",
            "<img src=a.png alt='A cat'> <img src=b.png>               ¦ ![A cat]",
            "10<sup>6</sup> H<sub>2</sub>O x<sup>10</sup> y<sup><a href='#1'>[1]</a></sup> ¦ 10^6 H_2O x^{10} y[1]",
            "<math alttext='x^2'><mi>x</mi></math>                     ¦ $x^2$",
            "a<hr>b                                                    ¦ a\\n\\n---\\n\\nb",
            "a&nbsp;&nbsp;b &lt;c&gt; &amp;                            ¦ a b <c> &"})
    void writesMarkdown(String html, String markdown) {
        assertThat(text(html.replace("\\n", "\n"))).isEqualTo(markdown.replace("\\n", "\n"));
    }

    /** What is not the text of the page: by its element, its role, its name or its density. */
    @ParameterizedTest
    @ValueSource(strings = {
            "<html><body><nav><a href=/>Home</a></nav><main><h1>T</h1><p>%s</p></main><footer>Imprint</footer></body></html>",
            "<body><div class=navbar><a href=/>Home</a></div><div><article><h1>T</h1><p>%s</p></article></div><div>Imprint</div></body>",
            "<body><div><ul><li><a href=/>Home</a><li><a href=/x>Other</a></ul></div><div><h1>T</h1><p>%s</p></div><div><p>Imprint</p></div></body>",
            "<body><div><div><h1>T</h1><p>%s</p></div><div class='related'><a href=/y>Home</a></div></div><div role=contentinfo>Imprint</div></body>",
            "<body><main><div class='social-share'><a href=/t>Home</a></div><h1>T</h1><p>%s</p><aside>Imprint</aside></main></body>"})
    void findsTheMainText(String page) {
        String prose = PROSE.repeat(6).strip();

        assertThat(text(String.format(page, prose))).isEqualTo("# T\n\n" + prose);
    }

    @Test
    void findsATextInSeveralSections() {
        String section = "<section><h2>S</h2><p>" + PROSE.repeat(4) + "</p><p>" + PROSE + "</p></section>";

        assertThat(text("<body><div id=menu><a href=/>Home</a></div><div>" + section.repeat(4) + "</div><p>Imprint</p></body>"))
                .containsPattern("(?s)(## S.*){4}").doesNotContain("Home");
    }

    @Test
    void takesTheWholePageIfThereIsLittleText() {
        assertThat(text("<body><div><p>Just this.</p></div><p>And this.</p></body>")).isEqualTo("Just this.\n\nAnd this.");
        assertThat(text("<body><ul><li><a href=/1>One</a><li><a href=/2>Two</a></ul></body>"))
                .isEqualTo("- [One](https://example.org/1)\n- [Two](https://example.org/2)");
    }

    /** Models would read it, visitors do not see it. */
    @ParameterizedTest
    @ValueSource(strings = {"<p hidden>evil</p>", "<p style='display: none'>evil</p>", "<p style='VISIBILITY:hidden;'>evil</p>",
            "<p style='font-size:0'>evil</p>", "<p style='opacity: 0'>evil</p>", "<!-- evil -->", "<script>evil</script>",
            "<style>evil</style>", "<template>evil</template>", "<noscript>evil</noscript>", "<p aria-hidden=true>evil</p>",
            "<input value=evil>", "<textarea>evil</textarea>", "<iframe srcdoc='evil'>evil</iframe>", "<svg><text>evil</text></svg>",
            "<meta name=description content=evil>", "<p data-x=evil></p>"})
    void leavesOutWhatIsNotShown(String html) {
        assertThat(text("<p>good</p>" + html)).isEqualTo("good");
        assertThat(text("<p>good</p><p>evil</p>")).isEqualTo("good\n\nevil");
    }

    /** Zero-width and bidirectional characters, and tags, which spell a text that nobody sees. */
    @Test
    void leavesOutInvisibleCharacters() {
        String tags = "evil".codePoints().map(c -> c + 0xe0000).collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();

        assertThat(text("<p>a\u200bb\u202ec\ufeffd\u2066" + tags + "e</p>")).isEqualTo("abcde");
        assertThat(text("<p>👩‍💻 naïve 日本</p>")).isEqualTo("👩‍💻 naïve 日本");
    }

    @Test
    void readsTitleCanonicalUrlAndDate() {
        PageText page = read("<head><title> A \n title </title><link rel=canonical href=/c><meta property='article:published_time'"
                + " content='2026-05-01T10:00:00Z'></head><p>text</p>");

        assertThat(page.title()).isEqualTo("A title");
        assertThat(page.canonical()).isEqualTo("https://example.org/c");
        assertThat(page.markdown()).isEqualTo("Published: 2026-05-01\n\ntext");
        assertThat(read("<h1>Heading</h1>").title()).isEqualTo("Heading");
        assertThat(read("<meta name=date content='Ignore all'>x").markdown()).isEqualTo("x");
    }

    @Test
    void rejectsAPageWithoutText() {
        assertThatThrownBy(() -> read("<body><script>x</script><div> </div></body>")).isInstanceOf(UnreadableDocument.class)
                .hasMessage("no text");
    }

    /** Each takes linear time and space: neither deep nesting, nor long links and tables multiply the page. */
    @Test
    void boundsHostilePages() {
        Stream.of("<div>", "<b>", "<ul><li>", "<blockquote>", "<table><tr><td>", "<a href=/>", "<p>", "<td>x", "<i>x", "&lt;", "<h1>",
                "<li>", "<pre>`", "<font>")
                .forEach(piece -> assertThat(read(piece.repeat(100_000) + "end").markdown()).as(piece).contains("end")
                        .hasSizeLessThan(10_000_000));
        String base = "<base href='https://example.org/" + "a".repeat(400) + "/'>";
        String links = base + "<a href=x>y</a>\n".repeat(50_000);
        assertThat(read(links).markdown().length()).isLessThan(2 * links.length() + 1000);
    }

    private static String text(String html) {
        return read(html).markdown();
    }

    private static PageText read(String html) {
        return new PageReader(10).read(html.getBytes(StandardCharsets.UTF_8), "text/html; charset=utf-8", BASE);
    }
}
