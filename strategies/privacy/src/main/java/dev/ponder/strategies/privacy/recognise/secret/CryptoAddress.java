package dev.ponder.strategies.privacy.recognise.secret;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Locale;

import dev.ponder.strategies.privacy.entity.Chars;
import dev.ponder.strategies.privacy.entity.Detections;
import dev.ponder.strategies.privacy.entity.EntityType;

/** Addresses of wallets: Bitcoin (Base58Check and Bech32, with their checksums) and Ethereum. */
public final class CryptoAddress {

    private static final String BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final String BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final int[] GENERATOR = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
    private static final int BECH32_CHECK = 1;
    private static final int BECH32M_CHECK = 0x2bc830a3;

    private CryptoAddress() {
    }

    /** Reports the word of letters and digits at this place, if it is an address. */
    public static void at(Detections detections, int start, int end) {
        int length = end - start;
        if (length < 26 || length > 90) {
            return;
        }
        String word = detections.text().substring(start, end);
        char first = word.charAt(0);
        boolean bitcoin = (first == '1' || first == '3') && length <= 35 && base58(word)
                || word.regionMatches(true, 0, "bc1", 0, 3) && bech32(word.toLowerCase(Locale.ROOT));
        boolean ethereum = length == 42 && word.startsWith("0x")
                && word.chars().skip(2).allMatch(c -> Chars.hex((char) c));
        if (bitcoin || ethereum) {
            detections.add(EntityType.CRYPTO, start, end, bitcoin ? 1 : 0.75);
        }
    }

    private static boolean base58(String word) {
        BigInteger number = BigInteger.ZERO;
        for (int i = 0; i < word.length(); i++) {
            int digit = BASE58.indexOf(word.charAt(i));
            if (digit < 0) {
                return false;
            }
            number = number.multiply(BigInteger.valueOf(58)).add(BigInteger.valueOf(digit));
        }
        byte[] bytes = number.toByteArray();
        byte[] address = new byte[25];
        int taken = Math.min(bytes.length, address.length);
        System.arraycopy(bytes, bytes.length - taken, address, address.length - taken, taken);
        byte[] check = sha256(sha256(Arrays.copyOf(address, 21)));
        return Arrays.equals(Arrays.copyOf(check, 4), Arrays.copyOfRange(address, 21, 25));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean bech32(String word) {
        int check = 1;
        for (int value : new int[]{'b' >> 5, 'c' >> 5, 0, 'b' & 31, 'c' & 31}) {
            check = step(check) ^ value;
        }
        for (int i = 3; i < word.length(); i++) {
            int value = BECH32.indexOf(word.charAt(i));
            if (value < 0) {
                return false;
            }
            check = step(check) ^ value;
        }
        return check == BECH32_CHECK || check == BECH32M_CHECK;
    }

    private static int step(int check) {
        int next = (check & 0x1ffffff) << 5;
        for (int i = 0; i < GENERATOR.length; i++) {
            next ^= (check >> 25 + i & 1) == 0 ? 0 : GENERATOR[i];
        }
        return next;
    }
}
