package dev.ponder.runtime.security.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;

import dev.ponder.runtime.security.ApiClient;
import dev.ponder.runtime.security.ClientLimits;
import dev.ponder.runtime.security.ClientLimits.SpendingBudget;
import dev.ponder.runtime.security.RequestCaps;

class ClientRegistryTest {

    private final AccessSettings settings = new AccessSettings();

    @Test
    void accessIsFreeWithoutClients() {
        assertThat(settings.registry().enabled()).isFalse();
        assertThat(settings.registry().ofKey("any")).isNull();
        assertThat(new AccessSettings().with("enabled", "true").registry().faults()).singleElement().asString()
                .startsWith("ponder.access.enabled: true, while nobody has access");
        assertThat(new AccessSettings().client("a", "k").registry().enabled()).isTrue();
        assertThat(new AccessSettings().client("a", "k").with("enabled", "false").registry().enabled()).isFalse();
    }

    @Test
    void aClientHasWhatItsSettingsSay() {
        settings.client("team-a", "key-a").with("clients.team-a.models", "gpt-4o*,sim")
                .with("clients.team-a.strategies", "re2,moa").with("clients.team-a.default-strategy", "re2")
                .with("clients.team-a.max-calls", "10").with("clients.team-a.max-tokens", "20000")
                .with("clients.team-a.max-parallel-calls", "4").with("clients.team-a.deadline", "20S")
                .with("clients.team-a.requests-per-minute", "60").with("clients.team-a.tokens-per-minute", "9000")
                .with("clients.team-a.parallel-calls", "8").with("clients.team-a.budget.amount", "12.50")
                .with("clients.team-a.budget.period", "day");

        assertThat(settings.registry().ofKey("key-a")).isEqualTo(new ApiClient("team-a", List.of("gpt-4o*", "sim"),
                List.of("re2", "moa"), Optional.of("re2"), false,
                new RequestCaps(OptionalInt.of(10), OptionalLong.of(20_000), OptionalInt.of(4),
                        Optional.of(Duration.ofSeconds(20))),
                new ClientLimits(OptionalInt.of(60), OptionalLong.of(9_000), OptionalInt.of(8),
                        Optional.of(new SpendingBudget(new BigDecimal("12.50"), SpendingBudget.Unit.MONEY,
                                SpendingBudget.Period.DAY)))));
    }

    @Test
    void aClientWithoutSettingsMayUseAllThatIsOnByDefault() {
        ApiClient client = settings.client("a", "k").registry().ofKey("k");

        assertThat(client).isNotNull();
        assertThat(client.mayUseModel("gpt-4o")).isTrue();
        assertThat(client.mayUseStrategy("moa", false)).isTrue();
        assertThat(client.mayUseStrategy("executecode", true)).isFalse();
        assertThat(client.limits()).isEqualTo(ClientLimits.NONE);
        assertThat(client.perRequest()).isEqualTo(RequestCaps.NONE);
    }

    @Test
    void aServerWithOneClientMayHaveItsKeyInPlainText() {
        ClientRegistry clients = settings.with("api-key", " plain ").registry();

        assertThat(clients.enabled()).isTrue();
        assertThat(clients.ofKey("plain").name()).isEqualTo("default");
        assertThat(clients.ofKey("")).isNull();
        assertThat(new AccessSettings().with("api-key", " ").registry().enabled()).isFalse();
        assertThat(new AccessSettings().with("api-key", "k").client("default", "other").registry().faults())
                .singleElement().asString().startsWith("ponder.access.clients.default: ");
    }

    @Test
    void severalKeysIdentifyOneClient() {
        settings.with("clients.a.key-hashes", Keys.hash("old") + "," + Keys.hash("new")).client("b", "other");

        assertThat(settings.registry().ofKey("old").name()).isEqualTo("a");
        assertThat(settings.registry().ofKey("new").name()).isEqualTo("a");
        assertThat(settings.registry().ofKey("other").name()).isEqualTo("b");
        assertThat(settings.registry().ofKey("o")).isNull();
        assertThat(settings.registry().all()).extracting(ApiClient::name).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void aTokenIdentifiesTheFirstClientByNameWithOneOfItsRoles() {
        settings.with("clients.b.roles", "analyst,admin").with("clients.a.roles", "developer");

        assertThat(settings.registry().ofRoles(List.of("admin", "other"))).map(ApiClient::name).contains("b");
        assertThat(settings.registry().ofRoles(List.of("admin", "developer"))).map(ApiClient::name).contains("a");
        assertThat(settings.registry().ofRoles(List.of("other"))).isEmpty();
    }

    @Test
    void faultsNameThePropertyAndShowNoHash() {
        settings.with("clients.a.key-hashes", "plain-key-of-a").with("clients.b.models", "*")
                .client("c", "same").client("d", "same").client("\"no name\"", "x")
                .client("e", "e").with("clients.e.budget.amount", "0");

        assertThat(settings.registry().faults()).hasSize(5).noneMatch(fault -> fault.contains("plain-key"))
                .anyMatch(fault -> fault.startsWith("ponder.access.clients.a.key-hashes[0]: not a SHA-256 hash"))
                .anyMatch(fault -> fault.startsWith("ponder.access.clients.b: neither key-hashes nor roles"))
                .anyMatch(fault -> fault.startsWith("ponder.access.clients.d.key-hashes[0]: also a hash of client 'c'"))
                .anyMatch(fault -> fault.startsWith("ponder.access.clients.no name: not a name of a client"))
                .anyMatch(fault -> fault.startsWith("ponder.access.clients.e.budget.amount: '0'"));
    }
}
