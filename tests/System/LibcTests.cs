using System;
using System.IO;
using System.Linq;
using Xunit;

namespace Skift.Tests.System;

/// <summary>The programs that check libc and the codecs on Linux (tests/Libc, tests/Host) run unchanged in the guest and print the same.</summary>
public class LibcTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(3);

    [Fact]
    public void CProgram_PrintsTheSameAsWithTheHostsLibrary()
    {
        using Overlay overlay = new();
        string archive = Built("Skift.Libc.Archive");
        Outcome built = Shell.Run(Repository.PathOf("tests", "Userland", "libc", "c", "run.sh"), archive, overlay.Tests);
        Assert.True(built.Status == 0, built.ToString());
        string zones = Directory.CreateDirectory(Path.Combine(overlay.Root, "usr", "share", "zoneinfo")).FullName;
        Outcome copied = Shell.Run("sh", "-c", $"cd /usr/share/zoneinfo && tar -c --exclude=./right --exclude=./posix --exclude=./localtime . | tar -x -C {zones}");
        Assert.True(copied.Status == 0, copied.ToString());
        Outcome actual = Guest(overlay, "/test/ours </dev/null 2>/dev/null");
        Assert.Equal(File.ReadAllLines(Path.Combine(overlay.Tests, "host.out")), Lines(actual.Output));
        Assert.Equal(0, actual.Status);
    }

    /// <summary>The programs of tests/Userland/libc/threads, on as many processors.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Threads_DoWhatTheyDoOnLinux(int processors)
    {
        using Overlay overlay = new();
        Outcome built = Shell.Run(Repository.PathOf("tests", "Userland", "libc", "threads", "run.sh"), Built("Skift.Libc.Archive"), overlay.Tests);
        Assert.True(built.Status == 0, built.ToString());
        string script = "cd /test; for p in ours-*[a-z0-9]; do case $p in *.*) continue ;; esac; echo \"== $p\"; ./$p </dev/null 2>&1; echo \"status $?\"; done; ./pie-core </dev/null";
        Outcome actual = overlay.Run(TimeSpan.FromMinutes(6), "--smp", processors.ToString(global::System.Globalization.CultureInfo.InvariantCulture), "--", "sh", "-c", script);
        string[] expected = [.. Directory.GetFiles(overlay.Tests, "host-*.out").Order(StringComparer.Ordinal).SelectMany(file =>
            (string[])["== ours" + Path.GetFileNameWithoutExtension(file)[4..], .. File.ReadAllLines(file), "status 0"])];
        Assert.Equal([.. expected, .. File.ReadAllLines(Path.Combine(overlay.Tests, "host-core.out"))], Lines(actual.Output));
        Assert.Equal(0, actual.Status);
    }

    /// <summary>The functions that choose by the processor, on one without AVX2, where an instruction of it faults (tests/Libc runs the program on this machine's).</summary>
    [Fact]
    public void Vectors_AreChosenByTheProcessor()
    {
        using Overlay overlay = new();
        string source = Repository.PathOf("tests", "Userland", "libc", "alone", "vectors.c");
        string compile = $"SKIFT_LIBRARY={Built("Skift.Libc.Archive")} {Repository.PathOf("tools", "skift-cc")} -O1 -o {Path.Combine(overlay.Tests, "vectors")} {source}";
        Outcome built = Shell.Run("sh", "-c", compile);
        Assert.True(built.Status == 0, built.ToString());
        Outcome actual = overlay.Run(s_limit, "--microvm", "--cpu", "max,-avx2", "--", "/test/vectors");
        Assert.True(actual.Status == 0, actual.ToString());
        Assert.Equal("0 failures", Assert.Single(Lines(actual.Output)));
    }

    /// <summary>Of the programs that tests/Libc builds and tests on Linux, those whose tests are quick under emulation.</summary>
    [Fact]
    public void RealPrograms_PassTheirTests()
    {
        string suites = Repository.PathOf("tests", "Userland", "libc", "programs", "suites");
        Outcome outcome = Shell.Run(TimeSpan.FromMinutes(10), null, suites, ["--configuration", Repository.Configuration, "--no-linux", "--verbose", "zlib", "bzip2", "lua5.4", "dash", "giflib"]);
        Assert.True(outcome.Status == 0, outcome.ToString());
    }

    [Fact]
    public void PosixChecks_AllPass()
    {
        using Overlay overlay = new();
        string program = Path.Combine(Built("PosixChecks"), "posixchecks");
        Outcome expected = Shell.Run(program);
        overlay.Install(program);
        Outcome actual = Guest(overlay, "/test/posixchecks </dev/null");
        Assert.True(actual.Status == 0, actual.ToString());
        Assert.EndsWith(" 0 failed", Lines(actual.Output)[^1]);
        Assert.Equal(Lines(expected.Output)[^1], Lines(actual.Output)[^1]);
    }

    [Fact]
    public void LibChecks_PrintTheSameAsOnDotNet()
    {
        using Overlay overlay = new();
        Outcome expected = Shell.Run("dotnet", Path.Combine(Built("Skift.LibChecks.DotNet"), "Skift.LibChecks.DotNet.dll"));
        overlay.Install(Path.Combine(Built("LibChecks"), "libchecks"));

        // To a file first: on the guest's console output is not redirected.
        Outcome actual = overlay.Run(s_limit, "--microvm", "--", "sh", "-c", "/test/libchecks </dev/null >/tmp/out; status=$?; cat /tmp/out; exit $status");
        Assert.Equal(Lines(expected.Output), Lines(actual.Output));
        Assert.True(actual.Status == 0, actual.ToString());
    }

    [Theory]
    [InlineData("png", "pnmtopng")]
    [InlineData("png", "pnmtopng", "-interlace")]
    [InlineData("jpg", "cjpeg", "-progressive")]
    [InlineData("gif", "pamtogif")]
    [InlineData("bmp", "ppmtobmp", "-quiet")]
    public void ImageViewer_MeetsDamagedFiles_AsOnLinux(string format, params string[] encoder)
    {
        using Overlay overlay = new();
        const int Files = 40;
        string source = Repository.PathOf("iso", "rootfs", "usr", "share", "pictures", "logo.png");
        string sample = Path.Combine(overlay.Tests, "sample");
        string command = $"pngtopnm {source} | pamcut -left 10 -top 10 -width 30 -height 20 | ppmtoppm | pnmquant -quiet 64 | {string.Join(' ', encoder)} >{sample}";
        Outcome made = Shell.Run("sh", "-c", command);
        Assert.True(made.Status == 0 && new FileInfo(sample).Length > 0, made.ToString());
        overlay.Install(Path.Combine(Built("ImgView"), "imgview"));
        string tests = overlay.Tests;
        byte[] whole = File.ReadAllBytes(sample);
        File.WriteAllBytes(Path.Combine(tests, $"00.{format}"), whole);
        Random random = new(format[0]);
        for (int i = 1; i < Files; i++) File.WriteAllBytes(Path.Combine(tests, $"{i:00}.{format}"), Damage(random, whole));

        string script = $"for f in *.{format}; do ./imgview --dump $f /tmp/skift-dump 2>/tmp/skift-error; echo $f $? $(wc -c </tmp/skift-dump); cat /tmp/skift-error; rm -f /tmp/skift-dump; done 2>/dev/null";
        Outcome expected = Shell.Run("sh", "-c", $"cd {tests}; {script}");
        Outcome actual = Guest(overlay, $"cd /test; {script}");
        string[] lines = Lines(actual.Output);
        Assert.Equal(Lines(expected.Output), lines);
        Assert.StartsWith($"00.{format} 0 ", lines[0]);
        Assert.DoesNotContain(lines, line => line.Split(' ') is [_, string status, ..] && int.TryParse(status, out int number) && number > 1);
    }

    private static byte[] Damage(Random random, byte[] whole)
    {
        byte[] damaged = whole[..random.Next(whole.Length / 4, whole.Length + 1)];
        for (int count = random.Next(1, 5); count > 0; count--) damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
        return damaged;
    }

    private static string Built(string name)
    {
        string path = Path.Combine(Repository.Artifacts, "bin", name, Repository.Configuration.ToLowerInvariant());
        Assert.True(Directory.Exists(path), path + " is missing: build the solution first");
        return path;
    }

    private static Outcome Guest(Overlay overlay, string script) => overlay.Run(s_limit, "--", "sh", "-c", script);

    private static string[] Lines(string output) =>
        [.. output.Split('\n').Select(line => line.TrimEnd('\r')).SkipLast(1)];
}
