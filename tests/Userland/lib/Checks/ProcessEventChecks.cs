// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Text;
using System.Threading;
using Skift.Tests.Corelib;

namespace Skift.Tests.Userland;

/// <summary>What a process tells of itself: its end and its lines.</summary>
internal static class ProcessEventChecks
{
    private const int Patience = 30_000;

    internal static void Run(Check check)
    {
        Ends(check);
        EndsUnwatched(check);
        EndOfAnother(check);
        Lines(check);
        LinesInParts(check);
        Cancelled(check);
        Misused(check);
        Encodings(check);
        Awaited(check);
        Members(check);
        Beside(check);
    }

    /// <summary>Objects that are closed while others still wait take no other's status.</summary>
    private static void Beside(Check check)
    {
        int right = 0;
        Thread[] threads = new Thread[4];
        for (int i = 0; i < threads.Length; i++)
        {
            int status = i;
            threads[i] = new Thread(() =>
            {
                for (int round = 0; round < 25; round++)
                {
                    using Process process = new() { StartInfo = new ProcessStartInfo("/bin/sh", ["-c", "exit " + status]), EnableRaisingEvents = true };
                    _ = process.Start();
                    process.WaitForExit();
                    if (process.ExitCode == status) _ = Interlocked.Increment(ref right);
                }
            });
            threads[i].Start();
        }

        foreach (Thread thread in threads) thread.Join();
        check.Print("beside", right.ToString());
    }

    private static ProcessStartInfo Script(string script) =>
        new("/bin/sh", ["-c", script]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };

    private static void Ends(Check check)
    {
        using ManualResetEventSlim ended = new();
        using Process process = new() { StartInfo = Script("read x; exit 3"), EnableRaisingEvents = true };
        string sender = "";
        int times = 0;
        process.Exited += (from, e) =>
        {
            sender = $"{ReferenceEquals(from, process)} {e == EventArgs.Empty} {process.HasExited} {process.ExitCode}";
            times++;
            ended.Set();
        };
        _ = process.Start();
        check.False("not yet", ended.Wait(100));
        process.StandardInput.Close();
        check.True("ends", ended.Wait(Patience));
        process.WaitForExit();
        _ = process.HasExited;
        check.Print("sender", $"{sender} {times} {process.EnableRaisingEvents}");

        // The same object may start again.
        ended.Reset();
        check.Throws<InvalidOperationException>("what runs already", () => process.StartInfo = Script("exit 4"));
        process.Close();
        process.StartInfo = Script("exit 4");
        _ = process.Start();
        check.True("ends again", ended.Wait(Patience));
        process.WaitForExit();
        check.Print("again", $"{sender} {times}");
    }

    private static void EndsUnwatched(Check check)
    {
        int times = 0;
        using Process waited = new() { StartInfo = Script("exit 0") };
        waited.Exited += (_, _) => times++;
        _ = waited.Start();
        waited.WaitForExit();
        check.Print("unwatched", times.ToString());

        using Process late = new() { StartInfo = Script("exit 0") };
        using ManualResetEventSlim ended = new();
        late.Exited += (_, _) => ended.Set();
        _ = late.Start();
        late.WaitForExit();
        late.EnableRaisingEvents = true;
        check.True("watched late", ended.Wait(Patience));

        using Process stopped = new() { StartInfo = Script("read x"), EnableRaisingEvents = true };
        int stoppedTimes = 0;
        stopped.Exited += (_, _) => stoppedTimes++;
        _ = stopped.Start();
        stopped.EnableRaisingEvents = false;
        stopped.StandardInput.Close();
        stopped.WaitForExit();
        check.Print("no longer watched", stoppedTimes.ToString());

        using Process closed = new() { StartInfo = Script("read x"), EnableRaisingEvents = true };
        int closedTimes = 0;
        closed.Exited += (_, _) => closedTimes++;
        _ = closed.Start();
        closed.StandardInput.Close();
        closed.Close();
        check.Print("closed", closedTimes.ToString());
    }

    private static void EndOfAnother(Check check)
    {
        using Process child = Process.Start(Script("read x"))!;
        using Process other = Process.GetProcessById(child.Id);
        check.Throws<InvalidOperationException>("not started here", () => _ = other.StartInfo);
        using ManualResetEventSlim ended = new();
        other.Exited += (_, _) => ended.Set();
        other.EnableRaisingEvents = true;
        child.StandardInput.Close();
        child.WaitForExit();
        check.True("another's end", ended.Wait(Patience));
    }

    private static void Lines(Check check)
    {
        List<string> output = [], errors = [];
        using Process process = new() { StartInfo = Script("printf 'one\\ntwo\\r\\n\\nthree\\rfour'; echo wrong >&2; read x; echo $x; printf 'h\\303\\251'") };
        process.OutputDataReceived += (sender, e) => output.Add(e.Data ?? "<end>");
        process.ErrorDataReceived += (sender, e) => errors.Add(e.Data ?? "<end>");
        _ = process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.StandardInput.WriteLine("five");
        process.WaitForExit();
        check.Print("output", string.Join("|", output));
        check.Print("errors", string.Join("|", errors));
        check.Print("status", process.ExitCode.ToString());
        check.Print("nothing", Collect(Script("true")));
        check.Print("an empty line", Collect(Script("echo")));
        check.Print("many", Collect(Script("i=0; while [ $i -lt 2000 ]; do echo line $i of many lines; i=$((i+1)); done")).Length.ToString());
    }

    private static string Collect(ProcessStartInfo info)
    {
        StringBuilder text = new();
        using Process process = new() { StartInfo = info };
        process.OutputDataReceived += (_, e) => text.Append(e.Data ?? "<end>").Append('|');
        _ = process.Start();
        process.BeginOutputReadLine();
        process.WaitForExit();
        return text.ToString();
    }

    /// <summary>A line is told of when it is whole, not before.</summary>
    private static void LinesInParts(Check check)
    {
        using AutoResetEvent came = new(false);
        string? last = "";
        using Process process = new() { StartInfo = Script("printf 'a'; read x; printf 'b\\nc'; read x; echo d") };
        process.OutputDataReceived += (_, e) =>
        {
            last = e.Data;
            _ = came.Set();
        };
        _ = process.Start();
        process.BeginOutputReadLine();
        check.False("half", came.WaitOne(200));
        process.StandardInput.WriteLine();
        check.True("whole", came.WaitOne(Patience));
        check.Print("first", last);
        process.StandardInput.WriteLine();
        check.True("next", came.WaitOne(Patience));
        process.WaitForExit();
        check.Print("last", last ?? "<end>");
    }

    private static void Cancelled(Check check)
    {
        using AutoResetEvent came = new(false);
        List<string> lines = [];
        using Process process = new() { StartInfo = Script("echo a; read x; echo b; echo ready >&2; read x; echo c") };
        process.OutputDataReceived += (_, e) =>
        {
            lines.Add(e.Data ?? "<end>");
            _ = came.Set();
        };
        _ = process.Start();
        process.BeginOutputReadLine();
        check.True("first", came.WaitOne(Patience));
        process.CancelOutputRead();
        process.StandardInput.WriteLine();
        check.Print("meanwhile", process.StandardError.ReadLine());
        Thread.Sleep(200);
        process.BeginOutputReadLine();
        process.StandardInput.WriteLine();
        process.WaitForExit();
        check.Print("lines", string.Join("|", lines));
    }

    private static void Misused(Check check)
    {
        using Process process = Process.Start(Script("read x"))!;
        check.Throws<InvalidOperationException>("nothing to cancel", process.CancelOutputRead);
        process.BeginOutputReadLine();
        check.Throws<InvalidOperationException>("twice", process.BeginOutputReadLine);
        check.Throws<InvalidOperationException>("reader", () => _ = process.StandardOutput);
        _ = process.StandardError;
        check.Throws<InvalidOperationException>("lines", process.BeginErrorReadLine);
        process.StandardInput.Close();
        process.WaitForExit();
        using Process plain = Process.Start("/bin/sh", "-c true");
        check.Throws<InvalidOperationException>("not redirected", plain.BeginOutputReadLine);
        check.Throws<InvalidOperationException>("errors not redirected", plain.BeginErrorReadLine);
        plain.WaitForExit();
        using Process none = new();
        check.Throws<InvalidOperationException>("not started", none.BeginOutputReadLine);
        check.Throws<InvalidOperationException>("nothing read", none.CancelErrorRead);
        none.EnableRaisingEvents = true;
        check.Print("set before", none.EnableRaisingEvents.ToString());
    }

    private static void Encodings(Check check)
    {
        ProcessStartInfo latin = Script("printf '\\351\\n'");
        latin.StandardOutputEncoding = Encoding.Latin1;
        check.Print("Latin-1", Collect(latin));
        ProcessStartInfo wide = Script("cat");
        wide.StandardInputEncoding = new UnicodeEncoding(false, false);
        wide.StandardOutputEncoding = Encoding.Unicode;
        using Process process = Process.Start(wide)!;
        process.StandardInput.Write("h\u00E9");
        process.StandardInput.Close();
        check.Print("UTF-16", process.StandardOutput.ReadToEnd());
        process.WaitForExit();
        check.Throws<InvalidOperationException>("input encoding", () => Process.Start(new ProcessStartInfo("/bin/sh") { StandardInputEncoding = Encoding.UTF8 }));
        check.Throws<InvalidOperationException>("output encoding", () => Process.Start(new ProcessStartInfo("/bin/sh") { StandardOutputEncoding = Encoding.UTF8 }));
        check.Throws<InvalidOperationException>("error encoding", () => Process.Start(new ProcessStartInfo("/bin/sh") { StandardErrorEncoding = Encoding.UTF8 }));
    }

    private static void Awaited(Check check)
    {
        List<string> lines = [];
        using Process process = new() { StartInfo = Script("echo a; echo b; exit 2") };
        process.OutputDataReceived += (_, e) => lines.Add(e.Data ?? "<end>");
        _ = process.Start();
        process.BeginOutputReadLine();
        process.WaitForExitAsync().GetAwaiter().GetResult();
        check.Print("awaited", $"{string.Join("|", lines)} {process.ExitCode} {process.EnableRaisingEvents}");
        using Process waiting = Process.Start(Script("read x"))!;
        using CancellationTokenSource soon = new(50);
        check.Throws<OperationCanceledException>("given up", () => waiting.WaitForExitAsync(soon.Token).GetAwaiter().GetResult());
        waiting.StandardInput.Close();
        waiting.WaitForExit();
    }

    private static void Members(Check check)
    {
        using Process self = Process.GetCurrentProcess();
        check.True("memory", self.PeakWorkingSet64 >= self.WorkingSet64 / 2 && self.PeakVirtualMemorySize64 > 0 && self.PrivateMemorySize64 > 0 && self.PagedMemorySize64 >= 0);
        check.True("descriptors", self.HandleCount >= 3);
        check.Print("machine", self.MachineName);
        using Process child = Process.Start(Script("read x"))!;
        child.PriorityClass = ProcessPriorityClass.BelowNormal;
        check.Print("slower", child.PriorityClass.ToString());
        check.Throws<System.ComponentModel.InvalidEnumArgumentException>("no class", () => child.PriorityClass = (ProcessPriorityClass)3);
        child.StandardInput.Close();
        child.WaitForExit();
        check.Throws<InvalidOperationException>("priority of none", () => _ = new Process().PriorityClass);
    }
}
