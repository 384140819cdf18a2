#include "talk/unwrap.h"

#include "base/buf.h"
#include "base/text.h"
#include "pattern/pattern.h"
#include "pattern/pattern_table.h"
#include "talk/shorthand.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#define NICK "(?!\\d)[\\w\\[\\]\\\\`^{}-]{1,30}"
#define QUOTE "[\"'“”‘’«»`*_(\\[]*"
/* the start of a question */
#define ASKING                                                                                     \
	"(?=" QUOTE "(?:who|whom|whose|what|when|where|why|which|how|did|do|does|is|are|was|were|" \
	"has|have|had|can|could|will|would|should|(?:in|by|for|to|with|on|of|from|since|until) "   \
	"(?:who|what|which|when|how)\\w*|who'?s|what'?s|tell me|y)\\b)"
#define POINTS "(?:points?|pts?|p|marks?)"
#define LENGTH "(?:words?|sentences?|lines?)"
#define COUNT "(?:\\d{1,3}|one|two|three|a few)"
#define LESSON "(?:school|homework|home work|class|uni|university|exam|a test|study)"

enum { LEAD, PLEA, SPEAKER, NAMED, TOLD, ASKED, TAIL, TARGET, SMILEY };

/* clang-format off */
static const struct pattern_row rows[] = {
	[LEAD] = {"lead",
		"^(?:"
		/* quotes and bullets; not ".seen", another bot's command */
		"(?:[-–—•>|…»\"“”„«`_\\s]|/(?=\\s)|[.~](?!\\w)|(?<=[.~])[.~]|\\*|"
		"[(\\[](?=\\D))+(?=\\w|"
		"['\"“«`*_(\\[<])|'(?!\\d)|"
		/* numbering */
		"(?:\\((?:no\\.?|nr\\.?|#)?\\s*\\d{1,2}\\)|(?:no\\.?|nr\\.?|"
		"#)?\\s*\\d{1,3}\\s*[.):]|(?:#|no\\.?|nr\\.?)\\s*\\d{1,3}|"
		"\\(?[a-h][.)])\\s+|"
		"[(\\[]\\s*\\d{1,3}\\s*" POINTS "[)\\]]\\s*|"
		/* question 3: my question is, quick question - */
		"(?:(?:and|my|the|another|next|last|one|more|a|an|just|quick|short|small|"
		"simple|homework|quiz|exam|test|stupid|dumb|silly|noob|basic|easy|general|"
		"follow-up|faq|real)\\s+)*(?:questions?|q|q:?(?=\\d)|task|exercise|problem|"
		"ex|faq)\\s*(?:no\\.?|nr\\.?|"
		"number)?\\s*#?\\d{0,3}\\s*(?:\\([^)]{1,20}\\)\\s*)?(?:for (?:you|u)\\s*|"
		"is\\b"
		"\\s*)?(?:[:.)–—,-]+\\s*(?:but\\s+)?|but\\s+|(?<=is )|" ASKING ")|"
		"(?:one more|another(?: one)?|again|once more|next|last one|re|fwd?|"
		"faq)\\s*:\\s*|"
		/* greetings */
		"(?:hi|hey|hello|hallo|yo|hiya|howdy|greetings|dear|good (?:morning|evening|"
		"afternoon|day)|morning)\\b(?:\\s+(?:all|guys|everyone|everybody|there|bot|"
		"folks|people|again|sir|friends?|you))*\\s*[,!.:–—-]*\\s+|"
		/* apologies; thanks for the last answer */
		"(?:i'?m )?(?:so )?(?:sorry|excuse me|pardon(?: me)?|apologies|forgive "
		"me)\\b"
		"[^,:?.!]{0,50}?(?:[,:!.]+\\s*(?:but\\s+)?|\\bbut\\s+|\\s+" ASKING ")|"
		"(?:thanks(?: a lot)?|thank you|thx|ty|great|perfect|cool|nice)\\b[,!. ]+"
		"(?:thanks[,!. ]+)?(?:and\\s+|but\\s+)?" ASKING "|"
		/* interjections */
		"(?:ok(?:ay)?|alright|all right|right|well|seriously|really|honestly|please|"
		"pls|plz|no|yes|yeah|yep|hm+|um+|uh+|erm?|ah+|oh|wait|lol|haha\\w*|h?eh|"
		"listen|look|btw|"
		"so|now|then)(?:\\s+ok)?[,!:.…-]+\\s*" ASKING "|"
		"(?:ok(?:ay)?(?: so)?|please|pls|plz|lol|haha\\w*(?: ok)?|hm+|um+|"
		"uh+)[.!,]*\\s+" ASKING ")"},
	/* may I ask, tell me, help me with this one */
	[PLEA] = {"plea",
		"^(?:(?:can|could|may|might) (?:i|we)(?: just)? ask(?: (?:you|u))?(?: "
		"(?:something|"
		"sth|a(?: quick)? question))?\\b[?:,.!-]*\\s+" ASKING "|"
		"(?:can|could|would|will) (?:anyone|anybody|someone|somebody|you|u)(?: "
		"please| pls)? (?:tell|answer|help|explain)(?: (?:me|us|this|to me))*(?: "
		"please)?\\s*[:,?]+\\s*|(?:please |pls |plz |(?:some|any)(?:body|one)(?: "
		"please)? |i )?(?:tell|answer|help|remind|need help|teach)\\s*(?:me|us|this|"
		"that)?(?: with| on)?(?: this| that)?(?: one| question)?(?: "
		"please)?\\s*[:,!]+\\s*|"
		"(?:please )?(?:somebody|someone|anybody|anyone) (?:please )?tell "
		""
		"(?:me|us)\\s+" ASKING "|(?:does |do )?"
		"(?:anyone|anybody|someone|somebody|you|u|who)(?: here)? "
		"(?:know|knows)\\s*[:,?!]+\\s*|(?:anyone|anybody|someone|"
		"somebody)\\s*[:,?!]+\\s*|i(?:'ve got| have| got|'ve)(?: a| one)? (?:quick |"
		"short |small |last )?question\\s*[:,.!-]+\\s*|(?:no[, ]+)?i (?:mean|meant|"
		"repeat|asked|wonder|ask|ask again|was wondering|am wondering|forgot|want "
		"to know|need to know|need (?:this|that) for[^:,?]{0,20})\\b"
		"\\s*(?:[:,-]+\\s*|" ASKING ")|"
		"(?:just )?(?:curious|wondering|asking for a friend|out of (?:pure "
		")?curiosity|let me ask(?: again| this)?|here goes|here's "
		"one)\\s*[:,-]+\\s*|"
		"(?:this is )?for (?:my |our )?" LESSON "\\s*[:,-]+\\s*|"
		"i forgot[,:]\\s*|remind me[,:]\\s*|"
		/* bob asks */
		"(?!(?:who|what|which|when|where|why|how|that)\\b)(?:(?:my|our|the|a|his|"
		"her) )?[\\w^`|-]+(?: here)? (?:asks?|asked|is asking|wants? to know|wanted "
		"to know|"
		"wonders|would like to know)\\b(?: me| you| us)?[:,]*\\s+" ASKING ")"},
	[SPEAKER] = {"speaker",
		"^(?:\\[?\\(?(?:\\d{4}-\\d\\d-\\d\\d[ T])?\\d{1,2}:\\d\\d(?::\\d\\d)?\\]?\\)?"
		"\\s+|<[@+%~&!]?" NICK ">\\s+|[\\[(][@+]?" NICK "[\\])]\\s+" ASKING ")"},
	[NAMED] = {"named", "^@?" NICK "[:,]\\s+" ASKING "|^@" NICK "\\s+" ASKING},
	[TOLD] = {"told",
		"^(?:please |pls |plz )?tell (?!(?:me|us|them|him|her|it|you|people|"
		"every(?:one|body)|any(?:one|body)|some(?:one|body)|all|the|an?|my|our|your|his|"
		"their|this|that|more|who|what|when|where|why|which|how)\\b)" NICK "\\s+"
		"(?:(?=about\\s)|that\\s+(?=\\w)|" ASKING ")"},
	[ASKED] = {"asked", "^" ASKING},
	[TAIL] = {"tail",
		/* where a tail may begin; this alone rules out most positions, for speed */
		"(?=[\\s,;(\\[]|(?<=[?!.]))(?:"
		 /* limits and points */
		 "\\s*[\\[(]\\s*(?:max\\.?|at most|about|ca\\.?|in)?\\s*" COUNT "\\s*(?:" POINTS
		 "|" LENGTH ")(?: max\\.?| please)?\\s*[\\])]|\\s*[\\[(]\\s*(?:short answer|"
		 "briefly|asked by [^)\\]]{1,30}|max[^)\\]]{1,20})\\s*[\\])]|"
		 "\\s+[-–—]\\s*\\d{1,3}\\s*" POINTS "|"
		 "[,;]?\\s+(?:in |max\\.? |at most |about )?" COUNT " " LENGTH
		 "(?: or (?:less|fewer)| max(?:imum)?| at most)?(?: please)?|"
		 /* only after the end of a sentence */
		 "(?<=[?!.])\\s*(?:(?:please |pls )?(?:explain|answer|be|keep it)(?: "
		 "me)?(?: briefly| in short| shortly| short| quickly| quick| brief)?(?: "
		 "please)?|short answer(?: please)?|i forgot|just (?:wondering|curious|"
		 "asking)|(?:it'?s|its|this is) for (?:my "
		 "|our )?" LESSON "|anyone(?: knows?)?|anybody(?: knows?)?|(?:does )?any(?:one|"
		 "body) know|any ideas?|do you know|tell me|i (?:really )?need to know|"
		 "again|asap|quick(?:ly)?|"
		 "right|true or false|bot|mate|sir|man|dude|thanks? .{0,15}|-" NICK "|or not)|"
		 /* anywhere at the end */
		 "(?:[\\s,]+|(?<=[?!.]))(?:please|pls|plz|thanks(?: a lot| in advance)?|"
		 "thank you(?: very much| in advance)?|thx(?: in advance)?|ty|cheers|lol|xd|"
		 "kthxbye|kthx|asap|true or false|any ideas?|just (?:wondering|curious)|"
		 "does any(?:one|body) know|"
		 "(?:it'?s|its|this is) for (?:my |our )?" LESSON "|i need to know)"
		 ")[\\s.!?]*$|(?<=\\w|\\?)[\"”»`*_\\s]+$|(?<=\\?)['’]+$"},
	[TARGET] = {"target",
		"(?=[\\s|>@-])(?:"
		"\\s*\\||(?<=[?.!])\\s*(?:>>?|->|@)|\\s(?:>>?|->|@))\\s*" NICK "\\s*$"},
	[SMILEY] = {"smiley", "(?=[\\s:;=x<^])\\s*(?:[:;=]-?[)(DPp]|\\bxD|<3|\\^\\^)\\s*$"},
};
/* clang-format on */

static struct pattern_table wrappings = PATTERN_TABLE("wrapping", rows);

enum { ROUNDS = 8 };

/* Cuts off the start that the pattern matches. */
static bool cut_front(size_t which, char *text)
{
	size_t start, end;

	if (!pattern_table_find(&wrappings, which, text, &start, &end) || end == 0)
		return false;
	memmove(text, text + end, strlen(text + end) + 1);
	return true;
}

/* Cuts off the end that the pattern matches. */
static bool cut_end(size_t which, char *text)
{
	size_t start, end;

	if (!pattern_table_find(&wrappings, which, text, &start, &end) || start == 0 ||
		end != strlen(text))
		return false;
	text[start] = '\0';
	return true;
}

/* Our own nick in front: "tonle: …", "tonle who …". */
static bool cut_own_front(char *text, const char *nick)
{
	size_t length = strlen(nick), start, end;
	bool at_sign = *text == '@';
	const char *after = text + at_sign + length;

	if (length == 0 || strncasecmp(text + at_sign, nick, length) != 0)
		return false;
	size_t gap = strspn(after, ":,;!>- ");
	if (gap == 0 || !after[gap])
		return false;
	if (*after == ' ' && gap == 1 && !at_sign &&
		!pattern_table_find(&wrappings, ASKED, after + gap, &start, &end))
		return false;
	memmove(text, after + gap, strlen(after + gap) + 1);
	return true;
}

/* Our own nick at the end: "…, tonle?", "… @tonle". */
static bool cut_own_end(char *text, const char *nick)
{
	size_t length = strlen(text), nick_length = strlen(nick);
	size_t stop = length;

	while (stop > 0 && strchr("?!. ", text[stop - 1]))
		stop--;
	if (nick_length == 0 || stop < nick_length + 2 ||
		strncasecmp(text + stop - nick_length, nick, nick_length) != 0)
		return false;
	size_t at = stop - nick_length;
	if (!strchr(" ,@", text[at - 1]))
		return false;
	while (at > 0 && strchr(" ,@", text[at - 1]))
		at--;
	memmove(text + at, text + stop, length - stop + 1);
	return true;
}

/* Cuts off a closing bracket without an opening one, as is left of "(… ?)". */
static bool cut_bracket(char *text)
{
	size_t length = strlen(text);
	char last = length ? text[length - 1] : '\0';
	char opening = last == ')' ? '(' : last == ']' ? '[' : '\0';

	if (!opening || strchr(text, opening))
		return false;
	text[length - 1] = '\0';
	return true;
}

/* "alice: …", "@alice …". */
static bool cut_called(char *text, char *called)
{
	char name[UNWRAP_NICK];

	snprintf(name, sizeof name, "%.*s", (int)strcspn(text + (*text == '@'), ":, "),
		text + (*text == '@'));
	if (!cut_front(NAMED, text))
		return false;
	strcpy(called, name);
	return true;
}

/* "… | bob", "… @ bob", "… > bob". */
static bool cut_target(char *text, struct unwrapped *out)
{
	size_t start, end;

	if (!pattern_table_find(&wrappings, TARGET, text, &start, &end) || start == 0 ||
		end != strlen(text))
		return false;
	size_t mark = strspn(text + start, " |>-@");
	const char *name = text + start + mark;
	out->privately = memchr(text + start, '>', mark) != NULL;
	snprintf(out->for_nick, UNWRAP_NICK, "%.*s", (int)strcspn(name, " "), name);
	text[start] = '\0';
	return true;
}

/* "tell bob about Hun Sen", "tell bob when he died". */
static bool cut_told(char *text, struct unwrapped *out)
{
	static const char about[] = "about ", tell[] = "tell me ";
	size_t start, end;

	if (!pattern_table_find(&wrappings, TOLD, text, &start, &end) || end == 0)
		return false;
	const char *rest = text + end;
	const char *name = strcasestr(text, "tell ") + strlen("tell ");
	out->privately = true;
	snprintf(out->for_nick, UNWRAP_NICK, "%.*s", (int)strcspn(name, " "), name);
	bool is_about = strncasecmp(rest, about, strlen(about)) == 0;
	if (is_about && !strchr(rest + strlen(about), ' ')) { /* one word: an id, or a name */
		rest += strlen(about);
		is_about = false;
	}
	size_t before = is_about ? strlen(tell) : 0;
	memmove(text + before, rest, strlen(rest) + 1);
	memcpy(text, tell, before);
	return true;
}

/* Whether the text begins with a question word that none of the openings begins with, as most
 * questions do. */
static bool begins_with_asking(const char *text)
{
	static const char *const words[] = {"how ", "what ", "when ", "where ", "which ", "why "};
	size_t i = 0, count = sizeof words / sizeof *words;

	while (i < count && strncasecmp(text, words[i], strlen(words[i])) != 0)
		i++;
	return i < count;
}

/* "question 3: …", "could you tell me, …", our own nick, somebody's nick. */
static bool cut_opening(char *text, const char *own_nick, char *called)
{
	if (begins_with_asking(text))
		return cut_own_front(text, own_nick);
	return cut_front(LEAD, text) || cut_front(PLEA, text) || cut_own_front(text, own_nick) ||
	       cut_called(text, called);
}

/* "…, please", "… :)". */
static bool cut_close(char *text)
{
	return cut_end(TAIL, text) || cut_end(SMILEY, text);
}

void unwrap(const char *line, const char *own_nick, struct unwrapped *out)
{
	char text[UNWRAP_TEXT];
	bool more = true,
	     closed = false; /* closed: cut_close() found nothing, nor would it again */

	*out = (struct unwrapped){.quoted = false};
	snprintf(text, sizeof text, "%s", line);
	text_drop_broken(text);
	for (int i = 0; i < ROUNDS && more && strlen(text) <= PATTERN_TEXT_MAX; i++) {
		more = !begins_with_asking(text) && cut_front(SPEAKER, text);
		out->quoted |= more;
		more |= cut_opening(text, own_nick, out->called);
		bool ended = cut_own_end(text, own_nick);
		if (!*out->for_nick)
			ended |= cut_told(text, out) || cut_target(text, out);
		bool close = (ended || !closed) && cut_close(text);
		ended |= close || cut_bracket(text);
		closed = !ended;
		more |= ended;
	}
	if (text_count_words(text) < (*out->for_nick ? 1 : 2)) {
		snprintf(text, sizeof text, "%s", line);
		*out->for_nick = *out->called = '\0';
		out->privately = false;
	}
	shorthand_write_out(text, out->text, sizeof out->text);
}
