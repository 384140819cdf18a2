#ifndef TONLE_PEOPLE_ROLES_H
#define TONLE_PEOPLE_ROLES_H

/*
 * What somebody may do. Each role may do all that the ones before it may. A nick alone never gives
 * one.
 */
enum role {
	ROLE_IGNORED, /* is not heard at all */
	ROLE_EVERYONE,
	ROLE_TRUSTED,
	ROLE_MODERATOR,
	ROLE_OWNER,
	ROLES
};

/* "ignored", "everyone", "trusted" … as the configuration and the verbs write it. */
const char *roles_name(enum role role);

#endif
