using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using Xunit;

namespace Skift.Tests.System;

/// <summary>The layers and walls of the design: who may see whom, and who may hold a pointer.</summary>
public sealed class WallsTests
{
    /// <summary>corelib, the machine and libc, whose program start is an assembly of its own because every program links it.</summary>
    private static readonly string[] s_unsafe =
        ["corelib/CoreLib.csproj", "kernel/Machine/Skift.Machine.csproj", "libc/Skift.Libc.csproj", "libc/crt/Skift.Crt.csproj"];

    /// <summary>What each layer may refer to. CoreLib comes with tools/build/Skift.props.</summary>
    private static readonly Dictionary<string, string[]> s_layers = new()
    {
        ["Skift.Abi"] = [],
        ["Skift.Machine"] = ["Skift.Abi"],
        ["Skift.Core"] = ["Skift.Machine", "Skift.Abi"],
        ["Skift.Drivers"] = ["Skift.Core", "Skift.Machine", "Skift.Abi"],
        ["Skift.Network"] = ["Skift.Core", "Skift.Machine", "Skift.Abi"],
        ["Skift.FileSystems"] = ["Skift.Core", "Skift.Machine", "Skift.Abi"],
        ["Skift.Libc"] = ["Skift.Abi"],
        ["Skift.Crt"] = ["Skift.Abi"],
        ["Skift.Lib"] = ["Skift.Libc", "Skift.Abi"],
        ["Skift.Imaging"] = [],
    };

    [Fact]
    public void UnsafeCode_IsAllowedInCorelibMachineAndLibcOnly()
    {
        IEnumerable<string> found = Projects()
            .Where(project => !project.StartsWith("tests/") && !project.StartsWith("tools/"))
            .Where(project => File.ReadAllText(Repository.PathOf(project)).Contains("<AllowUnsafeBlocks>true"));
        Assert.Equal(s_unsafe, found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void References_GoDownOnly()
    {
        foreach (string project in Projects())
        {
            if (s_layers.TryGetValue(Path.GetFileNameWithoutExtension(project), out string[]? allowed))
            {
                IEnumerable<string> references = References(project).Where(reference => reference != "CoreLib" && !reference.Contains("Analyzers") && !reference.Contains("Generators"));
                Assert.True(references.All(allowed.Contains), $"{project} refers to {string.Join(", ", references.Except(allowed))}");
            }
        }
    }

    [Fact]
    public void Userland_NeverRefersToTheKernel()
    {
        foreach (string project in Projects().Where(project => project.StartsWith("userland/")))
        {
            Assert.DoesNotContain(References(project), reference => reference is "Skift.Machine" or "Skift.Core" or "Skift.Drivers" or "Skift.Network" or "Skift.FileSystems" or "Skift.Kernel");
        }
    }

    [Theory]
    [InlineData("kernel/Core", "CS0227", "internal static class Breach { internal static unsafe int Read(int* p) => *p; }")]
    [InlineData("kernel/FileSystems", "RS0030", "internal static class Breach { internal static T Cast<T>(object o) where T : class => System.Runtime.CompilerServices.Unsafe.As<T>(o); }")]
    [InlineData("kernel/Core", "SKIFT001", "internal abstract class Breach { internal abstract T Get<T>(); }")]
    [InlineData("kernel/Core", "SKIFT002", "internal static class Breach { internal static void Hold(Skift.Machine.SpinLock<int> l) { var guard = l.Lock(); guard.Value++; } }")]
    [InlineData("kernel/Machine", "CS0234", "internal static class Breach { internal static void Up() => Skift.Core.Files.Inode.Equals(null, null); }")]
    [InlineData("userland/Imaging", "CS0234", "namespace Skift.Imaging; internal static class Breach { internal static void Aside() => Skift.Libc.Posix.Equals(null, null); }")]
    public void BreakingAWall_FailsTheBuild(string folder, string error, string code)
    {
        Outcome outcome = BuildWith(folder, code, isAlone: true);
        Assert.True(outcome.Status != 0, "the build accepted it:\n" + code);
        Assert.True(outcome.Output.Contains(error), outcome.ToString());
    }

    [Fact]
    public void InterruptPathThatAllocatesOrSleeps_FailsTheBuild()
    {
        const string Code = """
            using Skift.Machine;
            internal sealed class Breach : InterruptHandler
            {
                private static int[] s_kept = new int[1];
                protected override bool OnInterrupt(in InterruptContext context) { Far(); return true; }
                private static void Far() { s_kept = new int[2]; Skift.Core.Scheduling.Scheduler.Yield(); }
            }
            """;
        Outcome outcome = BuildWith("kernel/Boot", Code, isAlone: false);
        Assert.NotEqual(0, outcome.Status);
        Assert.Contains("SKIFT003: an interrupt path allocates (new Int32[]): Breach.OnInterrupt -> Breach.Far", outcome.Output);
        Assert.Contains("SKIFT003: an interrupt path may sleep: Breach.OnInterrupt -> Breach.Far -> Skift.Core.Scheduling.Scheduler.Yield", outcome.Output);
    }

    /// <summary>
    /// Builds a project with one file more, or with that file alone, which is faster and meets the same settings and analyzers. What it
    /// refers to stands built, as it does for every test.
    /// </summary>
    private static Outcome BuildWith(string folder, string code, bool isAlone)
    {
        string work = Directory.CreateTempSubdirectory("skift-breach").FullName;
        try
        {
            string breach = Path.Combine(work, "Breach.cs");
            File.WriteAllText(breach, code);
            string project = Directory.GetFiles(Repository.PathOf(folder), "*.csproj").Single();
            return Shell.Run("dotnet", "build", project, "-c", Repository.Configuration, "--nologo", "--no-restore", "-p:BuildProjectReferences=false",
                "-p:CustomAfterMicrosoftCommonProps=" + WriteProps(work, breach, project, isAlone));
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    /// <summary>Adds the offending file to one project, and keeps what is built of it away from the real artifacts.</summary>
    private static string WriteProps(string folder, string breach, string project, bool isAlone)
    {
        string name = Path.GetFileNameWithoutExtension(project);
        string props = Path.Combine(folder, "breach.props");
        File.WriteAllText(props, $"""
            <Project>
              <PropertyGroup Condition="'$(MSBuildProjectName)' == '{name}'">
                <IntermediateOutputPath>{folder}/obj/</IntermediateOutputPath>
                <OutDir>{folder}/bin/</OutDir>
                <EnableDefaultCompileItems>{!isAlone}</EnableDefaultCompileItems>
              </PropertyGroup>
              <ItemGroup Condition="'$(MSBuildProjectName)' == '{name}'">
                <Compile Include="{breach}" />
              </ItemGroup>
            </Project>
            """);
        return props;
    }

    private static IEnumerable<string> Projects() =>
        new DirectoryInfo(Repository.Root).EnumerateFiles("*.csproj", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.Root, file.FullName))
            .Where(path => !path.StartsWith("artifacts/"));

    private static IEnumerable<string> References(string project) =>
        XDocument.Load(Repository.PathOf(project)).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!));
}
