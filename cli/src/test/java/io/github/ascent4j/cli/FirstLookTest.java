package io.github.ascent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.cli.environment.Counter;
import io.github.ascent4j.cli.environment.Leaky;
import io.github.ascent4j.cli.text.ShellWord;
import io.github.ascent4j.environment.Environment;
import io.github.ascent4j.policy.space.Box;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.Space;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the check would find in its first steps is said before an own environment is trained on. */
class FirstLookTest {
  @TempDir private Path folder;

  /** A walk that others spoil. */
  public abstract static class Walk implements Environment {
    float place;

    @Override
    public Space observationSpace() {
      return Box.uniform(-9, 9, 1);
    }

    @Override
    public Space actionSpace() {
      return new Discrete(2);
    }

    @Override
    public int timeLimit() {
      return 8;
    }

    @Override
    public void reset(long seed, float[] observation) {
      place = 0;
      observation[0] = 0;
    }

    @Override
    public Outcome step(float[] action, float[] observation) {
      place += action[0] - 0.5f;
      observation[0] = place;
      return Outcome.running(place);
    }
  }

  /** Starts anywhere. */
  public static final class Unseeded extends Walk {
    @Override
    public void reset(long seed, float[] observation) {
      super.reset(seed, observation);
      place = (float) Math.random();
      observation[0] = place;
    }
  }

  /** Writes nothing at the start. */
  public static final class Unwritten extends Walk {
    @Override
    public void reset(long seed, float[] observation) {
      place = 0;
    }
  }

  /** Has no end. */
  public static final class Endless extends Walk {
    @Override
    public int timeLimit() {
      return Integer.MAX_VALUE;
    }

    @Override
    public Outcome step(float[] action, float[] observation) {
      observation[0] = action[0];
      return Outcome.running(0);
    }
  }

  /** Returns nothing. */
  public static final class Silent extends Walk {
    @Override
    public Outcome step(float[] action, float[] observation) {
      super.step(action, observation);
      return null;
    }
  }

  /** Pays what cannot be learnt from. */
  public static final class Unpaid extends Walk {
    @Override
    public Outcome step(float[] action, float[] observation) {
      super.step(action, observation);
      return Outcome.running(Double.NaN);
    }
  }

  /** There may be one at a time. */
  public static final class Licensed extends Walk {
    private static int open;

    public Licensed() {
      if (open > 0) {
        throw new IllegalStateException("the licence allows one");
      }
      open++;
    }

    @Override
    public void close() {
      open--;
    }
  }

  /** Is steered by up to 500. */
  public static final class Far extends Walk {
    @Override
    public Space actionSpace() {
      return Box.uniform(0, 500, 1);
    }

    @Override
    public Outcome step(float[] action, float[] observation) {
      observation[0] = action[0] / 100;
      return Outcome.running(0);
    }
  }

  private Outcome train(Class<?> environment, Object... more) {
    List<Object> arguments = new ArrayList<>(List.of("train", environment.getName()));
    arguments.addAll(
        List.of("--envs=1", "--steps=64", "--set=rolloutSteps=32", "--json", "--quiet"));
    arguments.addAll(List.of(more));
    arguments.addAll(List.of("--out", folder.resolve("run")));
    return Outcome.of(arguments.toArray());
  }

  private static String check(Class<?> environment) {
    return "ascent check " + ShellWord.of(environment.getName()) + "\n";
  }

  @ParameterizedTest
  @ValueSource(classes = {Counter.class, Licensed.class})
  void environmentThatKeepsItsContractHearsNothing(Class<?> environment) {
    Outcome outcome = train(environment);
    assertThat(outcome.code()).isZero();
    assertThat(outcome.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(classes = {Leaky.class, Unseeded.class, Unwritten.class, Endless.class})
  void whatMayGoWrongIsSaidBeforeTheTraining(Class<?> environment) {
    Outcome outcome = train(environment);
    assertThat(outcome.json().get("steps").asLong()).isEqualTo(64);
    String code =
        switch (environment.getSimpleName()) {
          case "Leaky" -> "observation-outside: observation[0] is 101.0, which is not from 0.0";
          case "Unseeded" -> "not-deterministic: played once more, at the start";
          case "Unwritten" -> "observation-not-written: observation[0] is what the array held";
          default -> "no-end: no episode has ended in 5000 steps";
        };
    assertThat(outcome.err()).contains("ascent: " + environment.getSimpleName() + ", " + code);
    assertThat(outcome.err().lines()).hasSizeBetween(2, 3);
    assertThat(outcome.err())
        .contains("which starts all the same; to see all: ")
        .endsWith(check(environment));
  }

  @ParameterizedTest
  @ValueSource(classes = {Silent.class, Unpaid.class})
  void whatMakesTrainingMeaninglessStopsItBeforeItStarts(Class<?> environment) {
    Outcome outcome = train(environment);
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err().lines()).hasSize(2);
    assertThat(outcome.err())
        .containsAnyOf(
            "Silent, null-returned: step returned null after step 1 of the episode",
            "Unpaid, reward-not-finite: the reward is NaN after step 1 of the episode")
        .endsWith("no training was started; to see all: " + check(environment));
    assertThat(Files.exists(folder.resolve("run"))).isFalse();
  }

  @Test
  void actionsOutOfReachAreNamedUnlessTheyAreScaled() {
    Outcome plain = train(Far.class);
    assertThat(plain.code()).isZero();
    assertThat(plain.err().lines()).hasSize(1);
    assertThat(plain.err())
        .startsWith("ascent: " + Far.class.getName() + ": action[0] lies in [0.0, 500.0], but")
        .endsWith("policy.actionScaling=true\n");
  }

  @Test
  void scaledActionsReachEverything() {
    assertThat(train(Far.class, "--set=policy.actionScaling=true").err()).isEmpty();
  }

  @Test
  void builtInEnvironmentsAreNotLookedAt() {
    Outcome outcome =
        Outcome.of(
            "train", "CartPole-v1", "--steps=1", "--json", "--quiet", "--out", folder.resolve("c"));
    assertThat(outcome.err()).isEmpty();
  }
}
