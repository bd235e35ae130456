/* Reads and writes a calendar with libical, and says how long each took.
 *
 *   ical FILE ROUNDS
 *
 * Prints the median of ROUNDS in milliseconds: "read N ms", "write N ms", and "events N" to show that all were seen. */
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int by_value(const void *one, const void *two)
{
    double a = *(const double *)one, b = *(const double *)two;
    return (a > b) - (a < b);
}

static double median(double *values, int count)
{
    qsort(values, (size_t)count, sizeof *values, by_value);
    return values[count / 2];
}

static char *whole(const char *name)
{
    FILE *file = fopen(name, "rb");
    if (!file)
        return NULL;
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    char *text = malloc((size_t)size + 1);
    if (text && fread(text, 1, (size_t)size, file) == (size_t)size)
        text[size] = '\0';
    fclose(file);
    return text;
}

int main(int count, char **words)
{
    if (count != 3) {
        fprintf(stderr, "usage: ical FILE ROUNDS\n");
        return 2;
    }
    char *text = whole(words[1]);
    int rounds = atoi(words[2]);
    if (!text || rounds < 1) {
        fprintf(stderr, "%s cannot be read, or there are no rounds\n", words[1]);
        return 2;
    }
    double *read = malloc(sizeof *read * (size_t)rounds), *write = malloc(sizeof *write * (size_t)rounds);
    int events = 0;
    for (int round = 0; round < rounds; round++) {
        double start = now_ms();
        icalcomponent *calendar = icalparser_parse_string(text);
        double parsed = now_ms();
        char *out = icalcomponent_as_ical_string_r(calendar);
        double written = now_ms();
        read[round] = parsed - start;
        write[round] = written - parsed;
        events = icalcomponent_count_components(calendar, ICAL_VEVENT_COMPONENT);
        icalmemory_free_buffer(out);
        icalcomponent_free(calendar);
    }
    printf("read %.3f ms\nwrite %.3f ms\nevents %d\n", median(read, rounds), median(write, rounds), events);
    return 0;
}
