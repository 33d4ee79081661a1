using System;
using System.IO;
using Xunit;

namespace Skift.Tests.System;

/// <summary>A folder that is laid over the guest's files, with programs under /test. It goes when it is disposed.</summary>
internal sealed class Overlay : IDisposable
{
    internal Overlay() => Tests = Directory.CreateDirectory(Path.Combine(Root, "test")).FullName;

    /// <summary>What becomes / in the guest.</summary>
    internal string Root { get; } = Directory.CreateTempSubdirectory("skift-overlay-").FullName;

    /// <summary>What becomes /test.</summary>
    internal string Tests { get; }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    /// <summary>Compiles C sources into one static program /test/<paramref name="name"/>.</summary>
    /// <returns>Its path on this machine, where it runs too.</returns>
    internal string Compile(string name, params string[] sources)
    {
        string program = Path.Combine(Tests, name);
        Outcome compiled = Shell.Run("musl-gcc", ["-static", "-O1", "-pthread", "-w", "-o", program, .. sources]);
        Assert.True(compiled.Status == 0, compiled.ToString());
        return program;
    }

    /// <summary>Copies a program to /test.</summary>
    internal void Install(string program) => File.Copy(program, Path.Combine(Tests, Path.GetFileName(program)));

    /// <summary>Runs a command with these files in a guest without a screen.</summary>
    /// <param name="options">Of run-qemu.sh; after "--" the command.</param>
    internal Outcome Run(TimeSpan limit, params string[] options) => Shell.RunQemu(limit, ["--overlay", Root, .. options]);
}
