/* Reads scalars of YAML documents: text, numbers and flags. */
#include "base/buf.h"
#include "base/text.h"
#include "base/yaml_inner.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* C0 and C1 controls, and the line and paragraph separators, which also end a line in YAML. */
static bool is_yaml_control(uint32_t code)
{
	return code < 0x20 || (code >= 0x7f && code <= 0x9f) || code == 0x2028 || code == 0x2029;
}

/* --- the environment -------------------------------------------------------------------------- */

/* The value of the variable of that name, of length bytes; NULL after a mistake. */
static const char *variable(struct yaml_reader *reader, const yaml_node_t *node,
	const struct yaml_key *key, const char *name, size_t length)
{
	char copy[128];

	snprintf(copy, sizeof copy, "%.*s", (int)length, name);
	const char *value = getenv(copy);
	if (value && *value)
		return value;
	yaml_mistake(reader, node, "%s: the environment variable %s is not set", key->name, copy);
	return NULL;
}

/* Copies text, replacing ${NAME} by its value and "$${" by "${"; NULL after a mistake. */
static char *expand(struct yaml_reader *reader, const yaml_node_t *node, const struct yaml_key *key,
	const char *text)
{
	char out[2048];
	struct buf buf = BUF(out);

	while (*text) {
		size_t plain = strcspn(text, "$"), length;
		const char *value;

		buf_put(&buf, text, plain);
		text += plain;
		if (strncmp(text, "$${", 3) == 0) {
			buf_put(&buf, "${", 2);
			text += 3;
		} else if (strncmp(text, "${", 2) == 0) {
			length = strcspn(text + 2, "}");
			if (!text[2 + length] || length == 0) {
				yaml_mistake(reader, node,
					"%s: expected ${NAME} with the name of an environment "
					"variable, found \"%.40s\"; a plain \"${\" is written "
					"\"$${\"",
					key->name, text);
				return NULL;
			}
			value = variable(reader, node, key, text + 2, length);
			if (!value)
				return NULL;
			buf_add(&buf, "%s", value);
			text += length + 3;
		} else if (*text) {
			buf_put(&buf, text++, 1);
		}
	}
	if (!buf.full)
		return arena_copy(reader->arena, out, buf_length(&buf));
	yaml_mistake(reader, node, "%s: too long", key->name);
	return NULL;
}

/* --- types ------------------------------------------------------------------------------------ */

static void list_words(struct buf *buf, const char *const *words)
{
	for (size_t i = 0; words[i]; i++)
		buf_add(buf, "%s%s", i ? ", " : "", words[i]);
}

static bool check_one_of(struct yaml_reader *reader, const yaml_node_t *node,
	const struct yaml_key *key, const char *text)
{
	char words[256];
	struct buf buf = BUF(words);

	for (size_t i = 0; key->one_of[i]; i++)
		if (strcmp(text, key->one_of[i]) == 0)
			return true;
	list_words(&buf, key->one_of);
	return yaml_mistake(
		reader, node, "%s: expected one of %s, found \"%.60s\"", key->name, words, text);
}

static bool read_yaml_text(struct yaml_reader *reader, const yaml_node_t *node,
	const struct yaml_key *key, const char *text, const char **into)
{
	size_t length = strlen(text);

	while (length > 0 && text[length - 1] == '\n') /* the end of a block scalar */
		length--;
	if (length == 0 && (key->required || node->data.scalar.style == YAML_PLAIN_SCALAR_STYLE))
		return yaml_wrong_type(reader, node, key);
	for (const char *at = text; at < text + length;) {
		uint32_t code = text_next(&at, text + length);

		if (is_yaml_control(code))
			return yaml_mistake(reader, node,
				"%s: expected one line of text, found the control character U+%04X",
				key->name, (unsigned)code);
	}
	*into = arena_copy(reader->arena, text, length);
	return !key->one_of || check_one_of(reader, node, key, *into);
}

static bool read_yaml_number(struct yaml_reader *reader, const yaml_node_t *node,
	const struct yaml_key *key, const char *text, int *into)
{
	char *end;

	errno = 0;
	long long value = strtoll(text, &end, 10);
	if (*end || end == text || errno || value < key->least || value > key->most)
		return yaml_mistake(reader, node,
			"%s: expected a number from %d to %d, found \"%.60s\"", key->name,
			key->least, key->most, text);
	*into = (int)value;
	return true;
}

static bool read_flag(struct yaml_reader *reader, const yaml_node_t *node,
	const struct yaml_key *key, const char *text, bool *into)
{
	static const struct {
		const char *word;
		bool value;
	} words[] = {
		{"true", true},
		{"false", false},
		{"yes", true},
		{"no", false},
		{"on", true},
		{"off", false},
	};

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (strcmp(text, words[i].word) == 0) {
			*into = words[i].value;
			return true;
		}
	return yaml_mistake(
		reader, node, "%s: expected true or false, found \"%.60s\"", key->name, text);
}

bool yaml_read_scalar(struct yaml_reader *reader, const yaml_node_t *node,
	const struct yaml_key *key, void *field)
{
	const char *text = (const char *)node->data.scalar.value;

	/* A NUL in a text is a control character, which read_yaml_text() must see. */
	if (memchr(text, '\0', node->data.scalar.length))
		return yaml_mistake(reader, node,
			"%s: expected one line of text, found the control character U+0000",
			key->name);
	if (reader->reading && reader->reading->environment && strstr(text, "${")) {
		text = expand(reader, node, key, text);
		if (!text)
			return false;
	}
	if (key->type == YAML_TEXT)
		return read_yaml_text(reader, node, key, text, field);
	if (key->type == YAML_NUMBER)
		return read_yaml_number(reader, node, key, text, field);
	return read_flag(reader, node, key, text, field);
}
