#ifndef TONLE_LEARN_LEARN_H
#define TONLE_LEARN_LEARN_H

#include "verbs/verb.h"

/* The handlers of this room's verbs, by file; table.c has their rows. */

/* quiz_verbs.c */
verb_handler verb_quiz_start, verb_quiz_stop, verb_hint, verb_skip, verb_scores;
verb_handler verb_quiz_join;
/* quiz_timetable.c */
verb_handler verb_quiz_every;
/* cards.c, remind.c */
verb_handler verb_study, verb_study_stop, verb_progress, verb_remind;
verb_handler verb_study_missed, verb_study_session, verb_study_asked, verb_study_hard,
	verb_study_undo, verb_timezone;
/* study_session.c */
verb_handler verb_session_start, verb_session_stop, verb_reading_list;
/* person.c */
verb_handler verb_forget_me, verb_quiet_me;

#endif
