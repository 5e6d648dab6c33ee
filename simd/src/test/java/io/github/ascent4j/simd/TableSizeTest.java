package io.github.ascent4j.simd;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ascent4j.core.policy.PolicyConfig;
import io.github.ascent4j.policy.program.Program;
import io.github.ascent4j.policy.space.Discrete;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What a large space of observations costs. */
final class TableSizeTest {
  private static final int CATEGORIES = 100_000;

  private static Plan plan(int categories) {
    Program program =
        Program.of(PolicyConfig.DEFAULT.network(new Discrete(categories), new Discrete(4)));
    return new Plan(program);
  }

  /** A row for each category of actor and critic, once; nothing else grows with them. */
  @Test
  void onlyTheTablesGrowWithTheCategories() {
    Plan small = plan(10);
    Plan large = plan(CATEGORIES);
    assertThat(large.numbers).isEqualTo(1);
    assertThat(large.strides).isEqualTo(small.strides);
    assertThat(Arrays.stream(large.strides).sum()).isLessThan(1000);
    assertThat(large.tableStart).isEqualTo(small.tableStart).isLessThan(20_000);
    assertThat(large.flatSize - large.tableStart).isEqualTo(2 * CATEGORIES * 64);
    Workspace workspace = new Workspace(large);
    workspace.prepareBackward();
    assertThat(workspace.parameterGradient).hasSize(large.tableStart);
  }
}
