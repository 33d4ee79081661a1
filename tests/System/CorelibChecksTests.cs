using System;
using Xunit;

namespace Skift.Tests.System;

/// <summary>tests/Corelib on .NET and as a static program of the host: both must say the same, and nothing may fail.</summary>
public class CorelibChecksTests
{
    [Fact]
    public void Checks_OnOurCoreLibrary_SayTheSameAsOnDotNet()
    {
        Outcome outcome = Shell.Run(
            TimeSpan.FromMinutes(5), null, Repository.PathOf("tests", "Corelib", "run.sh"), "--no-build", Repository.Configuration);
        Assert.True(outcome.Status == 0, outcome.ToString());
    }
}
