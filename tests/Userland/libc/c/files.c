/* SPDX-License-Identifier: MIT */
#include "common.h"
#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <unistd.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

void test_files(void)
{
	char buffer[100], *names[32], path[PATH_MAX];
	struct stat st;
	int fd = open("made", O_RDWR | O_CREAT | O_EXCL, 0640);
	SHOW("%d", fd >= 0);
	SHOW("%d", open("made", O_CREAT | O_EXCL, 0640) < 0 && errno == EEXIST);
	SHOW("%zd", write(fd, "0123456789", 10));
	SHOW("%ld", lseek(fd, 3, SEEK_SET));
	SHOW("%zd", read(fd, buffer, 4));
	SHOW("%.4s", buffer);
	SHOW("%zd", pread(fd, buffer, 5, 1));
	SHOW("%.5s", buffer);
	SHOW("%zd", pwrite(fd, "AB", 2, 8));
	struct iovec parts[] = { { (char *)"one", 3 }, { (char *)"two!", 4 } };
	lseek(fd, 0, SEEK_SET);
	SHOW("%zd", writev(fd, parts, 2));
	SHOW("%d", ftruncate(fd, 9));
	SHOW("%d", fstat(fd, &st));
	printf("%ld %o %d\n", st.st_size, st.st_mode, S_ISREG(st.st_mode));
	SHOW("%d", fcntl(fd, F_GETFL) & O_ACCMODE);
	SHOW("%d", fcntl(fd, F_SETFD, FD_CLOEXEC));
	SHOW("%d", fcntl(fd, F_GETFD));
	int copy = dup(fd);
	SHOW("%d", copy > fd);
	SHOW("%d", dup2(fd, 50));
	SHOW("%d", close(50));
	SHOW("%d", close(50) < 0 && errno == EBADF);
	char *map = mmap(NULL, 9, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	SHOW("%.9s", map);
	map[0] = 'M';
	SHOW("%d", msync(map, 9, MS_SYNC));
	SHOW("%d", munmap(map, 9));
	SHOW("%zd", pread(fd, buffer, 1, 0));
	SHOW("%c", buffer[0]);
	SHOW("%d", mmap(NULL, 0, PROT_READ, MAP_PRIVATE, fd, 0) == MAP_FAILED && errno == EINVAL);
	close(copy);
	close(fd);
	SHOW("%d", isatty(0));
	SHOW("%d", chmod("made", 0600));
	SHOW("%d", stat("made", &st));
	SHOW("%o", st.st_mode & 07777);
	SHOW("%d", stat("missing", &st) < 0 && errno == ENOENT);
	SHOW("%d", access("made", R_OK | W_OK));
	SHOW("%d", symlink("made", "link"));
	SHOW("%zd", readlink("link", buffer, sizeof buffer));
	SHOW("%.4s", buffer);
	SHOW("%d", lstat("link", &st) || !S_ISLNK(st.st_mode));
	SHOW("%d", link("made", "hard"));
	SHOW("%d", stat("hard", &st));
	SHOW("%d", (int)st.st_nlink);
	struct timespec times[2] = { { 1000, 1 }, { 2000, 500 } };
	SHOW("%d", utimensat(AT_FDCWD, "made", times, 0));
	stat("made", &st);
	printf("%ld %ld\n", st.st_mtime, st.st_mtim.tv_nsec);
	SHOW("%d", rename("hard", "renamed"));
	SHOW("%d", unlink("renamed"));
	SHOW("%d", mkdir("dir", 0755));
	SHOW("%d", mkdir("dir", 0755) < 0 && errno == EEXIST);
	SHOW("%d", mkdir("dir/sub", 0755));
	SHOW("%d", symlink("../dir/sub", "dir/loop"));
	SHOW("%s", strrchr(realpath("dir/./loop/../sub", path), 'd'));
	SHOW("%d", realpath("dir/none/x", path) == NULL && errno == ENOENT);
	SHOW("%d", realpath("made/x", path) == NULL && errno == ENOTDIR);
	SHOW("%s", realpath("/", path));
	DIR *directory = opendir("dir");
	int count = 0;
	for (struct dirent *entry; (entry = readdir(directory));)
		names[count++] = strdup(entry->d_name);
	closedir(directory);
	qsort(names, (size_t)count, sizeof *names, compare_names);
	for (int i = 0; i < count; i++) {
		printf("entry %s\n", names[i]);
		free(names[i]);
	}
	SHOW("%d", opendir("made") == NULL && errno == ENOTDIR);
	SHOW("%d", rmdir("dir") < 0 && errno == ENOTEMPTY);
	SHOW("%d", unlink("dir/loop") | rmdir("dir/sub") | rmdir("dir"));
	SHOW("%o", umask(022));
	SHOW("%o", umask(022));
	SHOW("%d", mkfifo("fifo", 0600));
	SHOW("%d", stat("fifo", &st) || !S_ISFIFO(st.st_mode));
	int ends[2];
	SHOW("%d", pipe(ends));
	struct pollfd polls[] = { { ends[0], POLLIN, 0 }, { ends[1], POLLOUT, 0 } };
	SHOW("%d", poll(polls, 2, 0));
	printf("%d %d\n", polls[0].revents, polls[1].revents);
	SHOW("%zd", write(ends[1], "x", 1));
	SHOW("%d", poll(polls, 2, -1));
	close(ends[1]);
	SHOW("%zd", read(ends[0], buffer, 10));
	SHOW("%zd", read(ends[0], buffer, 10));
	SHOW("%d", poll(polls, 1, -1));
	SHOW("%d", polls[0].revents);
	close(ends[0]);
	char *cwd = getcwd(NULL, 0);
	SHOW("%.15s", cwd);
	free(cwd);
	SHOW("%d", getcwd(buffer, 3) == NULL && errno == ERANGE);
	char template[] = "temp-XXXXXX";
	fd = mkstemp(template);
	SHOW("%d", fd >= 0 && strcmp(template, "temp-XXXXXX"));
	close(fd);
	SHOW("%d", mkstemp(strcpy(buffer, "bad")) < 0 && errno == EINVAL);
}
