package io.github.ascent4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.ascent4j.core.rollout.Sampler;
import io.github.ascent4j.environment.EnvironmentException;
import io.github.ascent4j.environment.VectorEnvironment;
import io.github.ascent4j.envs.Environments;
import io.github.ascent4j.policy.network.ActivationFunction;
import io.github.ascent4j.policy.network.ActorCritic;
import io.github.ascent4j.policy.network.Input;
import io.github.ascent4j.policy.network.Layer;
import io.github.ascent4j.policy.network.PolicyHead;
import io.github.ascent4j.policy.network.Window;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BenchmarksTest {
  @ParameterizedTest
  @EnumSource
  void forwardGivesFiniteOutputs(MeasuredNetwork network) {
    ForwardBenchmark benchmark = new ForwardBenchmark();
    benchmark.network = network;
    benchmark.batch = 8;
    benchmark.setUp();
    assertThat(benchmark.forward()).isNotEmpty().doesNotContain(Float.NaN);
    benchmark.tearDown();
  }

  @ParameterizedTest
  @EnumSource
  void stepMeetsFewClippedSamplesAndAGradientOfUsualSize(MeasuredNetwork network) {
    PpoStepBenchmark benchmark = new PpoStepBenchmark();
    benchmark.network = network;
    benchmark.batch = 2048;
    benchmark.threads = 2;
    benchmark.setUp();
    double first = benchmark.step();
    benchmark.step();
    double again = benchmark.step();
    assertThat(first).isBetween(1e-3, 1e3);
    // The third step has the first one's minibatch, and the weights have hardly moved.
    assertThat(again).isCloseTo(first, within(1e-4 * first));
    assertThat(benchmark.sums().clipFraction()).isBetween(0.01, 0.2);
    benchmark.tearDown();
  }

  @Test
  void everySamplerIsMeasuredAndReadBack() {
    List<SamplingRow> rows = MeasuredSampling.measure(5, 1, 1);
    assertThat(rows).hasSize(5).allMatch(row -> row.stepsPerSecond() > 0);
    assertThat(SamplingRow.find(rows.stream().map(SamplingRow::toLine).toList())).isEqualTo(rows);
  }

  @Test
  void javaAndCStepMujocoToTheSameState() throws IOException, InterruptedException {
    List<SteppingRow> rows;
    try {
      rows = MeasuredStepping.measure(null, 2, 1);
    } catch (EnvironmentException | IOException e) {
      String required = System.getenv().getOrDefault("ASCENT_TESTS_REQUIRE", "");
      assertThat(required.split(",")).as(e.getMessage()).doesNotContain("mujoco");
      Assumptions.abort(
          "this needs cc and MuJoCo's headers (sudo apt install gcc libmujoco-dev): "
              + e.getMessage());
      return;
    }
    // Other states are an exception.
    assertThat(rows).extracting(SteppingRow::threads).containsExactly(1, 2);
    assertThat(rows).allMatch(row -> row.java() > 0 && row.c() > 0 && row.ratio() > 0);
    assertThat(SteppingRow.find(rows.stream().map(SteppingRow::toLine).toList())).isEqualTo(rows);
  }

  @Test
  void stepThroughTimeMeetsFewClippedSamplesAndAGradientOfUsualSize() {
    LstmStepBenchmark benchmark = new LstmStepBenchmark();
    benchmark.setUp();
    double first = benchmark.step();
    double again = benchmark.step();
    assertThat(first).isBetween(1e-3, 1e3);
    assertThat(again).isCloseTo(first, within(1e-4 * first));
    assertThat(benchmark.sums().clipFraction()).isBetween(0.01, 0.2);
    benchmark.tearDown();
    // A row: 1024*256 multiply-adds of each LSTM weight, 256*5 of the heads.
    assertThat(LstmStepBenchmark.flops())
        .isEqualTo(1024L * 2 * (2 * 262_144 + 3 * (262_144 + 1280)));
  }

  @Test
  void functionsAreThoseOfTheEngine() {
    FunctionBenchmark benchmark = new FunctionBenchmark();
    benchmark.setUp();
    assertThat(benchmark.exp()[0]).isPositive();
    float tanh = benchmark.tanh()[0];
    assertThat(benchmark.tanh()[0]).isEqualTo(tanh).isBetween(-1f, 1f);
  }

  @Test
  void environmentsAndPolicyAnswer() {
    CartPoleBenchmark cartPole = new CartPoleBenchmark();
    cartPole.setUp();
    assertThat(cartPole.step()).hasSize(4 * CartPoleBenchmark.COPIES);
    cartPole.tearDown();
    InferenceBenchmark inference = new InferenceBenchmark();
    inference.setUp();
    assertThat(inference.act()[0]).isBetween(0f, 3f);
  }

  @Test
  void peakChainsConvergeToOne() {
    float lanes = Machine.current().lanes();
    assertThat(new PeakBenchmark().multiplyAdd()).isCloseTo(12 * lanes, within(1e-3f * lanes));
  }

  @Test
  void flopsAreThoseCountedByHand() {
    // Actor 8*64 + 64*64 + 64*4 = 4864 multiply-adds, critic 8*64 + 64*64 + 64 = 4672.
    ActorCritic discrete = MeasuredNetwork.DISCRETE.network();
    assertThat(NetworkFlops.forward(discrete)).isEqualTo(2 * (4864 + 4672));
    assertThat(NetworkFlops.actor(discrete)).isEqualTo(2 * 4864);
    // Weights as forward, inputs as forward without the two layers of 8*64.
    assertThat(NetworkFlops.backward(discrete)).isEqualTo(2 * (9536 + 9536 - 1024));
    assertThat(PpoStepBenchmark.flops(discrete, 64)).isEqualTo(64 * 55_168);
    // 17*64 + 64*64 + 64*6 = 5568 and 17*64 + 64*64 + 64 = 5248; first layers 2*17*64 = 2176.
    ActorCritic gaussian = MeasuredNetwork.GAUSSIAN.network();
    assertThat(NetworkFlops.forward(gaussian)).isEqualTo(21_632);
    assertThat(NetworkFlops.backward(gaussian)).isEqualTo(2 * (2 * 10_816 - 2176));
    assertThat(ForwardBenchmark.flops(gaussian, 8)).isEqualTo(8 * 21_632);
  }

  @Test
  void sharedTrunkIsCountedOnce() {
    Layer.Dense two = Layer.Dense.torch(2);
    Layer tanh = new Layer.Activation(ActivationFunction.TANH);
    ActorCritic network =
        new ActorCritic(
            3,
            List.of(Layer.Dense.torch(5), tanh),
            List.of(),
            new PolicyHead.Categorical(two),
            List.of(),
            Layer.Dense.torch(1));
    // 3*5 + 5*2 + 5*1 = 30 multiply-adds, of which 15 read the input.
    assertThat(NetworkFlops.forward(network)).isEqualTo(60);
    assertThat(NetworkFlops.backward(network)).isEqualTo(2 * (30 + 15));
  }

  @Test
  void flopsOfConvolutionsAreThoseCountedByHand() {
    Layer relu = new Layer.Activation(ActivationFunction.RELU);
    Layer convolution = Layer.Convolution.torch(3, new Window(2, 3, 1, 2, 0, 1));
    ActorCritic network =
        new ActorCritic(
            List.of(
                new Input(Input.Kind.IMAGE, List.of(2, 5, 6), List.of(convolution, relu)),
                Input.numbers(4)),
            List.of(Layer.Dense.torch(7)),
            List.of(),
            new PolicyHead.Categorical(Layer.Dense.torch(2)),
            List.of(),
            Layer.Dense.torch(1));
    // 4 rows by 3 columns of places, 3 channels, 2*2*3 summands; then (36+4)*7 + 7*2 + 7.
    assertThat(NetworkFlops.forward(network)).isEqualTo(2 * (432 + 280 + 21));
    assertThat(NetworkFlops.backward(network)).isEqualTo(2 * (2 * 733 - 432));

    // The first convolution reads the input: 400*32*256 = 3276800 multiply-adds.
    long atari = 3_276_800 + 81 * 64 * 512 + 49 * 64 * 576 + 3136 * 512 + 512 * 7;
    assertThat(NetworkFlops.forward(AtariStepBenchmark.description())).isEqualTo(2 * atari);
    assertThat(AtariStepBenchmark.flops(256)).isEqualTo(256 * 2 * (3 * atari - 3_276_800));
  }

  @Test
  void stepOnImagesMeetsFewClippedSamplesAndAGradientOfUsualSize() {
    AtariStepBenchmark benchmark = new AtariStepBenchmark();
    benchmark.batch = 72;
    benchmark.threads = 2;
    benchmark.setUp();
    double first = benchmark.step();
    assertThat(first).isBetween(1e-3, 1e3);
    assertThat(benchmark.sums().clipFraction()).isBetween(0.01, 0.2);
    for (int i = 0; i < 3; i++) {
      benchmark.step();
    }
    // The fifth step has the first one's minibatch, and the weights have hardly moved.
    assertThat(benchmark.step()).isCloseTo(first, within(1e-4 * first));
    benchmark.tearDown();
  }

  @ParameterizedTest
  @EnumSource
  void trainingReportsWhatItTook(TrainingSetting setting) {
    long steps = 2L * 1024 * 32;
    TrainingThroughput measured = MeasuredTraining.run(setting, steps, 1);
    assertThat(measured.steps()).isBetween(steps, steps + 40);
    assertThat(measured.lastSteps()).isBetween(steps / 2 - 40, steps / 2 + 40);
    assertThat(measured.lastCpuSeconds()).isBetween(0.0, measured.cpuSeconds());
    assertThat(TrainingThroughput.find(List.of("noise", measured.toLine()))).isEqualTo(measured);
  }

  @Test
  void pageHoldsWhatWasMeasured() {
    BenchmarkCase peak = BenchmarkCase.peak(1);
    BenchmarkCase step =
        new BenchmarkCase(List.of("step", "n", "64", "1"), "b", Map.of(), 1, 1, 1_000_000);
    Map<BenchmarkCase, Samples> nanos = new HashMap<>();
    nanos.put(peak, samples(peak.work() / 200.0));
    nanos.put(step, samples(18_000, 20_000, 40_000));
    String page =
        new ReportPage(nanos)
            .render(
                new Machine("processor", 2, 8L << 30, 16, "system", "runtime"),
                ReportOptions.parse(List.of("--threads", "2")),
                LocalDate.EPOCH,
                List.of(peak),
                List.of(step),
                List.of(),
                List.of(
                    new SamplingRow(5, Sampler.SERIAL, 1, 1000),
                    new SamplingRow(5, Sampler.ALTERNATING, 1, 1500)),
                List.of(new SteppingRow(2, 24_000, 25_000, 0.987)),
                List.of(
                    new TrainingRow(
                        TrainingSetting.CLEANRL,
                        1,
                        new TrainingThroughput(1000, 0.5, 0.8, 500, 0.25, 6000, 3_000_000, 21.5))));
    assertThat(page)
        .contains("| 1 | 200 | 200 to 200 | 1 |")
        .contains("| step | n | 64 | 1 | 20.0 µs | 19.0 µs to 30.0 µs | 50.0 | 25% |")
        .contains(
            "| CleanRL's settings | 4 | 1 | 1,000 | 0.500 | 2,000 | 0.800 | 1,250 | 2,000 | 12.0"
                + " | 3.00 MB | 21.5 |")
        .contains("benchmarks/run --threads 2")
        .contains("| 5 µs | ALTERNATING | 1 | 1,500 | 1.50 |")
        .contains("| 2 | 24,000 | 25,000 | 0.987 |")
        .contains("8 GiB")
        .doesNotContain("{{");
  }

  private static Samples samples(double... values) {
    Samples samples = new Samples();
    for (double value : values) {
      samples.add(value);
    }
    return samples;
  }

  @Test
  void everyCaseOfThePageIsABenchmark() throws ReflectiveOperationException {
    List<BenchmarkCase> cases = new ArrayList<>(BenchmarkCase.engine(Effort.FULL));
    cases.addAll(BenchmarkCase.counted());
    cases.add(BenchmarkCase.peak(1));
    for (BenchmarkCase each : cases) {
      int dot = each.benchmark().lastIndexOf('.');
      Class<?> type = Class.forName(each.benchmark().substring(0, dot));
      assertThat(type.getMethod(each.benchmark().substring(dot + 1))).isNotNull();
      for (String parameter : each.parameters().keySet()) {
        assertThat(type.getField(parameter)).isNotNull();
      }
      assertThat(each.work()).isPositive();
    }
  }

  @Test
  void figuresHaveThreeDigits() {
    assertThat(Figures.number(0.012345)).isEqualTo("0.0123");
    assertThat(Figures.number(1.2345)).isEqualTo("1.23");
    assertThat(Figures.number(123_456)).isEqualTo("123,000");
    assertThat(Figures.duration(56_700)).isEqualTo("56.7 µs");
    assertThat(Figures.duration(1_523_000)).isEqualTo("1.52 ms");
  }

  @Test
  void quickRunsLeaveThePublishedPageAlone() {
    assertThat(ReportOptions.parse(List.of()).out()).isEqualTo(Path.of("docs/benchmarks.md"));
    assertThat(ReportOptions.parse(List.of("--quick")).out()).isNull();
    assertThatThrownBy(() -> ReportOptions.parse(List.of("--threads")))
        .hasMessageContaining("--threads needs a value");
    assertThatThrownBy(() -> ReportOptions.parse(List.of("--fast")))
        .hasMessageContaining("no option --fast");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void memoryIsMeasuredAfterEachTenthOfTheSteps() throws IOException {
    List<MeasuredMemory.Row> rows = new ArrayList<>();
    try (VectorEnvironment environment = Environments.make("CartPole-v1", 16)) {
      MeasuredMemory.measure(environment, 1600, rows::add);
    }
    assertThat(rows).hasSize(11);
    assertThat(rows.getFirst().steps()).isZero();
    assertThat(rows.getLast().steps()).isEqualTo(1600);
    assertThat(rows).allSatisfy(row -> assertThat(row.megabytes()).isPositive());
  }
}
