package io.cloakroom.rules.engine.recognize;

import io.cloakroom.rules.engine.recognize.Validator.Verdict;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Addresses of cryptocurrencies. */
final class CryptoAddresses {

    private static final String BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final String BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final List<String> BECH32_PREFIXES = List.of("bc1", "tb1", "bcrt1", "ltc1");
    private static final int[] BECH32_GENERATOR = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
    private static final int BECH32_CONSTANT = 1;
    private static final int BECH32M_CONSTANT = 0x2bc830a3;
    private static final int PAYLOAD = 21;
    private static final int CHECKSUM = 4;

    private CryptoAddresses() {}

    /** Bitcoin and the currencies that took over its forms: Base58Check, or Bech32 and Bech32m of BIP 173 and BIP 350. */
    static Verdict bitcoin(String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        boolean bech32 = BECH32_PREFIXES.stream().anyMatch(lower::startsWith);
        return Verdict.provenIf(bech32 ? isBech32(lower) : isBase58Check(value));
    }

    private static boolean isBase58Check(String value) {
        BigInteger number = BigInteger.ZERO;
        for (int i = 0; i < value.length(); i++) {
            int digit = BASE58.indexOf(value.charAt(i));
            if (digit < 0) {
                return false;
            }
            number = number.multiply(BigInteger.valueOf(58)).add(BigInteger.valueOf(digit));
        }
        byte[] bytes = number.toByteArray();
        byte[] padded = new byte[PAYLOAD + CHECKSUM];
        int from = bytes.length > 1 && bytes[0] == 0 ? 1 : 0;
        int length = bytes.length - from;
        if (length > padded.length) {
            return false;
        }
        System.arraycopy(bytes, from, padded, padded.length - length, length);
        byte[] hash = sha256(sha256(Arrays.copyOf(padded, PAYLOAD)));
        return Arrays.equals(hash, 0, CHECKSUM, padded, PAYLOAD, PAYLOAD + CHECKSUM);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static boolean isBech32(String address) {
        int separator = address.lastIndexOf('1');
        int check = 1;
        for (int i = 0; i < separator; i++) {
            check = step(check) ^ (address.charAt(i) >> 5);
        }
        check = step(check);
        for (int i = 0; i < separator; i++) {
            check = step(check) ^ (address.charAt(i) & 31);
        }
        for (int i = separator + 1; i < address.length(); i++) {
            int digit = BECH32.indexOf(address.charAt(i));
            if (digit < 0) {
                return false;
            }
            check = step(check) ^ digit;
        }
        return check == BECH32_CONSTANT || check == BECH32M_CONSTANT;
    }

    private static int step(int check) {
        int next = (check & 0x1ffffff) << 5;
        for (int i = 0; i < BECH32_GENERATOR.length; i++) {
            next ^= (check >> (25 + i) & 1) == 1 ? BECH32_GENERATOR[i] : 0;
        }
        return next;
    }
}
