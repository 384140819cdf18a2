#include "people/roles.h"

const char *roles_name(enum role role)
{
	static const char *const names[ROLES] = {
		"ignored", "everyone", "trusted", "moderator", "owner"};

	return names[role];
}
