package dev.ponder.retrieval.search.provider;

import java.util.List;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.ponder.retrieval.search.SearchException;
import dev.ponder.retrieval.search.SearchHit;

/**
 * Reads the results in a JSON response.
 *
 * @param list where the list is, such as {@code /web/results}
 * @param url the member with the address
 * @param snippet the member with the excerpt
 * @param date the member with the date; one that does not exist for none
 */
record JsonHits(String list, String url, String snippet, String date) {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String TITLE = "title";

    /** The results; none if the response has no list. */
    List<SearchHit> read(String response) {
        try {
            JsonNode found = MAPPER.readTree(response).at(list);
            return StreamSupport.stream(found.spliterator(), false)
                    .map(hit -> new SearchHit(text(hit, url), plain(text(hit, TITLE)), plain(text(hit, snippet)),
                            text(hit, date)))
                    .toList();
        } catch (JsonProcessingException | IllegalArgumentException malformed) {
            throw new SearchException("its response is not the expected JSON");
        }
    }

    private static String text(JsonNode hit, String member) {
        return hit.path(member).asText("");
    }

    /** Without the marks of matching words, which are the only tags that engines write. */
    private static String plain(String text) {
        return text.indexOf('<') < 0 && text.indexOf('&') < 0
                ? text
                : org.jsoup.Jsoup.parseBodyFragment(text).text();
    }
}
