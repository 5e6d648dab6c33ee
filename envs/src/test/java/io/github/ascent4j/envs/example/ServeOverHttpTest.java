package io.github.ascent4j.envs.example;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.ascent4j.core.ppo.PpoAgent;
import io.github.ascent4j.core.ppo.PpoConfig;
import io.github.ascent4j.core.training.Agent;
import io.github.ascent4j.envs.Environments;
import io.github.ascent4j.policy.Policy;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeOverHttpTest {
  /** Four clients at once, who each get what the policy says to one alone. */
  @Test
  void aServiceSharesOnePolicyAmongItsThreads(@TempDir Path folder)
      throws IOException, InterruptedException, ExecutionException {
    Path file = folder.resolve("served");
    try (Agent<PpoConfig> agent =
        PpoAgent.create(Environments.make("CartPole-v1", 1), PpoConfig.sb3(), 42)) {
      agent.policy().save(file);
    }
    Policy policy = Policy.load(file);
    float[] rows = new float[4 * 20];
    Random random = new Random(1);
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (float) random.nextGaussian();
    }
    float[] expected = ServeOverHttp.ask(Policy.load(file), 20, rows);
    assertThat(expected).contains(0).contains(1);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    ExecutorService clients = Executors.newFixedThreadPool(4);
    try {
      ServeOverHttp.serve(server, threads, policy);
      server.start();
      List<Callable<String>> requests = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        String query =
            rows[4 * i] + "," + rows[4 * i + 1] + "," + rows[4 * i + 2] + "," + rows[4 * i + 3];
        URI uri =
            URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/push?" + query);
        requests.add(
            () -> {
              try (InputStream in = uri.toURL().openStream()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
              }
            });
      }
      List<Future<String>> answers = clients.invokeAll(requests);
      for (int i = 0; i < 20; i++) {
        assertThat(answers.get(i).get()).isEqualTo(Integer.toString((int) expected[i]));
      }
    } finally {
      server.stop(0);
      clients.shutdown();
      threads.shutdown();
    }
  }
}
