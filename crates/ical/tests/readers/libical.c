/* Reads calendar files with libical, expands their series and asks for what it thinks may not stand; prints every complaint,
 * and exits with 1 where any.
 *
 *   libical FILE.ics... */
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int found;

static void complain(const char *file, const char *what, const char *why)
{
    printf("%s: %s: %s\n", file, what, why ? why : "");
    found++;
}

/* libical puts what it did not understand beside the rest, as properties X-LIC-ERROR. */
static void errors(const char *file, icalcomponent *component)
{
    const char *kind = icalcomponent_kind_to_string(icalcomponent_isa(component));
    for (icalproperty *it = icalcomponent_get_first_property(component, ICAL_XLICERROR_PROPERTY); it;
         it = icalcomponent_get_next_property(component, ICAL_XLICERROR_PROPERTY))
        complain(file, kind, icalproperty_get_xlicerror(it));
    for (icalcomponent *it = icalcomponent_get_first_component(component, ICAL_ANY_COMPONENT); it;
         it = icalcomponent_get_next_component(component, ICAL_ANY_COMPONENT))
        errors(file, it);
}

static void seen(icalcomponent *component, struct icaltime_span *span, void *count)
{
    (void)component;
    (void)span;
    (*(int *)count)++;
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
    int wrong = 0;
    icalerror_set_errors_are_fatal(0);
    for (int at = 1; at < count; at++) {
        const char *file = strrchr(words[at], '/') ? strrchr(words[at], '/') + 1 : words[at];
        char *text = whole(words[at]);
        if (!text) {
            fprintf(stderr, "%s cannot be read\n", words[at]);
            return 2;
        }
        found = 0;
        icalerror_clear_errno();
        icalcomponent *calendar = icalparser_parse_string(text);
        if (!calendar || icalcomponent_isa(calendar) != ICAL_VCALENDAR_COMPONENT) {
            complain(file, "the file", "it is not one calendar");
        } else {
            errors(file, calendar);
            for (icalcomponent *it = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT); it;
                 it = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) {
                int occurrences = 0;
                icalcomponent_foreach_recurrence(it, icaltime_from_string("20260101T000000Z"),
                                                 icaltime_from_string("20280101T000000Z"), seen, &occurrences);
            }
            icalrestriction_check(calendar);
            errors(file, calendar);
        }
        wrong += found > 0;
        if (calendar)
            icalcomponent_free(calendar);
        free(text);
    }
    printf("libical: %d files, %d with complaints\n", count - 1, wrong);
    return wrong > 0 || count < 2;
}
