package io.github.ascent4j.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsTableTest {
  @TempDir private Path folder;

  private static Map<String, Double> row(double steps, double value) {
    Map<String, Double> row = new LinkedHashMap<>();
    row.put(MetricsTable.STEPS, steps);
    row.put("value", value);
    return row;
  }

  @Test
  void figuresAreReadBackToTheBit() throws IOException {
    Path file = folder.resolve("metrics.csv");
    MetricsTable table = new MetricsTable();
    table.add(row(1e9, 0.1 + 0.2));
    table.add(row(2e9, Double.NaN));
    table.add(row(3e9, -1.0 / 3));
    table.write(file);
    assertThat(Files.readString(file)).contains("\n2000000000,\n");
    assertThat(MetricsTable.read(file).rows()).isEqualTo(table.rows());
  }

  @Test
  void rowsBeyondACheckpointAreDropped() {
    MetricsTable table = new MetricsTable();
    table.add(row(10, 1));
    table.add(row(20, 2));
    table.add(row(30, 3));
    table.truncate(20);
    assertThat(table.rows()).extracting(r -> r.get("value")).containsExactly(1.0, 2.0);
  }

  @Test
  void aFigureThatComesLateAddsAColumnAlsoToATableThatWasRead() throws IOException {
    Path file = folder.resolve("metrics.csv");
    MetricsTable table = new MetricsTable();
    table.add(row(10, 1));
    Map<String, Double> later = row(20, 2);
    later.put("my/late", 0.5);
    table.add(later);
    table.write(file);
    MetricsTable read = MetricsTable.read(file);
    Map<String, Double> latest = row(30, 3);
    latest.put("my/latest", 4.0);
    read.add(latest);
    read.write(file);
    assertThat(Files.readString(file))
        .isEqualTo(
            """
            time/total_timesteps,value,my/late,my/latest
            10,1,,
            20,2,0.5,
            30,3,,4
            """);
    assertThat(MetricsTable.read(file).columns())
        .containsExactly(MetricsTable.STEPS, "value", "my/late", "my/latest");
  }

  @Test
  void missingFileAndTornLinesAreNoRows() throws IOException {
    Path file = folder.resolve("metrics.csv");
    assertThat(MetricsTable.read(file).rows()).isEmpty();
    Files.writeString(file, "time/total_timesteps,value\n10,1\n20");
    assertThat(MetricsTable.read(file).rows()).hasSize(1);
  }
}
