#ifndef TONLE_PEOPLE_SEEN_H
#define TONLE_PEOPLE_SEEN_H

/*
 * Under which nick an author was heard last, to tell them what became of their edits. Bounded: the
 * one who has been silent longest goes first. It proves nothing and gives no rights.
 */
enum { SEEN_ENTRIES = 64 };

struct seen {
	struct seen_entry {
		char network[64], author[256], nick[64];
		unsigned long when; /* counted in notes */
	} entries[SEEN_ENTRIES];
	unsigned long notes;
};

void seen_note(struct seen *seen, const char *network, const char *author, const char *nick);

/* The nick, or NULL if the author has not been heard since the start. Lives until the next note. */
const char *seen_nick(const struct seen *seen, const char *network, const char *author);

#endif
