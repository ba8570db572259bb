package dev.ponder.strategies.privacy.recognise.number;

import java.util.HashMap;
import java.util.Map;

import dev.ponder.strategies.privacy.entity.Chars;
import dev.ponder.strategies.privacy.entity.Detections;
import dev.ponder.strategies.privacy.entity.EntityType;

/** International bank account numbers (ISO 13616): length by country, and the checksum MOD 97-10. */
public final class Iban {

    private static final Map<String, Integer> LENGTHS = lengths(
            "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28"
                    + " CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21"
                    + " HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27"
                    + " MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23"
                    + " ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30");

    private Iban() {
    }

    /** Reports the account number that begins with the letter at this place, if there is one. */
    public static void at(Detections detections, int start) {
        String text = detections.text();
        if (!Chars.latin(text, start + 1) || !Chars.digit(text, start + 2) || !Chars.digit(text, start + 3)) {
            return;
        }
        Integer length = LENGTHS.get(text.substring(start, start + 2).toUpperCase(java.util.Locale.ROOT));
        if (length == null) {
            return;
        }
        var account = new StringBuilder(length);
        int at = start;
        while (at < text.length() && account.length() < length) {
            char c = text.charAt(at);
            if (Chars.latin(c) || Chars.digit(c)) {
                account.append(c);
            } else if (c != ' ' && c != '-' || !Chars.word(text, at + 1)) {
                return;
            }
            at++;
        }
        if (account.length() == length && !Chars.word(text, at) && valid(account)) {
            detections.add(EntityType.IBAN, start, at, 1);
        }
    }

    private static boolean valid(CharSequence account) {
        int remainder = 0;
        for (int i = 0; i < account.length(); i++) {
            int value = Character.digit(account.charAt((i + 4) % account.length()), 36);
            remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
        }
        return remainder == 1;
    }

    private static Map<String, Integer> lengths(String table) {
        var lengths = new HashMap<String, Integer>();
        for (String entry : table.split(" ")) {
            lengths.put(entry.substring(0, 2), Integer.valueOf(entry.substring(2)));
        }
        return Map.copyOf(lengths);
    }
}
