package io.github.ascent4j.policy.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GammaFunctionsTest {
  private static final double EULER = 0.57721566490153286061;

  /** From mpmath with 40 digits. */
  @ParameterizedTest
  @CsvSource({
    "1e-6, 13.8155099807494317, -1000000.57721402001, 1000000000001.64502",
    "0.0625, 2.73963162194620342, -16.4788534900601044, 257.506420042915414",
    "0.21875, 1.4292533395268625, -4.836961443202528, 22.1381826106990185",
    "1.0000001, -5.7721558299185071e-8, -0.5772155004081381, 1.64493382643687813",
    "1.4616321449683623, -0.121486290535849608, -9.24126552172942752e-17, 0.967672245447621255",
    "3.25, 0.935801931108725358, 1.01699091106817904, 0.359798290309579875",
    "7.5, 7.53436423675873296, 1.94675748424608679, 0.1426158966967038",
    "11.999, 17.4998652276461057, 2.44257477432911925, 0.0869094207322408243",
    "12, 17.5023078458738858, 2.44266167997581202, 0.0869018728717683908",
    "100.125, 359.709304085236122, 4.60141733512969326, 0.0100375568793916937",
    "123456.75, 1323901.56157301423, 11.7236421212790445, 8.10003543761075241e-6",
    "1e12, 26631021115915.6516, 27.6310211159280482, 1.0000000000005e-12"
  })
  void hasKnownValues(double x, double logGamma, double digamma, double trigamma) {
    assertClose(GammaFunctions.logGamma(x), logGamma);
    assertClose(GammaFunctions.digamma(x), digamma);
    assertClose(GammaFunctions.trigamma(x), trigamma);
  }

  private static void assertClose(double actual, double expected) {
    assertThat(actual).isCloseTo(expected, within(1e-14 + 1e-14 * Math.abs(expected)));
  }

  @Test
  void logGammaOfWholeNumbersIsAFactorial() {
    double factorial = 1;
    for (int n = 1; n <= 20; n++) {
      assertClose(GammaFunctions.logGamma(n), Math.log(factorial));
      factorial *= n;
    }
  }

  @Test
  void closedFormsAtOneAndAHalf() {
    assertClose(GammaFunctions.logGamma(0.5), Math.log(Math.PI) / 2);
    assertClose(GammaFunctions.digamma(1), -EULER);
    assertClose(GammaFunctions.digamma(0.5), -EULER - 2 * Math.log(2));
    assertClose(GammaFunctions.trigamma(1), Math.PI * Math.PI / 6);
    assertClose(GammaFunctions.trigamma(0.5), Math.PI * Math.PI / 2);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.7, 1.3, 4, 11.9, 12.1, 77, 1234.5})
  void recurrencesHold(double x) {
    assertThat(GammaFunctions.logGamma(x + 1) - GammaFunctions.logGamma(x))
        .isCloseTo(Math.log(x), within(1e-11));
    assertThat(GammaFunctions.digamma(x + 1) - GammaFunctions.digamma(x))
        .isCloseTo(1 / x, within(1e-13));
    assertThat(GammaFunctions.trigamma(x) - GammaFunctions.trigamma(x + 1))
        .isCloseTo(1 / (x * x), within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 1, 2.5, 11.99, 12.01, 50})
  void eachIsTheDerivativeOfTheOneBefore(double x) {
    double h = 1e-4;
    assertThat(GammaFunctions.digamma(x))
        .isCloseTo(
            (GammaFunctions.logGamma(x + h) - GammaFunctions.logGamma(x - h)) / (2 * h),
            within(1e-6));
    assertThat(GammaFunctions.trigamma(x))
        .isCloseTo(
            (GammaFunctions.digamma(x + h) - GammaFunctions.digamma(x - h)) / (2 * h),
            within(2e-6));
  }

  @Test
  void onlyPositiveNumbersHaveAValue() {
    for (double x : new double[] {0, -0.0, -1.5, Double.NaN, Double.NEGATIVE_INFINITY}) {
      assertThat(GammaFunctions.logGamma(x)).isNaN();
      assertThat(GammaFunctions.digamma(x)).isNaN();
      assertThat(GammaFunctions.trigamma(x)).isNaN();
    }
    assertThat(GammaFunctions.logGamma(Double.POSITIVE_INFINITY))
        .isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(GammaFunctions.digamma(Double.POSITIVE_INFINITY))
        .isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(GammaFunctions.trigamma(Double.POSITIVE_INFINITY)).isZero();
  }
}
