package io.github.ascent4j.policy.golden;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test class that reads golden files. It fails if, after all its tests, something of a file that
 * it opened was read by none of them.
 */
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(GoldenReading.class)
public @interface ReadsGolden {
  /**
   * What of these files the class leaves to other tests, or in words why, as patterns over {@code
   * file path} or, where a file is a list of cases, {@code file kind path}: {@code losses.json
   * a2c_* expected.loss}. A {@code *} stands for anything. A pattern that nothing unread answers to
   * is an error.
   */
  String[] leaves() default {};
}
