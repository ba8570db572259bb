package dev.ponder.runtime.security.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.ponder.api.error.RequestException;
import dev.ponder.runtime.security.ApiClient;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;

class ClientAuthenticatorTest {

    private static final String TOKEN = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln";

    private final AccessSettings settings = new AccessSettings().client("a", "key-a").client("b", "key-b")
            .with("clients.c.roles", "analyst");
    private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    private final List<String> checked = new ArrayList<>();
    private final TokenAuthenticator tokens = new TokenAuthenticator() {

        @Override
        public boolean enabled() {
            return true;
        }

        @Override
        public Uni<Token> check(String token, Optional<String> nameClaim) {
            checked.add(token);
            return Uni.createFrom().item(new Token(Set.of("analyst"), nameClaim.map(claim -> "Jo Doe")));
        }
    };

    private ClientAuthenticator authenticator() {
        return new ClientAuthenticator(settings.registry(tokens), settings.config(), List.of(tokens));
    }

    @ParameterizedTest
    @CsvSource({"Authorization, Bearer key-a", "authorization, bearer  key-a ", "X-API-Key, key-a", "Api-Key, key-a"})
    void aKeyIsReadFromEachHeader(String header, String value) {
        headers.add(header, value).add("x-other", "1");

        assertThat(authenticator().byKey(headers)).isNotNull().extracting(ApiClient::name).isEqualTo("a");
        assertThat(headers.names()).containsExactly("x-other");
    }

    @ParameterizedTest
    @CsvSource({"Authorization, key-a", "Authorization, Basic key-a", "Authorization, Bearer", "x-key, key-a",
            "x-api-key, key-A", "x-api-key, ''"})
    void otherHeadersAndKeysIdentifyNobody(String header, String value) {
        headers.add(header, value);

        assertThat(authenticator().byKey(headers)).isNull();
        assertThat(headers.get(header)).isEqualTo(value);
    }

    @Test
    void theFirstValidKeyCountsAndAllValidOnesAreRemoved() {
        headers.add("Authorization", "Bearer of-the-upstream").add("x-api-key", "key-b").add("api-key", "key-a");

        assertThat(authenticator().byKey(headers)).extracting(ApiClient::name).isEqualTo("b");
        assertThat(headers.names()).containsExactly("Authorization");
    }

    @Test
    void aKeyRemainsIfTheOperatorForwardsIt() {
        settings.with("forward-client-key", "true");
        headers.add("x-api-key", "key-a");

        assertThat(authenticator().byKey(headers)).isNotNull();
        assertThat(headers.get("x-api-key")).isEqualTo("key-a");
    }

    @Test
    void onlyJsonWebTokensAreSentToAnIdentityProvider() {
        assertThat(authenticator().token(headers)).isNull();
        assertThat(authenticator().token(headers.set("authorization", "Bearer sk-mistyped.key.of-a-client"))).isNull();
        assertThat(authenticator().token(headers.set("authorization", "Bearer " + TOKEN))).isEqualTo(TOKEN);
        assertThat(new ClientAuthenticator(settings.registry(), settings.config(), List.of()).token(headers)).isNull();
    }

    @Test
    void aTokenHasTheClientOfItsRole() {
        headers.add("Authorization", "Bearer " + TOKEN);

        assertThat(byToken().name()).isEqualTo("c");
        assertThat(checked).containsExactly(TOKEN);
        assertThat(headers.isEmpty()).isTrue();
    }

    @Test
    void aClaimDistinguishesTheUsersBehindAClient() {
        settings.with("token-name-claim", "sub");

        assertThat(byToken().name()).startsWith("c/").doesNotContain(" ").hasSizeLessThan(80);
    }

    @Test
    void aTokenWithoutARoleOfAClientIsForbidden() {
        settings.with("clients.c.roles", "other");

        assertThatThrownBy(this::byToken).isInstanceOfSatisfying(RequestException.class,
                failure -> assertThat(failure.status()).isEqualTo(403));
    }

    @Test
    void aRejectionTellsWhetherThereWasAKeyAndNotWhich() {
        assertThat(authenticator().rejection(headers)).hasMessageContaining("has no API key")
                .satisfies(failure -> assertThat(failure.status()).isEqualTo(401))
                .satisfies(failure -> assertThat(failure.type()).isEqualTo("authentication_error"))
                .satisfies(failure -> assertThat(failure.code()).isEqualTo("invalid_api_key"))
                .satisfies(failure -> assertThat(failure.headers()).containsEntry("WWW-Authenticate", "Bearer"));
        assertThat(authenticator().rejection(headers.add("x-api-key", "mistyped")))
                .hasMessageContaining("is not valid here").hasMessageNotContaining("mistyped");
    }

    private ApiClient byToken() {
        return authenticator().byToken(TOKEN, headers).await().atMost(Duration.ofSeconds(5));
    }
}
