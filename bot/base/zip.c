#include "base/zip.h"

#include <stdint.h>
#include <string.h>

enum {
	LOCAL_HEADER = 0x04034b50,
	CENTRAL_HEADER = 0x02014b50,
	END_RECORD = 0x06054b50,
	LOCAL_SIZE = 30,
	CENTRAL_SIZE = 46,
	VERSION = 10,     /* 1.0: stored files */
	DATE = 1 << 5 | 1 /* 1980-01-01 */
};

/* CRC-32 (ITU-T V.42). */
static uint32_t crc_of(const unsigned char *bytes, size_t size)
{
	uint32_t crc = UINT32_MAX;

	for (size_t i = 0; i < size; i++) {
		crc ^= bytes[i];
		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
	}
	return ~crc;
}

static void put_number(FILE *out, uint32_t number, int bytes)
{
	for (int i = 0; i < bytes; i++)
		putc((int)(number >> 8 * i & 0xff), out);
}

/* Writes the fields that both headers of a file share: version needed to length of the name. */
static void put_common(FILE *out, const struct zip_entry *entry)
{
	put_number(out, VERSION, 2);
	put_number(out, 0, 4); /* flags; method: stored */
	put_number(out, 0, 2); /* time */
	put_number(out, DATE, 2);
	put_number(out, crc_of(entry->bytes, entry->size), 4);
	put_number(out, (uint32_t)entry->size, 4); /* compressed, and not */
	put_number(out, (uint32_t)entry->size, 4);
	put_number(out, (uint32_t)strlen(entry->name), 2);
	put_number(out, 0, 2); /* extra field */
}

void zip_write(FILE *out, const struct zip_entry *entries, size_t count)
{
	uint32_t central = 0, at = 0, size = 0;

	for (size_t i = 0; i < count; i++) {
		put_number(out, LOCAL_HEADER, 4);
		put_common(out, &entries[i]);
		fputs(entries[i].name, out);
		fwrite(entries[i].bytes, 1, entries[i].size, out);
		central += (uint32_t)(LOCAL_SIZE + strlen(entries[i].name) + entries[i].size);
	}
	for (size_t i = 0; i < count; i++) {
		put_number(out, CENTRAL_HEADER, 4);
		put_number(out, VERSION, 2);
		put_common(out, &entries[i]);
		put_number(out, 0, 4); /* comment; disk */
		put_number(out, 0, 2); /* attributes: internal, external */
		put_number(out, 0, 4);
		put_number(out, at, 4);
		fputs(entries[i].name, out);
		at += (uint32_t)(LOCAL_SIZE + strlen(entries[i].name) + entries[i].size);
		size += (uint32_t)(CENTRAL_SIZE + strlen(entries[i].name));
	}
	put_number(out, END_RECORD, 4);
	put_number(out, 0, 4); /* disks */
	put_number(out, (uint32_t)count, 2);
	put_number(out, (uint32_t)count, 2);
	put_number(out, size, 4);
	put_number(out, central, 4);
	put_number(out, 0, 2); /* comment */
}
