// SPDX-License-Identifier: MIT
using System;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Threading;
using Skift.Tests.Corelib;

namespace Skift.Tests.Userland;

/// <summary>Children: how they start, what they are given, how they end.</summary>
internal static class ProcessChecks
{
    private static readonly string[] s_lines =
    [
        "", " ", "a", "a b", "  a\t b ", "\"a b\"", "a\"b c\"d", "\"\"", "\"a\"\"b\"", "\\", "\\\\", "\\\"", "\\\\\"a b\"", "\\\\\\\"", "a\\b", "\"a\\\\\"", "\"a\\\" b\"", "\"unclosed a",
        "a \"\" b", "'a b'",
    ];

    internal static void Run(Check check)
    {
        Endings(check);
        Arguments(check);
        Surroundings(check);
        Streams(check);
        Failures(check);
        Killing(check);
        Unassociated(check);
        Others(check);
        BesideThreads(check);
    }

    /// <summary>What a shell prints that runs a script.</summary>
    internal static string Shell(string script, Action<ProcessStartInfo>? change = null, params string[] arguments)
    {
        ProcessStartInfo info = new("/bin/sh", ["-c", script, "sh", .. arguments]) { RedirectStandardOutput = true };
        change?.Invoke(info);
        using Process process = Process.Start(info)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return $"{output}[{process.ExitCode}]";
    }

    private static void Endings(Check check)
    {
        foreach (string script in (string[])["exit 0", "exit 1", "exit 255", "kill -9 $$", "kill -TERM $$"]) check.Print(script, Shell(script));
        using Process process = Process.Start("/bin/sh", "-c \"sleep 0.3; exit 3\"");
        check.False("has not ended", process.HasExited);
        check.Throws<InvalidOperationException>("status too early", () => _ = process.ExitCode);
        check.Throws<InvalidOperationException>("end too early", () => _ = process.ExitTime);
        check.False("does not end at once", process.WaitForExit(1));
        check.True("ends", process.WaitForExit(30_000));
        check.True("ends by TimeSpan", process.WaitForExit(TimeSpan.FromSeconds(30)));
        check.Print("status", $"{process.ExitCode} {process.HasExited}");
        check.True("end", process.ExitTime <= DateTime.Now);
        try
        {
            check.Print("name of what has ended", process.ProcessName);
        }
        catch (InvalidOperationException e)
        {
            check.Print("name of what has ended", e.Message.Replace(process.Id.ToString(), "ID"));
        }
    }

    private static void Arguments(Check check)
    {
        check.Print("list", Shell("for a; do printf '<%s>' \"$a\"; done", null, "", "a b", "\"", "'", "\\", "*", "\u00E9\u20AC"));
        foreach (string line in s_lines)
        {
            ProcessStartInfo info = new("/bin/sh", "-c \"for a; do printf '<%s>' \\\"$a\\\"; done\" sh " + line) { RedirectStandardOutput = true };
            using Process process = Process.Start(info)!;
            check.Print("line " + line, process.StandardOutput.ReadToEnd());
            process.WaitForExit();
        }
    }

    private static void Surroundings(Check check)
    {
        check.Print("directory", Shell("pwd", info => info.WorkingDirectory = "/"));
        check.Print("same directory", Shell("pwd"));
        check.Print("variable", Shell("echo $SKIFT_A", info => info.Environment["SKIFT_A"] = "a b"));
        Environment.SetEnvironmentVariable("SKIFT_B", "inherited");
        check.Print("inherited", Shell("echo $SKIFT_B"));
        check.Print("removed", Shell("echo ${SKIFT_B-none}", info => _ = info.Environment.Remove("SKIFT_B")));
        check.Print("null", Shell("echo ${SKIFT_B-none}", info => info.Environment["SKIFT_B"] = null));
        check.Print("alone", Shell("echo ${SKIFT_B-none} ${HOME-none}", info => info.Environment.Clear()));
        Environment.SetEnvironmentVariable("SKIFT_B", null);
        check.Print("along PATH", Shell("echo found", info => info.FileName = "sh"));
        check.Print("descriptors", Shell("for f in 3 4 5 6 7 8 9; do { true <&$f; } 2>/dev/null && echo $f; done; true"));
    }

    private static void Streams(Check check)
    {
        ProcessStartInfo info = new("/bin/sh", ["-c", "cat; echo done >&2; exit 4"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(info)!;
        process.StandardInput.WriteLine("first");
        check.Print("echo", process.StandardOutput.ReadLine());
        process.StandardInput.Write("second");
        process.StandardInput.Close();
        check.Print("rest", process.StandardOutput.ReadToEnd());
        check.Print("error", process.StandardError.ReadToEnd());
        process.WaitForExit();
        check.Print("status of cat", process.ExitCode.ToString());

        using Process deaf = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec <&-; echo closed; read x </dev/null; exit 0"]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        check.Print("deaf", deaf.StandardOutput.ReadToEnd());
        deaf.WaitForExit();
        check.Throws<IOException>("nobody reads", () => deaf.StandardInput.Write("x"));
        check.Throws<InvalidOperationException>("not redirected", () => _ = deaf.StandardError);
        using Process plain = Process.Start("/bin/sh", "-c true");
        check.Throws<InvalidOperationException>("no input", () => _ = plain.StandardInput);
        check.Throws<InvalidOperationException>("no output", () => _ = plain.StandardOutput);
        plain.WaitForExit();
    }

    private static void Failures(Check check)
    {
        File.WriteAllText("text", "not a program");
        check.Throws<Win32Exception>("not there", () => Process.Start("/nothing"));
        check.Throws<Win32Exception>("not along PATH", () => Process.Start("skift-nothing"));
        check.Throws<Win32Exception>("no program", () => Process.Start(Path.GetFullPath("text")));
        check.Throws<Win32Exception>("a directory", () => Process.Start("/tmp"));
        check.Throws<Win32Exception>("no such directory", () => Process.Start(new ProcessStartInfo("/bin/sh", "-c true") { WorkingDirectory = "/nothing" }));
        File.WriteAllText("script", "no interpreter");
        check.Print("chmod", Shell("chmod +x script"));
        check.Throws<Win32Exception>("no interpreter", () => Process.Start(Path.GetFullPath("script")));
        check.Throws<InvalidOperationException>("no name", () => Process.Start(new ProcessStartInfo()));
        check.Throws<InvalidOperationException>("both kinds of arguments", () => Process.Start(new ProcessStartInfo("/bin/sh", "a") { ArgumentList = { "b" } }));
        check.Throws<InvalidOperationException>("shell and streams", () => Process.Start(new ProcessStartInfo("/bin/sh") { UseShellExecute = true, RedirectStandardOutput = true }));
        check.Throws<ArgumentNullException>("null", () => Process.Start((ProcessStartInfo)null!));
        try
        {
            _ = Process.Start("/nothing");
        }
        catch (Win32Exception e)
        {
            check.Print("number", $"{e.NativeErrorCode} {e.ErrorCode:X} {e.HResult:X}");
        }

        check.Print("message", new Win32Exception(13).Message);
        check.Print("text", new Win32Exception(2).ToString());
    }

    private static void Killing(Check check)
    {
        using Process one = Process.Start("/bin/sh", "-c \"exec sleep 60\"");
        one.Kill();
        one.WaitForExit();
        check.Print("killed", one.ExitCode.ToString());
        one.Kill();

        // The grandchild holds the pipe: its end shows that it ended as well.
        using Process tree = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "sleep 60 & echo started; wait"]) { RedirectStandardOutput = true })!;
        check.Print("tree", tree.StandardOutput.ReadLine());
        tree.Kill(entireProcessTree: true);
        tree.WaitForExit();
        check.Print("tree killed", tree.StandardOutput.ReadToEnd() + tree.ExitCode);
        using Process self = Process.GetCurrentProcess();
        check.Throws<InvalidOperationException>("own tree", () => self.Kill(entireProcessTree: true));
    }

    private static void Unassociated(Check check)
    {
        using Process none = new();
        check.Throws<InvalidOperationException>("no id", () => _ = none.Id);
        check.Throws<InvalidOperationException>("no end", () => _ = none.HasExited);
        check.Throws<InvalidOperationException>("no status", () => _ = none.ExitCode);
        check.Throws<InvalidOperationException>("no kill", none.Kill);
        check.Throws<InvalidOperationException>("no wait", none.WaitForExit);
        check.Throws<InvalidOperationException>("no start", () => none.Start());
        check.Throws<ArgumentNullException>("no info", () => none.StartInfo = null!);
        check.Print("as text", none.ToString());
    }

    /// <summary>Children start while other threads allocate and collect: nothing of theirs may stop a child, nor a child them.</summary>
    private static void BesideThreads(Check check)
    {
        bool isOver = false;
        Thread[] threads = new Thread[3];
        for (int i = 0; i < threads.Length; i++)
        {
            threads[i] = new Thread(() =>
            {
                while (!Volatile.Read(ref isOver)) _ = new byte[5000];
            });
            threads[i].Start();
        }

        int good = 0;
        for (int i = 0; i < 40; i++) good += Shell("echo " + i) == i + "\n[0]" ? 1 : 0;
        Volatile.Write(ref isOver, true);
        foreach (Thread thread in threads) thread.Join();
        check.Print("beside threads", good.ToString());
    }

    private static void Others(Check check)
    {
        using Process self = Process.GetCurrentProcess();
        check.True("own id", self.Id == Environment.ProcessId);
        check.False("own end", self.HasExited);
        check.True("times", self.TotalProcessorTime >= self.UserProcessorTime && self.StartTime <= DateTime.Now && self.StartTime > DateTime.Now.AddHours(-1));
        check.True("memory", self.WorkingSet64 > 0 && self.VirtualMemorySize64 >= self.WorkingSet64);
        check.Throws<ArgumentException>("nobody", () => Process.GetProcessById(99_999_999));

        using Process child = Process.Start(new ProcessStartInfo("/bin/sh", "-c \"read x\"") { RedirectStandardInput = true })!;
        using Process other = Process.GetProcessById(child.Id);
        check.Print("other", $"{other.HasExited} {other.ProcessName == child.ProcessName} {child.ToString() == $"System.Diagnostics.Process ({child.ProcessName})"}");
        check.True("listed", Array.Exists(Process.GetProcesses(), process => process.Id == child.Id));
        check.True("by name", Array.Exists(Process.GetProcessesByName(child.ProcessName), process => process.Id == child.Id));
        child.StandardInput.Close();
        child.WaitForExit();
        check.True("other has ended", other.WaitForExit(30_000));
        check.Throws<InvalidOperationException>("status of another", () => _ = other.ExitCode);
    }
}
