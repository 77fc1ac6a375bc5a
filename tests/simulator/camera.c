/* SPDX-License-Identifier: MIT */
#include "camera.h"

#include <math.h>

static struct vec cross(struct vec a, struct vec b)
{
	return (struct vec){ a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z,
		a.x * b.y - a.y * b.x };
}

static double dot(struct vec a, struct vec b)
{
	return a.x * b.x + a.y * b.y + a.z * b.z;
}

static struct vec blend(struct vec a, double s, struct vec b, double t)
{
	return (struct vec){ s * a.x + t * b.x, s * a.y + t * b.y,
		s * a.z + t * b.z };
}

void camera_aim(struct camera *camera, double distance, double tilt,
	double azimuth, double roll)
{
	struct vec down = { 0, 1, 0 }, right;

	camera->forward = (struct vec){ -sin(tilt) * cos(azimuth),
		-sin(tilt) * sin(azimuth), -cos(tilt) };
	camera->eye = blend(camera->forward, -distance, down, 0);
	down = blend(down, 1, camera->forward, -dot(down, camera->forward));
	down = blend(down, 1 / sqrt(dot(down, down)), down, 0);
	right = cross(camera->forward, down);
	camera->right = blend(right, cos(roll), down, sin(roll));
	camera->down = blend(down, cos(roll), right, -sin(roll));
}

/* What the lens makes of a distance from the middle. */
static double bend_at(const struct camera *camera, double x, double y)
{
	double half = (double)camera->width * camera->width / 4
		      + (double)camera->height * camera->height / 4;

	return 1 + camera->k1 * (x * x + y * y) / half;
}

struct vec camera_ray(const struct camera *camera, double px, double py)
{
	double x = px - camera->mid_x, y = py - camera->mid_y;
	double bend = bend_at(camera, x, y);
	struct vec ray = blend(camera->right, x * bend / camera->focal,
		camera->down, y * bend / camera->focal);

	return blend(ray, 1, camera->forward, 1);
}

struct vec camera_meet(
	const struct camera *camera, const struct vec *ray, double z)
{
	return blend(camera->eye, 1, *ray, (z - camera->eye.z) / ray->z);
}

void camera_project(
	const struct camera *camera, struct vec place, double *px, double *py)
{
	struct vec to = blend(place, 1, camera->eye, -1);
	double depth = dot(to, camera->forward);

	*px = camera->mid_x + camera->focal * dot(to, camera->right) / depth;
	*py = camera->mid_y + camera->focal * dot(to, camera->down) / depth;
}

void camera_show(
	const struct camera *camera, struct vec place, double *px, double *py)
{
	double x, y, far_x, far_y;

	camera_project(camera, place, px, py);
	x = far_x = *px - camera->mid_x;
	y = far_y = *py - camera->mid_y;
	for (int i = 0; i < 6; i++) {
		double bend = bend_at(camera, x, y);

		x = far_x / bend;
		y = far_y / bend;
	}
	*px = camera->mid_x + x;
	*py = camera->mid_y + y;
}

void camera_upright(
	const struct camera *camera, int orientation, double *px, double *py)
{
	double x = *px, y = *py;

	if (orientation == 3) {
		*px = camera->width - x;
		*py = camera->height - y;
	} else if (orientation == 6) {
		*px = camera->height - y;
		*py = x;
	} else if (orientation == 8) {
		*px = y;
		*py = camera->width - x;
	}
}

void camera_turn(struct camera *camera, int orientation)
{
	struct camera seen = *camera;
	struct vec left = blend(seen.right, -1, seen.right, 0);
	struct vec up = blend(seen.down, -1, seen.down, 0);

	if (orientation == 3) {
		camera->right = left;
		camera->down = up;
		camera->mid_x = seen.width - seen.mid_x;
		camera->mid_y = seen.height - seen.mid_y;
		return;
	}
	if (orientation != 6 && orientation != 8)
		return;
	camera->width = seen.height;
	camera->height = seen.width;
	camera->right = orientation == 6 ? seen.down : up;
	camera->down = orientation == 6 ? left : seen.right;
	camera->mid_x =
		orientation == 6 ? seen.mid_y : seen.height - seen.mid_y;
	camera->mid_y = orientation == 6 ? seen.width - seen.mid_x : seen.mid_x;
}
