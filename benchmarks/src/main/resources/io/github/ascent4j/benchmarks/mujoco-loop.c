// The loop of MeasuredStepping in C, over the same library: loop MODEL THREADS STEPS FRAMES prints the
// nanoseconds it took, the processor time of its threads, and a hash of what each observed last.
#include <mujoco/mujoco.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define MOST_THREADS 256
#define MOST_NUMBERS 4096

static mjModel* model;
static long steps;
static int frames;
static pthread_barrier_t together;
static uint64_t hashes[MOST_THREADS];
static int64_t busy[MOST_THREADS];

static int64_t nanos(clockid_t clock) {
  struct timespec now;
  clock_gettime(clock, &now);
  return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

static void* run(void* argument) {
  long index = (long) argument;
  mjData* data = mj_makeData(model);
  double observation[MOST_NUMBERS];
  uint32_t noise = (uint32_t) index;
  pthread_barrier_wait(&together);
  int64_t start = nanos(CLOCK_THREAD_CPUTIME_ID);
  for (long t = 0; t < steps; t++) {
    for (int i = 0; i < model->nu; i++) {
      noise = noise * 1664525u + 1013904223u;
      float action = (float) (noise >> 8) * 0x1p-23f - 1;
      data->ctrl[i] = action;
    }
    for (int k = 0; k < frames; k++) {
      mj_step(model, data);
    }
    memcpy(observation, data->qpos, model->nq * sizeof(double));
    memcpy(observation + model->nq, data->qvel, model->nv * sizeof(double));
  }
  busy[index] = nanos(CLOCK_THREAD_CPUTIME_ID) - start;
  uint64_t hash = 0;
  for (int i = 0; i < model->nq + model->nv; i++) {
    uint64_t bits;
    memcpy(&bits, observation + i, sizeof bits);
    hash = 31 * hash + bits;
  }
  hashes[index] = hash;
  mj_deleteData(data);
  return NULL;
}

int main(int count, char** arguments) {
  char error[1000] = "";
  if (count != 5 || mj_version() != mjVERSION_HEADER) {
    fprintf(stderr, "usage: loop MODEL THREADS STEPS FRAMES, with headers of the library's release\n");
    return 2;
  }
  int threads = atoi(arguments[2]);
  steps = atol(arguments[3]);
  frames = atoi(arguments[4]);
  model = mj_loadXML(arguments[1], NULL, error, sizeof error);
  if (!model || threads > MOST_THREADS || model->nq + model->nv > MOST_NUMBERS) {
    fprintf(stderr, "%s\n", error);
    return 1;
  }
  pthread_t workers[MOST_THREADS];
  pthread_barrier_init(&together, NULL, threads + 1);
  for (long i = 0; i < threads; i++) {
    pthread_create(&workers[i], NULL, run, (void*) i);
  }
  pthread_barrier_wait(&together);
  int64_t start = nanos(CLOCK_MONOTONIC);
  for (int i = 0; i < threads; i++) {
    pthread_join(workers[i], NULL);
  }
  int64_t end = nanos(CLOCK_MONOTONIC);
  int64_t sum = 0;
  for (int i = 0; i < threads; i++) {
    sum += busy[i];
  }
  printf("%lld %lld", (long long) (end - start), (long long) sum);
  for (int i = 0; i < threads; i++) {
    printf(" %016llx", (unsigned long long) hashes[i]);
  }
  printf("\n");
  return 0;
}
