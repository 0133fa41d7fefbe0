package io.ringwatch.demo.ssh;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import javax.crypto.KeyAgreement;

/** The key exchange, from both sides. */
public final class KeyExchange {
    private static final int KEXINIT = 20;
    private static final int NEWKEYS = 21;
    private static final int ECDH_INIT = 30;
    private static final int ECDH_REPLY = 31;
    private static final int RAW_BYTES = 32;
    private static final int COOKIE_BYTES = 16;
    private static final String VERSION = "SSH-2.0-ringwatch_demo";
    private static final SecureRandom RANDOM = new SecureRandom();

    /** What an X.509 public key has before its 32 bytes (RFC 8410). */
    private static final byte[] PREFIX = {
        0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x6e, 0x03, 0x21, 0x00
    };

    private KeyExchange() {}

    /** The server's side, up to its NEWKEYS. */
    public static void serve(Transport transport, HostKey key) throws IOException {
        transport.sayVersion(VERSION);
        String clientVersion = transport.hearVersion();
        byte[] ours = init();
        transport.send(ours);
        byte[] theirs = expect(transport, KEXINIT);
        byte[] hellos = hellos(clientVersion, VERSION, theirs, ours);
        ByteBuffer request = ByteBuffer.wrap(expect(transport, ECDH_INIT));
        request.get();
        byte[] clientPoint = Parts.readString(request);
        try {
            KeyPair pair = pair();
            byte[] serverPoint = raw(pair);
            byte[] hash =
                    hash(hellos, key.blob(), clientPoint, serverPoint, agree(pair, clientPoint));
            byte[] signature = new Parts().string("ssh-ed25519").string(key.sign(hash)).done();
            transport.send(
                    new Parts()
                            .octet(ECDH_REPLY)
                            .string(key.blob())
                            .string(serverPoint)
                            .string(signature)
                            .done());
        } catch (GeneralSecurityException e) {
            throw new IOException("the key exchange failed", e);
        }
        transport.send(new byte[] {NEWKEYS});
    }

    /**
     * The client's side, up to the server's NEWKEYS.
     *
     * @param trusted the host's public key, 32 bytes
     * @throws IOException if it is another host, or none
     */
    public static void visit(Transport transport, byte[] trusted) throws IOException {
        transport.sayVersion(VERSION);
        String serverVersion = transport.hearVersion();
        byte[] ours = init();
        transport.send(ours);
        byte[] theirs = expect(transport, KEXINIT);
        byte[] hellos = hellos(VERSION, serverVersion, ours, theirs);
        try {
            KeyPair pair = pair();
            byte[] clientPoint = raw(pair);
            transport.send(new Parts().octet(ECDH_INIT).string(clientPoint).done());
            ByteBuffer reply = ByteBuffer.wrap(expect(transport, ECDH_REPLY));
            reply.get();
            byte[] blob = Parts.readString(reply);
            byte[] serverPoint = Parts.readString(reply);
            ByteBuffer signature = ByteBuffer.wrap(Parts.readString(reply));
            Parts.readString(signature);
            byte[] signed = Parts.readString(signature);
            byte[] expected = new Parts().string("ssh-ed25519").string(trusted).done();
            byte[] hash = hash(hellos, blob, clientPoint, serverPoint, agree(pair, serverPoint));
            if (!Arrays.equals(blob, expected) || !HostKey.isSignedBy(trusted, hash, signed)) {
                throw new IOException("another host key");
            }
        } catch (GeneralSecurityException e) {
            throw new IOException("the key exchange failed", e);
        }
        expect(transport, NEWKEYS);
    }

    private static byte[] init() {
        byte[] cookie = new byte[COOKIE_BYTES];
        RANDOM.nextBytes(cookie);
        return new Parts()
                .octet(KEXINIT)
                .raw(cookie)
                .string("curve25519-sha256,curve25519-sha256@libssh.org")
                .string("ssh-ed25519")
                .string("aes128-ctr")
                .string("aes128-ctr")
                .string("hmac-sha2-256")
                .string("hmac-sha2-256")
                .string("none")
                .string("none")
                .string("")
                .string("")
                .octet(0)
                .number(0)
                .done();
    }

    private static byte[] expect(Transport transport, int type) throws IOException {
        byte[] packet = transport.receive();
        if (packet[0] != type) {
            throw new IOException("message " + packet[0] + " instead of " + type);
        }
        return packet;
    }

    /** What both have said so far: the beginning of what is hashed. */
    private static byte[] hellos(
            String clientVersion, String serverVersion, byte[] clientInit, byte[] serverInit) {
        return new Parts()
                .string(clientVersion)
                .string(serverVersion)
                .string(clientInit)
                .string(serverInit)
                .done();
    }

    /** The exchange hash, RFC 5656 section 4. */
    private static byte[] hash(
            byte[] hellos, byte[] hostKey, byte[] clientPoint, byte[] serverPoint, byte[] shared)
            throws GeneralSecurityException {
        byte[] text =
                new Parts()
                        .raw(hellos)
                        .string(hostKey)
                        .string(clientPoint)
                        .string(serverPoint)
                        .unsigned(shared)
                        .done();
        return MessageDigest.getInstance("SHA-256").digest(text);
    }

    private static KeyPair pair() throws GeneralSecurityException {
        return KeyPairGenerator.getInstance("X25519").generateKeyPair();
    }

    private static byte[] raw(KeyPair pair) {
        byte[] encoded = pair.getPublic().getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - RAW_BYTES, encoded.length);
    }

    private static byte[] agree(KeyPair own, byte[] point) throws GeneralSecurityException {
        byte[] encoded = new Parts().raw(PREFIX).raw(point).done();
        var agreement = KeyAgreement.getInstance("X25519");
        agreement.init(own.getPrivate());
        agreement.doPhase(
                KeyFactory.getInstance("X25519").generatePublic(new X509EncodedKeySpec(encoded)),
                true);
        return agreement.generateSecret();
    }
}
