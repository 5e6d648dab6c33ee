package io.github.ascent4j.policy.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Consumer;

/**
 * JSON in which to ask for what is not there is an error, rather than a node that is missing and
 * whose elements a loop passes over, and which knows what of it was never asked for.
 */
final class StrictJson extends JsonNodeFactory {
  private static final long serialVersionUID = 1;

  @Override
  public ObjectNode objectNode() {
    return new Keys(this);
  }

  @Override
  public ArrayNode arrayNode() {
    return new Elements(this);
  }

  @Override
  public ArrayNode arrayNode(int capacity) {
    return arrayNode();
  }

  /** Hands over the paths of what was never read, with {@code []} for any place in a list. */
  static void unread(JsonNode node, String path, Consumer<String> paths) {
    if (node instanceof Keys keys) {
      keys.unread(path, paths);
    } else if (node instanceof Elements elements) {
      elements.unread(path, paths);
    }
  }

  // What deepCopy returns in Jackson itself.
  @SuppressWarnings("unchecked")
  private static final class Keys extends ObjectNode {
    private static final long serialVersionUID = 1;
    private final transient Set<String> read = new HashSet<>();

    Keys(JsonNodeFactory factory) {
      super(factory);
    }

    @Override
    public JsonNode get(String key) {
      JsonNode value = super.get(key);
      if (value == null) {
        throw new NoSuchElementException("no key " + key + " among " + _children.keySet());
      }
      read.add(key);
      return value;
    }

    @Override
    public JsonNode path(String key) {
      return get(key);
    }

    /** To find a null is to read it. */
    @Override
    public boolean hasNonNull(String key) {
      JsonNode value = super.get(key);
      if (value != null && value.isNull()) {
        read.add(key);
      }
      return value != null && !value.isNull();
    }

    @Override
    public boolean has(String key) {
      return super.get(key) != null;
    }

    @Override
    public Iterator<JsonNode> elements() {
      read.addAll(_children.keySet());
      return super.elements();
    }

    @Override
    public Set<Map.Entry<String, JsonNode>> properties() {
      read.addAll(_children.keySet());
      return super.properties();
    }

    void unread(String path, Consumer<String> paths) {
      _children.forEach(
          (key, value) -> {
            String place = path.isEmpty() ? key : path + "." + key;
            if (read.contains(key)) {
              StrictJson.unread(value, place, paths);
            } else {
              paths.accept(place);
            }
          });
    }
  }

  @SuppressWarnings("unchecked")
  private static final class Elements extends ArrayNode {
    private static final long serialVersionUID = 1;
    private final transient BitSet read = new BitSet();

    Elements(JsonNodeFactory factory) {
      super(factory);
    }

    @Override
    public JsonNode get(int index) {
      JsonNode value = super.get(index);
      if (value == null) {
        throw new IndexOutOfBoundsException("no element " + index + " among " + size());
      }
      read.set(index);
      return value;
    }

    @Override
    public JsonNode path(int index) {
      return get(index);
    }

    @Override
    public Iterator<JsonNode> elements() {
      return new Iterator<>() {
        private int next;

        @Override
        public boolean hasNext() {
          return next < size();
        }

        @Override
        public JsonNode next() {
          if (!hasNext()) {
            throw new NoSuchElementException();
          }
          return get(next++);
        }
      };
    }

    void unread(String path, Consumer<String> paths) {
      for (int i = 0; i < size(); i++) {
        if (read.get(i)) {
          StrictJson.unread(super.get(i), path + "[]", paths);
        } else {
          paths.accept(path + "[]");
        }
      }
    }
  }
}
