package io.github.ascent4j.cli;

import java.math.BigDecimal;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Whole numbers as people write large ones: 100000, 100_000, 1e5, 100k, 1M. */
final class CountConverter implements ITypeConverter<Long> {
  @Override
  public Long convert(String text) {
    String digits = text.strip().replace("_", "");
    BigDecimal unit = BigDecimal.ONE;
    if (digits.endsWith("k")) {
      unit = BigDecimal.valueOf(1_000);
    } else if (digits.endsWith("M")) {
      unit = BigDecimal.valueOf(1_000_000);
    }
    if (!unit.equals(BigDecimal.ONE)) {
      digits = digits.substring(0, digits.length() - 1);
    }
    try {
      BigDecimal value = new BigDecimal(digits);
      // A huge exponent would be written out in digits.
      if (value.precision() - (long) value.scale() > 19) {
        throw new ArithmeticException();
      }
      return value.multiply(unit).longValueExact();
    } catch (NumberFormatException | ArithmeticException e) {
      throw new TypeConversionException(
          "'" + text + "' is no whole number; write it as 100000, 1e5, 100k or 1M");
    }
  }
}
