package dev.ponder.runtime.security.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.ponder.runtime.security.ClientLimits.SpendingBudget.Unit;
import dev.ponder.runtime.security.access.AccessConfig.ClientConfig;

class ClientsFileTest {

    private static final String FILE = """
            clients:
              team-a:
                key-hashes: [%s]
                models: ["gpt-4o*", sim]
                default-strategy: re2
                deadline: 20S
                budget: {amount: 100000, unit: tokens, period: day}
              team.b@example.org:
                key-hashes:
                  - %s
            """.formatted(Keys.hash("key-a"), Keys.hash("key-b"));

    @TempDir
    private Path folder;

    private final AccessSettings settings = new AccessSettings();

    @Test
    void membersHaveTheNamesAndValuesOfTheProperties() {
        ClientConfig client = ClientsFile.read(FILE).get("team-a");

        assertThat(client.models()).containsExactly("gpt-4o*", "sim");
        assertThat(client.strategies()).containsExactly("*");
        assertThat(client.defaultStrategy()).contains("re2");
        assertThat(client.deadline()).contains(Duration.ofSeconds(20));
        assertThat(client.budget().unit()).isEqualTo(Unit.TOKENS);
        assertThat(ClientsFile.read(FILE)).containsOnlyKeys("team-a", "team.b@example.org");
    }

    @Test
    void jsonIsRead() {
        assertThat(ClientsFile.read("""
                {"clients": {"a": {"key-hashes": ["00"], "strategies": ["re2", "moa"], "max-calls": 5}}}""").get("a")
                .strategies()).containsExactly("re2", "moa");
    }

    @Test
    void aFaultNamesLineMemberValueAndWhatWasExpected() {
        assertThatThrownBy(() -> ClientsFile.read("""
                clients:
                  a:
                    key-hashes: [x]
                    max-cals: 3
                    max-calls: 0
                    deadline: soon
                """)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 4: clients.a.max-cals: unknown (expected one of ")
                .hasMessageContaining("line 5: clients.a.max-calls: '0' (expected ")
                .hasMessageContaining("line 6: clients.a.deadline: 'soon' (expected ");
        assertThatThrownBy(() -> ClientsFile.read("keys: {}")).hasMessageContaining("keys: unknown (expected clients)");
        assertThatThrownBy(() -> ClientsFile.read("")).hasMessageContaining("no mapping");
        assertThatThrownBy(() -> ClientsFile.read("clients: [")).hasMessageContaining("malformed");
        assertThatThrownBy(() -> ClientsFile.read("clients: {a: {models: x, models: y}}"))
                .hasMessageContaining("a duplicate");
    }

    @Test
    void changesAreSeenThroughTheLinksOfAMountedSecret() throws IOException {
        version("1", FILE);
        link("1");
        Files.createSymbolicLink(folder.resolve("clients.yaml"), Path.of("..data/clients.yaml"));
        ClientRegistry clients = settings.with("clients-file", folder.resolve("clients.yaml").toString()).registry();
        assertThat(clients.faults()).isEmpty();
        assertThat(clients.enabled()).isTrue();
        assertThat(clients.ofKey("key-a")).isNotNull();
        assertThat(clients.ofKey("key-c")).isNull();

        version("2", FILE.replace(Keys.hash("key-a"), Keys.hash("key-c")));
        link("2");
        settings.time.advance(Duration.ofSeconds(10));

        assertThat(clients.ofKey("key-a")).isNull();
        assertThat(clients.ofKey("key-c").name()).isEqualTo("team-a");
    }

    @Test
    void aFaultyChangeLeavesTheClientsAsTheyWere() throws IOException {
        Path file = Files.writeString(folder.resolve("clients.yaml"), FILE);
        ClientRegistry clients = settings.with("clients-file", file.toString()).registry();

        Files.writeString(file, FILE.replace("budget:", "budgett:"));
        settings.time.advance(Duration.ofSeconds(10));
        assertThat(clients.ofKey("key-a").limits().budget()).isPresent();

        Files.writeString(file, "clients: {}");
        settings.time.advance(Duration.ofSeconds(10));
        assertThat(clients.ofKey("key-a")).isNull();
        assertThat(clients.enabled()).isTrue();
    }

    @Test
    void aClientIsInOnePlace() throws IOException {
        Path file = Files.writeString(folder.resolve("clients.yaml"), FILE);
        settings.with("clients-file", file.toString()).client("team-a", "other");

        assertThat(settings.registry().faults()).singleElement().asString()
                .contains("clients.team-a: defined twice");
    }

    @Test
    void aMissingOrWrongFileStopsTheStartAndLetsNobodyIn() {
        ClientRegistry clients = settings.with("clients-file", folder.resolve("none").toString()).registry();

        assertThat(clients.faults()).singleElement().asString().startsWith("ponder.access.clients-file: '")
                .contains("cannot be read");
        assertThat(clients.enabled()).isTrue();
        assertThat(clients.all()).isEmpty();
    }

    @Test
    void otherSettingsAreCheckedByTheirOwners() {
        settings.client("a", "k");

        assertThat(settings.registry((client, property) -> List.of(property + ": " + client.name())).faults())
                .containsExactly("ponder.access.clients.a: a");
    }

    private void version(String name, String text) throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve(".." + name)).resolve("clients.yaml"), text);
    }

    private void link(String version) throws IOException {
        Path next = Files.createSymbolicLink(folder.resolve("..next"), Path.of(".." + version));
        Files.move(next, folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
