package io.github.ascent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.cli.environment.Counter;
import io.github.ascent4j.cli.environment.Leaky;
import io.github.ascent4j.environment.Environment;
import io.github.ascent4j.policy.file.Json;
import io.github.ascent4j.policy.space.Discrete;
import io.github.ascent4j.policy.space.Space;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckCommandTest {
  private static final String LEAKY = Leaky.class.getName();

  /** Fails at its first step. */
  public static final class Failing implements Environment {
    @Override
    public Space observationSpace() {
      return new Discrete(1);
    }

    @Override
    public Space actionSpace() {
      return new Discrete(1);
    }

    @Override
    public void reset(long seed, float[] observation) {
      observation[0] = 0;
    }

    @Override
    public Outcome step(float[] action, float[] observation) {
      throw new IllegalStateException("no connection");
    }
  }

  @Test
  void environmentsThatKeepTheContractPass() {
    for (String id : List.of("CartPole-v1", Counter.class.getName())) {
      Outcome outcome = Outcome.of("check", id, "--steps", 1000);
      assertThat(outcome.out()).contains("no findings in").doesNotContain("contract");
      assertThat(outcome.code()).isZero();
    }
  }

  @Test
  void findingsNameTheLineOfTheContractAndTheMend() {
    Outcome outcome = Outcome.of("check", LEAKY, "--steps", 1000);
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.out())
        .contains(
            "observation-outside: observation[0] is 101.0, which is not from 0.0 to 100.0,",
            "mend: widen the space's bounds",
            "contract, line E4: Every observation is finite",
            "state-leaks: played once more",
            "contract, line E8: ",
            "Leaky: 2 findings in 1000 steps, in which 100 episodes ended");
  }

  @Test
  void findingsAreJsonObjectsForScripts() {
    Outcome outcome = Outcome.of("check", LEAKY, "--steps", 1000, "--json");
    assertThat(outcome.code()).isEqualTo(1);
    List<Json> findings = outcome.out().lines().map(Json::parse).toList();
    assertThat(findings)
        .extracting(json -> json.get("code").asString())
        .containsExactly("observation-outside", "state-leaks");
    assertThat(findings)
        .extracting(json -> json.get("line").asString())
        .containsExactly("E4", "E8");
    assertThat(Outcome.of("check", "CartPole-v1", "--steps", 300, "--json").out()).isEmpty();
  }

  @Test
  void allowedFindingsAreLeftOut() {
    Outcome one = Outcome.of("check", LEAKY, "--steps", 1000, "--json", "--allow", "state-leaks");
    assertThat(one.out().lines()).hasSize(1);
    assertThat(one.code()).isEqualTo(1);
    Outcome both =
        Outcome.of(
            "check", LEAKY, "--steps", 1000, "--allow=state-leaks", "--allow=observation-outside");
    assertThat(both.code()).isZero();
  }

  @Test
  void causeIsShownWhereItIsAskedFor() {
    String failing = Failing.class.getName();
    Outcome plain = Outcome.of("check", failing);
    assertThat(plain.code()).isEqualTo(1);
    assertThat(plain.out()).contains("step-failed").contains("no connection");
    assertThat(plain.err()).isEmpty();
    assertThat(Outcome.of("check", failing, "--stacktrace").err())
        .contains("at io.github.ascent4j.cli.CheckCommandTest$Failing.step");
  }

  @Test
  void wrongUseIsNamed() {
    assertWrong("there is no environment", "check", "CartPole-v9x");
    assertWrong("there is no class", "check", "my.Missing");
    assertWrong("--steps 0", "check", "CartPole-v1", "--steps", 0);
    assertWrong("--seed -1", "check", "CartPole-v1", "--seed", -1);
    assertWrong("--allow no-such", "check", "CartPole-v1", "--allow", "no-such");
    assertWrong("has no option", "check", "CartPole-v1", "--with", "wind=1");
    assertWrong("parameter", "check");
  }

  private static void assertWrong(String message, Object... arguments) {
    Outcome outcome = Outcome.of(arguments);
    assertThat(outcome.err()).contains(message);
    assertThat(outcome.code()).isEqualTo(2);
  }
}
