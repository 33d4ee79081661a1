// SPDX-License-Identifier: MIT
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
}
