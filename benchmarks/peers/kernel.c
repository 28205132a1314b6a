/* The algorithm of matching/core/loops.py in C, over the same arrays: the practical limit that the compiled Python is held to.
   gcc -O3 -march=native -ffp-contract=off (a fused multiply-add would round differently). */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 1000 }; /* the points there are */

typedef struct {
    int64_t count, signals, wishes, certificate_words, held_width, groups, vocabulary, parts;
    const uint16_t *classes;
    const uint64_t *certificates;
    const int32_t *named, *held;
    const double *nearness;
    double half_months, most_career;
    const uint16_t *group_of_posting;
    const int32_t *group_of;
    const int64_t *level_starts;
    const int32_t *dense_of;
    const int16_t *dense;
    const int64_t *listed;
    const uint16_t *columns;
    const int16_t *values;
    double most_words, half_words;
    const int32_t *wished_together, *asked_together, *price;
} Offer;

typedef struct {
    const int64_t *rows;
    const int16_t *tables;
    const uint64_t *certificates;
    const int64_t *career_starts;
    const uint16_t *careers;
    const int32_t *months;
    const int64_t *term_starts;
    const uint16_t *terms;
    const uint8_t *times;
    int64_t kinds, words;
    const int32_t *classes;
    const uint64_t *bits;
} Crowd;

static inline int32_t group(const Offer *offer, int64_t code, int level) {
    int64_t cut = code >> (4 * (3 - level));
    return cut & 15 ? offer->group_of[offer->level_starts[level] + cut] : 0;
}

static inline int32_t larger(int32_t a, int32_t b) { return a > b ? a : b; }

void rank_people(const Offer *offer, const Crowd *crowd, int64_t first, int64_t last, int64_t k, int32_t *all_columns, int32_t *all_points) {
    int64_t count = offer->count, wanted = crowd->words;
    int32_t *shared = malloc(count * sizeof *shared), *passed = malloc(count * sizeof *passed);
    int32_t *wished = malloc(count * sizeof *wished), *asked = malloc(count * sizeof *asked);
    int64_t *months = calloc(offer->groups, sizeof *months), *keys = malloc(k * sizeof *keys);
    int32_t *worth = calloc(offer->groups, sizeof *worth);
    uint64_t *words = malloc(wanted * sizeof *words);
    int32_t seen[MOST + 1];
    for (int64_t person = first; person < last; person++) {
        const int32_t *classes = crowd->classes + person * crowd->kinds;
        for (int64_t w = 0; w < wanted; w++) words[w] = ~0ull;
        for (int64_t kind = 0; kind < crowd->kinds; kind++) {
            const uint64_t *row = crowd->bits + classes[kind] * wanted;
            for (int64_t w = 0; w < wanted; w++) words[w] &= row[w];
        }
        int64_t left = 0;
        for (int64_t w = 0; w < wanted; w++)
            for (uint64_t rest = words[w]; rest; rest &= rest - 1) passed[left++] = 64 * w + __builtin_ctzll(rest);
        if (!left) continue;
        int64_t term = crowd->term_starts[person], ends = crowd->term_starts[person + 1];
        int64_t spell = crowd->career_starts[person], over = crowd->career_starts[person + 1];
        int has_words = term < ends, has_careers = spell < over;
        memset(shared, 0, count * sizeof *shared);
        for (; term < ends; term++) {
            int64_t code = crowd->terms[term];
            if (code >= offer->vocabulary) continue;
            int32_t times = crowd->times[term], row = offer->dense_of[code];
            if (row >= 0) {
                const int16_t *told = offer->dense + row * count;
                for (int64_t j = 0; j < count; j++) shared[j] += times * told[j];
            } else {
                for (int64_t at = offer->listed[code]; at < offer->listed[code + 1]; at++)
                    shared[offer->columns[at]] += times * offer->values[at];
            }
        }
        for (int64_t at = spell; at < over; at++)
            for (int level = 0; level < 4; level++) months[group(offer, crowd->careers[at], level)] += crowd->months[at];
        for (int64_t at = spell; at < over; at++)
            for (int level = 0; level < 4; level++) {
                int32_t g = group(offer, crowd->careers[at], level);
                if (g) {
                    double score = offer->nearness[level] * (months[g] / (months[g] + offer->half_months));
                    worth[g] = (int32_t)rint(score * offer->most_career);
                }
            }
        const int64_t *rows = crowd->rows + person * offer->signals;
        const uint64_t *mine = crowd->certificates + person * offer->certificate_words;
        int32_t *columns = all_columns + person * k, *points = all_points + person * k;
        int64_t filled = 0, above = 0, level = MOST;
        /* a signal at a time over all that is left, as the loops do */
        memset(wished, 0, left * sizeof *wished), memset(asked, 0, left * sizeof *asked);
        for (int64_t s = 0; s < offer->signals; s++) {
            const int16_t *table = crowd->tables + rows[s];
            const uint16_t *of = offer->classes + s * count;
            int32_t *side = s < offer->wishes ? wished : asked;
            for (int64_t at = 0; at < left; at++) side[at] += table[of[passed[at]]];
        }
        for (int64_t at = 0; at < left; at++) {
            int64_t j = passed[at], common = 0;
            for (int64_t w = 0; w < offer->certificate_words; w++)
                common += __builtin_popcountll(mine[w] & offer->certificates[j * offer->certificate_words + w]);
            asked[at] += offer->held[offer->named[j] * offer->held_width + common];
        }
        for (int64_t at = 0; at < left; at++) {
            int32_t found = shared[passed[at]];
            asked[at] += (int32_t)rint((has_words ? found / (found + offer->half_words) : 0.5) * offer->most_words);
        }
        int32_t neutral = (int32_t)rint(0.5 * offer->most_career);
        for (int64_t at = 0; at < left; at++) {
            const uint16_t *g = offer->group_of_posting + 4 * passed[at];
            asked[at] += !has_careers || !g[0] ? neutral : larger(larger(worth[g[0]], worth[g[1]]), larger(worth[g[2]], worth[g[3]]));
        }
        for (int64_t at = 0; at < left; at++) {
            int32_t wish = offer->wished_together[wished[at]], fit = offer->asked_together[asked[at]];
            wished[at] += asked[at] + (wish < fit ? wish : fit);
        }
        /* how many pairs have each number of points; all above the last place's, and of those that have as many the first */
        memset(seen, 0, sizeof seen);
        for (int64_t at = 0; at < left; at++) {
            wished[at] = larger(wished[at] - offer->price[passed[at]], 0);
            seen[wished[at]]++;
        }
        for (; level > 0 && above + seen[level] < k; level--) above += seen[level];
        for (int64_t at = 0, open = k - above; at < left; at++) {
            if (wished[at] < level || (wished[at] == level && open-- <= 0)) continue;
            int64_t key = (int64_t)wished[at] << 32 | (0xFFFFFFFF - (int64_t)passed[at]), place = filled++;
            for (; place > 0 && keys[place - 1] < key; place--) keys[place] = keys[place - 1];
            keys[place] = key;
        }
        for (int64_t place = 0; place < filled; place++) {
            points[place] = keys[place] >> 32;
            columns[place] = 0xFFFFFFFF - (keys[place] & 0xFFFFFFFF);
        }
        for (int64_t at = spell; at < over; at++)
            for (int level = 0; level < 4; level++) {
                int32_t g = group(offer, crowd->careers[at], level);
                months[g] = 0;
                worth[g] = 0;
            }
    }
    free(shared), free(wished), free(asked), free(passed), free(months), free(worth), free(words), free(keys);
}
