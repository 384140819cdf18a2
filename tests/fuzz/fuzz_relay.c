/* Fuzz target for lines from a bridge: any bytes, in each known form; "form\nline" also gives a
 * form. / */
#include "base/text.h"
#include "config/relay_form.h"

#include "fuzz.h"

#include <string.h>

static void read_line(const char *form, const char *line)
{
	char nick[RELAY_FORM_NICK], text[RELAY_FORM_TEXT];
	struct error err;

	if (!relay_form_check(form, &err)) {
		CHECK(*err.text);
		return;
	}
	if (!relay_form_read(form, line, nick, text))
		return;
	CHECK(*nick && text[strspn(text, " ")]);
	CHECK(strlen(nick) < sizeof nick && strlen(text) < sizeof text);
	CHECK(text_is_utf8(nick, strlen(nick)) && text_is_utf8(text, strlen(text)));
	CHECK(!strpbrk(nick, "\r\n\x03"));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static const char *const forms[] = {
		"common", "matterbridge", "({nick} on {place}) {text}!"};
	char *line = malloc(size + 1);

	CHECK(line);
	memcpy(line, bytes, size);
	line[size] = '\0';
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		read_line(forms[i], line);
	char *end = strchr(line, '\n');
	if (end && end - line < 200) {
		*end = '\0';
		read_line(line, end + 1);
	}
	free(line);
	return 0;
}
