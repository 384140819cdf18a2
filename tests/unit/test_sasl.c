/* Base64, SCRAM with RFC 7677's example, and AUTHENTICATE step by step. */
#include "scratch.h"

#include "wire/base64.h"
#include "wire/sasl.h"
#include "wire/scram.h"

#include <sys/stat.h>

static void base64_is_strict(void **state)
{
	static const struct {
		const char *text, *bytes;
	} good[] = {{"", ""}, {"Zg==", "f"}, {"Zm8=", "fo"}, {"Zm9v", "foo"}, {"Zm9vYg==", "foob"}};
	static const char *const bad[] = {"Z", "Zg", "Zg=", "Z===", "====", "Zg==Zg==", "Zm9 ",
		"Zm=v", "Zm9v\n", "Zm-_", "Zh==", "\xc3\xa9\xc3\xa9"};
	unsigned char bytes[16];
	char text[BASE64_SIZE(8)];
	size_t got;

	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		assert_true(base64_decode(
			good[i].text, strlen(good[i].text), bytes, sizeof bytes, &got));
		assert_int_equal(got, strlen(good[i].bytes));
		assert_memory_equal(bytes, good[i].bytes, got);
		assert_int_equal(base64_encode(good[i].bytes, got, text), strlen(good[i].text));
		assert_string_equal(text, good[i].text);
	}
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (base64_decode(bad[i], strlen(bad[i]), bytes, sizeof bytes, &got))
			fail_msg("was read: %s", bad[i]);
	assert_false(base64_decode("Zm9vZm9v", 8, bytes, 5, &got));
}

/* --- SCRAM ------------------------------------------------------------------------------------ */

#define NONCE "rOprNGfwEbeRWgbNEkqO"
#define FIRST "r=" NONCE "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"
#define FINAL "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="

/* RFC 7677, section 3. */
static void scram_as_in_the_rfc(void **state)
{
	struct scram s;
	char text[512];
	struct buf out = BUF(text);
	struct error err;

	(void)state;
	assert_true(scram_first(&s, "user", NONCE, &out));
	assert_string_equal(text, "n,,n=user,r=" NONCE);
	buf_clear(&out);
	assert_true(scram_final(&s, "pencil", FIRST, strlen(FIRST), &out, &err));
	assert_string_equal(text, "c=biws,r=" NONCE "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
				  "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
	assert_false(s.verified);
	assert_true(scram_verify(&s, FINAL, strlen(FINAL), &err));
	assert_true(s.verified);
	assert_false(scram_verify(&s, FINAL, strlen(FINAL), &err)); /* out of turn */
}

static void scram_escapes_names(void **state)
{
	struct scram s;
	char text[512];
	struct buf out = BUF(text);

	(void)state;
	assert_true(scram_first(&s, "a=b,c", "x", &out));
	assert_string_equal(text, "n,,n=a=3Db=2Cc,r=x");
	buf_clear(&out);
	memset(text, 'u', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	char long_nonce[SCRAM_NONCE_MOST + 2];
	memset(long_nonce, 'n', sizeof long_nonce - 1);
	long_nonce[sizeof long_nonce - 1] = '\0';
	assert_false(scram_first(&s, "u", long_nonce, &out));
	assert_false(scram_first(&s, "", "n", &out));
}

static void scram_refuses_other_proofs(void **state)
{
	static const char *const proofs[] = {"", "v=", "v=x",
		"v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4",
		"v=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
		"v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G5=", "v=6rriTRBi23WpRR/wtup+mA==",
		"e=other-error", "6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="};
	char text[512];
	struct error err;

	(void)state;
	for (size_t i = 0; i < sizeof proofs / sizeof *proofs; i++) {
		struct buf out = BUF(text);
		struct scram s;

		assert_true(scram_first(&s, "user", NONCE, &out));
		assert_true(scram_final(&s, "pencil", FIRST, strlen(FIRST), &out, &err));
		if (scram_verify(&s, proofs[i], strlen(proofs[i]), &err) || s.verified)
			fail_msg("was believed: %s", proofs[i]);
	}
}

static void scram_refuses_other_demands(void **state)
{
	static const struct {
		const char *message, *err;
	} rows[] = {
		{"r=" NONCE ",s=AAAA,i=4096", "does not extend"},
		{"r=xOprNGfwEbeRWgbNEkqOmore,s=AAAA,i=4096", "does not extend"},
		{"r=" NONCE "x,s=AAA,i=4096", "salt"},
		{"r=" NONCE "x,s=,i=4096", "salt"},
		{"r=" NONCE "x,i=4096", "salt"},
		{"r=" NONCE "x,s=AAAA,i=4095", "4095 rounds"},
		{"r=" NONCE "x,s=AAAA,i=200001", "200001 rounds"},
		{"r=" NONCE "x,s=AAAA,i=-4096", "number of rounds"},
		{"r=" NONCE "x,s=AAAA,i=4096x", "number of rounds"},
		{"r=" NONCE "x,s=AAAA", "number of rounds"},
		{"m=1,r=" NONCE "x,s=AAAA,i=4096", "nonce, first"},
		{"", "nonce, first"},
	};
	char text[512];

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct buf out = BUF(text);
		struct error err = {""};
		struct scram s;

		assert_true(scram_first(&s, "user", NONCE, &out));
		if (scram_final(&s, "pencil", rows[i].message, strlen(rows[i].message), &out, &err))
			fail_msg("was answered: %s", rows[i].message);
		assert_says(err.text, rows[i].err);
		assert_false(scram_verify(&s, FINAL, strlen(FINAL), &err));
	}
}

/* --- AUTHENTICATE ----------------------------------------------------------------------------- */

struct world {
	char said[8192];
	struct sasl *s;
	struct error err;
};

static void say(void *context, const char *line)
{
	struct world *w = context;

	strcat(strcat(w->said, line + strlen("AUTHENTICATE ")), "|");
}

static enum sasl_state begin(
	struct world *w, const struct sasl_credentials *credentials, const char *offered)
{
	*w = (struct world){.said = ""};
	w->s = sasl_new(credentials, say, w);
	return sasl_begin(w->s, offered, &w->err);
}

static enum sasl_state hear(struct world *w, const char *text)
{
	char bytes[1024];
	struct line line;

	strcpy(bytes, text);
	assert_int_equal(line_parse(&line, bytes, strlen(bytes)), LINE_OK);
	w->said[0] = '\0';
	return sasl_handle(w->s, &line, &w->err);
}

static struct sasl_credentials with(const char *mechanisms)
{
	return (struct sasl_credentials){.mechanisms = mechanisms,
		.username = "u",
		.password = "p",
		.key_file = "",
		.certificate = true,
		.plain_allowed = true};
}

static void the_order_is_kept(void **state)
{
	static const struct {
		const char *mechanisms, *offered, *tried;
	} rows[] = {
		{"", "", "EXTERNAL SCRAM-SHA-256 PLAIN "},
		{"", "PLAIN,SCRAM-SHA-256,FOO", "SCRAM-SHA-256 PLAIN "},
		{"PLAIN EXTERNAL", "", "PLAIN EXTERNAL "},
		{"PLAIN PLAIN, PLAIN", "PLAIN", "PLAIN "}, {"PLAIN", "PLAINER,EXTERNAL", ""},
		{"ECDSA-NIST256P-CHALLENGE", "", ""}, /* there is no key */
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct sasl_credentials credentials = with(rows[i].mechanisms);
		struct world w;
		char tried[128] = "";
		enum sasl_state now = begin(&w, &credentials, rows[i].offered);

		while (now == SASL_BUSY) {
			strcat(strcat(tried, sasl_mechanism(w.s)), " ");
			now = hear(&w, ":s 904 * :no");
		}
		assert_int_equal(now, SASL_FAILED);
		assert_string_equal(tried, rows[i].tried);
		assert_true(w.err.text[0] != '\0');
		sasl_free(w.s);
	}
}

static void the_password_is_not_shown_where_it_must_not(void **state)
{
	struct sasl_credentials credentials = with("PLAIN");
	struct world w;

	(void)state;
	credentials.plain_allowed = false;
	assert_int_equal(begin(&w, &credentials, ""), SASL_FAILED);
	assert_string_equal(w.said, "");
	sasl_free(w.s);
	credentials.mechanisms = "";
	credentials.certificate = false;
	assert_int_equal(begin(&w, &credentials, ""), SASL_BUSY);
	assert_string_equal(w.said, "SCRAM-SHA-256|");
	assert_int_equal(hear(&w, ":s 904 * :no"), SASL_FAILED);
	assert_string_equal(w.said, "");
	sasl_free(w.s);
}

static void external_says_nothing(void **state)
{
	struct sasl_credentials credentials = with("EXTERNAL");
	struct world w;

	(void)state;
	begin(&w, &credentials, "");
	assert_int_equal(hear(&w, "AUTHENTICATE +"), SASL_BUSY);
	assert_string_equal(w.said, "+|");
	assert_int_equal(hear(&w, ":s 903 * :in"), SASL_DONE);
	assert_int_equal(hear(&w, "AUTHENTICATE +"), SASL_DONE);
	assert_string_equal(w.said, "");
	sasl_free(w.s);
}

/* 300 bytes are 400 letters: the piece is full, and "+" follows. */
static void messages_are_cut_at_400(void **state)
{
	static const struct {
		size_t password;
		const char *pieces;
	} rows[] = {{293, "396 "}, {296, "400 1 "}, {297, "400 4 "}, {596, "400 400 1 "}};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct sasl_credentials credentials = with("PLAIN");
		char password[1024] = "", pieces[64] = "";
		struct world w;

		memset(password, 'x', rows[i].password);
		credentials.password = password;
		begin(&w, &credentials, "");
		assert_int_equal(hear(&w, "AUTHENTICATE +"), SASL_BUSY);
		for (char *piece = strtok(w.said, "|"); piece; piece = strtok(NULL, "|"))
			sprintf(pieces + strlen(pieces), "%zu ", strlen(piece));
		assert_string_equal(pieces, rows[i].pieces);
		sasl_free(w.s);
	}
}

/* A server that misbehaves is left alone, and gets nothing more. */
static void misbehaviour_ends_it(void **state)
{
	char too_long[600] = "AUTHENTICATE ";
	const char *const lines[] = {"AUTHENTICATE x",
		"AUTHENTICATE Zg==", "AUTHENTICATE ====", too_long, ":s 903 * :without proof"};

	(void)state;
	memset(too_long + strlen(too_long), 'A', 404);
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		struct sasl_credentials credentials = with("SCRAM-SHA-256 PLAIN");
		struct world w;

		begin(&w, &credentials, "");
		hear(&w, "AUTHENTICATE +");
		assert_int_equal(hear(&w, lines[i]), SASL_FAILED);
		assert_string_equal(w.said, "*|");
		assert_non_null(strstr(w.err.text, "SCRAM-SHA-256: "));
		sasl_free(w.s);
	}
}

static void endless_messages_end(void **state)
{
	struct sasl_credentials credentials = with("SCRAM-SHA-256");
	char piece[600] = "AUTHENTICATE ";
	struct world w;
	unsigned count = 0;

	(void)state;
	memset(piece + strlen(piece), 'A', 400);
	begin(&w, &credentials, "");
	hear(&w, "AUTHENTICATE +");
	while (hear(&w, piece) == SASL_BUSY)
		count++;
	assert_int_equal(count, 20);
	assert_string_equal(w.said, "*|");
	sasl_free(w.s);
}

static void waiting_has_an_end(void **state)
{
	struct sasl_credentials credentials = with("EXTERNAL PLAIN");
	struct world w;

	(void)state;
	begin(&w, &credentials, "");
	assert_int_equal(sasl_patience_ms(w.s), 15000);
	assert_int_equal(hear(&w, ":s 908 * PLAIN :are"), SASL_BUSY);
	assert_int_equal(sasl_patience_ms(w.s), 2000);
	w.said[0] = '\0';
	assert_int_equal(sasl_give_up(w.s, &w.err), SASL_BUSY);
	assert_string_equal(w.said, "PLAIN|");
	w.said[0] = '\0';
	assert_int_equal(sasl_give_up(w.s, &w.err), SASL_FAILED);
	assert_string_equal(w.said, "*|");
	sasl_free(w.s);
}

static void what_is_configured_is_checked(void **state)
{
	struct sasl_credentials c = with("MD5");
	struct error err = {""};

	(void)state;
	assert_false(sasl_check(&c, &err));
	assert_says(err.text, "found \"MD5\"");
	c = with("ECDSA-NIST256P-CHALLENGE");
	assert_false(sasl_check(&c, &err));
	assert_says(err.text, "needs username and key_file");
	c.key_file = scratch_write("key.pem", "no key\n");
	chmod(c.key_file, 0600);
	assert_false(sasl_check(&c, &err));
	assert_says(err.text, "expected a private key on the curve P-256");
	chmod(c.key_file, 0644);
	assert_false(sasl_check(&c, &err));
	assert_says(err.text, "other than its owner");
	c = with("");
	assert_true(sasl_check(&c, &err));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(base64_is_strict),
		cmocka_unit_test(scram_as_in_the_rfc),
		cmocka_unit_test(scram_escapes_names),
		cmocka_unit_test(scram_refuses_other_proofs),
		cmocka_unit_test(scram_refuses_other_demands),
		cmocka_unit_test(the_order_is_kept),
		cmocka_unit_test(the_password_is_not_shown_where_it_must_not),
		cmocka_unit_test(external_says_nothing),
		cmocka_unit_test(messages_are_cut_at_400),
		cmocka_unit_test(misbehaviour_ends_it),
		cmocka_unit_test(endless_messages_end),
		cmocka_unit_test(waiting_has_an_end),
		cmocka_unit_test(what_is_configured_is_checked),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
