using System.IO;
using Xunit;

namespace Skift.Tests.System;

/// <summary>Documents that are written from the sources say what the sources say.</summary>
public class DocumentsTests
{
    [Theory]
    [InlineData("Skift.SyscallDocs")]
    [InlineData("Skift.LibcDocs")]
    public void Document_IsUpToDate(string name)
    {
        string tool = Path.Combine(Repository.Artifacts, "bin", name, Repository.Configuration.ToLowerInvariant(), name + ".dll");
        Outcome outcome = Shell.Run("dotnet", "exec", tool, "--check");
        Assert.True(outcome.Status == 0, outcome.ToString());
    }
}
