/* SPDX-License-Identifier: MIT */
#include "random.h"

#include <math.h>

static uint64_t mix(uint64_t z)
{
	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

static uint64_t rotate(uint64_t x, int k)
{
	return (x << k) | (x >> (64 - k));
}

void rng_seed(struct rng *rng, uint64_t seed, uint64_t stream)
{
	uint64_t z = mix(seed + UINT64_C(0x9e3779b97f4a7c15)) ^ stream;

	for (int i = 0; i < 4; i++) {
		z += UINT64_C(0x9e3779b97f4a7c15);
		rng->s[i] = mix(z);
	}
}

uint64_t rng_next(struct rng *rng)
{
	uint64_t *s = rng->s;
	uint64_t result = rotate(s[1] * 5, 7) * 9;
	uint64_t t = s[1] << 17;

	s[2] ^= s[0];
	s[3] ^= s[1];
	s[1] ^= s[2];
	s[0] ^= s[3];
	s[2] ^= t;
	s[3] = rotate(s[3], 45);
	return result;
}

double rng_uniform(struct rng *rng, double low, double high)
{
	double unit = (double)(rng_next(rng) >> 11) * 0x1p-53;

	return low + (high - low) * unit;
}

unsigned rng_below(struct rng *rng, unsigned n)
{
	return (unsigned)((rng_next(rng) >> 32) * n >> 32);
}

bool rng_chance(struct rng *rng, double probability)
{
	return rng_uniform(rng, 0, 1) < probability;
}

double rng_normal(struct rng *rng, double sigma)
{
	double u = 1 - rng_uniform(rng, 0, 1);
	double v = rng_uniform(rng, 0, 1);

	return sigma * sqrt(-2 * log(u)) * cos(2 * 3.14159265358979 * v);
}

float rng_grain(struct rng *rng)
{
	uint64_t bits = rng_next(rng);
	float sum = 0;

	for (int i = 0; i < 4; i++)
		sum += (float)((bits >> (16 * i)) & 0xffff);
	/* Four uniform parts: variance 4 / 12, so scale by the root of 3. */
	return (sum / 65536.0f - 2.0f) * 1.7320508f;
}

double lattice_value(uint32_t salt, int x, int y)
{
	uint64_t key = ((uint64_t)(uint32_t)x << 32) | (uint32_t)y;

	return (double)(mix(key ^ ((uint64_t)salt << 17)) >> 11) * 0x1p-53;
}
