#include "page/facts_json.h"

#include "fact/csl.h"

static void write_see(struct json *json, const struct site *site, const struct fact *fact)
{
	const struct see_pair *pairs;
	size_t count = see_also_of(&site->see, fact, &pairs);

	if (count > 0)
		json_open(json, "see", '[');
	for (size_t i = 0; i < count; i++)
		json_text(json, NULL, pairs[i].other->id);
	if (count > 0)
		json_close(json, ']');
}

static void write_json_fact(struct json *json, const struct site *site, const struct fact *fact)
{
	json_open(json, NULL, '{');
	json_text(json, "id", fact->id);
	json_text(json, "topic", fact->topic);
	if (fact->topic_count > 0) {
		json_open(json, "topics", '[');
		for (size_t i = 0; i < fact->topic_count; i++)
			json_text(json, NULL, fact->topics[i]);
		json_close(json, ']');
	}
	json_text(json, "says", fact->says);
	json_some_text(json, "short", fact->brief);
	json_some_text(json, "when", fact->when);
	json_some_text(json, "about", fact->about);
	write_see(json, site, fact);
	json_open(json, "ask", '[');
	for (size_t i = 0; i < fact->question_count; i++)
		if (fact->questions[i].kind != QUESTION_NOT)
			json_text(json, NULL, fact->questions[i].text);
	json_close(json, ']');
	json_open(json, "cite", '[');
	for (size_t i = 0; i < fact->citation_count; i++)
		fact_write_citation(json, &fact->citations[i]);
	json_close(json, ']');
	json_close(json, '}');
}

void facts_json_write(FILE *out, const struct site *site)
{
	fputs("{\"facts\": [\n", out);
	for (size_t i = 0; i < site->set->fact_count; i++) {
		struct json json = {.out = out, .spaced = true};

		write_json_fact(&json, site, site->facts[i]);
		fputs(i + 1 < site->set->fact_count ? ",\n" : "\n", out);
	}
	fputs("], \"sources\": [\n", out);
	for (size_t i = 0; i < site->set->source_count; i++) {
		fputs(i ? "," : "", out);
		csl_export(out, &site->set->sources[i], CSL_JSON);
	}
	fputs("]}\n", out);
}
