/* SPDX-License-Identifier: MIT */
/*
 * What the files of this room share. Only code.h is the door.
 *
 * Places are in pixels of the photo that ph_code_read was given, the pixel
 * (x, y) covering [x, x + 1) × [y, y + 1); modules likewise.
 */
#ifndef PHIEU_CODE_INTERNAL_H
#define PHIEU_CODE_INTERNAL_H

#include <phieu/code.h>
#include <phieu/image.h>
#include <phieu/list.h>

#include <stdbool.h>

struct ph_point {
	double x, y;
};

/*
 * plane — a projective map of the plane, and images sampled through it.
 */
struct ph_plane {
	double m[9]; /* m[8] is 1 */
};

/* One pair of places that belong together, and how much it counts. */
struct ph_pair {
	struct ph_point from, to;
	double weight;
};

/* Least squares over 4 pairs and more, in coordinates moved and scaled to
 * keep the equations sound (Hartley 1997). false: they do not determine it. */
PH_MUST_CHECK bool ph_plane_fit(
	struct ph_plane *plane, const struct ph_pair *pairs, size_t count);
struct ph_point ph_plane_map(const struct ph_plane *plane, double x, double y);

/*
 * levels — a photo at half its size, again and again, made when asked for.
 */
enum {
	PH_LEVELS = 8
};

struct ph_levels {
	const struct ph_code_photo *photo;
	unsigned given;                /* the level that photo->image is */
	bool asked;                    /* for the whole photo */
	struct ph_image at[PH_LEVELS]; /* empty at `given` */
	struct ph_image twice; /* level 0 doubled; made when asked for */
};
void ph_levels_init(
	struct ph_levels *levels, const struct ph_code_photo *photo);
void ph_levels_release(struct ph_levels *levels);
PH_CLEANUP_VALUE(struct ph_levels, ph_levels_release)

/* NULL: out of memory. Levels beyond the last, too small to halve, or below the
 * one that was given when the whole photo cannot be had, are the nearest that
 * is there: *level is set to its number. */
const struct ph_image *ph_levels_get(struct ph_levels *levels, unsigned *level);
/* *scale: photo pixels of a pixel of it. */
const struct ph_image *ph_levels_twice(struct ph_levels *levels, double *scale);

/* The level at which `length` pixels of the photo are nearest to, but not
 * below, `least`. */
unsigned ph_levels_choose(double length, double least);

/* Grey at a place of a level, bilinear, the edge repeated outside. Places may
 * be anything, even not a number. */
double ph_sample(const struct ph_image *image, double x, double y);
/* Adds the greys along a line to the sums. */
void ph_sample_line(const struct ph_image *image, unsigned *sum, size_t count,
	struct ph_point start, struct ph_point step);

/*
 * binary — black and white by the mean of blocks of pixels.
 */

/* Black (0) where a pixel is darker than the mean of the (2 reach + 1)² blocks
 * of 8 × 8 around its own by more than `offset`, else 255. `flipped`: the
 * reverse, for light codes on a dark ground. */
PH_MUST_CHECK bool ph_binary_make(struct ph_image *out,
	const struct ph_image *in, unsigned reach, int offset, bool flipped);

/*
 * finder — the three square eyes of QR codes.
 */
struct ph_finder {
	struct ph_point at;
	double module;  /* pixels, mean of all directions once squared */
	unsigned votes; /* rows that crossed it */
	/* Correlation with a finder's picture within its outline; 0 without
	 * one. */
	double likeness;
	bool squared; /* its outline was found: corner[] holds */
	bool used;    /* by a code that was read */
	/* Of its 7 × 7 modules, clockwise as one sees the photo. */
	struct ph_point corner[4];
};

struct ph_finders {
	PH_LIST(struct ph_finder) list;
};

/* Adds what is found on a black and white image whose pixels are `scale` of
 * the photo's. false: out of memory. */
PH_MUST_CHECK bool ph_finders_find(struct ph_finders *finders,
	const struct ph_image *binary, double scale, unsigned step);
/* Finds the outline on a grey level; `light`: the finder is light on dark. */
void ph_finder_square(struct ph_finder *finder, const struct ph_image *grey,
	double scale, bool flipped);

/*
 * triple — finders that may belong to one code: three, or two when the third
 * cannot be seen.
 */
enum ph_role {
	PH_TOP_LEFT,
	PH_TOP_RIGHT,
	PH_BOTTOM_LEFT,
	PH_ROLES,
};

struct ph_triple {
	struct ph_finder *finder[PH_ROLES]; /* NULL: not seen */
	struct ph_point row, column; /* from the top left one to the others */
	double modules;              /* a side, about */
	double likeness;             /* of the least finder */
	double strangeness;          /* 0: a perfect square */
};

struct ph_triples {
	PH_LIST(struct ph_triple) list;
};

/* All plausible ones of finders of that likeness and more, the likeliest first;
 * `pairs`: of two finders too. */
PH_MUST_CHECK bool ph_triples_make(struct ph_triples *triples,
	struct ph_finders *finders, double likeness, bool pairs);

/*
 * grid — where each module of one QR code lies in the photo.
 */
enum {
	PH_QR_MOST = 177,  /* modules a side of version 40 */
	PH_ALIGN_MOST = 7, /* alignment patterns a side */
	PH_LINES_MOST = 24,
	PH_PAIRS_MOST = 17
};

struct ph_grid {
	unsigned size; /* modules a side */
	bool flipped;  /* light on dark */
	double timing; /* how well the timing patterns agree: 1 wholly */
	size_t count;
	struct ph_pair pair[PH_PAIRS_MOST]; /* what the plane was fitted to */
	struct ph_plane plane;
	/* Modules that curled paper moves the middle of a row and of a column
	 * along it and across, as parabolas. */
	struct ph_point row_bow, column_bow;
	/* Pixels that are to be added at crossings of lines, line[i] modules
	 * from the left and from the top; bilinear between. */
	unsigned lines;
	double line[PH_LINES_MOST];
	struct ph_point shift[PH_LINES_MOST][PH_LINES_MOST];
};

enum {
	PH_GRIDS_MOST = 3
};

/* The best grids for some finders, the likeliest first; how many. */
unsigned ph_grids_find(struct ph_grid grids[PH_GRIDS_MOST],
	const struct ph_triple *triple, const struct ph_image *grey,
	double scale, bool flipped);
struct ph_point ph_grid_map(const struct ph_grid *grid, double x, double y);
/* Bends the grid to the alignment patterns that are seen. */
void ph_grid_align(
	struct ph_grid *grid, const struct ph_image *grey, double scale);

/* Moves it bit by bit, from the finders on, to where modules are told apart
 * best: for curled paper. */
void ph_grid_creep(
	struct ph_grid *grid, const struct ph_image *grey, double scale);

/* The modules at which alignment patterns' centres lie; their count, 0 for
 * version 1. */
unsigned ph_align_lines(unsigned size, unsigned line[PH_ALIGN_MOST]);

/*
 * modules — a code's modules as grey values, and drawn again as a clean one.
 */
struct ph_modules {
	unsigned size;
	uint8_t grey[PH_QR_MOST * PH_QR_MOST];
	uint8_t dark[PH_QR_MOST * PH_QR_MOST];
	/* Of ph_modules_decide: sharpened, and summed up. */
	int value[PH_QR_MOST * PH_QR_MOST];
	int sums[(PH_QR_MOST + 1) * (PH_QR_MOST + 1)];
};

void ph_modules_sample(struct ph_modules *modules, const struct ph_grid *grid,
	const struct ph_image *grey, double scale);
/* Decides each module by the mean of those at most `reach` away, after the
 * share that its neighbours shed on it was taken off: `sharpen` eighths. */
void ph_modules_decide(
	struct ph_modules *modules, unsigned reach, unsigned sharpen);
/* The function patterns, which are the same in every code of the size, are
 * drawn as they should be. */
void ph_modules_repair(struct ph_modules *modules);
/* Reads the format information, and draws what it should be. false: neither of
 * its two copies makes sense, so it is no QR code, or not this way round. */
bool ph_modules_format(struct ph_modules *modules);
/* Rows become columns. */
void ph_modules_mirror(struct ph_modules *modules);
PH_MUST_CHECK bool ph_modules_draw(
	const struct ph_modules *modules, struct ph_image *out);

/*
 * scan — zbar, on one grey image as it is.
 */
struct ph_scanner;
struct ph_scanner *ph_scanner_create(void);
void ph_scanner_destroy(struct ph_scanner *scanner);

/* Calls `each` for every code of those symbologies (bits) that zbar reads,
 * then wipes the payloads. false: out of memory, or `each` said so. */
PH_MUST_CHECK bool ph_scanner_scan(struct ph_scanner *scanner,
	const struct ph_image *image, unsigned symbologies,
	bool (*each)(const struct ph_code_found *code, void *context),
	void *context);

/*
 * line — zbar's decoder of linear codes, on one line of grey values.
 */
enum {
	/* Code 39 has no check digit: three stripes of hatching read as a
	 * letter or two. Dossier codes have 16 characters and more. */
	PH_LINEAR_LEAST = 4,
	PH_LINEAR_MOST = 256
};

struct ph_liner;
struct ph_liner *ph_liner_create(void);
void ph_liner_destroy(struct ph_liner *liner);
/* Calls `each` for every Code 128 and Code 39 on the line, which ends before
 * sample `end`; the payload is wiped afterwards. */
void ph_liner_read(struct ph_liner *liner, const uint8_t *line, size_t length,
	void (*each)(enum ph_symbology symbology, const char *payload,
		size_t length, size_t end, void *context),
	void *context);

/*
 * code128 — one line of grey values, where bars run into each other.
 */
struct ph_profile {
	const float *grey;
	size_t count;
};

struct ph_code128;
struct ph_code128 *ph_code128_create(void);
void ph_code128_destroy(struct ph_code128 *code128);
#define PH_CODE128_FOREIGN SIZE_MAX
/* Reads a line whose code begins in its first fifth. The text's length; 0:
 * none, its check character is wrong, a character is in doubt, or there are
 * functions in it; PH_CODE128_FOREIGN: it holds FNC4, which zbar leaves out
 * though it changes the text. */
size_t ph_code128_read(const struct ph_code128 *code128,
	const struct ph_profile *line, char *text, size_t room);

/*
 * bars — where a linear code may stand.
 */
struct ph_bars {
	/* Directions of length 1: from bar to bar, and along each, which a
	 * slanting view makes other than square to each other. */
	struct ph_point centre, along, down;
	double length, height;
	unsigned blocks; /* that make it up */
};

struct ph_bars_list {
	PH_LIST(struct ph_bars) list;
};

/* The largest first. */
PH_MUST_CHECK bool ph_bars_find(
	struct ph_bars_list *list, const struct ph_image *image, double scale);

/* What the bands of one linear code say. */
enum {
	PH_VOTES_MOST = 12
};

struct ph_vote {
	enum ph_symbology symbology;
	char payload[PH_LINEAR_MOST];
	size_t length, end;
	unsigned bands;  /* bits, by measuring bars; */
	unsigned wholes; /* by recognising characters */
};

struct ph_voting {
	struct ph_vote vote[PH_VOTES_MOST];
	unsigned count, band;
	bool foreign; /* a Code 128 holds more than text */
};

/*
 * hunt — one call of ph_code_read, as its rungs see it.
 */
struct ph_hunt {
	struct ph_scanner *scanner;
	struct ph_liner *liner;
	const struct ph_code128 *code128;
	struct ph_levels levels;
	struct ph_finders finders; /* on all levels searched so far */
	struct ph_modules *modules;
	struct ph_voting *voting; /* wiped after each code */
	double deadline;          /* of the thread's CPU time */
	bool enough;              /* the caller wants no far-fetched ones */
	unsigned read;            /* symbologies */
	bool foreign; /* a Code 128 here holds more than zbar tells */
	/* A code that a rung read, in pixels of the photo. false: memory. */
	bool (*tell)(const struct ph_code_found *code, void *context);
	void *context;
};

double ph_cpu_seconds(void);
static inline bool ph_hunt_is_late(const struct ph_hunt *hunt)
{
	return ph_cpu_seconds() > hunt->deadline;
}

/* QR codes by their finders on one level. */
struct ph_qr_effort {
	unsigned level, reach;
	int offset;
	bool flipped, pairs;
	double likeness;   /* of finders, at least; 0: outlines not seen too */
	unsigned tries;    /* grids looked at closely, at most */
	unsigned variants; /* ways to decide the modules of each */
};
PH_MUST_CHECK bool ph_hunt_qr(
	struct ph_hunt *hunt, const struct ph_qr_effort *effort);

/* Linear codes by their bars, found on one level and read on others. */
struct ph_bars_effort {
	unsigned level, from, to, tries;
	bool hard;
};
PH_MUST_CHECK bool ph_hunt_bars(
	struct ph_hunt *hunt, const struct ph_bars_effort *effort);

/* zbar on the whole photo, in black and white by the local mean. */
struct ph_whole_effort {
	int level;       /* -1: doubled */
	unsigned radius; /* of the mean, in pixels of the level */
	int offset;      /* grey levels below it that count as light */
};
PH_MUST_CHECK bool ph_hunt_whole(
	struct ph_hunt *hunt, const struct ph_whole_effort *effort);

/*
 * ladder — what is tried, in which order.
 */
struct ph_rung {
	enum ph_way {
		PH_BY_FINDERS,
		PH_BY_BARS,
		PH_WHOLE,
	} way;
	/* Megapixels of the photo between which it is tried; 0: no bound. */
	double from_mp, to_mp;
	bool joined; /* belongs to the rung before: no verdict between */
	struct ph_qr_effort qr;
	struct ph_bars_effort bars;
	struct ph_whole_effort whole;
};

/* What is tried when all but a linear code, or all but a QR code, was read and
 * the caller wants one look more. */
extern const struct ph_rung ph_look_for_bars, ph_look_for_finders;

extern const struct ph_rung ph_ladder[];
extern const size_t ph_ladder_length;

PH_MUST_CHECK bool ph_rung_fits(
	const struct ph_rung *rung, const struct ph_code_photo *photo);
PH_MUST_CHECK bool ph_rung_try(
	const struct ph_rung *rung, struct ph_hunt *hunt);

#endif
