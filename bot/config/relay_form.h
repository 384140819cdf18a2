#ifndef TONLE_CONFIG_RELAY_FORM_H
#define TONLE_CONFIG_RELAY_FORM_H

#include "base/error.h"

#include <stdbool.h>

/*
 * The forms in which bridges (Discord, Matrix, Telegram …) put the speaker before the text:
 * "<{nick}> {text}". Any other word in braces matches text that is ignored, as in "[{protocol}]
 * <{nick}> {text}". Pure.
 */
enum { RELAY_FORM_NICK = 64, RELAY_FORM_TEXT = 1024 };

/* Whether the form is usable: the name of a known one (common, matterbridge, discord-irc, dis4irc,
 * teleirc, matrix), or a text with {nick}, something after it, and {text}. False with what was
 * expected. */
bool relay_form_check(const char *form, struct error *err);

/*
 * Reads a received line by the form, ignoring formatting codes. nick: as shown, without the
 * zero-width characters that bridges insert to avoid pings, cut at RELAY_FORM_NICK - 1 bytes. False
 * if the line does not have the form, or nick or text is empty.
 */
bool relay_form_read(
	const char *form, const char *line, char nick[RELAY_FORM_NICK], char text[RELAY_FORM_TEXT]);

#endif
