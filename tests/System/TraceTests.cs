using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace Skift.Tests.System;

/// <summary>The option <c>strace=NAME</c> of the kernel command line beside Debian's strace(1): the same program, the same lines.</summary>
public sealed partial class TraceTests
{
    [Fact]
    public void TraceOfTheKernel_ReadsAsStraceOnLinux()
    {
        string work = Directory.CreateTempSubdirectory("skift-strace-").FullName;
        try
        {
            string folder = Directory.CreateDirectory(Path.Combine(work, "overlay", "test")).FullName;
            string program = Path.Combine(folder, "traced");
            Outcome compiled = Shell.Run("musl-gcc", "-static", "-O1", "-pthread", "-w", "-o", program, Repository.PathOf("tests", "Userland", "strace", "strace.c"));
            Assert.True(compiled.Status == 0, compiled.ToString());

            string log = Path.Combine(work, "log");
            _ = Shell.Run("sh", "-c", $"cd '{work}' && strace -f -o '{log}' '{program}'");
            Outcome guest = Shell.RunQemu(
                TimeSpan.FromMinutes(2), "--microvm", "--smp", "2", "--append", "strace=traced loglevel=6", "--overlay", Path.Combine(work, "overlay"), "--", "/test/traced");
            string[] expected = Normalise(File.ReadAllLines(log).Select(line => line.Split(' ', 2, StringSplitOptions.TrimEntries)));
            string[] actual = Normalise(GuestLines(guest.Output));
            Assert.StartsWith("P0 execve(", expected[0]);
            Assert.Equal(expected, actual);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    /// <summary>Process and text of each line of the trace; long ones come in several records of the log.</summary>
    private static IEnumerable<string[]> GuestLines(string output)
    {
        var lines = new List<string[]>();
        foreach (Match match in GuestLine().Matches(output.Replace("\r", "")))
        {
            string text = match.Groups["text"].Value;
            if (match.Groups["more"].Length != 0) lines[^1][1] += text;
            else lines.Add([match.Groups["process"].Value, text.TrimStart()]);
        }

        return lines;
    }

    /// <summary>The lines of one process after those of another, calls that others interrupted in one piece again.</summary>
    private static string[] Normalise(IEnumerable<string[]> lines)
    {
        var processes = new List<string>();
        var texts = new Dictionary<string, List<string>>();
        foreach (string[] line in lines)
        {
            if (!texts.TryGetValue(line[0], out List<string>? own))
            {
                processes.Add(line[0]);
                texts[line[0]] = own = [];
            }

            Match resumed = Resumed().Match(line[1]);
            if (resumed.Success) own[^1] = own[^1].Replace(" <unfinished ...>", "") + line[1][resumed.Length..];
            else own.Add(line[1]);
        }

        var numbers = processes.Select((process, index) => (process, name: $"P{index}")).ToDictionary(pair => pair.process, pair => pair.name);
        return [.. processes.SelectMany(process => texts[process].Where(text => !Chance().IsMatch(text)).Select(text => numbers[process] + " " + Plain(text, numbers)))];
    }

    /// <summary>Without what differs from run to run: addresses, times, numbers of processes.</summary>
    private static string Plain(string text, Dictionary<string, string> numbers)
    {
        text = Address().Replace(text, "ADDRESS");
        text = Time().Replace(text, "$1=TIME");
        text = Padding().Replace(text, ") = ");
        // Where the number of a process can be, and nothing else is meant.
        text = ProcessNumber().Replace(text, match => numbers.GetValueOrDefault(match.Value, match.Value));
        text = Parent().Replace(text, "getppid() = PARENT");
        return Program().Replace(text, "execve(PROGRAM");
    }

    [GeneratedRegex(@"^\[ *\d+\.\d+\] \[pid +(?<process>\d+)\](?<more>\+?)(?<text>.*)$", RegexOptions.Multiline)]
    private static partial Regex GuestLine();

    [GeneratedRegex(@"^<\.\.\. \w+ resumed>")]
    private static partial Regex Resumed();

    /// <summary>Whether a thread waits for another, or has to, is a matter of speed.</summary>
    [GeneratedRegex(@"^futex\(0x[0-9a-f]+, FUTEX_(WAIT|WAKE)(_PRIVATE)?, \d+(, NULL)?\) += ([01]|-1 EAGAIN )")]
    private static partial Regex Chance();

    [GeneratedRegex("0x[0-9a-f]{4,}")]
    private static partial Regex Address();

    [GeneratedRegex(@"\b(tv_sec|tv_usec|tv_nsec|si_utime|si_stime)=\d+")]
    private static partial Regex Time();

    [GeneratedRegex(@"\) += ")]
    private static partial Regex Padding();

    [GeneratedRegex(@"(?<=^(getpid|gettid|fork|clone|wait4|set_tid_address|rt_sigreturn)\(.*\) = |^kill\(|^wait4\(|^waitid\(P_PID, |^rt_sigqueueinfo\(|^tkill\(|si_pid=|parent_tid=\[|FUTEX_WAIT, )\d+\b")]
    private static partial Regex ProcessNumber();

    [GeneratedRegex(@"^getppid\(\) = .*$")]
    private static partial Regex Parent();

    [GeneratedRegex(@"^execve\(""/.*/traced"", \[""[^""]+""(\.\.\.)?\], ADDRESS /\* \d+ vars? \*/")]
    private static partial Regex Program();
}
