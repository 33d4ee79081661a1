using System.IO;
using Xunit;

namespace Skift.Tests.System;

/// <summary>Documents that are written from the sources say what the sources say.</summary>
public class DocumentsTests
{
    [Fact]
    public void SystemCalls_AreUpToDate()
    {
        string tool = Path.Combine(Repository.Artifacts, "bin", "Skift.SyscallDocs", Repository.Configuration.ToLowerInvariant(), "Skift.SyscallDocs.dll");
        Outcome outcome = Shell.Run("dotnet", "exec", tool, "--check");
        Assert.True(outcome.Status == 0, outcome.ToString());
    }
}
