/* SPDX-License-Identifier: MIT */
#include <phieu/report.h>

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

void ph_settings_release(struct ph_settings *settings)
{
	ph_text_release(&settings->unit);
	ph_text_release(&settings->name);
}

/* The ledger's own value, or the rule set's default, or "". */
static bool read_setting(struct ph_ledger *ledger, const struct ph_rules *rules,
	int64_t as_of, const char *key, struct ph_text *value,
	struct ph_error *err)
{
	const struct ph_setting *setting = ph_rules_setting(rules, key);
	bool found;

	if (!ph_ledger_get(ledger, as_of, key, value, &found, err))
		return false;
	if (found)
		return true;
	ph_text_clear(value);
	return ph_text_puts(value, setting ? setting->value : "")
	       || ph_error_memory(err);
}

static bool parse_computed(struct ph_settings *settings,
	const struct ph_rules *rules, const char *list, struct ph_error *err)
{
	while (*list) {
		size_t length = strcspn(list, ", ");
		bool known = length == 0;

		for (size_t i = 0; i < rules->criterion_count; i++) {
			const struct ph_criterion *c = &rules->criteria[i];

			if (strlen(c->id) != length
				|| memcmp(c->id, list, length) != 0)
				continue;
			known = ph_criterion_points(c, PH_TIMING_LATE)
				!= PH_ABSENT;
			settings->computed[i] = known;
		}
		if (!known)
			return ph_error_set(err, PH_CONFIG,
				"computed: %.*s is no criterion that dates can "
				"tell",
				(int)length, list);
		list += length + strspn(list + length, ", ");
	}
	return true;
}

static bool take_words(struct ph_settings *settings, struct ph_ledger *ledger,
	const struct ph_rules *rules, int64_t as_of, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text text = { 0 };

	if (!read_setting(ledger, rules, as_of, "period-rule", &text, err))
		return false;
	snprintf(settings->period_rule, sizeof(settings->period_rule), "%s",
		ph_text_get(&text));
	if (!read_setting(ledger, rules, as_of, "date-field", &text, err))
		return false;
	settings->date_field = strcmp(ph_text_get(&text), "returned") == 0
				       ? PH_DATE_RETURNED
			       : strcmp(ph_text_get(&text), "entered") == 0
				       ? PH_DATE_ENTERED
				       : PH_DATE_COLLECTED;
	if (!read_setting(ledger, rules, as_of, "denominator", &text, err))
		return false;
	settings->per_dossiers = strcmp(ph_text_get(&text), "dossiers") == 0;
	if (!read_setting(ledger, rules, as_of, "online", &text, err))
		return false;
	settings->count_online = strcmp(ph_text_get(&text), "count") == 0;
	return read_setting(ledger, rules, as_of, "computed", &text, err)
	       && parse_computed(settings, rules, ph_text_get(&text), err);
}

bool ph_settings_load(struct ph_settings *settings, struct ph_ledger *ledger,
	const struct ph_rules *rules, int64_t as_of, struct ph_error *err)
{
	*settings = (struct ph_settings){ 0 };
	if (take_words(settings, ledger, rules, as_of, err)
		&& read_setting(
			ledger, rules, as_of, "unit", &settings->unit, err)
		&& read_setting(
			ledger, rules, as_of, "name", &settings->name, err))
		return true;
	ph_settings_release(settings);
	return false;
}

bool ph_settings_check(const struct ph_rules *rules, const char *key,
	const char *value, struct ph_error *err)
{
	const struct ph_setting *setting = ph_rules_setting(rules, key);
	struct ph_settings scratch = { 0 };

	if (!setting) {
		PH_AUTO(ph_text_release) struct ph_text keys = { 0 };

		for (size_t i = 0; i < rules->setting_count; i++)
			if (!ph_text_appendf(&keys, "%s%s", i ? ", " : "",
				    rules->settings[i].key))
				return ph_error_memory(err);
		return ph_error_set(err, PH_USAGE,
			"%s: no such setting; there are %s", key,
			ph_text_get(&keys));
	}
	if (!ph_setting_allows(setting, value))
		return ph_error_set(err, PH_USAGE, "%s: %s is not one of %s",
			key, value, setting->values);
	if (strcmp(key, "qr-url") == 0 && *value && !strstr(value, "{code}"))
		return ph_error_set(err, PH_USAGE,
			"%s: %s: no {code} in it, where the dossier's code "
			"goes",
			key, value);
	if (strcmp(key, "computed") != 0
		|| parse_computed(&scratch, rules, value, err))
		return true;
	err->code = PH_USAGE;
	return false;
}

static bool is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

bool ph_rules_find(const struct ph_rules_path *path, const char *id,
	struct ph_text *folder, struct ph_error *err)
{
	const char *roots[] = { path->beside, path->data };

	if (!*id || *id == '.' || strchr(id, '/'))
		return ph_error_set(err, PH_CONFIG,
			"%s: not a rule set's id: a folder's name under rules/",
			id);
	for (size_t i = 0; i < 2; i++) {
		if (!roots[i])
			continue;
		ph_text_clear(folder);
		if (!ph_text_appendf(folder, "%s/rules/%s", roots[i], id))
			return ph_error_memory(err);
		if (is_folder(folder->bytes))
			return true;
	}
	return ph_error_set(err, PH_CONFIG,
		"%s: no such rule set; 'phieu rules' lists those there are",
		id);
}
