/* SPDX-License-Identifier: MIT
 *
 * A screen and a keyboard for imgview where there are none. Runs a program with a pseudo-terminal as its standard input, and
 * answers its frame buffer requests by ptrace, so that an ordinary file serves as the frame buffer. Each FBIOPAN_DISPLAY says that
 * a picture is complete: the file is copied to DIRECTORY/0, 1, 2, ..., and the next key is sent.
 *
 *   screen WIDTH HEIGHT FRAMEBUFFER DIRECTORY KEYS... -- PROGRAM ARGUMENT...
 *
 * Ends with the program's status; 90 if the terminal is not as it was before, 91 if something goes wrong here.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/fb.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

static void fail(const char *what)
{
    perror(what);
    exit(91);
}

static void poke(pid_t process, unsigned long address, const void *data, size_t size)
{
    for (size_t i = 0; i < size; i += sizeof(long)) {
        long word;
        memcpy(&word, (const char *)data + i, sizeof(word));
        if (ptrace(PTRACE_POKEDATA, process, address + i, word) != 0)
            fail("ptrace");
    }
}

static int answer(pid_t process, const struct user_regs_struct *registers, unsigned width, unsigned height)
{
    struct fb_var_screeninfo variable = {
        .xres = width, .yres = height, .xres_virtual = width, .yres_virtual = height, .bits_per_pixel = 32,
        .red = { 16, 8, 0 }, .green = { 8, 8, 0 }, .blue = { 0, 8, 0 },
    };
    struct fb_fix_screeninfo fixed = { .smem_len = 4 * width * height, .line_length = 4 * width };

    switch (registers->rsi) {
    case FBIOGET_VSCREENINFO:
        poke(process, registers->rdx, &variable, sizeof(variable));
        return 1;
    case FBIOGET_FSCREENINFO:
        poke(process, registers->rdx, &fixed, sizeof(fixed));
        return 1;
    }
    return registers->rsi == FBIOPAN_DISPLAY;
}

static void copy(const char *from, const char *directory, int number)
{
    char name[4096], buffer[65536];
    snprintf(name, sizeof(name), "%s/%d", directory, number);
    FILE *in = fopen(from, "rb"), *out = fopen(name, "wb");
    if (!in || !out)
        fail(name);
    for (size_t count; (count = fread(buffer, 1, sizeof(buffer), in)) > 0;)
        fwrite(buffer, 1, count, out);
    fclose(in);
    if (fclose(out) != 0)
        fail(name);
}

int main(int argc, char **argv)
{
    int separator = 5;
    while (separator < argc && strcmp(argv[separator], "--") != 0)
        separator++;
    if (separator + 1 >= argc)
        return 91;
    unsigned width = atoi(argv[1]), height = atoi(argv[2]);
    int key = 5, pictures = 0, status, master, slave;
    struct termios before, after;
    if (openpty(&master, &slave, NULL, NULL, NULL) != 0 || tcgetattr(slave, &before) != 0)
        fail("openpty");
    alarm(60);
    pid_t child = fork();
    if (child == 0) {
        dup2(slave, 0);
        close(master);
        close(slave);
        ptrace(PTRACE_TRACEME, 0, 0, 0);
        raise(SIGSTOP);
        execv(argv[separator + 1], argv + separator + 1);
        _exit(91);
    }
    waitpid(child, &status, 0);
    if (ptrace(PTRACE_SETOPTIONS, child, 0, PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL) != 0)
        fail("ptrace");

    int is_inside = 0, signal_number = 0;
    for (;;) {
        if (ptrace(PTRACE_SYSCALL, child, 0, signal_number) != 0 || waitpid(child, &status, 0) < 0)
            fail("ptrace");
        signal_number = 0;
        if (WIFEXITED(status) || WIFSIGNALED(status))
            break;
        if (WSTOPSIG(status) != (SIGTRAP | 0x80)) {
            if (WSTOPSIG(status) != SIGTRAP)
                signal_number = WSTOPSIG(status);
            continue;
        }
        is_inside = !is_inside;
        if (is_inside)
            continue;
        struct user_regs_struct registers;
        ptrace(PTRACE_GETREGS, child, 0, &registers);
        if (registers.orig_rax != SYS_ioctl || !answer(child, &registers, width, height))
            continue;
        registers.rax = 0;
        ptrace(PTRACE_SETREGS, child, 0, &registers);
        if (registers.rsi == FBIOPAN_DISPLAY) {
            copy(argv[3], argv[4], pictures++);
            if (key < separator && write(master, argv[key], strlen(argv[key])) < 0)
                fail("write");
            key++;
        }
    }
    if (tcgetattr(slave, &after) != 0 || after.c_lflag != before.c_lflag || after.c_iflag != before.c_iflag)
        return 90;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
