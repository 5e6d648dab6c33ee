package io.github.ascent4j.policy.file;

import io.github.ascent4j.policy.AgentDescription;
import io.github.ascent4j.policy.normalizer.ObservationNormalizer;
import io.github.ascent4j.policy.program.ParameterLayout;
import io.github.ascent4j.policy.program.ParameterLayout.Parameter;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A whole agent as a {@link PolicyFile} holds it, checked to be complete and finite. Everything is
 * copied on the way in, so that training may go on with its own arrays.
 *
 * <p>Thread safety: immutable, and all threads may share one.
 *
 * @param description spaces, network and action mapping
 * @param parameters all parameters in the order of {@link ParameterLayout}
 * @param normalizer what the numbers of observations pass before the network, if anything
 * @param provenance where the agent comes from, free keys and values: algorithm, environment, seed,
 *     steps, version
 */
@SuppressWarnings("ArrayRecordComponent") // Copied, and compared by content below.
public record SavedAgent(
    AgentDescription description,
    float[] parameters,
    @Nullable ObservationNormalizer normalizer,
    Map<String, String> provenance) {

  public SavedAgent {
    parameters = parameters.clone();
    normalizer = normalizer == null ? null : normalizer.copy();
    provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
    ParameterLayout layout = ParameterLayout.of(description.network());
    if (parameters.length != layout.size()) {
      throw new IllegalArgumentException(
          parameters.length + " parameters for a network that has " + layout.size());
    }
    for (Parameter parameter : layout.parameters()) {
      checkFinite(parameter, parameters);
    }
    if (normalizer != null) {
      int[] columns = description.network().normalizedColumns();
      checkNormalizer(normalizer.statistics().size(), columns.length);
      normalizer = normalizer.over(columns);
    }
  }

  private static void checkNormalizer(int components, int numbers) {
    if (numbers == 0 || components != numbers) {
      throw new IllegalArgumentException(
          "a normaliser of "
              + components
              + " components for observations of "
              + numbers
              + (numbers == 0
                  ? " numbers; give none, images are not normalised, nor categories and bits"
                  : ""));
    }
  }

  private static void checkFinite(Parameter parameter, float[] parameters) {
    for (int i = 0; i < parameter.size(); i++) {
      float value = parameters[parameter.offset() + i];
      if (!Float.isFinite(value)) {
        String index =
            parameter.vector()
                ? "[" + i + "]"
                : "[" + i / parameter.columns() + "][" + i % parameter.columns() + "]";
        throw new IllegalArgumentException(
            "parameter "
                + parameter.name()
                + index
                + " is "
                + value
                + ": training has diverged; use an earlier checkpoint");
      }
    }
  }

  /** A copy of the parameters. */
  @Override
  public float[] parameters() {
    return parameters.clone();
  }

  /** A copy of the normaliser. */
  @Override
  public @Nullable ObservationNormalizer normalizer() {
    return normalizer == null ? null : normalizer.copy();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SavedAgent agent
        && description.equals(agent.description)
        && Arrays.equals(parameters, agent.parameters)
        && Objects.equals(normalizer, agent.normalizer)
        && provenance.equals(agent.provenance);
  }

  @Override
  public int hashCode() {
    return Objects.hash(description, Arrays.hashCode(parameters), provenance);
  }

  @Override
  public String toString() {
    return description + " with " + parameters.length + " parameters " + provenance;
  }
}
