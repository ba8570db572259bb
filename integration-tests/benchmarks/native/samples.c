#define _GNU_SOURCE
#include "samples.h"
#include "net.h"

#include <stdio.h>
#include <stdlib.h>

void samples_add(struct samples *samples, int64_t value) {
    if (samples->count == samples->capacity) {
        samples->capacity = samples->capacity ? samples->capacity * 2 : 4096;
        samples->values = realloc(samples->values, samples->capacity * sizeof *samples->values);
        if (!samples->values)
            die("out of memory");
    }
    samples->values[samples->count++] = value;
}

static int ascending(const void *left, const void *right) {
    int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

static double quantile(const struct samples *samples, double share) {
    return (double)samples->values[(size_t)(share * (double)(samples->count - 1) + 0.5)] / 1000;
}

void samples_print(struct samples *samples, const char *prefix) {
    if (!samples->count)
        return;
    qsort(samples->values, samples->count, sizeof *samples->values, ascending);
    double sum = 0;
    for (size_t i = 0; i < samples->count; i++)
        sum += (double)samples->values[i] / 1000;
    printf("%s_mean_us %.1f\n", prefix, sum / (double)samples->count);
    printf("%s_p50_us %.1f\n", prefix, quantile(samples, 0.5));
    printf("%s_p90_us %.1f\n", prefix, quantile(samples, 0.9));
    printf("%s_p99_us %.1f\n", prefix, quantile(samples, 0.99));
    printf("%s_max_us %.1f\n", prefix, quantile(samples, 1));
}
