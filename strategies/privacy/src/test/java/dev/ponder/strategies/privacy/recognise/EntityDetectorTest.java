package dev.ponder.strategies.privacy.recognise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.ponder.strategies.privacy.entity.Detection;
import dev.ponder.strategies.privacy.entity.EntityType;

/** Each row is a text with the expected spans in the form {@code LABEL<value>}. Most numbers are those of documentation. */
class EntityDetectorTest {

    private static final MaskingRules RULES = new MaskingRules(EnumSet.allOf(EntityType.class), 0.5, List.of("US"),
            List.of("Alice Smith"), Set.of("info@example.com"), CustomPatterns.of(List.of("EMPLOYEE=E-[0-9]{6}")),
            List.of(),
            false, true);

    @ParameterizedTest
    @CsvSource({"phone, 4155552671, PHONE", "ssn, 078051120, SSN", "userPassword, letmein, SECRET",
            "api_key, 0d6be69b264717f2, SECRET", "last-name, Miller, PERSON", "customerName, May Lee, PERSON",
            "max_tokens, 4096, ''", "order_id, 4155552671, ''", "description, letmein, ''", "name, weather, ''",
            "token, eos, ''"})
    void considersTheNameOfTheMember(String member, String value, String expected) {
        assertThat(new EntityDetector(RULES).detect(value, member)).extracting(Detection::label)
                .isEqualTo(expected.isEmpty() ? List.of() : List.of(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "Write to alice@example.com. | EMAIL<alice@example.com>",
            "<bob.o'neil+tag@mail.example.co.uk>, ok | EMAIL<bob.o'neil+tag@mail.example.co.uk>",
            "jörg@müller.de and info@example.com | EMAIL<jörg@müller.de>",
            "postgres://admin:s3cr3t@db.internal:5432/app | CREDENTIALS<admin:s3cr3t>",
            "https://user:p@ss@host/x | CREDENTIALS<user:p@ss>",
            "Call +1 415-555-2671 now | PHONE<+1 415-555-2671>",
            "Call (415) 555-2671. | PHONE<(415) 555-2671>",
            "415-555-2671 | PHONE<415-555-2671>",
            "+49 30 901820 is Berlin | PHONE<+49 30 901820>",
            "+442079460958 | PHONE<+442079460958>",
            "Tel.: 030 12345678 | PHONE<030 12345678>",
            "my phone is 4155552671 | PHONE<4155552671>",
            "Visa 4111 1111 1111 1111, 12/26 | CARD<4111 1111 1111 1111>",
            "4111111111111111 | CARD<4111111111111111>",
            "card 38520000023237 | CARD<38520000023237>",
            "card 36006666333344 | CARD<36006666333344>",
            "card 30590000023238 | CARD<30590000023238>",
            "Call 1-415-555-2671 now | PHONE<1-415-555-2671>",
            "amex 3782-822463-10005 | CARD<3782-822463-10005>",
            "IBAN DE89 3704 0044 0532 0130 00. | IBAN<DE89 3704 0044 0532 0130 00>",
            "GB82WEST12345698765432 | IBAN<GB82WEST12345698765432>",
            "NL91ABNA0417164300 | IBAN<NL91ABNA0417164300>",
            "SSN 078-05-1120 | SSN<078-05-1120>",
            "her social security number is 078051120 | SSN<078051120>",
            "ITIN: 912-70-1234 | ITIN<912-70-1234>",
            "CPF 529.982.247-25 | NATIONAL_ID<529.982.247-25>",
            "NHS number 943 476 5919 | NATIONAL_ID<943 476 5919>",
            "Aadhaar 2341 2341 2346 | NATIONAL_ID<2341 2341 2346>",
            "Steuer-ID 86095742719 | NATIONAL_ID<86095742719>",
            "I live at 123 Main Street, Springfield, IL 62704. | ADDRESS<123 Main Street, Springfield, IL 62704>",
            "at 1600 Pennsylvania Avenue NW, Washington, DC 20500 | ADDRESS<1600 Pennsylvania Avenue NW, Washington, DC 20500>",
            "221B Baker Street, London NW1 6XE | ADDRESS<221B Baker Street, London NW1 6XE>",
            "Musterstraße 12, 12345 Berlin | ADDRESS<Musterstraße 12, 12345 Berlin>",
            "12 rue de la Paix, 75002 Paris | ADDRESS<12 rue de la Paix, 75002 Paris>",
            "Calle Mayor 12, 28013 Madrid | ADDRESS<Calle Mayor 12, 28013 Madrid>",
            "from 192.168.17.4 port 22 | IP<192.168.17.4>",
            "host 8.8.8.8/24 | IP<8.8.8.8>",
            "fe80::1ff:fe23:4567:890a%eth0 | IP<fe80::1ff:fe23:4567:890a>",
            "2001:db8:85a3::8a2e:370:7334 | IP<2001:db8:85a3::8a2e:370:7334>",
            "2001:0db8:85a3:0000:0000:8a2e:0370:7334 | IP<2001:0db8:85a3:0000:0000:8a2e:0370:7334>",
            "00:1A:2B:3C:4D:5E | MAC<00:1A:2B:3C:4D:5E>",
            "00-1a-2b-3c-4d-5e | MAC<00-1a-2b-3c-4d-5e>",
            "key sk-proj-4f9aQ1xZ7pLm20VbTt end | SECRET<sk-proj-4f9aQ1xZ7pLm20VbTt>",
            "AKIAIOSFODNN7EXAMPLE | SECRET<AKIAIOSFODNN7EXAMPLE>",
            "ghp_16C7e42F292c6912E7710c838347Ae178B4a | SECRET<ghp_16C7e42F292c6912E7710c838347Ae178B4a>",
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P | SECRET<eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P>",
            "password: hunter2! | SECRET<hunter2>",
            "my password is correct-Horse7 | SECRET<correct-Horse7>",
            "DB_PASSWORD=xK9#mQ2p | SECRET<xK9#mQ2p>",
            "\"apiKey\": \"a8f5f167f44f4964e6c998dee827110c\" | SECRET<a8f5f167f44f4964e6c998dee827110c>",
            "Authorization: Bearer 9f86d081884c7d659a2feaa0c55ad015 | SECRET<9f86d081884c7d659a2feaa0c55ad015>",
            "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2 | CRYPTO<1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2>",
            "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq | CRYPTO<bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq>",
            "0x742d35Cc6634C0532925a3b844Bc454e4438f44e | CRYPTO<0x742d35Cc6634C0532925a3b844Bc454e4438f44e>",
            "mailto:alice@example.com?subject=x | EMAIL<alice@example.com>",
            "call 415.555.2671 or +1-415-555-2672 | PHONE<415.555.2671> PHONE<+1-415-555-2672>",
            "tel:+14155552671 | PHONE<+14155552671>",
            "(415)555-2671 | PHONE<(415)555-2671>",
            "+44 (0)20 7946 0958 | PHONE<+44 (0)20 7946 0958>",
            "4111-1111-1111-1111 | CARD<4111-1111-1111-1111>",
            "iban: gb29 nwbk 6016 1331 9268 19 | IBAN<gb29 nwbk 6016 1331 9268 19>",
            "ssn 078 05 1120 | SSN<078 05 1120>",
            "Authorization: Basic dXNlcjpwYXNzMTIzNA== | SECRET<dXNlcjpwYXNzMTIzNA==>",
            "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY | SECRET<wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY>",
            "ip ::ffff:192.0.2.1 | IP<::ffff:192.0.2.1>",
            "ALICE SMITH met alice smithson | PERSON<ALICE SMITH>",
            "E-123456 and E-12345 | EMPLOYEE<E-123456>"})
    void finds(String text, String expected) {
        String found = new EntityDetector(RULES).detect(text, "").stream()
                .map(detection -> detection.label() + "<" + text.substring(detection.start(), detection.end()) + ">")
                .collect(Collectors.joining(" "));

        assertThat(found).isEqualTo(expected == null ? "" : expected);
    }
}
