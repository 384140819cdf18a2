#include "fact/support_words.h"

#include "base/text.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* Small numbers in words, since statements and documents write them either way. */
static const char *const small_numbers[] = {"zero", "one", "two", "three", "four", "five", "six",
	"seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen",
	"sixteen", "seventeen", "eighteen", "nineteen", "twenty", NULL};

static void read_number_word(struct support_word *word)
{
	char digits[SUPPORT_WORD];
	size_t count = 0, at = 0;

	for (int i = 2; small_numbers[i]; i++)
		if (strcmp(word->text, small_numbers[i]) == 0) {
			snprintf(word->text, sizeof word->text, "%d", i);
			word->number = true;
			return;
		}
	for (; isdigit((unsigned char)word->text[at]) || word->text[at] == ',' ||
		word->text[at] == '.';
		at++)
		if (word->text[at] != ',')
			digits[count++] = word->text[at];
	digits[count] = '\0';
	word->number = count > 0 && (word->text[at] == '\0' || strlen(word->text + at) == 2);
	if (word->number)
		memcpy(word->text, digits, count + 1);
}

static bool digit_follows(const char *at, const char *end)
{
	return at < end && text_digit(text_next(&at, end)) >= 0;
}

bool support_words_next(const char **at, struct support_word *word)
{
	size_t length = 0;
	const char *end = *at + strlen(*at);
	uint32_t code = 0;

	*word = (struct support_word){.after_gap = false};
	char *raw = word->raw;
	while (*at < end) {
		const char *here = *at;

		code = text_next(at, end);
		if (text_is_word(code)) {
			*at = here;
			break;
		}
		word->after_gap |= code != ' ';
	}
	if (*at == end)
		return false;
	word->capital = text_lower(code) != code;
	while (*at < end) {
		const char *here = *at;
		bool digits = length > 0 && isdigit((unsigned char)raw[length - 1]);

		code = text_next(at, end);
		if (!text_is_word(code) &&
			!(digits && (code == ',' || code == '.') && digit_follows(*at, end)) &&
			!(code == '.' && length == 1 && isupper((unsigned char)**at))) {
			*at = here;
			break;
		}
		if (text_digit(code) >= 0 && length + 1 < sizeof word->raw) {
			raw[length++] = (char)('0' + text_digit(code));
		} else if (length + (size_t)(*at - here) < sizeof word->raw) {
			memcpy(raw + length, here, (size_t)(*at - here));
			length += (size_t)(*at - here);
		}
	}
	raw[length] = '\0';
	text_fold(raw, word->text, sizeof word->text);
	read_number_word(word);
	return true;
}
