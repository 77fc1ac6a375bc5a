/* SPDX-License-Identifier: MIT */
#include "camera.h"

#include <math.h>

#include "desk.h"
#include "lens.h"
#include "light.h"
#include "pose.h"

struct scene {
	const struct picture *page;
	double dots; /* page pixels a mm */
	struct pose pose;
	struct desk desk;
	struct light light;
	bool scanner;
};

static double pick(struct rng *rng, const struct range *range)
{
	return rng_uniform(rng, range->low, range->high);
}

static bool on_paper(const struct pose *pose, double x, double y)
{
	return x >= 0 && y >= 0 && x < pose->page.w && y < pose->page.h;
}

/* The paper's own shadow on the desk, a few millimetres wide. */
static void darken_near_paper(
	const struct scene *scene, double x, double y, float rgb[3])
{
	const struct rect *page = &scene->pose.page;
	double out_x = fmax(fmax(-x, x - page->w), 0);
	double out_y = fmax(fmax(-y, y - page->h), 0);
	double reach = scene->scanner ? 0.8 : 2.5;
	double shade = 1 - 0.55 * exp(-hypot(out_x, out_y) / reach);

	for (int c = 0; c < 3; c++)
		rgb[c] *= (float)shade;
}

static void look(const struct scene *scene, double px, double py, float rgb[3])
{
	const struct pose *pose = &scene->pose;
	struct vec at = pose_trace(pose, px, py);
	double u = px / pose->width * 2 - 1, v = py / pose->height * 2 - 1;
	double corner = hypot(u, v) / M_SQRT2;
	double dx = 0, dy = 0;

	if (on_paper(pose, at.x, at.y)) {
		picture_sample(scene->page, at.x * scene->dots,
			at.y * scene->dots, rgb);
		pose_slope(pose, at.x, at.y, &dx, &dy);
	} else {
		desk_colour(&scene->desk, at.x, at.y, rgb);
		darken_near_paper(scene, at.x, at.y, rgb);
	}
	light_apply(&scene->light, at.x, at.y, dx, dy, corner, rgb);
}

static void expose(const struct scene *scene, struct picture *photo, int finer)
{
	float *to = photo->rgb;
	float share = 1.0f / (float)(finer * finer);

	for (int y = 0; y < photo->height; y++)
		for (int x = 0; x < photo->width; x++, to += 3)
			for (int i = 0; i < finer * finer; i++) {
				float rgb[3];

				look(scene, x + (i % finer + 0.5) / finer,
					y + (i / finer + 0.5) / finer, rgb);
				for (int c = 0; c < 3; c++)
					to[c] += share * rgb[c];
			}
}

/* Page pixels under one photo pixel, near the page's middle. */
static double pixels_per_pixel(const struct scene *scene)
{
	double ax, ay, bx, by;
	double x = scene->pose.page.w / 2, y = scene->pose.page.h / 2;

	pose_project(&scene->pose, x - 5, y, &ax, &ay);
	pose_project(&scene->pose, x + 5, y, &bx, &by);
	return 10 * scene->dots / hypot(bx - ax, by - ay);
}

static bool develop(
	struct picture *photo, const struct level *level, struct rng *rng)
{
	double scale = fmax(photo->width, photo->height) / 1000.0;
	double blur = pick(rng, &level->blur) * scale;
	double shake = pick(rng, &level->shake) * scale;
	double angle = rng_uniform(rng, 0, 2 * M_PI);

	/* No lens is sharper than some 0.45 pixels. */
	if (!lens_blur(photo, hypot(blur, 0.45))
		|| !lens_shake(photo, shake, angle))
		return false;
	lens_grain(photo, pick(rng, &level->grain), rng);
	return level->scanner || lens_sharpen(photo, 1.2, 0.5);
}

bool camera_shoot(struct picture *photo, struct picture *page,
	const struct layout *layout, const struct level *level, int long_side,
	struct rng *rng)
{
	struct scene scene = { .page = page, .scanner = level->scanner };
	double ratio;

	pose_init(&scene.pose, level, &layout->page, long_side, rng);
	desk_init(&scene.desk, level->scanner, rng);
	light_init(&scene.light, level, &layout->page, rng);
	scene.dots = page->width / layout->page.w;
	ratio = pixels_per_pixel(&scene);
	if (ratio > 2) {
		if (!picture_shrink(page, page->width / 2, page->height / 2))
			return false;
		scene.dots /= 2;
		ratio /= 2;
	}
	if (!picture_init(photo, scene.pose.width, scene.pose.height))
		return false;
	expose(&scene, photo, ratio > 1.15 ? 2 : 1);
	if (!develop(photo, level, rng)) {
		picture_release(photo);
		return false;
	}
	return true;
}
