/*
 * Fuzz target for documents. Any bytes are read in each format. Passages are clean UTF-8 on one
 * line, numbered without gaps, and their sentences are parts of them.
 */
#include "base/text.h"
#include "document/document.h"
#include "fuzz.h"

#include <string.h>

static void check(const struct document *document)
{
	int number = 0;

	for (size_t i = 0; i < document->count; i++) {
		const struct passage *passage = &document->passages[i];

		CHECK(*passage->text);
		CHECK(!strpbrk(passage->text, "\n\r\t"));
		CHECK(text_is_utf8(passage->text, strlen(passage->text)));
		if (passage->kind != PASSAGE_LEFT_OUT)
			CHECK(passage->number == ++number);
		else
			CHECK(*passage->reason);
		for (size_t k = 0; k < passage->sentence_count; k++)
			CHECK(strstr(passage->text, passage->sentences[k].text));
	}
	CHECK((size_t)number == document->numbered);
	CHECK(document->sentences > 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	for (int format = DOCUMENT_PLAIN; format <= DOCUMENT_HTML; format++) {
		struct document document;
		struct error err = {""};

		if (document_read("fuzz", (enum document_format)format, (const char *)bytes, size,
			    &document, &err))
			check(&document);
		else
			CHECK(*err.text);
		document_free(&document);
	}
	return 0;
}
