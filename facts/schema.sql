-- The fact base of tonle. The program holds this file and runs it: each part below, begun by a line
-- "-- migration N", takes a database from version N-1 (PRAGMA user_version) to N, in one
-- transaction. A part that has been released is never changed; the next one is added at the end.
-- Text is UTF-8; times are seconds since 1970 (UTC); an absent text is '' and never NULL.

-- migration 1

CREATE TABLE source (             -- a document that facts rest on
	id        TEXT PRIMARY KEY,    -- slug
	title     TEXT NOT NULL,
	publisher TEXT NOT NULL,
	author    TEXT NOT NULL,
	date      TEXT NOT NULL,
	url       TEXT NOT NULL,
	licence   TEXT NOT NULL,
	brief     TEXT NOT NULL        -- its mark in an answer
) STRICT, WITHOUT ROWID;

CREATE TABLE paragraph (          -- the register of a source: what stands where, not the wording
	source TEXT    NOT NULL REFERENCES source (id),
	number INTEGER NOT NULL,       -- from 1
	kind   TEXT    NOT NULL CHECK (kind IN ('fact', 'heading', 'noise')),
	gist   TEXT    NOT NULL,       -- in our own words
	sha256 TEXT    NOT NULL,       -- of the text, white space folded to single spaces and trimmed
	PRIMARY KEY (source, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE paragraph_text (     -- a private copy of the wording, where an operator put one in
	source TEXT    NOT NULL,
	number INTEGER NOT NULL,
	text   TEXT    NOT NULL,
	PRIMARY KEY (source, number),
	FOREIGN KEY (source, number) REFERENCES paragraph (source, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE fact (               -- one line that the bot can say; its parts are in the next tables
	number    INTEGER PRIMARY KEY,
	id        TEXT    NOT NULL UNIQUE,      -- slug, stable for ever
	topic     TEXT    NOT NULL,
	says      TEXT    NOT NULL,
	happened  TEXT    NOT NULL,             -- `when`: YYYY[-MM[-DD]], or two of them with '/'
	forgotten INTEGER NOT NULL DEFAULT 0 CHECK (forgotten IN (0, 1)),
	revision  INTEGER NOT NULL DEFAULT 0    -- the newest of it; 0 only until it is written
) STRICT;                          -- served: not forgotten, and at least one citation

CREATE TABLE question (           -- what a fact answers, and near misses that it does not
	fact  INTEGER NOT NULL REFERENCES fact (number),
	place INTEGER NOT NULL CHECK (place BETWEEN 1 AND 1023), -- 10 bits: see table search
	kind  TEXT    NOT NULL CHECK (kind IN ('ask', 'yes', 'no', 'not')),
	text  TEXT    NOT NULL,
	PRIMARY KEY (fact, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE pattern (            -- PCRE2, caseless, for the folded line
	fact  INTEGER NOT NULL REFERENCES fact (number),
	place INTEGER NOT NULL,
	text  TEXT    NOT NULL,
	PRIMARY KEY (fact, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE citation (           -- where it can be checked
	fact      INTEGER NOT NULL REFERENCES fact (number),
	place     INTEGER NOT NULL,
	source    TEXT    NOT NULL REFERENCES source (id),
	paragraph INTEGER NOT NULL,    -- 0: none
	quote     TEXT    NOT NULL,    -- at most a dozen words that stand in the paragraph
	locator   TEXT    NOT NULL,    -- where there are no paragraphs: "entry Oct 2004"
	supports  TEXT    NOT NULL,    -- `for`: which part of the statement; '' for all of it
	PRIMARY KEY (fact, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE alias (              -- names with several forms; words that mean the same, or nearly
	number INTEGER PRIMARY KEY,
	kind   TEXT NOT NULL CHECK (kind IN ('name', 'words', 'near')),
	id     TEXT NOT NULL,          -- slug of the name; the first of the words
	sort   TEXT NOT NULL,          -- of a name: person, place, organisation …
	UNIQUE (kind, id)
) STRICT;

CREATE TABLE alias_form (
	alias INTEGER NOT NULL REFERENCES alias (number),
	place INTEGER NOT NULL,
	text  TEXT    NOT NULL,
	PRIMARY KEY (alias, place)
) STRICT, WITHOUT ROWID;

-- Every change to a fact, for ever, imports too. A hash covers its revision and the hash before it:
-- SHA-256 over the columns before_hash, number, fact's id, at, author, network, reason and content,
-- a line feed between them. So nothing can be changed, left out or put in without a trace.
CREATE TABLE revision (
	number      INTEGER PRIMARY KEY,  -- 1, 2, 3 … without gaps
	fact        INTEGER NOT NULL REFERENCES fact (number),
	at          INTEGER NOT NULL,
	author      TEXT NOT NULL CHECK (author <> '' AND instr(author, char(10)) = 0),
	network     TEXT NOT NULL CHECK (instr(network, char(10)) = 0),  -- '': at the terminal
	reason      TEXT NOT NULL CHECK (instr(reason, char(10)) = 0),
	content     TEXT NOT NULL CHECK (instr(content, char(10)) = 0), -- the whole fact afterwards: JSON
	before_hash TEXT NOT NULL,        -- '' for the first
	hash        TEXT NOT NULL
) STRICT;
CREATE INDEX revision_fact ON revision (fact);

CREATE TRIGGER revision_is_next BEFORE INSERT ON revision
WHEN new.number <> 1 + (SELECT coalesce(max(number), 0) FROM revision)
	OR new.before_hash <> coalesce((SELECT hash FROM revision ORDER BY number DESC LIMIT 1), '')
BEGIN
	SELECT raise(ABORT, 'a revision must follow the last one');
END;
CREATE TRIGGER revision_stays BEFORE UPDATE ON revision
BEGIN
	SELECT raise(ABORT, 'revisions are never changed');
END;
CREATE TRIGGER revision_remains BEFORE DELETE ON revision
BEGIN
	SELECT raise(ABORT, 'revisions are never deleted');
END;

CREATE TABLE journal (            -- what was decided on a line, and why; who asked is not kept
	number   INTEGER PRIMARY KEY,
	at       INTEGER NOT NULL,
	network  TEXT    NOT NULL,
	channel  TEXT    NOT NULL,      -- '' in private
	decision TEXT    NOT NULL,      -- answered, unknown, offered, command …
	reached  TEXT    NOT NULL,      -- by pattern, search … or ''
	fact     INTEGER NOT NULL,      -- 0: none
	score    REAL    NOT NULL,
	question TEXT    NOT NULL       -- '' for lines not said to the bot
) STRICT;

-- Full text of the served facts, folded by the program. A row's number is fact * 1024 + place: place 0
-- is the statement with its topic, others are that question's. The categories add marks to the
-- letters and digits, because Khmer writes its vowels with them; porter stems English.
CREATE VIRTUAL TABLE search USING fts5 (
	text,
	tokenize = "porter unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'"
);

-- migration 2: learning together and alone. A person is '=' and the services account, or the nick,
-- lower case, where there is no account. Who asked what is kept nowhere.

CREATE TABLE quiz (               -- a quiz that goes on in a channel, with its open question
	network  TEXT    NOT NULL,
	channel  TEXT    NOT NULL,      -- lower case
	spoken   TEXT    NOT NULL,      -- the channel as people write it
	topic    TEXT    NOT NULL,      -- '': all
	total    INTEGER NOT NULL,      -- questions to ask
	number   INTEGER NOT NULL,      -- of the open one, from 1
	seed     INTEGER NOT NULL,      -- the order in which facts are drawn
	place    INTEGER NOT NULL,      -- how far in that order
	fact     TEXT    NOT NULL,      -- id behind the open question
	kind     TEXT    NOT NULL,      -- of the answer: person, date …
	prompt   TEXT    NOT NULL,
	answer   TEXT    NOT NULL,
	letter   TEXT    NOT NULL,      -- of the right choice, or ''
	hints    INTEGER NOT NULL,
	until    INTEGER NOT NULL,      -- when its time is up; 0: to be put again
	silent   INTEGER NOT NULL,      -- questions in a row that nobody tried
	tried    INTEGER NOT NULL,      -- whether anybody tried the open one
	leader   TEXT    NOT NULL,      -- person whose right answers are in a row
	streak   INTEGER NOT NULL,      -- how many
	chose    TEXT    NOT NULL,      -- persons who have chosen a letter, a line feed behind each
	PRIMARY KEY (network, channel)
) STRICT, WITHOUT ROWID;

CREATE TABLE score (              -- right answers in a channel's quizzes
	network TEXT    NOT NULL,
	channel TEXT    NOT NULL,
	person  TEXT    NOT NULL,
	shown   TEXT    NOT NULL,       -- as people know them
	quiz    INTEGER NOT NULL,       -- in the last quiz
	session INTEGER NOT NULL,       -- in the last session
	total   INTEGER NOT NULL,       -- ever
	best    INTEGER NOT NULL,       -- longest streak
	PRIMARY KEY (network, channel, person)
) STRICT, WITHOUT ROWID;

CREATE TABLE session (            -- a study group's session that goes on in a channel
	network TEXT    NOT NULL,
	channel TEXT    NOT NULL,
	topic   TEXT    NOT NULL,
	started INTEGER NOT NULL,
	journal INTEGER NOT NULL,       -- the journal's last number when it began
	PRIMARY KEY (network, channel)
) STRICT, WITHOUT ROWID;

CREATE TABLE card (               -- what a learner is to be asked again, by SM-2
	network     TEXT    NOT NULL,
	person      TEXT    NOT NULL,
	fact        TEXT    NOT NULL,   -- id
	ease        REAL    NOT NULL,   -- E-factor
	days        INTEGER NOT NULL,   -- interval
	repetitions INTEGER NOT NULL,   -- right in a row
	due         INTEGER NOT NULL,
	PRIMARY KEY (network, person, fact)
) STRICT, WITHOUT ROWID;

CREATE TABLE learner (            -- who studies or wants to be reminded
	network     TEXT    NOT NULL,
	person      TEXT    NOT NULL,
	nick        TEXT    NOT NULL,   -- where to send reminders
	topic       TEXT    NOT NULL,
	stage       TEXT    NOT NULL CHECK (stage IN ('', 'asked', 'shown')), -- of the open card
	fact        TEXT    NOT NULL,   -- of the open card
	kind        TEXT    NOT NULL,   -- '': the learner grades it
	prompt      TEXT    NOT NULL,
	answer      TEXT    NOT NULL,
	hints       INTEGER NOT NULL,
	done        INTEGER NOT NULL,   -- cards seen this time
	fresh       INTEGER NOT NULL,   -- new ones among them
	last        TEXT    NOT NULL,   -- the card graded before, as it was: a word changes its grade
	last_ease   REAL    NOT NULL,
	last_days   INTEGER NOT NULL,
	last_repetitions INTEGER NOT NULL,
	remind      INTEGER NOT NULL,   -- asked for
	reminded    INTEGER NOT NULL,   -- when last
	PRIMARY KEY (network, person)
) STRICT, WITHOUT ROWID;
