package io.github.ascent4j.cli.trust;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/*
 * Design. What a run of this user's own names has been typed or trusted by him once, so it may be run
 * again without asking. The run says so by a code over the environment's name and all of its options
 * that only a holder of his key can make (HMAC, RFC 2104, with SHA-256). Nothing else of the file
 * counts: whoever copies a code into another file gains that this user runs again what he ran before.
 *
 * A relative path would mean something else in the folder of whoever hands over the copy, so a code
 * is neither made of one nor believed.
 */

/** The code by which an environment is known to be one that this user has had made before. */
final class OwnMark {
  private static final String PURPOSE = "ascent4j environment 1";
  private static final String ALGORITHM = "HmacSHA256";

  private OwnMark() {}

  /**
   * The mark of an environment that the user trusts; makes his key if he has none. Empty where no
   * mark is needed, and where none can be made.
   */
  static Optional<String> of(String id, Map<String, String> options) {
    if (!Catalog.leadsBeyond(id, options) || !AbsolutePaths.already(id, options)) {
      return Optional.empty();
    }
    byte[] key = UserKey.ofThisUser().findOrMake().bytes();
    return key == null ? Optional.empty() : Optional.of(code(key, id, options));
  }

  /** Whether {@code mark} is that of an environment; never makes a key. */
  static boolean holds(@Nullable String mark, String id, Map<String, String> options) {
    if (mark == null || !AbsolutePaths.already(id, options)) {
      return false;
    }
    byte[] key = UserKey.ofThisUser().find().bytes();
    return key != null
        && MessageDigest.isEqual(
            mark.getBytes(StandardCharsets.UTF_8),
            code(key, id, options).getBytes(StandardCharsets.UTF_8));
  }

  private static String code(byte[] key, String id, Map<String, String> options) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      add(mac, PURPOSE);
      add(mac, id);
      new TreeMap<>(options)
          .forEach(
              (name, value) -> {
                add(mac, name);
                add(mac, value);
              });
      return HexFormat.of().formatHex(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  /** Behind its length, so that no two sequences of texts give the same bytes. */
  private static void add(Mac mac, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    mac.update(bytes);
  }
}
