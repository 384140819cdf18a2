/*
 * Fuzz target for 005: any tokens, separated by spaces or line ends. The values afterwards must be
 * ones that the bot can work with.
 */
#include "fuzz.h"
#include "wire/isupport.h"

#include <string.h>

static void check_marks(const char *marks)
{
	CHECK(memchr(marks, '\0', ISUPPORT_TYPES));
	for (; *marks; marks++)
		CHECK(*marks > ' ' && *marks < 0x7f && !strchr(",:", *marks));
}

static void check(const struct isupport *s)
{
	CHECK((int)s->casemap >= 0 && s->casemap <= CASEMAP_ASCII);
	CHECK(s->channel_types[0]);
	check_marks(s->channel_types);
	check_marks(s->status_marks);
	check_marks(s->member_marks);
	CHECK(strlen(s->member_marks) == strlen(s->member_modes));
	CHECK(memchr(s->list_modes, '\0', ISUPPORT_MODES) &&
		s->set_modes[ISUPPORT_MODES - 1] == '\0');
	CHECK(s->line_length >= 128 && s->line_length <= 8192);
	CHECK(s->nick_length <= 8192 && s->user_length <= 8192 && s->host_length <= 8192);
	CHECK(s->bot_mode == '\0' || strchr("abcdefghijklmnopqrstuvwxyz", s->bot_mode | 0x20));
	CHECK(memchr(s->tag_deny, '\0', sizeof s->tag_deny));
	isupport_tag_passes(s, "+draft/reply");
	isupport_tag_passes(s, "");
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct isupport s;
	char *text = malloc(size + 1), *rest = text;

	CHECK(text);
	memcpy(text, bytes, size);
	text[size] = '\0';
	isupport_reset(&s);
	check(&s);
	for (char *token; (token = strsep(&rest, " \r\n")) != NULL;) {
		isupport_learn(&s, token);
		check(&s);
	}
	free(text);
	return 0;
}
