// SPDX-License-Identifier: MIT
// Mounts that are shared with others: what a mount or an unmount does elsewhere, and what mountinfo tells of it.
#include "oracle.h"
#include <limits.h>
#include <sched.h>
#include <sys/mount.h>

struct line {
    int id, parent, depth;
    char root[128], path[256], fields[128], source[64], below[1024];
};

static struct line lines[4000];
static int line_count;
static char base[PATH_MAX];

// Groups are named in the order in which they are shown, each time anew: numbers may be used again.
static int groups[64], group_count;

static char name_of(int number)
{
    int i = 0;
    while (i < group_count && groups[i] != number) i++;
    if (i == group_count) groups[group_count++] = number;
    return (char)('A' + i);
}

static int by_place(const void *a, const void *b)
{
    const struct line *first = a, *second = b;
    int order = strcmp(first->path, second->path);
    if (order == 0) order = first->depth - second->depth;
    return order ? order : strcmp(first->below, second->below);
}

// Finds what a mount lies on, down to the case's own.
static void find_below(struct line *line)
{
    line->depth = 0, line->below[0] = 0;
    for (int id = line->parent;;) {
        int i = 0;
        while (i < line_count && lines[i].id != id) i++;
        if (i == line_count) break;
        size_t length = strlen(line->below);
        snprintf(line->below + length, sizeof line->below - length, "%s %s %s, ", lines[i].path, lines[i].root, lines[i].source);
        line->depth++, id = lines[i].parent;
    }
}

// Shows the mounts below the case's own, each with its root, source and optional fields.
static void show(const char *label)
{
    FILE *file = fopen("/proc/self/mountinfo", "r");
    char text[1024];
    line_count = group_count = 0;
    while (fgets(text, sizeof text, file)) {
        NEED(line_count < (int)(sizeof lines / sizeof lines[0]));
        struct line *line = &lines[line_count];
        int end = 0;
        sscanf(text, "%d %d %*s %127s %255s %*s%n", &line->id, &line->parent, line->root, line->path, &end);
        char *separator = strstr(text + end, " - ");
        NEED(separator != NULL);
        *separator = 0;
        snprintf(line->fields, sizeof line->fields, "%s", text + end);
        sscanf(separator + 3, "%*s %63s", line->source);
        size_t length = strlen(base);
        if (strncmp(line->path, base, length) == 0 && (line->path[length] == '/' || line->path[length] == 0)) line_count++;
    }
    fclose(file);
    for (int i = 0; i < line_count; i++) find_below(&lines[i]);
    qsort(lines, (size_t)line_count, sizeof lines[0], by_place);
    printf("-- %s\n", label);
    for (int i = 0; i < line_count; i++) {
        printf(".%s %s %s", lines[i].path + strlen(base), lines[i].root, lines[i].source);
        for (char *field = strtok(lines[i].fields, " "); field; field = strtok(NULL, " ")) {
            char *colon = strchr(field, ':');
            if (colon) printf(" %.*s:%c", (int)(colon - field), field, name_of(atoi(colon + 1)));
            else printf(" %s", field);
        }
        printf("\n");
    }
}

// A file system of its own for the case, with some directories, so that roots are the same everywhere.
static void begin(void)
{
    mkdir("t", 0755);
    NEED(mount("base", "t", "tmpfs", 0, NULL) == 0);
    NEED(chdir("t") == 0);
    NEED(getcwd(base, sizeof base) != NULL);
    static const char *const names[] = { "a", "b", "c", "d", "e" };
    for (int i = 0; i < 5; i++) mkdir(names[i], 0755);
}

static void put(const char *source, const char *path)
{
    mkdir(path, 0755);
    NEED(mount(source, path, "tmpfs", 0, NULL) == 0);
}

static int set(const char *path, unsigned long kind)
{
    return mount(NULL, path, NULL, kind, NULL);
}

static int bind_to(const char *from, const char *to)
{
    return mount(from, to, NULL, MS_BIND, NULL);
}

CASE(kinds)
{
    begin();
    put("one", "a");
    mkdir("a/sub", 0755);
    show("private");
    R(set("a", MS_SHARED));
    show("shared");
    R(set("a", MS_SHARED));
    R(set("a", MS_SLAVE));
    show("slave of nobody");
    R(set("a", MS_UNBINDABLE));
    R(set("a", MS_SLAVE));
    show("unbindable slave of nobody");
    R(bind_to("a", "b"));
    R(set("a", MS_SHARED));
    R(bind_to("a", "b"));
    show("shared with a copy");
    R(set("b", MS_SLAVE));
    show("copy is slave");
    R(set("b", MS_SHARED));
    show("copy is slave and shared");
    R(bind_to("b", "c"));
    R(bind_to("c", "d"));
    show("three of those");
    R(set("c", MS_SLAVE));
    show("c follows the others");
    R(set("d", MS_SLAVE));
    R(set("b", MS_SLAVE));
    show("all follow");
    R(set("b", MS_PRIVATE));
    R(set("c", MS_UNBINDABLE));
    show("two are alone");
    R(set("a", MS_PRIVATE));
    show("nobody left to follow");
    R(set("a/sub", MS_SHARED));
    R(set("missing", MS_SHARED));
    R(set("a", MS_SHARED | MS_PRIVATE));
    R(set("a", MS_SHARED | MS_RDONLY));
    R(set("a", MS_SHARED | MS_SILENT));
    R(mount("any", "a", "nonsense", MS_PRIVATE, "nonsense"));
    CHILD {
        setresuid(1000, 1000, 1000);
        R(set("a", MS_SHARED));
    }
    show("end");
}

CASE(peers)
{
    begin();
    put("one", "a");
    mkdir("a/x", 0755), mkdir("a/y", 0755);
    R(set("a", MS_SHARED));
    R(bind_to("a", "b"));
    put("two", "a/x");
    show("mounted on a");
    make_file("b/x/file", "");
    R(access("a/x/file", F_OK));
    put("three", "b/y");
    put("four", "b/y/deep");
    show("mounted on b, and on that");
    R(umount("a/y"));
    R(umount("a/y/deep"));
    show("unmounted in a");
    R(umount("b/x"));
    R(set("b", MS_PRIVATE));
    put("five", "a/x");
    show("b private");
    R(umount("b"));
    R(umount2("b", MNT_DETACH));
    show("b gone");
}

CASE(slaves)
{
    begin();
    put("one", "a");
    mkdir("a/x", 0755), mkdir("a/y", 0755), mkdir("a/z", 0755);
    set("a", MS_SHARED);
    bind_to("a", "b");
    R(set("b", MS_SLAVE));
    R(set("b", MS_SHARED));
    bind_to("b", "c");
    bind_to("c", "d");
    R(set("d", MS_SLAVE));
    put("two", "a/x");
    show("mounted on the master");
    put("three", "c/y");
    show("mounted on a shared slave");
    put("four", "d/z");
    show("mounted on a slave");
    R(umount("c/x"));
    show("unmounted from a shared slave");
    R(umount("a/x"));
    show("unmounted from the master");
    R(set("b", MS_PRIVATE));
    R(set("c", MS_PRIVATE));
    show("d follows a now");
    put("five", "a/x");
    show("end");
}

CASE(recursive)
{
    begin();
    put("one", "a");
    put("two", "a/x");
    put("three", "a/x/deep");
    put("four", "a/y");
    R(set("a", MS_SHARED | MS_REC));
    show("shared");
    R(set("a/x", MS_SLAVE | MS_REC));
    R(set("a/y", MS_UNBINDABLE | MS_REC));
    show("partly");
    R(mount("a", "b", NULL, MS_BIND | MS_REC, NULL));
    show("bound with all but the unbindable");
    R(set("a", MS_PRIVATE));
    R(mount("a", "c", NULL, MS_BIND | MS_REC, NULL));
    show("bound again");
    R(set("b", MS_UNBINDABLE));
    R(mount("b", "d", NULL, MS_BIND | MS_REC, NULL));
}

// What is bound below a shared mount is shared itself, and is bound below its peers.
CASE(trees_spread)
{
    begin();
    put("one", "a");
    mkdir("a/x", 0755);
    put("two", "b");
    put("three", "b/in");
    put("four", "b/in/side");
    set("a", MS_SHARED);
    bind_to("a", "c");
    bind_to("a", "d");
    set("d", MS_SLAVE);
    bind_to("d", "e");
    set("e", MS_SHARED);
    set("b/in", MS_SHARED);
    R(mount("b", "a/x", NULL, MS_BIND | MS_REC, NULL));
    show("bound");
    put("five", "c/x/in/new");
    show("mounted in the bound tree");
    R(umount("c/x"));
    R(umount2("c/x", MNT_DETACH));
    show("unmounted");
}

// A mount that shows a part of a file system shares what happens in that part.
CASE(parts)
{
    begin();
    put("one", "a");
    mkdir("a/p", 0755), mkdir("a/p/x", 0755), mkdir("a/y", 0755);
    set("a", MS_SHARED);
    R(bind_to("a/p", "b"));
    put("two", "a/p/x");
    put("three", "a/y");
    show("mounted on the whole");
    R(umount("b/x"));
    show("unmounted from the part");
    R(bind_to("a/y", "c"));
    show("bound from another mount");
    mkdir("a/self", 0755);
    R(bind_to("a", "a/self"));
    show("bound to itself");
    put("four", "a/p/x");
    show("end");
}

CASE(moves)
{
    begin();
    put("one", "a");
    mkdir("a/x", 0755), mkdir("a/y", 0755);
    set("a", MS_SHARED);
    bind_to("a", "b");
    put("two", "a/x");
    R(mount("a/x", "c", NULL, MS_MOVE, NULL));
    put("three", "d");
    put("four", "d/in");
    set("d/in", MS_UNBINDABLE);
    R(mount("d", "a/y", NULL, MS_MOVE, NULL));
    R(mount("d", "e", NULL, MS_MOVE, NULL));
    set("e/in", MS_PRIVATE);
    R(mount("e", "a/y", NULL, MS_MOVE, NULL));
    show("moved");
    R(mount("a", "e", NULL, MS_MOVE, NULL));
    show("a moved");
    put("five", "b/x");
    show("end");
}

CASE(files)
{
    begin();
    put("one", "a");
    make_file("a/f", "below");
    make_file("g", "above");
    set("a", MS_SHARED);
    bind_to("a", "b");
    R(bind_to("g", "a/f"));
    char text[16];
    show_bytes("b/f", text, (size_t)read_file("b/f", text, sizeof text));
    show("bound");
    R(umount("b/f"));
    show_bytes("a/f", text, (size_t)read_file("a/f", text, sizeof text));
}

// What lies on the place already stays on top, and comes down again.
CASE(covered)
{
    begin();
    put("one", "a");
    mkdir("a/x", 0755);
    set("a", MS_SHARED);
    bind_to("a", "b");
    set("b", MS_SLAVE);
    put("two", "b/x");
    put("three", "a/x");
    show("mounted beneath");
    make_file("b/x/file", "");
    R(access("a/x/file", F_OK));
    R(umount("a/x"));
    show("unmounted from beneath");
    R(access("b/x/file", F_OK));
    put("three", "a/x");
    R(umount("b/x"));
    show("the upper one gone");
    R(umount("a/x"));
    show("end");
}

// What stays comes down past all that goes.
CASE(covered_twice)
{
    begin();
    put("one", "a");
    mkdir("a/x", 0755);
    set("a", MS_SHARED);
    bind_to("a", "b");
    put("two", "a/x");
    put("three", "a/x");
    put("four", "a/x");
    R(set("b/x", MS_PRIVATE));
    put("own", "b/x/in");
    show("before");
    R(umount2("a", MNT_DETACH));
    show("after");
}

CASE(busy)
{
    begin();
    put("one", "a");
    mkdir("a/x", 0755);
    set("a", MS_SHARED);
    bind_to("a", "b");
    put("two", "a/x");
    int file = open("b/x/f", O_RDWR | O_CREAT, 0600);
    R(umount("a/x"));
    R(umount("b/x"));
    R(umount2("a/x", MNT_DETACH));
    show("detached");
    R(write(file, "x", 1));
    close(file);
    set("b", MS_SLAVE);
    put("three", "a/x");
    put("four", "b/x/on");
    R(umount("a/x"));
    show("a replica with more on it stays");
    put("five", "a/x");
    R(umount2("a", MNT_DETACH));
    show("the master gone");
}

CASE(lazy_trees)
{
    begin();
    put("one", "a");
    set("a", MS_SHARED);
    bind_to("a", "b");
    bind_to("a", "c");
    set("c", MS_SLAVE);
    put("two", "a/x");
    put("three", "a/x/in");
    put("four", "a/x/in/in");
    show("mounted");
    put("five", "c/x/own");
    R(umount2("b/x", MNT_DETACH));
    show("detached");
}

static void wait_for(int file)
{
    char byte;
    NEED(read(file, &byte, 1) == 1);
}

CASE(name_spaces)
{
    begin();
    put("one", "a");
    mkdir("a/x", 0755), mkdir("a/y", 0755), mkdir("a/z", 0755);
    set("a", MS_SHARED);
    put("two", "b");
    int there[2], back[2];
    NEED(pipe(there) == 0 && pipe(back) == 0);
    pid_t child = fork();
    if (child == 0) {
        R(unshare(CLONE_NEWNS));
        show("in a new name space");
        put("three", "a/x");
        put("four", "b/x");
        write(back[1], "x", 1);
        wait_for(there[0]);
        show("in the new one, after a mount outside");
        R(set("a", MS_SLAVE));
        put("six", "a/z");
        show("as a slave");
        R(set("a", MS_SHARED));
        R(bind_to("a", "c"));
        R(set("c", MS_SLAVE));
        show("slave of a shared slave");
        write(back[1], "x", 1);
        wait_for(there[0]);
        show("after an unmount outside");
        _exit(0);
    }
    wait_for(back[0]);
    show("outside, after a mount in the new one");
    put("five", "a/y");
    write(there[1], "x", 1);
    wait_for(back[0]);
    show("outside, after a mount on a slave");
    R(umount("a/x"));
    write(there[1], "x", 1);
    show_child("child", child);
    show("outside, after the end of the other");
    R(set("a", MS_SLAVE));
    show("no peer is left");
}

// The master is in a place that the caller cannot see, but the master's master is not.
CASE(propagate_from)
{
    begin();
    put("one", "a");
    set("a", MS_SHARED);
    mkdir("c/root", 0755);
    bind_to("a", "b");
    set("b", MS_SLAVE);
    set("b", MS_SHARED);
    bind_to("b", "c/root");
    set("c/root", MS_SLAVE);
    show("all seen");
    R(umount2("b", MNT_DETACH));
    show("the master gone");
    bind_to("a", "b");
    set("b", MS_SLAVE);
    set("b", MS_SHARED);
    umount("c/root");
    bind_to("b", "c/root");
    set("c/root", MS_SLAVE);
    CHILD {
        R(unshare(CLONE_NEWNS));
        R(set("b", MS_PRIVATE));
        show("the master outside");
    }
}

static unsigned state;

static unsigned chance(unsigned below)
{
    state = state * 1664525 + 1013904223;
    return (state >> 16) % below;
}

static const char *any_place(void)
{
    static const char *const places[] = { "a", "b", "c", "a/x", "b/x", "c/x", "a/y", "b/y", "a/x/x", "b/x/x", "c/x/x", "a/x/y" };
    return places[chance(sizeof places / sizeof places[0])];
}

static void put_directories(const char *path)
{
    static const char *const names[] = { "x", "x/x", "x/y", "y" };
    char name[PATH_MAX];
    for (int i = 0; i < 4; i++) {
        snprintf(name, sizeof name, "%s/%s", path, names[i]);
        mkdir(name, 0755);
    }
}

static void do_anything(int step)
{
    static const unsigned long kinds[] = { MS_SHARED, MS_SHARED, MS_SLAVE, MS_SLAVE, MS_PRIVATE, MS_UNBINDABLE };
    const char *place = any_place(), *other = any_place();
    unsigned long recursive = chance(2) ? MS_REC : 0;
    char source[16];
    printf("%d: ", step);
    switch (chance(8)) {
    case 0: case 1:
        snprintf(source, sizeof source, "s%d", step);
        printf("%s: ", place);
        if (R(mount(source, place, "tmpfs", 0, NULL)) == 0) put_directories(place);
        break;
    case 2:
        printf("%s to %s: ", place, other);
        R(mount(place, other, NULL, MS_BIND | recursive, NULL));
        break;
    case 3: case 4: {
        unsigned long kind = kinds[chance(6)] | recursive;
        printf("%s, %#lx: ", place, kind);
        R(mount(NULL, place, NULL, kind, NULL));
        break;
    }
    case 5:
        printf("%s to %s: ", place, other);
        R(mount(place, other, NULL, MS_MOVE, NULL));
        break;
    default:
        printf("%s%s: ", place, recursive ? ", detached" : "");
        R(umount2(place, recursive ? MNT_DETACH : 0));
        break;
    }
}

static void do_much(unsigned seed)
{
    begin();
    put_directories("a"), put_directories("b"), put_directories("c");
    state = seed;
    for (int step = 0; step < 80; step++) {
        do_anything(step);
        show("now");
        // What spreads grows fast.
        if (line_count < 25) continue;
        while (umount2("a", MNT_DETACH) == 0 || umount2("b", MNT_DETACH) == 0 || umount2("c", MNT_DETACH) == 0) {}
        show("taken down");
    }
}

CASE(random_1) { do_much(1); }
CASE(random_2) { do_much(22); }
CASE(random_3) { do_much(333); }
CASE(random_4) { do_much(4444); }
