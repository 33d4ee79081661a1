/* SPDX-License-Identifier: MIT */
#include "common.h"
#include <mntent.h>
#include <pwd.h>
#include <shadow.h>
#include <unistd.h>
#include <utmpx.h>

static FILE *temporary(const char *text)
{
	FILE *file = tmpfile();
	fputs(text, file);
	rewind(file);
	return file;
}

static void show_mount(const struct mntent *entry)
{
	if (entry)
		printf("<%s> <%s> <%s> <%s> %d %d\n", entry->mnt_fsname, entry->mnt_dir, entry->mnt_type, entry->mnt_opts, entry->mnt_freq, entry->mnt_passno);
	else
		printf("no mount\n");
}

static void mounts(void)
{
	FILE *file = temporary("# comment\n\n/dev/sda1 / ext4 rw,noatime,size=10 1 2\n  proc\t/proc   proc defaults\nnone /with\\040blank\\011tab\\134 tmpfs ro 0 0\n");
	struct mntent *entry, own;
	char buffer[128];
	while ((entry = getmntent(file)) != NULL) {
		show_mount(entry);
		const char *option = hasmntopt(entry, "size");
		printf("%s %d %d\n", option ? option : "-", hasmntopt(entry, "noa") != NULL, hasmntopt(entry, "rw") != NULL);
	}
	struct mntent added = { (char *)"a b", (char *)"/c\\d", (char *)"tmp", (char *)"rw", 3, 4 };
	SHOW("%d", addmntent(file, &added));
	rewind(file);
	while ((entry = getmntent_r(file, &own, buffer, sizeof buffer)) != NULL)
		show_mount(entry);
	SHOW("%d", endmntent(file));
	SHOW("%d", setmntent("/nonexistent/file", "r") == NULL);
}

static void show_user(const struct utmpx *user)
{
	if (user)
		printf("%d %d %.32s %.4s %.32s %d\n", user->ut_type, user->ut_pid, user->ut_line, user->ut_id, user->ut_user, user->ut_tv.tv_sec);
	else
		printf("no user\n");
}

static struct utmpx make_user(int type, int pid, const char *line, const char *id, const char *name)
{
	struct utmpx user;
	memset(&user, 0, sizeof user);
	user.ut_type = type;
	user.ut_pid = pid;
	strncpy(user.ut_line, line, sizeof user.ut_line);
	strncpy(user.ut_id, id, sizeof user.ut_id);
	strncpy(user.ut_user, name, sizeof user.ut_user);
	user.ut_tv.tv_sec = 1000 + pid;
	return user;
}

static void users(void)
{
	char path[] = "/tmp/utmp.XXXXXX";
	close(mkstemp(path));
	SHOW("%d", utmpxname(path));
	struct utmpx user = make_user(BOOT_TIME, 0, "~", "~~", "reboot");
	setutxent();
	show_user(pututxline(&user));
	user = make_user(LOGIN_PROCESS, 10, "tty1", "1", "LOGIN");
	show_user(pututxline(&user));
	user = make_user(USER_PROCESS, 11, "tty2", "2", "somebody");
	show_user(pututxline(&user));
	user = make_user(USER_PROCESS, 10, "tty1", "1", "root");
	setutxent();
	show_user(pututxline(&user));
	setutxent();
	const struct utmpx *next;
	while ((next = getutxent()) != NULL)
		show_user(next);
	setutxent();
	user = make_user(USER_PROCESS, 0, "tty2", "", "");
	show_user(getutxline(&user));
	setutxent();
	user = make_user(DEAD_PROCESS, 0, "", "1", "");
	show_user(getutxid(&user));
	setutxent();
	user = make_user(BOOT_TIME, 0, "", "", "");
	show_user(getutxid(&user));
	setutxent();
	errno = 0;
	user = make_user(USER_PROCESS, 0, "tty9", "9", "");
	show_user(getutxline(&user));
	printf("%d\n", errno);
	user.ut_type = 77;
	show_user(getutxid(&user));
	printf("%d\n", errno);
	updwtmpx(path, &user);
	endutxent();
	FILE *file = fopen(path, "r");
	fseek(file, 0, SEEK_END);
	SHOW("%ld", ftell(file));
	fclose(file);
	unlink(path);
	setutxent();
	SHOW("%d", getutxent() == NULL);
	endutxent();
}

static void show_shadow(const struct spwd *entry)
{
	if (entry)
		printf("%s %s %ld %ld %ld %ld %ld %ld %lu\n", entry->sp_namp, entry->sp_pwdp, entry->sp_lstchg, entry->sp_min, entry->sp_max, entry->sp_warn,
			entry->sp_inact, entry->sp_expire, entry->sp_flag);
	else
		printf("no shadow\n");
}

static void shadows(void)
{
	FILE *file = temporary("root:*:19000:0:99999:7:::\nshort:x:1\nuser:$6$salt$hash:1:2:3:4:5:6:7\nbad:x:a:0:0:0:0:0:0\nlast:!::::::: \n");
	for (int i = 0; i < 2; i++)
		show_shadow(fgetspent(file));
	fclose(file);
	struct spwd *parsed = sgetspent("name:pw:10:::::20:");
	show_shadow(parsed);
	putspent(parsed, stdout);
	show_shadow(sgetspent("nothing"));
	/* What the system's own file says is the system's: only that both ways say the same. */
	struct spwd own, *result, *other;
	char buffer[512];
	int status = getspnam_r("root", &own, buffer, sizeof buffer, &result);
	other = getspnam("root");
	printf("%d %d %d\n", status != 0 && result, (result != NULL) == (other != NULL), result == NULL || !strcmp(own.sp_pwdp, other->sp_pwdp));
	getspnam_r("no such user", &own, buffer, sizeof buffer, &result);
	printf("%d\n", result != NULL);
}

/* Which there are is the system's: each is a path, and the second time they are the same. */
static void shells(void)
{
	int count[2] = { 0 }, odd = 0;
	for (int pass = 0; pass < 2; pass++) {
		setusershell();
		for (const char *shell; (shell = getusershell()) != NULL; count[pass]++)
			odd += *shell != '/';
		endusershell();
	}
	printf("shells %d %d %d\n", count[0] > 0, count[0] == count[1], odd);
}

void test_accounts(void)
{
	mounts();
	users();
	shadows();
	shells();
	char name[L_cuserid];
	printf("%s\n", cuserid(name));
	printf("%d\n", getlogin_r(name, 0) != 0);
}
