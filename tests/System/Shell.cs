using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;

namespace Skift.Tests.System;

/// <summary>What a command printed, and how it ended.</summary>
internal sealed record Outcome(int Status, string Output, string Error)
{
    public override string ToString() => $"status {Status}\n--- stdout\n{Output}\n--- stderr\n{Error}";
}

/// <summary>Starts programs of the host, always with an end in sight.</summary>
internal static class Shell
{
    public static Outcome Run(string program, params string[] arguments) => Run(TimeSpan.FromMinutes(5), null, program, arguments);

    /// <summary>Runs to the end or, past the limit, ends the program and all its children and fails.</summary>
    public static Outcome Run(TimeSpan limit, string? input, string program, params string[] arguments)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("skift-run-");
        try
        {
            string output = Path.Combine(folder.FullName, "stdout");
            string error = Path.Combine(folder.FullName, "stderr");
            // Files take everything at once: a busy test that does not read its pipes would hold the program up, and lost parts of what guests printed.
            // .NET ignores SIGPIPE, jobs in the background SIGINT and SIGQUIT, and children inherit that; what they print would differ.
            string[] redirected = ["-c", $"exec \"$@\" >{output} 2>{error}", "sh", "env", "--default-signal", program, .. arguments];
            var start = new ProcessStartInfo("sh", redirected) { WorkingDirectory = Repository.Root, RedirectStandardInput = true };
            using Process process = Process.Start(start) ?? throw new InvalidOperationException($"cannot start {program}");
            Feed(process, input);
            if (!process.WaitForExit(limit))
            {
                process.Kill(entireProcessTree: true);
                process.WaitForExit();
                throw new TimeoutException($"{program} {string.Join(' ', arguments)} did not end within {limit}\n{File.ReadAllText(output)}\n{File.ReadAllText(error)}");
            }

            return new Outcome(process.ExitCode, File.ReadAllText(output), File.ReadAllText(error));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Feed(Process process, string? input)
    {
        try
        {
            process.StandardInput.Write(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading what it was given; its status tells the rest.
        }
    }

    /// <summary>Boots what was built, without a screen.</summary>
    public static Outcome RunQemu(TimeSpan limit, params string[] arguments)
    {
        List<string> all = ["--no-build", "--configuration", Repository.Configuration, "--timeout", ((int)limit.TotalSeconds).ToString(), .. arguments];
        return Run(limit + TimeSpan.FromSeconds(30), null, Repository.PathOf("run-qemu.sh"), [.. all]);
    }
}
