using System;
using System.IO;
using Xunit;

namespace Skift.Tests.System;

/// <summary>A new program is one command: tools/template.</summary>
public class TemplateTests
{
    /// <summary>What a program that says hello may weigh, in bytes, stripped.</summary>
    private const long LargestHello = 65_536;

    [Fact]
    public void NewApp_BuildsAndRuns_OnLinuxAndInTheGuest()
    {
        // Inside the working tree, where the project finds what it refers to, but not where the image looks; its output is nobody else's.
        string name = "Template" + Environment.ProcessId;
        DirectoryInfo folder = Directory.CreateDirectory(Repository.PathOf("tests", name));
        string hive = Directory.CreateTempSubdirectory("skift-hive-").FullName;
        using Overlay overlay = new();
        try
        {
            Succeed("dotnet", "new", "install", Repository.PathOf("tools", "template"), "--debug:custom-hive", hive);
            Succeed("dotnet", "new", "skift-app", "-n", name, "-o", folder.FullName, "--no-solution", "--debug:custom-hive", hive);
            Succeed("dotnet", "build", folder.FullName, "-c", Repository.Configuration, "--nologo", "-v", "quiet");
            string program = Path.Combine(Output(name, "bin"), Repository.Configuration.ToLowerInvariant(), name.ToLowerInvariant());
            Assert.Equal($"Hello from {name}!\n", Succeed(program).Output);
            if (Repository.Configuration == "Release") Assert.InRange(StrippedSize(program), 1, LargestHello);
            overlay.Install(program);
            Outcome guest = overlay.Run(TimeSpan.FromMinutes(2), "--microvm", "--", "/test/" + Path.GetFileName(program), "you", "there");
            Assert.Equal("Hello, you there!", guest.Output.Trim());
        }
        finally
        {
            foreach (string path in (string[])[folder.FullName, hive, Output(name, "bin"), Output(name, "obj")])
            {
                if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
            }
        }
    }

    [Fact]
    public void Image_TakesWhatIsBelowUserland()
    {
        DirectoryInfo tree = Directory.CreateTempSubdirectory("skift-image-");
        try
        {
            DirectoryInfo app = tree.CreateSubdirectory("userland/Apps/New");
            File.WriteAllText(Path.Combine(app.FullName, "New.csproj"), "<Project />");
            string image = Path.Combine(tree.CreateSubdirectory("iso").FullName, "Image.csproj");
            File.Copy(Repository.PathOf("iso", "Image.csproj"), image);
            Assert.Contains(Path.Combine(app.FullName, "New.csproj"), Succeed("dotnet", "msbuild", image, "-getItem:ProjectReference", "-p:TargetFramework=net10.0").Output);
        }
        finally
        {
            tree.Delete(recursive: true);
        }
    }

    private static long StrippedSize(string program)
    {
        string stripped = program + ".stripped";
        Succeed("strip", "-o", stripped, program);
        return new FileInfo(stripped).Length;
    }

    private static string Output(string name, string kind) => Path.Combine(Repository.Artifacts, kind, name);

    private static Outcome Succeed(string program, params string[] arguments)
    {
        Outcome outcome = Shell.Run(program, arguments);
        Assert.True(outcome.Status == 0, outcome.ToString());
        return outcome;
    }
}
