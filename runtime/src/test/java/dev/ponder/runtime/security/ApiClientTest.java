package dev.ponder.runtime.security;

import static dev.ponder.runtime.security.ApiClients.client;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ApiClientTest {

    @Test
    void patternsAllowModels() {
        ApiClient client = client("gpt-4o*,sim", "*");

        assertThat(client.mayUseModel("gpt-4o-mini")).isTrue();
        assertThat(client.mayUseModel("sim")).isTrue();
        assertThat(client.mayUseModel("sim-2")).isFalse();
        assertThat(client.mayUseModel("o3")).isFalse();
    }

    @Test
    void aStrategyThatIsOffByDefaultNeedsItsName() {
        assertThat(client("*", "*").mayUseStrategy("moa", false)).isTrue();
        assertThat(client("*", "*").mayUseStrategy("coc", true)).isFalse();
        assertThat(client("*", "co*").mayUseStrategy("coc", true)).isFalse();
        assertThat(client("*", "*,coc").mayUseStrategy("coc", true)).isTrue();
        assertThat(client("*", "re2").mayUseStrategy("moa", false)).isFalse();
        assertThat(client("*", "re2").mayUseStrategy("none", false)).isTrue();
    }

    @Test
    void withoutAccessControlEverythingIsAllowed() {
        assertThat(ApiClient.ANONYMOUS.mayUseModel("any")).isTrue();
        assertThat(ApiClient.ANONYMOUS.mayUseStrategy("coc", true)).isTrue();
        assertThat(ApiClient.ANONYMOUS.anonymous()).isTrue();
        assertThat(client("*", "*").anonymous()).isFalse();
    }
}
