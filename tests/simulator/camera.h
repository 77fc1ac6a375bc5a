/* SPDX-License-Identifier: MIT */
#ifndef SIMULATOR_CAMERA_H
#define SIMULATOR_CAMERA_H

/* Millimetres; x to the right and y down the desk, z up from it. */
struct vec {
	double x, y, z;
};

/* A pinhole with a little radial distortion. */
struct camera {
	struct vec eye, right, down, forward;
	double focal;        /* pixels */
	double k1;           /* radial distortion at the photo's corners */
	double mid_x, mid_y; /* where the way forward meets the photo */
	int width, height;
};

/* Looks at the desk's origin from `distance`, tilted and rolled (radians).
 * Width, height, focal, k1 and the middle are the caller's. */
void camera_aim(struct camera *camera, double distance, double tilt,
	double azimuth, double roll);

/* The direction in which a pixel looks: forward has length 1 in it. */
struct vec camera_ray(const struct camera *camera, double px, double py);

/* Where a ray meets the height z. */
struct vec camera_meet(
	const struct camera *camera, const struct vec *ray, double z);

/* Where in the photo a place appears; the distortion is left out. */
void camera_project(
	const struct camera *camera, struct vec place, double *px, double *py);

/* The same with the distortion. */
void camera_show(
	const struct camera *camera, struct vec place, double *px, double *py);

/* From a pixel of the file to one of the picture turned upright. */
void camera_upright(
	const struct camera *camera, int orientation, double *px, double *py);

/* Keeps what is seen, but stores it as EXIF orientation 3, 6 or 8 tells. */
void camera_turn(struct camera *camera, int orientation);

#endif
