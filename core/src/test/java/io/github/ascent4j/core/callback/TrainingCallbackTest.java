package io.github.ascent4j.core.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ascent4j.core.callback.TrainingCallback.Decision;
import io.github.ascent4j.core.result.EpisodeSummary;
import io.github.ascent4j.core.result.TrainingProgress;
import io.github.ascent4j.policy.file.Json;
import io.github.ascent4j.policy.file.SavedAgent;
import io.github.ascent4j.policy.file.TensorFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TrainingCallbackTest {
  private static final TrainingProgress PROGRESS =
      new TrainingProgress(8, 16, 1, 0, 0, 0, 0, 8, 0, Map::of, 0, 0, List.of());

  private final List<String> heard = new ArrayList<>();

  private TrainingCallback named(String name, Decision decision) {
    return new TrainingCallback() {
      @Override
      public void onStart(TrainingView training) {
        heard.add(name + " starts " + training.algorithm());
      }

      @Override
      public void onRollout(TrainingView training, RolloutView rollout) {
        heard.add(name + " sees " + rollout.reward(0, 1));
      }

      @Override
      public Decision onUpdate(TrainingView training, TrainingProgress progress) {
        heard.add(name + " is at " + progress.steps());
        return decision;
      }

      @Override
      public void onEnd(TrainingView training) {
        heard.add(name + " ends");
      }
    };
  }

  @Test
  void eachHearsEverythingInOrder() {
    TrainingCallback all =
        TrainingCallback.all(List.of(named("a", Decision.STOP), named("b", Decision.CONTINUE)));
    all.onStart(new View());
    all.onRollout(new View(), new Rollout());
    assertThat(all.onUpdate(new View(), PROGRESS)).isEqualTo(Decision.STOP);
    all.onEnd(new View());
    assertThat(heard)
        .containsExactly(
            "a starts ppo",
            "b starts ppo",
            "a sees 1.5",
            "b sees 1.5",
            "a is at 8",
            "b is at 8",
            "a ends",
            "b ends");
  }

  @Test
  void trainingGoesOnUnlessOneStopsIt() {
    TrainingCallback silent = new TrainingCallback() {};
    silent.onStart(new View());
    silent.onRollout(new View(), new Rollout());
    silent.onEnd(new View());
    assertThat(TrainingCallback.all(List.of(silent, silent)).onUpdate(new View(), PROGRESS))
        .isEqualTo(Decision.CONTINUE);
    assertThat(TrainingCallback.all(List.of()).onUpdate(new View(), PROGRESS))
        .isEqualTo(Decision.CONTINUE);
  }

  @Test
  void anExceptionPassesAndNobodyElseIsCalled() {
    TrainingCallback broken =
        new TrainingCallback() {
          @Override
          public void onStart(TrainingView training) {
            throw new IllegalStateException("no");
          }
        };
    TrainingCallback all = TrainingCallback.all(List.of(broken, named("b", Decision.CONTINUE)));
    assertThatThrownBy(() -> all.onStart(new View())).hasMessage("no");
    assertThat(heard).isEmpty();
  }

  @Test
  void allAreToldOfAFailureWhateverTheyMakeOfIt() {
    IllegalStateException failure = new IllegalStateException("broke");
    TrainingCallback rethrows =
        new TrainingCallback() {
          @Override
          public void onFailure(TrainingView training, Throwable given) {
            throw (IllegalStateException) given;
          }
        };
    TrainingCallback throwsItsOwn =
        new TrainingCallback() {
          @Override
          public void onFailure(TrainingView training, Throwable given) {
            heard.add(given.getMessage());
            throw new IllegalArgumentException("and more");
          }
        };
    TrainingCallback.all(List.of(rethrows, named("a", Decision.CONTINUE), throwsItsOwn))
        .onFailure(new View(), failure);
    assertThat(heard).containsExactly("broke");
    assertThat(failure.getSuppressed())
        .singleElement()
        .hasToString("java.lang.IllegalArgumentException: and more");
  }

  private static final class View implements TrainingView {
    @Override
    public String algorithm() {
      return "ppo";
    }

    @Override
    public String environment() {
      return "Bandit";
    }

    @Override
    public int environments() {
      return 2;
    }

    @Override
    public long seed() {
      return 0;
    }

    @Override
    public Map<String, Json> settings() {
      return Map.of();
    }

    @Override
    public long steps() {
      return 8;
    }

    @Override
    public long totalSteps() {
      return 16;
    }

    @Override
    public long iteration() {
      return 1;
    }

    @Override
    public List<EpisodeSummary> lastEpisodes() {
      return List.of();
    }

    @Override
    public SavedAgent agent() {
      throw new UnsupportedOperationException();
    }

    @Override
    public TensorFile snapshot() {
      throw new UnsupportedOperationException();
    }
  }

  private static final class Rollout implements RolloutView {
    @Override
    public int steps() {
      return 1;
    }

    @Override
    public int environments() {
      return 2;
    }

    @Override
    public float[] observation(int t, int b) {
      return new float[1];
    }

    @Override
    public float[] action(int t, int b) {
      return new float[1];
    }

    @Override
    public float reward(int t, int b) {
      return t + 1.5f * b;
    }

    @Override
    public boolean terminated(int t, int b) {
      return false;
    }

    @Override
    public boolean truncated(int t, int b) {
      return false;
    }

    @Override
    public float value(int t, int b) {
      return 0;
    }
  }
}
