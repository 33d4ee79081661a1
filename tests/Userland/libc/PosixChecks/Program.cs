// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.IO;
using Skift.Abi;
using Skift.Libc;

namespace Skift.Tests.Userland;

/// <summary>The Posix facade and System.IO as a program uses them; prints a line per failed check and ends with a count.</summary>
internal static partial class Program
{
    private static int s_checks;
    private static int s_failures;

    private static int Main(string[] args)
    {
        if (args.Length > 0)
        {
            return Child(args);
        }

        string directory = "/tmp/posix-checks-" + Posix.Getpid();
        Check("mkdir", Posix.Mkdir(directory, (StatMode)0x1ED), Errno.None);
        Check("chdir", Posix.Chdir(directory), Errno.None);
        Files();
        Names();
        Pipes();
        Forking();
        Executing();
        Spawning();
        Signals();
        Memory();
        SystemClasses();
        Faults();
        Check("chdir /", Posix.Chdir("/"), Errno.None);
        Directory.Delete(directory, recursive: true);
        Console.WriteLine($"{s_checks - s_failures} passed, {s_failures} failed");
        return s_failures == 0 ? 0 : 1;
    }

    private static void Check<T>(string name, T actual, T expected)
    {
        s_checks++;
        if (!EqualityComparer<T>.Default.Equals(actual, expected))
        {
            s_failures++;
            Console.WriteLine($"{name}: {actual}, expected {expected}");
        }
    }

    private static T Value<T>(string name, Result<T> result)
    {
        bool isOk = result.Try(out T value, out Errno error);
        Check(name, error, Errno.None);
        return isOk ? value : default!;
    }

    private static void Files()
    {
        int fd = Value("open", Posix.Open("file", OpenFlags.O_RDWR | OpenFlags.O_CREAT | OpenFlags.O_EXCL, (StatMode)0x1A4));
        Check("open again", Posix.Open("file", OpenFlags.O_CREAT | OpenFlags.O_EXCL).Error, Errno.EEXIST);
        Check("write", Value("write", Posix.Write(fd, "hello world"u8)), 11);
        Check("lseek", Value("lseek", Posix.Lseek(fd, -5, SeekWhence.SEEK_END)), 6L);
        Span<byte> buffer = stackalloc byte[32];
        Check("read", Value("read", Posix.Read(fd, buffer)), 5);
        Check("read text", ByteString.Decode(buffer[..5]), "world");
        Check("read at end", Value("read", Posix.Read(fd, buffer)), 0);
        Check("pread", Value("pread", Posix.Pread(fd, buffer[..4], 0)), 4);
        Check("pwrite", Value("pwrite", Posix.Pwrite(fd, "HE"u8, 0)), 2);
        Check("ftruncate", Posix.Ftruncate(fd, 8), Errno.None);
        Stat stat = Value("fstat", Posix.Fstat(fd));
        Check("size", stat.st_size, 8L);
        Check("mode", stat.st_mode, StatMode.S_IFREG | (StatMode)0x1A4);
        int copy = Value("dup", Posix.Dup(fd));
        Check("fcntl", Value("fcntl", Posix.Fcntl(copy, FcntlCommand.F_GETFL)) & (int)OpenFlags.O_ACCMODE, (int)OpenFlags.O_RDWR);
        Check("fcntl lock by number", Posix.Fcntl(copy, FcntlCommand.F_GETLK).Error, Errno.EINVAL);
        Check("close", Posix.Close(copy), Errno.None);
        Check("close again", Posix.Close(copy), Errno.EBADF);
        Check("isatty", Posix.Isatty(fd), false);
        Check("tcgetattr", Posix.Tcgetattr(fd).Error, Errno.ENOTTY);
        Check("close", Posix.Close(fd), Errno.None);
        Check("chmod", Posix.Chmod("file", (StatMode)0x180), Errno.None);
        Check("utimensat", Posix.Utimensat(FileConstants.AT_FDCWD, "file", new Timespec(1000, 5), new Timespec(2000, 0)), Errno.None);
        Check("mtime", Value("stat", Posix.Stat("file")).st_mtim.tv_sec, 2000L);
        Check("open missing", Posix.Open("missing", OpenFlags.O_RDONLY).Error, Errno.ENOENT);
        Check("zero in a name", Posix.Open("a\0b", OpenFlags.O_RDONLY).Error, Errno.EINVAL);
    }

    private static void Names()
    {
        string odd = "odd \uDCFF\uDC80 n\u00E4me \U0001F600";
        File.WriteAllText(odd, "x");
        List<string> names = [];
        using (DirectoryStream stream = Value("opendir", Posix.Opendir(".")))
        {
            while (stream.Read(out DirectoryEntry entry))
            {
                names.Add(entry.Name);
            }

            Check("readdir", stream.Error, Errno.None);
        }

        Check("entries", names.Count, 4);
        Check("odd name came back", names.Contains(odd), true);
        Check("symlink", Posix.Symlink(odd, "link"), Errno.None);
        Check("readlink", Value("readlink", Posix.Readlink("link")), odd);
        Check("lstat", Value("lstat", Posix.Lstat("link")).st_mode & StatMode.S_IFMT, StatMode.S_IFLNK);
        Check("link", Posix.Link(odd, "hard"), Errno.None);
        Check("links", Value("stat", Posix.Stat("hard")).st_nlink, 2UL);
        Check("rename", Posix.Rename("hard", "renamed"), Errno.None);
        Check("access", Posix.Access("renamed", AccessMode.R_OK), Errno.None);
        Check("unlink", Posix.Unlink("renamed"), Errno.None);
        Check("unlink link", Posix.Unlink("link"), Errno.None);
        Check("unlink odd", Posix.Unlink(odd), Errno.None);
        Check("rmdir of a file", Posix.Rmdir("file"), Errno.ENOTDIR);
        string longName = new('x', 300);
        Check("long name", Posix.Mkdir(longName, (StatMode)0x1C0), Errno.ENAMETOOLONG);
        Check("cwd", Value("getcwd", Posix.Getcwd()).StartsWith("/tmp/posix-checks-"), true);
    }

    private static void Pipes()
    {
        Check("pipe2", Posix.Pipe2(OpenFlags.O_CLOEXEC | OpenFlags.O_NONBLOCK, out int readEnd, out int writeEnd), Errno.None);
        Span<byte> buffer = stackalloc byte[8];
        Check("empty pipe", Posix.Read(readEnd, buffer).Error, Errno.EAGAIN);
        PollDescriptor[] polls = [new() { fd = readEnd, events = PollEvents.POLLIN }];
        Check("poll nothing", Value("poll", Posix.Poll(polls, 0)), 0);
        Check("write", Posix.WriteAll(writeEnd, "ab"u8), Errno.None);
        Check("poll", Value("poll", Posix.Poll(polls, -1)), 1);
        Check("revents", polls[0].revents, PollEvents.POLLIN);
        Check("close", Posix.Close(readEnd), Errno.None);
        Check("ignore SIGPIPE", Posix.IgnoreSignal(Signal.SIGPIPE), Errno.None);
        Check("broken pipe", Posix.Write(writeEnd, "c"u8).Error, Errno.EPIPE);
        Check("disposition", Value("disposition", Posix.GetSignalDisposition(Signal.SIGPIPE)), SignalDisposition.Ignored);
        Check("default SIGPIPE", Posix.DefaultSignal(Signal.SIGPIPE), Errno.None);
        Check("close", Posix.Close(writeEnd), Errno.None);
    }

    private static void Forking()
    {
        // The heap must be whole in parent and child: both allocate and collect afterwards.
        List<string> before = [];
        for (int i = 0; i < 1000; i++)
        {
            before.Add("item " + i);
        }

        for (int round = 0; round < 20; round++)
        {
            int pid = Value("fork", Posix.Fork());
            if (pid == 0)
            {
                Posix.Exit(Churn(before) ? round + 1 : 255);
            }

            Check("churn", Churn(before), true);
            Check("wait4", Value("wait4", Posix.Wait4(pid, out int status)), pid);
            Check("exited", WaitStatus.IsExited(status), true);
            Check("exit code", WaitStatus.ExitCode(status), round + 1);
        }

        Check("no child", Posix.Wait4(-1, out _).Error, Errno.ECHILD);
    }

    private static bool Churn(List<string> kept)
    {
        long total = 0;
        for (int i = 0; i < 20000; i++)
        {
            total += new byte[100].Length + ("x" + i).Length;
        }

        GC.Collect();
        bool isWhole = total > 0;
        for (int i = 0; i < kept.Count; i++)
        {
            isWhole &= kept[i] == "item " + i;
        }

        return isWhole;
    }

    private static void Executing()
    {
        string self = Value("readlink", Posix.Readlink("/proc/self/exe"));
        int pid = Value("fork", Posix.Fork());
        if (pid == 0)
        {
            Errno error = Posix.Execve(self, ["posixchecks", "child", "\uDCFE\u00E9"], ["A=1", "B=\uDC81"]);
            Posix.Exit((int)error);
        }

        _ = Value("wait4", Posix.Wait4(pid, out int status));
        Check("child", WaitStatus.ExitCode(status), 42);
        Check("execve", Posix.Execve("/missing", ["x"], []), Errno.ENOENT);
        Check("execve zero", Posix.Execve("/bin/true", ["x\0"], []), Errno.EINVAL);

        UnhandledException(self);
    }

    private static void UnhandledException(string self)
    {
        Check("pipe2", Posix.Pipe2(OpenFlags.O_CLOEXEC, out int readEnd, out int writeEnd), Errno.None);
        int pid = Value("fork", Posix.Fork());
        if (pid == 0)
        {
            _ = Posix.Dup2(writeEnd, Posix.STDERR_FILENO);
            _ = Posix.Execve(self, ["posixchecks", "throw"], []);
        }

        _ = Posix.Close(writeEnd);
        byte[] report = new byte[4096];
        int length = 0;
        while (Posix.Read(readEnd, report.AsSpan(length)).Try(out int count, out _) && count > 0)
        {
            length += count;
        }

        _ = Posix.Close(readEnd);
        _ = Value("wait4", Posix.Wait4(pid, out int status));
        Check("unhandled exception", WaitStatus.IsSignaled(status) ? WaitStatus.TerminatingSignal(status) : Signal.None, Signal.SIGABRT);
        string text = ByteString.Decode(report.AsSpan(0, length));
        Check("its text", text.Split('\n')[0], "Unhandled exception. System.InvalidOperationException: on purpose: ä € 𝄞");
        Check("where it was", text.Contains("\n   at Skift.Tests.Userland.Program.Child(String[])\n   at "), true);
    }

    private static int Child(string[] args)
    {
        if (args[0] == "throw")
        {
            throw new InvalidOperationException("on purpose: ä € 𝄞");
        }

        if (args[0] == "spawned") return SpawnedChild(args);

        bool isOk = args.Length == 2 && args[1] == "\uDCFE\u00E9" && Environment.GetEnvironmentVariable("A") == "1"
            && Environment.GetEnvironmentVariable("B") == "\uDC81" && Environment.GetEnvironmentVariable("C") == null
            && Posix.GetArguments()[0] == "posixchecks";
        Environment.Exit(isOk ? 42 : 1);
        return 0;
    }

    private static void Signals()
    {
        int self = Posix.Getpid();
        Check("catch", Posix.CatchSignal(Signal.SIGUSR1), Errno.None);
        Check("nothing pending", Posix.HasPendingSignals, false);
        Check("kill", Posix.Kill(self, Signal.SIGUSR1), Errno.None);
        Check("pending", Posix.HasPendingSignals, true);
        Check("taken", Posix.TakePendingSignals(), SignalSet.Of(Signal.SIGUSR1));
        Check("forgotten", Posix.TakePendingSignals().IsEmpty, true);

        Check("catch SIGALRM", Posix.CatchSignal(Signal.SIGALRM), Errno.None);
        Itimerval timer = default;
        timer.it_value.tv_usec = 20_000;
        _ = Value("setitimer", Posix.Setitimer(TimerConstants.ITIMER_REAL, timer));
        Check("sleep interrupted", Posix.Nanosleep(new Timespec(5, 0), out Timespec left), Errno.EINTR);
        Check("time left", left.tv_sec, 4L);
        Check("alarm noted", Posix.TakePendingSignals().Contains(Signal.SIGALRM), true);

        SignalSet old = Value("sigprocmask", Posix.Sigprocmask(SignalConstants.SIG_BLOCK, SignalSet.Of(Signal.SIGUSR1)));
        Check("kill blocked", Posix.Kill(self, Signal.SIGUSR1), Errno.None);
        Check("held back", Posix.HasPendingSignals, false);
        Check("sigsuspend", Posix.Sigsuspend(old.Without(Signal.SIGUSR1)), Errno.EINTR);
        Check("let in", Posix.TakePendingSignals().Contains(Signal.SIGUSR1), true);
        _ = Value("sigprocmask", Posix.Sigprocmask(SignalConstants.SIG_SETMASK, old));

        int pid = Value("fork", Posix.Fork());
        if (pid == 0)
        {
            _ = Posix.DefaultSignal(Signal.SIGTERM);
            _ = Posix.Kill(Posix.Getpid(), Signal.SIGTERM);
            Posix.Exit(0);
        }

        _ = Value("wait4", Posix.Wait4(pid, out int status));
        Check("killed", WaitStatus.TerminatingSignal(status), Signal.SIGTERM);

        // Signals while the collector works: nothing may be lost or broken.
        List<string> kept = [];
        for (int i = 0; i < 1000; i++)
        {
            kept.Add("item " + i);
        }

        timer.it_value.tv_usec = 500;
        timer.it_interval.tv_usec = 500;
        _ = Value("setitimer", Posix.Setitimer(TimerConstants.ITIMER_REAL, timer));
        for (int i = 0; i < 10; i++)
        {
            Check("churn under signals", Churn(kept), true);
        }

        _ = Value("setitimer", Posix.Setitimer(TimerConstants.ITIMER_REAL, default));
        Check("some came", Posix.TakePendingSignals().Contains(Signal.SIGALRM), true);
    }

    private static void Memory()
    {
        MappedMemory memory = Value("mmap", Posix.Mmap(-1, 0, 8192, Protection.PROT_READ | Protection.PROT_WRITE,
            MapFlags.MAP_PRIVATE | MapFlags.MAP_ANONYMOUS));
        memory.Bytes[8191] = 7;
        Check("mapped", memory.Slice(8190, 2)[1], (byte)7);
        memory.Dispose();
        bool hasThrown = false;
        try
        {
            _ = memory.Bytes;
        }
        catch (ObjectDisposedException)
        {
            hasThrown = true;
        }

        Check("disposed", hasThrown, true);
        Check("fixed refused", Posix.Mmap(-1, 0, 4096, Protection.PROT_READ, MapFlags.MAP_FIXED).Error, Errno.EINVAL);
        Span<byte> random = stackalloc byte[16];
        Check("getrandom", Value("getrandom", Posix.Getrandom(random)), 16);
        Check("uname", Value("uname", Posix.Uname()).Machine, "x86_64");
        Check("clock", Value("clock", Posix.ClockGettime(ClockId.CLOCK_MONOTONIC)).tv_nsec < 1_000_000_000, true);
        Check("sysinfo", Value("sysinfo", Posix.Sysinfo()).totalram > 0, true);
        Check("rlimit", Value("rlimit", Posix.Getrlimit(Resource.RLIMIT_NOFILE)).rlim_cur > 0, true);
        Check("umask", Posix.Umask(Posix.Umask((StatMode)0x12)), (StatMode)0x12);
        Check("parent", Posix.Getppid() > 0, true);
        Check("group", Value("getpgid", Posix.Getpgid(0)), Posix.Getpgrp());
    }

    private static void SystemClasses()
    {
        File.WriteAllLines("lines", ["one", "two", "thr\u00E9\u00E9"]);
        File.AppendAllText("lines", "four");
        string[] lines = File.ReadAllLines("lines");
        Check("lines", string.Join("|", lines), "one|two|thr\u00E9\u00E9|four");
        using (FileStream stream = new("lines", FileMode.Open))
        {
            stream.Position = 4;
            Check("byte", stream.ReadByte(), (int)'t');
            stream.WriteByte((byte)'W');
            Check("position", stream.Position, 6L);
            stream.SetLength(7);
            Check("length", stream.Length, 7L);
        }

        Check("text", File.ReadAllText("lines"), "one\ntWo");
        Check("exists", File.Exists("lines") && !File.Exists("nothing") && !File.Exists(".") && Directory.Exists("."), true);
        bool hasThrown = false;
        try
        {
            _ = File.ReadAllText("nothing");
        }
        catch (FileNotFoundException e)
        {
            hasThrown = e.Message.StartsWith("Could not find file '/tmp/");
        }

        Check("missing file", hasThrown, true);
        Directory.CreateDirectory("a/b/c");
        File.WriteAllBytes("a/b/f", [1, 2, 3]);
        Check("tree", Directory.GetFiles("a/b").Length + Directory.GetDirectories("a/b").Length, 2);
        File.Copy("a/b/f", "a/b/g");
        File.Move("a/b/g", "a/h");
        Check("copied", File.ReadAllBytes("a/h").Length, 3);
        Directory.Delete("a", recursive: true);
        Check("gone", Directory.Exists("a"), false);
        Environment.SetEnvironmentVariable("SKIFT_TEST", "yes");
        Check("variable", Environment.GetEnvironmentVariable("SKIFT_TEST"), "yes");
        Check("block", Array.IndexOf(Environment.GetEnvironmentBlock(), "SKIFT_TEST=yes") >= 0, true);
        Check("proc", File.ReadAllText("/proc/self/stat").StartsWith(Posix.Getpid() + " ("), true);
    }

    private static void Faults()
    {
        int caught = 0;
        for (int i = 0; i < 100; i++)
        {
            try
            {
                string? none = i < 0 ? "" : null;
                caught += none!.Length;
            }
            catch (NullReferenceException)
            {
                caught++;
            }

            try
            {
                caught += 1 / (i < 0 ? 1 : 0);
            }
            catch (DivideByZeroException)
            {
                caught++;
            }
        }

        Check("faults", caught, 200);
    }
}
