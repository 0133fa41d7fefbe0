package io.ringwatch.demo.ssh;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;

/**
 * An Ed25519 host key. A virtual server has the key of the server that it stands in for, or clients
 * would not trust it.
 */
public final class HostKey {
    private static final String ALGORITHM = "Ed25519";
    private static final int RAW_BYTES = 32;

    /** What an X.509 public key has before its 32 bytes (RFC 8410). */
    private static final byte[] PREFIX = {
        0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00
    };

    private final PrivateKey secret;
    private final byte[] raw;

    private HostKey(PrivateKey secret, byte[] raw) {
        this.secret = secret;
        this.raw = raw;
    }

    /** The public half, 32 bytes. */
    public byte[] raw() {
        return raw.clone();
    }

    /** A new key. */
    public static HostKey generate() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            return new HostKey(pair.getPrivate(), rawOf(pair.getPublic()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, e);
        }
    }

    /** Reads it from what {@link #encoded()} gave. */
    public static HostKey decode(byte[] encoded) {
        byte[] raw = Arrays.copyOf(encoded, RAW_BYTES);
        byte[] secret = Arrays.copyOfRange(encoded, RAW_BYTES, encoded.length);
        try {
            var spec = new PKCS8EncodedKeySpec(secret);
            return new HostKey(KeyFactory.getInstance(ALGORITHM).generatePrivate(spec), raw);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a host key", e);
        }
    }

    /** Both halves, to be kept in a file. */
    public byte[] encoded() {
        return new Parts().raw(raw).raw(secret.getEncoded()).done();
    }

    /** The public half as a key blob, RFC 8709 section 4. */
    byte[] blob() {
        return new Parts().string("ssh-ed25519").string(raw).done();
    }

    byte[] sign(byte[] text) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(ALGORITHM);
        signature.initSign(secret);
        signature.update(text);
        return signature.sign();
    }

    static boolean isSignedBy(byte[] raw, byte[] text, byte[] signed)
            throws GeneralSecurityException {
        Signature signature = Signature.getInstance(ALGORITHM);
        signature.initVerify(publicKey(raw));
        signature.update(text);
        return signature.verify(signed);
    }

    private static PublicKey publicKey(byte[] raw) throws GeneralSecurityException {
        byte[] encoded = new Parts().raw(PREFIX).raw(raw).done();
        return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
    }

    private static byte[] rawOf(PublicKey key) {
        byte[] encoded = key.getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - RAW_BYTES, encoded.length);
    }
}
