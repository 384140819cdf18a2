/* Reads HTML with libxml2's parser, and converts the tree of elements to blocks. */
#include "document/document_inner.h"

#include "base/arena.h"
#include "base/text.h"

#include <libxml/HTMLparser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The role of an element. */
enum role {
	INLINE,
	BLOCK,
	HEADING,
	ITEM,
	CELL, /* of a table */
	CODE,
	CAPTION,
	NAVIGATION,
	SKIPPED, /* not shown as text at all */
	BREAK,
};

static const struct element {
	const char *name;
	enum role role;
} elements[] = {
	{"p", BLOCK},
	{"div", BLOCK},
	{"section", BLOCK},
	{"article", BLOCK},
	{"main", BLOCK},
	{"body", BLOCK},
	{"html", BLOCK},
	{"blockquote", BLOCK},
	{"ul", BLOCK},
	{"ol", BLOCK},
	{"dl", BLOCK},
	{"dt", HEADING},
	{"dd", BLOCK},
	{"address", BLOCK},
	{"center", BLOCK},
	{"figure", BLOCK},
	{"details", BLOCK},
	{"summary", HEADING},
	{"header", BLOCK},
	{"h1", HEADING},
	{"h2", HEADING},
	{"h3", HEADING},
	{"h4", HEADING},
	{"h5", HEADING},
	{"h6", HEADING},
	{"li", ITEM},
	{"table", CELL},
	{"pre", CODE},
	{"figcaption", CAPTION},
	{"nav", NAVIGATION},
	{"footer", NAVIGATION},
	{"aside", NAVIGATION},
	{"menu", NAVIGATION},
	{"form", NAVIGATION},
	{"select", SKIPPED},
	{"button", SKIPPED},
	{"script", SKIPPED},
	{"style", SKIPPED},
	{"noscript", SKIPPED},
	{"template", SKIPPED},
	{"svg", SKIPPED},
	{"math", SKIPPED},
	{"iframe", SKIPPED},
	{"head", SKIPPED},
	{"object", SKIPPED},
	{"textarea", SKIPPED},
	{"br", BREAK},
	{"hr", BLOCK},
};

/* Classes, ids and roles of elements that are not part of the document's text. */
static const char *const chrome[] = {"navigation", "navbox", "navbar", "sidebar", "breadcrumb",
	"footer", "mw-editsection", "toc", "catlinks", "hatnote", "noprint", "metadata",
	"mw-jump-link", "cookie", "menu", "banner", "share", "social", "related", "comments",
	"advert", "printfooter", "mw-cite-backlink", "reflist", "references", "authority-control",
	"sistersitebox", "siteSub", "pager", "search", NULL};

/* Marks of footnotes. */
static const char *const footnote_classes[] = {"reference", "footnote", "noteref", NULL};

struct walk {
	struct blocks *blocks;
	char *text;
	size_t length, room, linked; /* bytes of it in links */
	enum passage_kind kind;
	const char *reason;
	int links, depth;
};

static void put_text(struct walk *it, const char *text, size_t length)
{
	document_append(&it->text, &it->length, &it->room, text, length);
	if (it->links > 0)
		it->linked += length;
}

/* Ends the block. Text that is nearly all links, and not a sentence, is navigation. */
static void flush_element(struct walk *it)
{
	if (it->length > 0) {
		bool links = it->linked * 4 > it->length * 3 && it->kind != PASSAGE_HEADING &&
			     !strchr(".!?", it->text[it->length - 1]);

		if (links && it->kind != PASSAGE_LEFT_OUT)
			document_add(it->blocks, PASSAGE_LEFT_OUT, 0, it->text, it->length,
				"navigation");
		else
			document_add(it->blocks, it->kind, 0, it->text, it->length, it->reason);
	}
	it->length = it->linked = 0;
}

static enum role element_role(const xmlNode *node)
{
	for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
		if (strcmp((const char *)node->name, elements[i].name) == 0)
			return elements[i].role;
	return INLINE;
}

/* Whether one of the words in the attribute is in the list. */
static bool attribute_has(const xmlNode *node, const char *name, const char *const *list)
{
	xmlChar *value = xmlGetProp(node, (const xmlChar *)name);
	bool found = false;

	for (char *word = value ? strtok((char *)value, " ") : NULL; word && !found;
		word = strtok(NULL, " "))
		found = text_is_one_of(word, list);
	xmlFree(value);
	return found;
}

static bool is_chrome(const xmlNode *node)
{
	return attribute_has(node, "class", chrome) || attribute_has(node, "id", chrome) ||
	       attribute_has(node, "role", chrome);
}

static bool is_hidden(const xmlNode *node)
{
	xmlChar *style = xmlGetProp(node, (const xmlChar *)"style");
	bool hidden = xmlHasProp(node, (const xmlChar *)"hidden") ||
		      (style && strstr((const char *)style, "display:none"));

	xmlFree(style);
	return hidden;
}

/* Whether the element is a link in superscript. */
static bool is_footnote_mark(const xmlNode *node)
{
	const xmlNode *child = node->children;

	return strcmp((const char *)node->name, "sup") == 0 && child &&
	       strcmp((const char *)child->name, "a") == 0;
}

static void walk(struct walk *it, const xmlNode *node);

static void walk_children(struct walk *it, const xmlNode *node)
{
	enum { DEEPEST = 200 };

	if (it->depth >= DEEPEST)
		return;
	it->depth++;
	for (const xmlNode *child = node->children; child; child = child->next)
		walk(it, child);
	it->depth--;
}

/* Handles an element that is a block of that kind. */
static void walk_block(
	struct walk *it, const xmlNode *node, enum passage_kind kind, const char *reason)
{
	enum passage_kind outer_kind = it->kind;
	const char *outer_reason = it->reason;

	flush_element(it);
	if (outer_kind != PASSAGE_LEFT_OUT) { /* everything inside is left out, too */
		it->kind = kind;
		it->reason = reason;
	}
	walk_children(it, node);
	flush_element(it);
	it->kind = outer_kind;
	it->reason = outer_reason;
}

static void walk_element(struct walk *it, const xmlNode *node)
{
	bool link = strcmp((const char *)node->name, "a") == 0;
	enum role role = element_role(node);

	if (role == SKIPPED || is_hidden(node))
		return;
	if (is_chrome(node) && role != INLINE)
		role = NAVIGATION;
	else if (is_chrome(node) || attribute_has(node, "class", footnote_classes) ||
		 is_footnote_mark(node))
		return;
	switch (role) {
	case BLOCK:
		/* a paragraph in a list item is part of the item */
		walk_block(it, node, it->kind == PASSAGE_ITEM ? PASSAGE_ITEM : PASSAGE_TEXT, "");
		break;
	case HEADING:
		walk_block(it, node, PASSAGE_HEADING, "");
		break;
	case ITEM:
		walk_block(it, node, PASSAGE_ITEM, "");
		break;
	case CELL:
		walk_block(it, node, PASSAGE_LEFT_OUT, "a table");
		break;
	case CODE:
		walk_block(it, node, PASSAGE_LEFT_OUT, "code");
		break;
	case CAPTION:
		walk_block(it, node, PASSAGE_LEFT_OUT, "a caption");
		break;
	case NAVIGATION:
		walk_block(it, node, PASSAGE_LEFT_OUT, "navigation");
		break;
	case BREAK:
		put_text(it, "\n", 1);
		break;
	case INLINE:
	case SKIPPED:
		it->links += link;
		walk_children(it, node);
		it->links -= link;
		break;
	}
}

static void walk(struct walk *it, const xmlNode *node)
{
	if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE)
		put_text(it, (const char *)node->content, strlen((const char *)node->content));
	else if (node->type == XML_ELEMENT_NODE)
		walk_element(it, node);
}

/* The first element with that name, depth first, or NULL. Counts them in *count. */
static const xmlNode *find_element(const xmlNode *node, const char *name, size_t *count, int depth)
{
	const xmlNode *found = NULL;

	for (; node && depth < 200; node = node->next) {
		if (node->type != XML_ELEMENT_NODE)
			continue;
		const xmlNode *here =
			strcmp((const char *)node->name, name) == 0
				? node
				: find_element(node->children, name, count, depth + 1);

		*count += here == node;
		found = found ? found : here;
	}
	return found;
}

static const char *element_text(struct arena *arena, const xmlNode *node)
{
	xmlChar *text = node ? xmlNodeGetContent(node) : NULL;
	const char *copy = text ? document_clean(arena, (const char *)text) : NULL;

	xmlFree(text);
	return copy && *copy ? copy : NULL;
}

/* Reads the author and the date from <meta name="…" content="…">. */
static void read_meta(struct blocks *blocks, const xmlNode *node, int depth)
{
	static const char *const authors[] = {
		"author", "article:author", "dc.creator", "DC.creator", "citation_author", NULL};
	static const char *const dates[] = {"date", "dc.date", "DC.date", "article:published_time",
		"dcterms.date", "citation_publication_date", NULL};

	for (; node && depth < 200; node = node->next) {
		if (node->type != XML_ELEMENT_NODE)
			continue;
		if (strcmp((const char *)node->name, "meta") == 0) {
			xmlChar *content = xmlGetProp(node, (const xmlChar *)"content");

			if (content && (attribute_has(node, "name", authors) ||
					       attribute_has(node, "property", authors)))
				blocks->author =
					document_clean(blocks->arena, (const char *)content);
			if (content && (attribute_has(node, "name", dates) ||
					       attribute_has(node, "property", dates)))
				blocks->date = document_clean(blocks->arena, (const char *)content);
			xmlFree(content);
		}
		read_meta(blocks, node->children, depth + 1);
	}
}

void document_html(struct blocks *blocks, const char *text, size_t length)
{
	htmlDocPtr tree = htmlReadMemory(text, (int)length, NULL, "UTF-8",
		HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET);
	struct walk it = {.blocks = blocks, .kind = PASSAGE_TEXT, .reason = ""};
	const xmlNode *root = tree ? xmlDocGetRootElement(tree) : NULL;
	size_t articles = 0, mains = 0, titles = 0, headings = 0;

	if (root) {
		const xmlNode *article = find_element(root, "article", &articles, 0);
		const xmlNode *main_part = find_element(root, "main", &mains, 0);

		read_meta(blocks, root, 0);
		blocks->title = element_text(blocks->arena, find_element(root, "h1", &headings, 0));
		if (!blocks->title || headings != 1) {
			const char *title = element_text(
				blocks->arena, find_element(root, "title", &titles, 0));

			blocks->title = title ? title : blocks->title;
		}
		walk(&it, mains == 1 ? main_part : articles == 1 ? article : root);
		flush_element(&it);
	}
	free(it.text);
	xmlFreeDoc(tree);
}
