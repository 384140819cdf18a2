#include "base/json.h"

void json_string(FILE *out, const char *text)
{
	putc_unlocked('"', out);
	for (; *text; text++) {
		unsigned char byte = (unsigned char)*text;

		if (byte == '"' || byte == '\\')
			putc_unlocked('\\', out);
		if (byte < 0x20)
			fprintf(out, "\\u%04x", byte);
		else
			putc_unlocked(byte, out);
	}
	putc_unlocked('"', out);
}
