import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class MyTrainingTest {
  @Test
  void aShortTrainingLearnsSomething() throws IOException {
    assertTrue(MyTraining.train(10_000) > 20);
  }
}
