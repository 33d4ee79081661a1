// SPDX-License-Identifier: MIT
using System.IO;
using Xunit;

namespace Skift.Tests.Libc;

/// <summary>What userland/Lib offers under .NET's names does what .NET does: tests/Userland/lib on both.</summary>
public sealed class LibChecksTests
{
    [Fact]
    public void LibChecks_PrintTheSameAsOnDotNet()
    {
        string program = ProgramTests.Artifact("LibChecks/" + ProgramTests.Configuration + "/libchecks", isFile: true);
        string oracle = ProgramTests.Artifact("Skift.LibChecks.DotNet/" + ProgramTests.Configuration + "/Skift.LibChecks.DotNet.dll", isFile: true);
        (int status, string output) = ProgramTests.Run(program, "");
        Assert.Equal(ProgramTests.Run("dotnet", oracle).Output, output);
        Assert.True(status == 0, output);
    }

    /// <summary>In a terminal that is raw from the beginning, so that it does not matter when the bytes come.</summary>
    [Theory]
    [InlineData("--screen", "")]
    [InlineData("--keys", @"abcXYZ019 \001\002\010\011\012\015\016\032\177*+,-./:;=_\033[A\033OA\033[B\033[C\033[D\033[H\033[F\033OH\033[1~\033[2~\033[3~\033[4~\033[5~\033[6~")]
    [InlineData("--keys", @"\033OP\033OS\033[15~\033[24~\033[1;5A\033[1;2C\033[1;3D\033[3;5~\033[Z\033a\033A\303\251\342\202\254")]
    public void Terminal_SaysAndIsToldTheSameAsOnDotNet(string topic, string keys)
    {
        string program = ProgramTests.Artifact("LibChecks/" + ProgramTests.Configuration + "/libchecks", isFile: true);
        string oracle = "dotnet " + ProgramTests.Artifact("Skift.LibChecks.DotNet/" + ProgramTests.Configuration + "/Skift.LibChecks.DotNet.dll", isFile: true);

        // .NET asks for the other set of arrow keys first; both sets are among these.
        Assert.Equal(InTerminal(oracle, topic, keys).Replace("\e[?1h\e=", ""), InTerminal(program, topic, keys));
    }

    private static string InTerminal(string program, string topic, string keys)
    {
        string work = Directory.CreateTempSubdirectory("lib-terminal-").FullName;
        // Who reads no keys may have ended before they come.
        string command = $"{{ while [ ! -e {work}/ready ]; do sleep 0.05; done; printf '{keys}~' 2>/dev/null; }} | TERM=xterm-256color timeout 60 script -qec 'stty raw -echo; touch {work}/ready; exec {program} {topic}' /dev/null";
        string script = Path.Combine(work, "run.sh");
        File.WriteAllText(script, command);
        string output = ProgramTests.Run("sh", script).Output;
        Directory.Delete(work, recursive: true);
        Assert.NotEmpty(output);
        return output;
    }
}
