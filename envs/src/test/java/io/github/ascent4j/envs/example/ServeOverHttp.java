package io.github.ascent4j.envs.example;

import com.sun.net.httpserver.HttpServer;
import io.github.ascent4j.policy.Observations;
import io.github.ascent4j.policy.Policy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;

/** A web service whose threads share one policy: {@code /push?0.01,-0.02,0.03,0.04}. */
public final class ServeOverHttp {
  private ServeOverHttp() {}

  public static void main(String[] arguments) throws IOException {
    Policy policy = Policy.load(Path.of(arguments[0]));
    HttpServer server = HttpServer.create(new InetSocketAddress("localhost", 8080), 0);
    serve(server, Executors.newFixedThreadPool(8), policy);
    server.start();
  }

  static void serve(HttpServer server, ExecutorService threads, Policy policy) {
    // @start region="handler"
    server.setExecutor(threads);
    server.createContext(
        "/push",
        request -> {
          float[] observation = numbers(request.getRequestURI().getQuery());
          int push = policy.choose(observation); // in many threads at once
          byte[] answer = Integer.toString(push).getBytes(StandardCharsets.UTF_8);
          request.sendResponseHeaders(200, answer.length);
          request.getResponseBody().write(answer);
          request.close();
        });
    // @end
  }

  /** The actions of {@code n} rows, after some questions about the first. */
  static float[] ask(Policy policy, int n, float[] rows) {
    float[] observation = Arrays.copyOf(rows, rows.length / n);
    // @start region="calls"
    float[] action = new float[policy.description().actionSpace().flatSize()];
    policy.act(observation, action); // allocates nothing; act(observation, mask, action) with masks
    float drawn = policy.sample(observation, ThreadLocalRandom.current(), action);
    float again = policy.logProbability(observation, action); // the same number
    float[] probabilities = policy.probabilities(observation); // one for each choice
    float[] actions = policy.act(Observations.of(n, rows)); // n rows, each with its own bits
    // @end
    if (drawn != again || probabilities.length != 2) {
      throw new IllegalStateException("drawn with " + drawn + ", but found " + again);
    }
    return actions;
  }

  private static float[] numbers(String text) {
    String[] parts = text.split(",", -1);
    float[] numbers = new float[parts.length];
    for (int i = 0; i < parts.length; i++) {
      numbers[i] = Float.parseFloat(parts[i]);
    }
    return numbers;
  }
}
