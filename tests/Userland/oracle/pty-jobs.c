// SPDX-License-Identifier: MIT
// Job control: who controls a terminal, who may read and write, who is told when it goes.
#include "ptyhelp.h"

CASE(the_first_terminal_opened_controls)
{
    struct pty p = pty_master();
    CHILD {
        setsid();
        R(open("/dev/tty", O_RDWR));
        int slave = open(p.name, O_RDWR);
        int group = 0, session = 0;
        R(ioctl(slave, TIOCGSID, &session));
        T(session == getsid(0));
        R(ioctl(slave, TIOCGPGRP, &group));
        T(group == getpgrp());
        OK(open("/dev/tty", O_RDWR));
        struct pty other = pty_pair();
        R(ioctl(other.slave, TIOCSCTTY, 0));
        R(ioctl(other.slave, TIOCGPGRP, &group));
        R(ioctl(other.slave, TIOCGSID, &session));
        R(ioctl(slave, TIOCSCTTY, 0));
    }
}

CASE(opening_with_noctty_does_not)
{
    struct pty p = pty_master();
    CHILD {
        setsid();
        int slave = open(p.name, O_RDWR | O_NOCTTY), group;
        R(open("/dev/tty", O_RDWR));
        R(ioctl(slave, TIOCGPGRP, &group));
        R(ioctl(slave, TIOCSCTTY, 0));
        OK(open("/dev/tty", O_RDWR));
        CHILD {
            R(ioctl(slave, TIOCSCTTY, 0));
        }
        CHILD {
            setsid();
            R(ioctl(slave, TIOCSCTTY, 0));
            R(open("/dev/tty", O_RDWR));
        }
    }
}

CASE(a_terminal_is_stolen)
{
    struct pty p = pty_master();
    int sync[2], done[2];
    pipe(sync), pipe(done);
    char c;
    pid_t first = fork();
    if (first == 0) {
        pty_login(p.name);
        write(sync[1], "x", 1);
        read(done[0], &c, 1);
        R(open("/dev/tty", O_RDWR));
        _exit(0);
    }
    read(sync[0], &c, 1);
    CHILD {
        setsid();
        int slave = open(p.name, O_RDWR);
        R(ioctl(slave, TIOCSCTTY, 0));
        R(ioctl(slave, TIOCSCTTY, 1));
        OK(open("/dev/tty", O_RDWR));
    }
    write(done[1], "x", 1);
    show_child("first", first);
}

CASE(the_master_sees_the_jobs)
{
    struct pty p = pty_master();
    int group = -1, session = -1;
    p.slave = open(p.name, O_RDWR | O_NOCTTY);
    R(ioctl(p.master, TIOCGPGRP, &group));
    R(group);
    R(ioctl(p.master, TIOCGSID, &session));
    int sync[2], done[2];
    char c;
    pipe(sync), pipe(done);
    pid_t child = fork();
    if (child == 0) {
        pty_login(p.name);
        write(sync[1], "x", 1);
        read(done[0], &c, 1);
        _exit(0);
    }
    read(sync[0], &c, 1);
    R(ioctl(p.master, TIOCGPGRP, &group));
    T(group == child);
    R(ioctl(p.master, TIOCGSID, &session));
    T(session == child);
    R(ioctl(p.master, TIOCSPGRP, &group));
    write(done[1], "x", 1);
    show_child("child", child);
}

static void say(int signal)
{
    printf("got %s\n", oracle_signal(signal));
}

CASE(keys_send_signals)
{
    static const struct { const char *key; int signal; } keys[] = { { "\003", SIGINT }, { "\034", SIGQUIT }, { "\032", SIGTSTP } };
    for (int i = 0; i < 3; i++) {
        struct pty p = pty_master();
        int sync[2];
        char c;
        pipe(sync);
        pid_t child = fork();
        if (child == 0) {
            pty_login(p.name);
            signal(keys[i].signal, say);
            write(sync[1], "x", 1);
            pause();
            _exit(0);
        }
        read(sync[0], &c, 1);
        sleep_ms(20);
        NEED(write(p.master, keys[i].key, 1) == 1);
        show_child("child", child);
        pty_show("echo", p.master);
        close(p.master);
    }
}

CASE(sizes_send_sigwinch)
{
    struct pty p = pty_master();
    int sync[2];
    char c;
    pipe(sync);
    struct winsize size = { 10, 20, 0, 0 };
    p.slave = open(p.name, O_RDWR | O_NOCTTY);
    pid_t child = fork();
    if (child == 0) {
        pty_login(p.name);
        signal(SIGWINCH, say);
        write(sync[1], "x", 1);
        pause();
        _exit(0);
    }
    read(sync[0], &c, 1);
    sleep_ms(20);
    NEED(ioctl(p.master, TIOCSWINSZ, &size) == 0);
    show_child("child", child);
    R(ioctl(p.master, TIOCSIG, SIGTERM));
    R(ioctl(p.master, TIOCSIG, SIGINT));
}

CASE(background_jobs_are_stopped)
{
    struct pty p = pty_master();
    CHILD {
        int slave = pty_login(p.name), status;
        pid_t job = fork();
        if (job == 0) {
            setpgid(0, 0);
            char c;
            read(slave, &c, 1);
            _exit(1);
        }
        setpgid(job, job);
        NEED(waitpid(job, &status, WUNTRACED) == job);
        show_status("reads", status);
        R(ioctl(slave, TIOCSPGRP, &job));
        write(p.master, "x\n", 2);
        kill(-job, SIGCONT);
        NEED(waitpid(job, &status, WUNTRACED) == job);
        show_status("goes on", status);
        pid_t own = getpgrp();
        signal(SIGTTOU, SIG_IGN);
        R(ioctl(slave, TIOCSPGRP, &own));
        signal(SIGTTOU, SIG_DFL);
        job = fork();
        if (job == 0) {
            setpgid(0, 0);
            write(slave, "free", 4);
            struct termios modes;
            tcgetattr(slave, &modes);
            tcsetattr(slave, TCSANOW, &modes);
            _exit(1);
        }
        setpgid(job, job);
        NEED(waitpid(job, &status, WUNTRACED) == job);
        show_status("sets", status);
        kill(-job, SIGKILL);
        waitpid(job, &status, 0);
        pty_local(slave, 0, TOSTOP);
        job = fork();
        if (job == 0) {
            setpgid(0, 0);
            write(slave, "held", 4);
            _exit(1);
        }
        setpgid(job, job);
        NEED(waitpid(job, &status, WUNTRACED) == job);
        show_status("writes", status);
        kill(-job, SIGKILL);
        waitpid(job, &status, 0);
    }
    pty_show("master", p.master);
}

CASE(background_jobs_that_ignore)
{
    struct pty p = pty_master();
    CHILD {
        int slave = pty_login(p.name);
        pty_local(slave, 0, TOSTOP);
        CHILD {
            setpgid(0, 0);
            char c;
            struct termios modes;
            signal(SIGTTIN, SIG_IGN);
            signal(SIGTTOU, SIG_IGN);
            R(read(slave, &c, 1));
            R(write(slave, "x", 1));
            R(tcgetattr(slave, &modes));
            R(tcsetattr(slave, TCSANOW, &modes));
            pid_t own = getpgrp();
            R(ioctl(slave, TIOCSPGRP, &own));
        }
    }
}

CASE(orphans_get_errors)
{
    struct pty p = pty_master();
    int result[2];
    pipe(result);
    CHILD {
        int slave = pty_login(p.name);
        pty_local(slave, 0, TOSTOP);
        pid_t middle = fork();
        if (middle == 0) {
            pid_t orphan = fork();
            if (orphan == 0) {
                setpgid(0, 0);
                while (getppid() == getsid(0) || 0) sleep_ms(5);
                sleep_ms(50);
                char c;
                struct termios modes;
                R(read(slave, &c, 1));
                R(write(slave, "x", 1));
                tcgetattr(slave, &modes);
                R(tcsetattr(slave, TCSANOW, &modes));
                write(result[1], "x", 1);
                _exit(0);
            }
            setpgid(orphan, orphan);
            _exit(0);
        }
        waitpid(middle, NULL, 0);
        char c;
        read(result[0], &c, 1);
    }
}

CASE(foreground_groups_that_are_wrong)
{
    struct pty p = pty_master();
    CHILD {
        int slave = pty_login(p.name), group;
        group = -5;
        R(ioctl(slave, TIOCSPGRP, &group));
        group = 999999;
        R(ioctl(slave, TIOCSPGRP, &group));
        group = getppid();
        R(ioctl(slave, TIOCSPGRP, &group));
        R(ioctl(slave, TIOCSPGRP, bad_address()));
        R(ioctl(slave, TIOCGPGRP, bad_address()));
        struct pty other = pty_pair();
        group = getpgrp();
        R(ioctl(other.slave, TIOCSPGRP, &group));
        R(ioctl(other.slave, TIOCSPGRP, bad_address()));
    }
}

CASE(the_leader_gives_the_terminal_up)
{
    struct pty p = pty_master();
    CHILD {
        int slave = pty_login(p.name);
        signal(SIGHUP, say);
        signal(SIGCONT, say);
        R(ioctl(slave, TIOCNOTTY, 0));
        R(ioctl(slave, TIOCNOTTY, 0));
        R(open("/dev/tty", O_RDWR));
        int group;
        R(ioctl(slave, TIOCGPGRP, &group));
        R(write(slave, "still", 5));
    }
    pty_show("master", p.master);
}

CASE(the_leader_ends)
{
    struct pty p = pty_master();
    p.slave = open(p.name, O_RDWR | O_NOCTTY);
    int sync[2], report[2];
    char c;
    pipe(sync), pipe(report);
    pid_t leader = fork();
    if (leader == 0) {
        int slave = pty_login(p.name);
        pid_t job = fork();
        if (job == 0) {
            setpgid(0, 0);
            signal(SIGHUP, say);
            close(sync[0]);
            write(sync[1], "x", 1);
            pause();
            R(write(slave, "after", 5));
            R(open("/dev/tty", O_RDWR));
            write(report[1], "x", 1);
            _exit(0);
        }
        setpgid(job, job);
        read(sync[0], &c, 1);
        signal(SIGTTOU, SIG_IGN);
        R(ioctl(slave, TIOCSPGRP, &job));
        sleep_ms(30);
        _exit(0);
    }
    R(read(report[0], &c, 1));
    show_child("leader", leader);
    pty_show("master", p.master);
    R(write(p.slave, "usable", 6));
    pty_show("master", p.master);
}

CASE(the_master_is_closed)
{
    struct pty p = pty_master();
    int sync[2], report[2];
    char c;
    pipe(sync), pipe(report);
    pid_t leader = fork();
    if (leader == 0) {
        int slave = pty_login(p.name);
        close(p.master);
        pid_t job = fork();
        if (job == 0) {
            setpgid(0, 0);
            write(sync[1], "x", 1);
            for (;;) pause();
        }
        setpgid(job, job);
        read(sync[0], &c, 1);
        signal(SIGTTOU, SIG_IGN);
        ioctl(slave, TIOCSPGRP, &job);
        signal(SIGHUP, say);
        write(report[1], "x", 1);
        pause();
        R(read(slave, &c, 1));
        R(write(slave, &c, 1));
        R(open("/dev/tty", O_RDWR));
        int status;
        R(waitpid(job, &status, WNOHANG));
        kill(job, SIGKILL);
        waitpid(job, &status, 0);
        _exit(0);
    }
    read(report[0], &c, 1);
    sleep_ms(30);
    close(p.master);
    show_child("leader", leader);
}

CASE(hang_up_kills_the_session)
{
    struct pty p = pty_master();
    int sync[2];
    char c;
    pipe(sync);
    pid_t leader = fork();
    if (leader == 0) {
        int slave = pty_login(p.name);
        close(p.master);
        write(sync[1], "x", 1);
        read(slave, &c, 1);
        pause();
        _exit(3);
    }
    read(sync[0], &c, 1);
    sleep_ms(30);
    close(p.master);
    show_child("leader", leader);
}

CASE(a_shell_with_jobs)
{
    struct pty p = pty_master();
    pid_t shell = fork();
    if (shell == 0) {
        int slave = pty_login(p.name);
        dup2(slave, 0), dup2(slave, 1), dup2(slave, 2);
        pty_local(0, ECHO, 0);
        // A small shell's work: a job in the foreground, stopped by a key, continued in the background, brought back.
        setpgid(0, 0);
        tcsetpgrp(0, getpgrp());
        signal(SIGTTOU, SIG_IGN);
        signal(SIGTSTP, SIG_IGN);
        int status;
        pid_t job = fork();
        if (job == 0) {
            setpgid(0, 0);
            tcsetpgrp(0, getpgrp());
            signal(SIGTTOU, SIG_DFL);
            signal(SIGTSTP, SIG_DFL);
            char line[16];
            printf("job\n");
            ssize_t count = read(0, line, sizeof line);
            printf("read %d\n", (int)count);
            _exit(5);
        }
        setpgid(job, job);
        tcsetpgrp(0, job);
        waitpid(job, &status, WUNTRACED);
        tcsetpgrp(0, getpgrp());
        show_status("1", status);
        kill(-job, SIGCONT);
        waitpid(job, &status, WUNTRACED);
        show_status("2", status);
        tcsetpgrp(0, job);
        kill(-job, SIGCONT);
        waitpid(job, &status, WUNTRACED);
        tcsetpgrp(0, getpgrp());
        show_status("3", status);
        _exit(0);
    }
    sleep_ms(100);
    write(p.master, "\032", 1);
    sleep_ms(150);
    write(p.master, "hello\n", 6);
    show_child("shell", shell);
    pty_show("screen", p.master);
}

static void about_own(const char *label, int slave)
{
    printf("-- %s\n", label);
    int group = -1, own = open("/dev/tty", O_RDWR);
    OK(own);
    if (own >= 0) close(own);
    OK(ioctl(slave, TIOCGPGRP, &group));
    OK(ioctl(slave, TIOCGSID, &group));
    group = getpgrp();
    R(ioctl(slave, TIOCSPGRP, &group));
    R(ioctl(slave, TIOCSTI, "") < 0 && errno == EPERM);
    char stat[1024], *end;
    NEED(read_file("/proc/self/stat", stat, sizeof stat - 1) > 0 && (end = strrchr(stat, ')')));
    int terminal = -1, foreground = -1;
    sscanf(end + 2, "%*c %*d %*d %*d %d %d", &terminal, &foreground);
    T(terminal == 0);
    T(foreground == -1);
}

CASE(one_that_does_not_lead_gives_up)
{
    struct pty p = pty_master();
    CHILD
    {
        int slave = pty_login(p.name);
        CHILD
        {
            setpgid(0, 0);
            signal(SIGTTOU, say), signal(SIGTTIN, say);
            R(ioctl(slave, TIOCNOTTY, 0));
            about_own("given up", slave);
            R(ioctl(slave, TIOCNOTTY, 0));
            R(write(slave, "still", 5));
            fcntl(slave, F_SETFL, O_NONBLOCK);
            R(read(slave, (char[1]){ 0 }, 1));
            R(tcflush(slave, TCIFLUSH));
            CHILD { about_own("its child", slave); }
            int again = open(p.name, O_RDWR);
            T(again >= 0);
            about_own("opened anew", again);
            CHILD
            {
                R(setsid() > 0);
                R(ioctl(slave, TIOCSCTTY, 0));
                struct pty other = pty_master();
                int own = open(other.name, O_RDWR);
                about_own("its own", own);
            }
        }
        about_own("the leader", slave);
    }
    pty_show("master", p.master);
}
