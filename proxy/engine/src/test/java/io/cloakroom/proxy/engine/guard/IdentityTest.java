package io.cloakroom.proxy.engine.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.cloakroom.proxy.engine.guard.Identity.Account;
import io.cloakroom.rules.engine.Person;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityTest {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    private final Identity identity = new Identity(
            "local",
            Map.of(
                    "ada",
                    new Account(
                            BCrypt.with(BCrypt.Version.VERSION_2Y).hashToString(4, "lace:😀".toCharArray()),
                            Set.of("engineers"))));

    private static HttpHeaders basic(String credentials) {
        return new DefaultHttpHeaders()
                .set(
                        "Proxy-Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
    }

    private int refusal(HttpHeaders headers) {
        try {
            identity.of(headers, HERE);
            return 0;
        } catch (RefusedException e) {
            return e.refusal().status();
        }
    }

    @Test
    void withoutAccountsEverybodyIsTheDefaultPerson() throws Exception {
        Identity open = new Identity("local", Map.of());

        assertThat(open.asks()).isFalse();
        assertThat(open.of(basic("anybody:x"), HERE)).isEqualTo(Person.of("local"));
    }

    @Test
    void theRightPasswordNamesThePerson() throws Exception {
        Person ada = new Person("ada", Set.of("engineers"), "");

        assertThat(identity.of(basic("ada:lace:😀"), HERE)).isEqualTo(ada);
        assertThat(identity.of(basic("ada:lace:😀"), HERE)).isEqualTo(ada);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ada:wrong", "ada:", "ada", "", ":", "bob:lace:😀", "Ada:lace:😀"})
    void otherCredentialsNameNobody(String credentials) {
        assertThat(refusal(basic(credentials))).isEqualTo(407);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Basic", "Basic !!!", "Bearer abc", "Basic YWRh"})
    void otherHeadersNameNobody(String value) {
        assertThat(refusal(new DefaultHttpHeaders().set("Proxy-Authorization", value)))
                .isEqualTo(407);
    }

    @Test
    void twoHeadersNameNobody() {
        HttpHeaders headers = basic("ada:lace:😀").add("Proxy-Authorization", "Basic eDp5");

        assertThat(refusal(headers)).isEqualTo(407);
    }

    @ParameterizedTest(name = "trust 46: guessing {0} is answered like guessing anybody''s password")
    @ValueSource(strings = {"ada", "bob"})
    void guessingTellsNothingAboutWhoIsKnown(String user) {
        List<Refusal> refusals = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            try {
                identity.of(basic(user + ":guess" + i), HERE);
            } catch (RefusedException e) {
                refusals.add(e.refusal());
            }
        }

        assertThat(refusals.subList(0, 10))
                .allSatisfy(refusal -> assertThat(refusal.after(Duration.ZERO)).isEqualTo(Refusal.unauthenticated()));
        assertThat(refusals.subList(10, 12))
                .allSatisfy(refusal -> assertThat(refusal.after(Duration.ZERO)).isEqualTo(Refusal.lockedOut(300)));
        assertThat(refusals)
                .extracting(refusal -> refusal.delay().toMillis())
                .startsWith(100L, 200L, 400L, 800L)
                .endsWith(5000L, 5000L)
                .isSorted();
    }

    @Test
    @DisplayName("trust 46: guesses side by side count like guesses one after the other")
    void guessesSideBySideCount() {
        List<Integer> statuses = IntStream.range(0, 40)
                .parallel()
                .mapToObj(i -> refusal(basic("ada:guess" + i)))
                .toList();

        assertThat(statuses.stream().filter(status -> status == 407)).hasSizeLessThanOrEqualTo(10);
        assertThat(statuses).contains(429);
    }

    @Test
    @DisplayName("trust 46: a browser that opens many connections with the right password is not locked out")
    void theRightPasswordSideBySideIsRight() {
        assertThat(IntStream.range(0, 40).parallel().mapToObj(i -> refusal(basic("ada:lace:😀"))))
                .containsOnly(0);
    }

    @Test
    @DisplayName("trust 46: many wrong passwords lock out that name from that address, and nobody else")
    void manyWrongPasswordsLockOutThatNameFromThatAddress() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(refusal(basic("ada:guess" + i))).isEqualTo(407);
        }

        assertThat(refusal(basic("ada:lace:😀"))).isEqualTo(429);
        assertThat(refusal(basic("somebody:else"))).isEqualTo(407);
        InetAddress elsewhere = InetAddress.getByAddress(new byte[] {127, 0, 0, 9});
        assertThat(identity.of(basic("ada:lace:😀"), elsewhere).user()).isEqualTo("ada");
    }

    @Test
    void theRefusalAsksForCredentials() {
        assertThatThrownBy(() -> identity.of(new DefaultHttpHeaders(), HERE))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal().headers())
                                .containsEntry("Proxy-Authenticate", "Basic realm=\"Cloakroom\", charset=\"UTF-8\""));
    }
}
