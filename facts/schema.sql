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

-- migration 2

ALTER TABLE fact ADD COLUMN locked INTEGER NOT NULL DEFAULT 0 CHECK (locked IN (0, 1));

-- The chain now covers aliases and sources too: `name` is what was changed, a fact's id, "name <id>",
-- "words <first>" or "source <id>"; it stands in the hash where the fact's id stood.
DROP TRIGGER revision_is_next;
DROP TRIGGER revision_stays;
DROP TRIGGER revision_remains;
DROP INDEX revision_fact;
ALTER TABLE revision RENAME TO revision_1;
CREATE TABLE revision (
	number      INTEGER PRIMARY KEY,  -- 1, 2, 3 … without gaps
	name        TEXT NOT NULL CHECK (instr(name, char(10)) = 0),
	fact        INTEGER REFERENCES fact (number),  -- NULL: an alias or a source
	at          INTEGER NOT NULL,
	author      TEXT NOT NULL CHECK (author <> '' AND instr(author, char(10)) = 0),
	network     TEXT NOT NULL CHECK (instr(network, char(10)) = 0),  -- '': at the terminal
	reason      TEXT NOT NULL CHECK (instr(reason, char(10)) = 0),
	content     TEXT NOT NULL CHECK (instr(content, char(10)) = 0), -- all of it afterwards: JSON
	before_hash TEXT NOT NULL,        -- '' for the first
	hash        TEXT NOT NULL
) STRICT;
INSERT INTO revision (number, name, fact, at, author, network, reason, content, before_hash, hash)
	SELECT revision_1.number, id, fact, at, author, network, reason, content, before_hash, hash
	FROM revision_1 JOIN fact ON fact.number = revision_1.fact ORDER BY revision_1.number;
DROP TABLE revision_1;
CREATE INDEX revision_name ON revision (name);
CREATE INDEX revision_author ON revision (author, network);

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

CREATE TABLE quarantine (         -- patterns that hit a limit: they are not tried any more
	fact    INTEGER NOT NULL REFERENCES fact (number),
	text    TEXT    NOT NULL,
	at      INTEGER NOT NULL,
	author  TEXT    NOT NULL,      -- who put it there, on which network
	network TEXT    NOT NULL,
	free    INTEGER NOT NULL DEFAULT 0 CHECK (free IN (0, 1)),     -- proven anew: tried again
	PRIMARY KEY (fact, text)
) STRICT, WITHOUT ROWID;

CREATE TABLE chatter (            -- what people say to each other: no pattern may match it
	text TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
INSERT INTO chatter (text) VALUES
	('good morning everyone'), ('hi all, how are you today?'), ('who wants to grab lunch?'),
	('brb, phone is ringing'), ('did anyone see the game last night?'), ('what time is it there?'),
	('lol that was funny'), ('I think the server is down again'), ('why is my build so slow?'),
	('when does the next release come out?'), ('how do I rejoin the channel?'), ('thanks a lot!'),
	('who is on call this weekend?'), ('which editor do you use?'), ('how much is a coffee there?'),
	('where did you put the link?'), ('is it raining in Phnom Penh?'), ('my flight to Cambodia is on Friday'),
	('the embassy is closed on Monday'), ('anyone been to Angkor Wat?'), ('did you read the news today?'),
	('how many people are coming tonight?'), ('I agree with the king of puns'), ('no idea, ask the others'),
	('what did he say?'), ('why not?'), ('when was that?'), ('how long will you be away?'),
	('see you tomorrow'), ('who are you?'), ('the war on spam goes on'), ('we should trade places'),
	('can someone review my patch?'), ('what country are you from?'), ('where is everybody?'),
	('are you a bot?'), ('who made this bot?'), ('the election of a new channel op is today'),
	('ping'), ('back in a minute'), ('that is a good question'), ('nobody knows'), ('one million dollars!'),
	('he went to America for a year'), ('how old is your laptop?'), ('was it worth it?');

-- migration 3

-- Who has a role. Those of the configuration are written anew at each start; one that was granted
-- goes before the configuration's for the same account or mask, as long as it lasts.
CREATE TABLE role (
	network TEXT    NOT NULL,
	kind    TEXT    NOT NULL CHECK (kind IN ('account', 'mask')),
	who     TEXT    NOT NULL COLLATE NOCASE,  -- services account, or nick!user@host with * and ?
	origin  TEXT    NOT NULL CHECK (origin IN ('configured', 'granted')),
	role    TEXT    NOT NULL CHECK (role IN ('ignored', 'everyone', 'trusted', 'moderator', 'owner')),
	until   INTEGER NOT NULL,                 -- 0: for good
	granter TEXT    NOT NULL,
	at      INTEGER NOT NULL,
	PRIMARY KEY (network, kind, who, origin)
) STRICT, WITHOUT ROWID;

CREATE TABLE hush (               -- channels in which nothing is said but to moderators' commands
	network TEXT    NOT NULL,
	channel TEXT    NOT NULL COLLATE NOCASE,
	until   INTEGER NOT NULL,
	PRIMARY KEY (network, channel)
) STRICT, WITHOUT ROWID;

CREATE TABLE message (            -- what somebody is to be told when they are heard next
	number  INTEGER PRIMARY KEY,
	at      INTEGER NOT NULL,
	network TEXT    NOT NULL,
	account TEXT    NOT NULL,      -- of services; '': known by nick and host together
	nick    TEXT    NOT NULL,
	host    TEXT    NOT NULL,
	text    TEXT    NOT NULL
) STRICT;

CREATE TABLE suggestion (         -- what people would have the facts say
	number  INTEGER PRIMARY KEY,
	at      INTEGER NOT NULL,
	network TEXT    NOT NULL,      -- network to host: as in message
	account TEXT    NOT NULL,
	nick    TEXT    NOT NULL,
	host    TEXT    NOT NULL,
	fact    TEXT    NOT NULL,      -- id of the fact that is said to be wrong; '': a new one
	text    TEXT    NOT NULL,      -- as it was suggested
	amended TEXT    NOT NULL DEFAULT '',    -- as a moderator has it
	state   TEXT    NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'approved', 'rejected')),
	decider TEXT    NOT NULL DEFAULT '',
	reason  TEXT    NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE asked (              -- questions that were asked and not known; never by whom
	number  INTEGER PRIMARY KEY,
	gist    TEXT    NOT NULL UNIQUE, -- what is asked for, and the words that tell, sorted
	text    TEXT    NOT NULL,      -- as it was asked last
	times   INTEGER NOT NULL,
	first   INTEGER NOT NULL,
	last    INTEGER NOT NULL,
	state   TEXT    NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'answered', 'dismissed')),
	outcome TEXT    NOT NULL DEFAULT ''     -- the fact's id; why it was dismissed
) STRICT;

CREATE TABLE waiting (            -- those who wish to be told of an answer, until they are
	asked   INTEGER NOT NULL REFERENCES asked (number),
	network TEXT    NOT NULL,      -- as in message
	account TEXT    NOT NULL,
	nick    TEXT    NOT NULL,
	host    TEXT    NOT NULL,
	PRIMARY KEY (asked, network, account, nick, host)
) STRICT, WITHOUT ROWID;

CREATE TABLE review (             -- by when somebody should look at a fact again
	fact INTEGER PRIMARY KEY REFERENCES fact (number),
	due  TEXT NOT NULL             -- YYYY-MM-DD
) STRICT;

CREATE INDEX journal_answers ON journal (fact) WHERE decision = 'answered';

-- migration 4: learning together and alone. A person is '=' and the services account, or the nick,
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

CREATE TABLE card (               -- what a learner is to be asked again
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

-- migration 5: what made a revision, in columns that no account name and no reason can imitate. The
-- hash of a revision added from here on covers them too, after content; that of an older one, whose
-- columns are derived here from its author, network and reason, does not.

DROP TRIGGER revision_stays;
ALTER TABLE revision ADD COLUMN origin TEXT NOT NULL DEFAULT 'person'
	CHECK (origin IN ('person', 'import', 'terminal'));
ALTER TABLE revision ADD COLUMN action TEXT NOT NULL DEFAULT 'edit'
	CHECK (action IN ('edit', 'add', 'undo', 'redo', 'revert', 'lock', 'unlock', 'forget', 'unforget',
		'merge'));
UPDATE revision SET origin = CASE
	WHEN network <> '' THEN 'person' WHEN author = 'import' THEN 'import' ELSE 'terminal' END;
UPDATE revision SET action = 'add' WHERE fact IS NOT NULL AND NOT EXISTS
	(SELECT 1 FROM revision AS earlier
		WHERE earlier.name = revision.name AND earlier.number < revision.number);
UPDATE revision SET action = rtrim(substr(reason, 1, instr(reason || ' ', ' ') - 1), ':')
	WHERE rtrim(substr(reason, 1, instr(reason || ' ', ' ') - 1), ':')
		IN ('undo', 'redo', 'revert', 'lock', 'unlock', 'forget', 'unforget', 'merge');
CREATE TRIGGER revision_stays BEFORE UPDATE ON revision
BEGIN
	SELECT raise(ABORT, 'revisions are never changed');
END;

-- migration 6: vectors of texts, so that none is computed twice. They are derived: no revision
-- covers them, and without them they are computed again.

CREATE TABLE vector (
	key      INTEGER PRIMARY KEY,  -- hash of the encoder's id and the text (ask/embedding.c)
	sentence BLOB    NOT NULL,     -- each with a checksum at its end (keep/store_vector.c)
	tokens   BLOB                  -- NULL: not wanted
) STRICT;

-- migration 7: for whoever keeps a copy in memory: a number is drawn anew when a row of its tables
-- changes, also by an import, which leaves no revision of aliases and sources.

CREATE TABLE generation (         -- one row
	aliases    INTEGER NOT NULL,
	sources    INTEGER NOT NULL,
	quarantine INTEGER NOT NULL
) STRICT;
INSERT INTO generation VALUES (random(), random(), random());

CREATE TRIGGER alias_insert AFTER INSERT ON alias
	BEGIN UPDATE generation SET aliases = random(); END;
CREATE TRIGGER alias_update AFTER UPDATE ON alias
	BEGIN UPDATE generation SET aliases = random(); END;
CREATE TRIGGER alias_delete AFTER DELETE ON alias
	BEGIN UPDATE generation SET aliases = random(); END;
CREATE TRIGGER alias_form_insert AFTER INSERT ON alias_form
	BEGIN UPDATE generation SET aliases = random(); END;
CREATE TRIGGER alias_form_update AFTER UPDATE ON alias_form
	BEGIN UPDATE generation SET aliases = random(); END;
CREATE TRIGGER alias_form_delete AFTER DELETE ON alias_form
	BEGIN UPDATE generation SET aliases = random(); END;
CREATE TRIGGER source_insert AFTER INSERT ON source
	BEGIN UPDATE generation SET sources = random(); END;
CREATE TRIGGER source_update AFTER UPDATE ON source
	BEGIN UPDATE generation SET sources = random(); END;
CREATE TRIGGER source_delete AFTER DELETE ON source
	BEGIN UPDATE generation SET sources = random(); END;
CREATE TRIGGER paragraph_insert AFTER INSERT ON paragraph
	BEGIN UPDATE generation SET sources = random(); END;
CREATE TRIGGER paragraph_update AFTER UPDATE ON paragraph
	BEGIN UPDATE generation SET sources = random(); END;
CREATE TRIGGER paragraph_delete AFTER DELETE ON paragraph
	BEGIN UPDATE generation SET sources = random(); END;
CREATE TRIGGER paragraph_text_insert AFTER INSERT ON paragraph_text
	BEGIN UPDATE generation SET sources = random(); END;
CREATE TRIGGER paragraph_text_update AFTER UPDATE ON paragraph_text
	BEGIN UPDATE generation SET sources = random(); END;
CREATE TRIGGER paragraph_text_delete AFTER DELETE ON paragraph_text
	BEGIN UPDATE generation SET sources = random(); END;
CREATE TRIGGER quarantine_insert AFTER INSERT ON quarantine
	BEGIN UPDATE generation SET quarantine = random(); END;
CREATE TRIGGER quarantine_update AFTER UPDATE ON quarantine
	BEGIN UPDATE generation SET quarantine = random(); END;
CREATE TRIGGER quarantine_delete AFTER DELETE ON quarantine
	BEGIN UPDATE generation SET quarantine = random(); END;

CREATE INDEX asked_open ON asked (times, last) WHERE state = 'open';

-- migration 8: the clause of a statement that answers, and whose overview a fact is.

ALTER TABLE fact ADD COLUMN brief TEXT NOT NULL DEFAULT '';  -- `short`
ALTER TABLE fact ADD COLUMN about TEXT NOT NULL DEFAULT '';  -- the id of a name

-- migration 9: ids that a fact had, or that were another fact's before the two were merged. They find
-- the fact for ever, unless a fact that is served has the id.

CREATE TABLE former_id (
	fact  INTEGER NOT NULL REFERENCES fact (number),
	place INTEGER NOT NULL,
	id    TEXT    NOT NULL UNIQUE,
	PRIMARY KEY (fact, place)
) STRICT, WITHOUT ROWID;

CREATE INDEX revision_fact ON revision (fact);

-- migration 10: documents that were read, and drafts of facts made of their sentences. The column
-- generation.drafts is drawn anew by whoever changes what may be quoted, once for all rows.

CREATE TABLE document (
	source TEXT    PRIMARY KEY REFERENCES source (id),
	file   TEXT    NOT NULL,      -- as it was named
	at     INTEGER NOT NULL,      -- when it was read last
	quoted INTEGER NOT NULL CHECK (quoted IN (0, 1)) -- its sentences may be quoted as answers
) STRICT, WITHOUT ROWID;

CREATE TABLE draft (              -- numbers are shared with suggestions
	number    INTEGER PRIMARY KEY,
	source    TEXT    NOT NULL REFERENCES document (source),
	paragraph INTEGER NOT NULL,
	place     INTEGER NOT NULL,   -- of the sentence in the paragraph
	sentence  TEXT    NOT NULL,   -- as it stands there
	says      TEXT    NOT NULL,   -- the statement proposed
	quote     TEXT    NOT NULL,
	locator   TEXT    NOT NULL,
	happened  TEXT    NOT NULL,   -- as in table fact
	heading   TEXT    NOT NULL,
	names     TEXT    NOT NULL,   -- those in the sentence, ', ' between them
	topic     TEXT    NOT NULL,
	questions TEXT    NOT NULL,   -- one a line
	leans     TEXT    NOT NULL,   -- the word that points to the sentence before, or ''
	state     TEXT    NOT NULL DEFAULT 'open'
		CHECK (state IN ('open', 'approved', 'rejected', 'gone')),
	fact      TEXT    NOT NULL DEFAULT '',  -- id, once approved
	decider   TEXT    NOT NULL DEFAULT '',
	reason    TEXT    NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX draft_place ON draft (source, paragraph, place);
CREATE INDEX draft_open ON draft (source, paragraph, place) WHERE state = 'open';
CREATE INDEX paragraph_sha256 ON paragraph (sha256);

ALTER TABLE generation ADD COLUMN drafts INTEGER NOT NULL DEFAULT 0;

-- migration 11: where somebody asked to be told, and how often the server refused to give them the
-- message: it is then said there.

ALTER TABLE waiting ADD COLUMN channel TEXT NOT NULL DEFAULT '';  -- '': in private
ALTER TABLE message ADD COLUMN channel TEXT NOT NULL DEFAULT '';
ALTER TABLE message ADD COLUMN refused INTEGER NOT NULL DEFAULT 0;

-- migration 12: the chain covers all that is served or decides who may do what: also sources with their
-- paragraphs, aliases and roles that an import or the configuration wrote, and suggestions. The
-- newest revision of a name has the row as JSON (store_served.h), or {"dropped": true}. `covered`
-- is 0 until the program has added the rows that were there before.

ALTER TABLE generation ADD COLUMN covered INTEGER NOT NULL DEFAULT 0;
CREATE INDEX revision_of_rows ON revision (name, number) WHERE fact IS NULL;

-- migration 13: the fact that somebody picked for the question when it was offered.

ALTER TABLE asked ADD COLUMN picked TEXT NOT NULL DEFAULT '';  -- its id; '': none was

-- migration 14: what a source has for references, by the names of CSL (bot/fact/csl.h): JSON, or ''.

ALTER TABLE source ADD COLUMN reference TEXT NOT NULL DEFAULT '';

-- migration 15: what the facts are about, as a fact file says it (fact/subject.h).

CREATE TABLE subject (            -- one row, or none
	number   INTEGER PRIMARY KEY CHECK (number = 1),
	name     TEXT NOT NULL,
	greeting TEXT NOT NULL,
	home     TEXT NOT NULL,        -- words, one a line
	samples  TEXT NOT NULL         -- questions, one a line
) STRICT;

CREATE TRIGGER subject_insert AFTER INSERT ON subject
	BEGIN UPDATE generation SET aliases = random(); END;
CREATE TRIGGER subject_update AFTER UPDATE ON subject
	BEGIN UPDATE generation SET aliases = random(); END;

-- migration 16: topics that a fact belongs to besides its first.

ALTER TABLE fact ADD COLUMN topics TEXT NOT NULL DEFAULT '';  -- with spaces between

-- migration 17: who takes part in a quiz, so that after a start it goes on only for them; `until` is
-- then -1, and minus the time from which we wait for one of them.

ALTER TABLE quiz ADD COLUMN players TEXT NOT NULL DEFAULT '';  -- persons, a line feed behind each

-- migration 18: how many people asked an unanswered question, as far as they could be told apart: one
-- who asks again and again moves nothing up. Who they were is not kept.

ALTER TABLE asked ADD COLUMN people INTEGER NOT NULL DEFAULT 1;
UPDATE asked SET people = times;
DROP INDEX asked_open;
CREATE INDEX asked_open ON asked (people, times, last) WHERE state = 'open';

-- migration 19: the version of tonle that brought the database to its schema, and so can read it.

ALTER TABLE generation ADD COLUMN program TEXT NOT NULL DEFAULT '';

-- migration 20: who does not want to be written to, unless they speak to the bot themselves.

CREATE TABLE quiet (
	network TEXT NOT NULL,         -- as in message
	account TEXT NOT NULL,
	nick    TEXT NOT NULL,
	host    TEXT NOT NULL,
	PRIMARY KEY (network, account, nick, host)
) STRICT, WITHOUT ROWID;

-- migration 21: whether what nobody addressed is answered in a channel, where a moderator has set it;
-- elsewhere the configuration says so.

CREATE TABLE ambient (
	network TEXT    NOT NULL,
	channel TEXT    NOT NULL,      -- lower case
	answers INTEGER NOT NULL CHECK (answers IN (0, 1)),
	author  TEXT    NOT NULL,
	at      INTEGER NOT NULL,
	PRIMARY KEY (network, channel)
) STRICT, WITHOUT ROWID;

-- migration 22: cards are scheduled by FSRS-5. A card of SM-2 keeps its ease until it is answered
-- again; its stability is then computed from ease and days (study/schedule.h).

ALTER TABLE card ADD COLUMN stability  REAL    NOT NULL DEFAULT 0;  -- 0: never asked, or of SM-2
ALTER TABLE card ADD COLUMN difficulty REAL    NOT NULL DEFAULT 0;
ALTER TABLE card ADD COLUMN reviewed   INTEGER NOT NULL DEFAULT 0;  -- when last answered
ALTER TABLE card ADD COLUMN lapses     INTEGER NOT NULL DEFAULT 0;  -- how often forgotten
UPDATE card SET reviewed = due - CASE days WHEN 0 THEN 600 ELSE days * 86400 END;

ALTER TABLE learner DROP COLUMN last_ease;
ALTER TABLE learner DROP COLUMN last_days;
ALTER TABLE learner DROP COLUMN last_repetitions;
ALTER TABLE learner ADD COLUMN before    TEXT    NOT NULL DEFAULT '';  -- the last card as it was: its
	-- columns from ease on, with spaces between; '': it was new
ALTER TABLE learner ADD COLUMN zone      TEXT    NOT NULL DEFAULT '';  -- '': the configuration's
ALTER TABLE learner ADD COLUMN remind_at INTEGER NOT NULL DEFAULT -1;  -- minutes since midnight there
ALTER TABLE learner ADD COLUMN remind_next INTEGER NOT NULL DEFAULT 0;  -- not before
UPDATE learner SET remind_next = reminded + 72000;
ALTER TABLE learner ADD COLUMN keeps     INTEGER NOT NULL DEFAULT 0;   -- what they ask, for `study asked`

CREATE TABLE answered (           -- facts that somebody who wants that was answered with
	network TEXT    NOT NULL,
	person  TEXT    NOT NULL,
	fact    TEXT    NOT NULL,       -- id
	at      INTEGER NOT NULL,       -- last
	PRIMARY KEY (network, person, fact)
) STRICT, WITHOUT ROWID;

-- migration 23: quizzes with teams, seasons, a difficulty and a timetable.

ALTER TABLE quiz ADD COLUMN later  TEXT    NOT NULL DEFAULT '';  -- facts put off, since the one before
	-- gave them away; ids, a line feed behind each
ALTER TABLE quiz ADD COLUMN missed TEXT    NOT NULL DEFAULT '';  -- facts that nobody knew
ALTER TABLE quiz ADD COLUMN level  INTEGER NOT NULL DEFAULT 0;   -- of difficulty: -3 to 3
ALTER TABLE score ADD COLUMN team  TEXT    NOT NULL DEFAULT '';  -- until the quiz ends

CREATE TABLE season (             -- right answers in a month
	network TEXT    NOT NULL,
	channel TEXT    NOT NULL,
	person  TEXT    NOT NULL,
	month   INTEGER NOT NULL,       -- YYYYMM
	shown   TEXT    NOT NULL,       -- as people know them
	points  INTEGER NOT NULL,
	PRIMARY KEY (network, channel, month, person)
) STRICT, WITHOUT ROWID;

CREATE TABLE missed (             -- what nobody knew in a channel's last quiz
	network TEXT    NOT NULL,
	channel TEXT    NOT NULL,
	fact    TEXT    NOT NULL,       -- id
	players TEXT    NOT NULL,       -- as in table quiz
	PRIMARY KEY (network, channel, fact)
) STRICT, WITHOUT ROWID;

CREATE TABLE timetable (          -- when a channel has its quiz
	network TEXT    NOT NULL,
	channel TEXT    NOT NULL,       -- lower case
	spoken  TEXT    NOT NULL,       -- the channel as people write it
	days    INTEGER NOT NULL,       -- a bit for each day of the week: 1 Monday, 64 Sunday
	at      INTEGER NOT NULL,       -- minutes since midnight in the configuration's time zone
	topic   TEXT    NOT NULL,       -- '': all
	total   INTEGER NOT NULL,       -- questions
	next    INTEGER NOT NULL,       -- when it starts next
	PRIMARY KEY (network, channel)
) STRICT, WITHOUT ROWID;

-- migration 24: the fact of the day, what a session was about, and who asked to be reminded.

CREATE TABLE daily (              -- the fact of the day: when it was said last
	network TEXT    NOT NULL,
	channel TEXT    NOT NULL,
	day     INTEGER NOT NULL,       -- since 1970, in the configuration's time zone
	PRIMARY KEY (network, channel)
) STRICT, WITHOUT ROWID;

CREATE TABLE pack (               -- the facts of a channel's last session, for `study session`
	network TEXT    NOT NULL,
	channel TEXT    NOT NULL,
	place   INTEGER NOT NULL,
	fact    TEXT    NOT NULL,       -- id
	PRIMARY KEY (network, channel, place)
) STRICT, WITHOUT ROWID;

ALTER TABLE learner ADD COLUMN mask TEXT NOT NULL DEFAULT '';  -- user@host of who without an account
	-- asked for reminders: nobody else under that nick gets them

-- migration 25: facts to read with a fact; it holds both ways.

ALTER TABLE fact ADD COLUMN see TEXT NOT NULL DEFAULT '';  -- ids, with spaces between

-- migration 26: each answer counts the open suggestions about its fact.

CREATE INDEX suggestion_open ON suggestion (fact) WHERE state = 'open';

-- migration 27: facts that belong to channels.

ALTER TABLE fact ADD COLUMN channels TEXT NOT NULL DEFAULT '';  -- names, with spaces between; '': all

CREATE INDEX fact_scoped ON fact (number) WHERE channels <> '';

-- migration 28: the chain covers the subject, too. `covered` is 2 once it does.

UPDATE generation SET covered = min(covered, 1);

-- migration 29: the full text is merged in the background and after imports (store_merge_search), not
-- within the commit of an edit, which it could hold up for tens of milliseconds. A commit that finds 64
-- segments merges them after all.

INSERT INTO search (search, rank) VALUES ('automerge', 0);
INSERT INTO search (search, rank) VALUES ('crisismerge', 64);

-- migration 30: what people have changed, without the revisions of imports.

CREATE INDEX revision_by_people ON revision (number) WHERE origin <> 'import';

-- migration 31: so that a bot that is started again need not examine the whole base at once
-- (store_examined).

CREATE TABLE examined (           -- one row
	at     INTEGER NOT NULL,        -- when the base was last found sound; 0: never, or not since
	closed INTEGER NOT NULL         -- when the bot stopped; 0: it runs, or it was killed
) STRICT;
INSERT INTO examined VALUES (0, 0);
