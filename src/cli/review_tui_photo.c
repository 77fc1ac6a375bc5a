/* SPDX-License-Identifier: MIT */
/* The photograph, in the desktop's own viewer beside the terminal. */
#include "review_tui.h"

#include "kept_crops.h"

#include <phieu/image.h>

#include <fcntl.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* In a session of its own: the viewer neither writes on the terminal nor ends
 * with it. */
static int start(const char *program, const char *path)
{
	char *const words[] = { (char *)program, (char *)path, NULL };
	posix_spawn_file_actions_t files;
	posix_spawnattr_t how;
	pid_t id;
	int failed;

	posix_spawn_file_actions_init(&files);
	posix_spawnattr_init(&how);
	posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
	posix_spawn_file_actions_adddup2(&files, 1, 2);
	posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSID);
	failed = posix_spawnp(&id, program, &files, &how, words, environ);
	posix_spawnattr_destroy(&how);
	posix_spawn_file_actions_destroy(&files);
	return failed;
}

static void show(struct tui *tui, const char *path)
{
	const char *program = getenv("PHIEU_VIEWER");
	int failed;

	/* Those that have ended since. */
	while (waitpid(-1, NULL, WNOHANG) > 0)
		continue;
	if (!program || !*program)
		program = "xdg-open";
	failed = start(program, path);
	if (failed)
		tui_tell(tui, PH_TERM_WARN, "Không chạy được %s: %s", program,
			strerrordesc_np(failed));
	else
		tui_tell(tui, PH_TERM_PLAIN, "Đã mở bằng %s.", program);
}

/* Cameras use their names again, and folders are copied over: what lies there
 * now may be another form's photo. */
static bool is_the_photo(
	struct tui *tui, const char *path, const uint8_t sha256[PH_HASH_SIZE])
{
	PH_AUTO(ph_source_release) struct ph_source source = { 0 };
	struct ph_image_trouble trouble;

	if (!ph_source_load(&source, path, &ph_image_limits_default, &trouble)
		&& trouble.fault != PH_IMAGE_EMPTY
		&& trouble.fault != PH_IMAGE_NOT_AN_IMAGE) {
		tui_tell(tui, PH_TERM_WARN, "Không mở được tệp: %s", path);
		return false;
	}
	if (memcmp(source.sha256, sha256, PH_HASH_SIZE) == 0)
		return true;
	tui_tell(tui, PH_TERM_WARN,
		"Ảnh ở đường dẫn này đã là ảnh khác, không mở: %s", path);
	return false;
}

void tui_show_photo(struct tui *tui)
{
	PH_AUTO(ph_text_release) struct ph_text path = { 0 };
	const struct ph_review_form *form = tui_form(tui);

	if (!*form->path) {
		tui_tell(tui, PH_TERM_WARN,
			"Đường dẫn ảnh đã xóa khỏi sổ theo thời hạn.");
		return;
	}
	/* A name that begins with a dash is no option. */
	if (ph_text_appendf(
		    &path, "%s%s", *form->path == '-' ? "./" : "", form->path)
		&& is_the_photo(tui, ph_text_get(&path), form->sha256))
		show(tui, ph_text_get(&path));
}

void tui_crop_path(const struct tui *tui, struct ph_text *path)
{
	const struct ph_review_form *form = tui_form(tui);
	const struct ph_review_item *item = tui_item(tui);
	struct ph_placed_row placed = {
		.page = form->page,
		.part = form->part,
		.form = form->form,
		.place = form->place,
	};
	char name[PH_CROP_NAME_SIZE];
	struct ph_error ignored;

	ph_text_clear(path);
	memcpy(placed.sha256, form->sha256, sizeof(placed.sha256));
	ph_crop_name(&placed,
		item->field == PH_REVIEW_CODE
			? "code"
			: tui->ctx->rules->fields.id[item->field],
		name);
	if (!kept_crops_folder(tui->ctx, path, &ignored)
		|| !ph_text_appendf(path, "/%s", name)
		|| access(ph_text_get(path), R_OK) != 0)
		ph_text_clear(path);
}

void tui_show_crop(struct tui *tui)
{
	PH_AUTO(ph_text_release) struct ph_text path = { 0 };

	tui_crop_path(tui, &path);
	if (path.length)
		show(tui, ph_text_get(&path));
	else
		tui_tell(tui, PH_TERM_WARN, "Không có ảnh cắt của mục này.");
}
