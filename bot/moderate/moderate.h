#ifndef TONLE_MODERATE_MODERATE_H
#define TONLE_MODERATE_MODERATE_H

#include "verbs/verb.h"

/* The handlers of this room's verbs, by file; table.c has their rows. */

/* facts.c */
verb_handler verb_short, verb_about, verb_see, verb_scope;
verb_handler verb_add, verb_cite, verb_uncite, verb_edit, verb_append, verb_replace, verb_retopic,
	verb_when, verb_forget, verb_hide, verb_unforget, verb_merge, verb_rename, verb_lock,
	verb_unlock;
/* questions.c */
verb_handler verb_ask, verb_yes, verb_no, verb_not, verb_pattern, verb_quarantine;
/* revisions.c */
verb_handler verb_show, verb_history, verb_diff, verb_undo, verb_redo, verb_revert;
/* register.c */
verb_handler verb_alias, verb_unalias, verb_source_add, verb_source_drop;
/* suggestions.c */
verb_handler verb_suggest, verb_wrong, verb_inbox, verb_approve, verb_reject, verb_amend;
/* drafts.c */
verb_handler verb_drafts, verb_next, verb_quoting;
/* backlog.c */
verb_handler verb_tell_me, verb_asked;
/* statistics.c */
verb_handler verb_stats, verb_review;
/* roles_verbs.c */
verb_handler verb_role, verb_roles, verb_ignore, verb_unignore, verb_ignored, verb_ambient,
	verb_mute, verb_unmute;
/* maintenance.c */
verb_handler verb_backup, verb_restore, verb_reload, verb_audit;

#endif
