// SPDX-License-Identifier: MIT
using System;
using System.Diagnostics;
using System.IO;
using System.Runtime.CompilerServices;
using Xunit;

namespace Skift.Tests.Libc;

/// <summary>Programs on our libc, run on Linux.</summary>
public sealed class ProgramTests
{
#if DEBUG
    internal const string Configuration = "debug";
#else
    internal const string Configuration = "release";
#endif

    internal static readonly string s_root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", ".."));

    [Fact]
    public void CProgram_PrintsTheSameAsOnTheHostsLibrary()
    {
        string work = Directory.CreateTempSubdirectory("libc-c-").FullName;
        (int status, string output) = Run(Path.Combine(s_root, "tests/Userland/libc/c/run.sh"), $"{Artifact("Skift.Libc.Archive")} {work}");
        Directory.Delete(work, recursive: true);
        Assert.True(status == 0, output);
    }

    [Fact]
    public void CPrograms_WithoutOracle_CheckThemselves()
    {
        string work = Directory.CreateTempSubdirectory("libc-alone-").FullName;
        (int status, string output) = Run(Path.Combine(s_root, "tests/Userland/libc/alone/run.sh"), $"{Artifact("Skift.Libc.Archive")} {work}");
        Directory.Delete(work, recursive: true);
        Assert.True(status == 0, output);
    }

    /// <summary>The tests of threads, static and position-independent.</summary>
    [Theory]
    [InlineData("core")]
    [InlineData("mutexes")]
    [InlineData("cancel")]
    [InlineData("sync")]
    [InlineData("process")]
    [InlineData("stress")]
    [InlineData("library")]
    [InlineData("extra")]
    [InlineData("queues")]
    [InlineData("asynchronous")]
    public void Threads_DoWhatTheyDoWithTheHostsLibrary(string test)
    {
        string work = Directory.CreateTempSubdirectory("libc-threads-").FullName;
        (int status, string output) = Run(Path.Combine(s_root, "tests/Userland/libc/threads/run.sh"), $"{Artifact("Skift.Libc.Archive")} {work} {test}");
        Directory.Delete(work, recursive: true);
        Assert.True(status == 0, output);
    }

    [Fact]
    public void Resolver_AnswersAsTheHostsLibraryDoes()
    {
        string work = Directory.CreateTempSubdirectory("libc-resolver-").FullName;
        (int status, string output) = Run(Path.Combine(s_root, "tests/Userland/libc/resolver/run.sh"), $"{Artifact("Skift.Libc.Archive")} {work}");
        Directory.Delete(work, recursive: true);
        Assert.True(status == 0, output);
    }

    [Theory]
    [InlineData("gcc")]
    [InlineData("clang")]
    public void CompilerWrapper_ServesAsCc(string compiler)
    {
        string work = Directory.CreateTempSubdirectory("skift-cc-").FullName;
        (int status, string output) = Run(Path.Combine(s_root, "tests/Userland/libc/cc/run.sh"), $"{Artifact("Skift.Libc.Archive")} {work} {compiler}");
        Directory.Delete(work, recursive: true);
        Assert.True(status == 0, output);
    }

    /// <summary>Random cases, the same each time; by hand <c>run.sh</c> takes other seeds.</summary>
    [Fact]
    public void RandomCases_AgreeWithTheHostsLibraryAndMusl()
    {
        (int status, string output) = Run(Path.Combine(s_root, "tests/Userland/libc/random/run.sh"), "--seed 1 " + Artifact("Skift.Libc.Archive"));
        Assert.True(status == 0, output);
    }

    /// <summary>Random arguments, the same each time, beside results of 200 bits.</summary>
    [Fact]
    public void MathFunctions_MissByNoMoreThanTheyMay()
    {
        (int status, string output) = Run(Path.Combine(s_root, "tests/Userland/libc/math/run.sh"), "--seed 1 --count 3000 " + Artifact("Skift.Libc.Archive"));
        Assert.True(status == 0, output);
    }

    /// <summary>What fuzzing found to reach most, and what it once found wrong.</summary>
    [Fact]
    public void Fuzzing_ItsCorpusRuns()
    {
        (int status, string output) = Run(Path.Combine(s_root, "tests/Fuzz/run"), $"--replay --configuration {Configuration}");
        Assert.True(status == 0, output);
    }

    /// <summary>Debian's sources, compiled with tools/skift-cc: their own tests, or a session beside Debian's own build. Those that take long are not here.</summary>
    [Theory]
    [InlineData("zlib bzip2 lua5.4 dash giflib tcc sqlite3")]
    [InlineData("mksh")]
    public void RealPrograms_PassTheirTests(string programs)
    {
        (int status, string output) = Run(Path.Combine(s_root, "tests/Userland/libc/programs/suites"), $"--configuration {Configuration} --no-guest --verbose {programs}");
        Assert.True(status == 0, output);
    }

    [Fact]
    public void PosixChecks_AllPass()
    {
        (int status, string output) = Run(Artifact("PosixChecks/" + Configuration + "/posixchecks", isFile: true), "");
        Assert.True(status == 0, output);
        Assert.EndsWith(" 0 failed\n", output);
    }

    [Fact]
    public void Hello_Greets()
    {
        string hello = Artifact("Hello/" + Configuration + "/hello", isFile: true);
        Assert.Equal((0, "Hello from SkiftSharp!\n"), Run(hello, ""));
        Assert.Equal((0, "Hello, you there!\n"), Run(hello, "you there"));
    }

    internal static string Artifact(string name, bool isFile = false)
    {
        string path = Path.Combine(s_root, "artifacts/bin", isFile ? name : name + "/" + Configuration);
        Assert.True(isFile ? File.Exists(path) : Directory.Exists(path), path + " is missing: build the solution first");
        return path;
    }

    internal static (int Status, string Output) Run(string program, string arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        System.Threading.Tasks.Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        if (!process.WaitForExit(TimeSpan.FromMinutes(5)))
        {
            process.Kill();
        }

        return (process.ExitCode, output + errors.Result);
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
