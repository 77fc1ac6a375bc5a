/* SPDX-License-Identifier: MIT */
/* The words of the contract: what enums are called in files. */
#include <phieu/record.h>

#include <string.h>

static const char *const channels[] = {
	[PH_CHANNEL_SCAN] = "scan",
	[PH_CHANNEL_KEYED] = "keyed",
	[PH_CHANNEL_ONLINE] = "online",
};

static const char *const statuses[] = {
	[PH_STATUS_READ] = "read",
	[PH_STATUS_DOUBTFUL] = "doubtful",
	[PH_STATUS_UNREAD] = "unread",
};

static const char *const origins[] = {
	[PH_FROM_NONE] = "",
	[PH_FROM_QR] = "qr",
	[PH_FROM_CODE128] = "code128",
	[PH_FROM_CODE39] = "code39",
	[PH_FROM_BOTH] = "both",
};

#define COUNT(words) (sizeof(words) / sizeof(*(words)))

static int find(const char *const *words, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(words[i], name ? name : "") == 0)
			return (int)i;
	return -1;
}

const char *ph_channel_name(enum ph_channel channel)
{
	return channels[channel];
}

const char *ph_status_name(enum ph_status status)
{
	return statuses[status];
}

const char *ph_code_from_name(enum ph_code_from from)
{
	return origins[from];
}

bool ph_channel_find(const char *name, enum ph_channel *channel)
{
	int i = find(channels, COUNT(channels), name);

	if (i >= 0)
		*channel = (enum ph_channel)i;
	return i >= 0;
}

bool ph_status_find(const char *name, enum ph_status *status)
{
	int i = find(statuses, COUNT(statuses), name);

	if (i >= 0)
		*status = (enum ph_status)i;
	return i >= 0;
}

bool ph_code_from_find(const char *name, enum ph_code_from *from)
{
	int i = find(origins, COUNT(origins), name);

	if (i >= 0)
		*from = (enum ph_code_from)i;
	return i >= 0;
}
