using System;
using Xunit;

namespace Skift.Tests.System;

/// <summary>userland/Coreutils as a static program of the host, compared with the host's own tools.</summary>
public class ToolsTests
{
    [Fact]
    public void Tools_DoWhatTheHostsDo()
    {
        string program = Repository.PathOf("artifacts", "bin", "Coreutils", Repository.Configuration.ToLowerInvariant(), "coreutils");
        Outcome outcome = Shell.Run(TimeSpan.FromMinutes(5), null, Repository.PathOf("tests", "Userland", "coreutils", "run.sh"), program);
        Assert.True(outcome.Status == 0, outcome.ToString());
    }
}
