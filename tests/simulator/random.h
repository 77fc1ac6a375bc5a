/* SPDX-License-Identifier: MIT */
#ifndef SIMULATOR_RANDOM_H
#define SIMULATOR_RANDOM_H

#include <stdbool.h>
#include <stdint.h>

/*
 * A seeded source of chance, the same on every machine: xoshiro256**
 * (Blackman and Vigna) filled by splitmix64. Two streams of one seed do not
 * disturb each other, so a photo does not change when another is added.
 */
struct rng {
	uint64_t s[4];
};

void rng_seed(struct rng *rng, uint64_t seed, uint64_t stream);
uint64_t rng_next(struct rng *rng);
double rng_uniform(struct rng *rng, double low, double high);
unsigned rng_below(struct rng *rng, unsigned n);
bool rng_chance(struct rng *rng, double probability);
double rng_normal(struct rng *rng, double sigma);

/* Nearly normal, mean 0 and deviation 1, at the price of one step. */
float rng_grain(struct rng *rng);

/* A hash of a lattice point, in [0, 1): the ground of the textures. */
double lattice_value(uint32_t salt, int x, int y);

#endif
