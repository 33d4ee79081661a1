using System;
using System.IO;

namespace Skift.Tests.System;

/// <summary>Where the working tree and what was built from it lie.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The configuration that these tests were built in; what they test was built in the same one.</summary>
    public static string Configuration { get; } =
        AppContext.BaseDirectory.TrimEnd('/').EndsWith("debug", StringComparison.OrdinalIgnoreCase) ? "Debug" : "Release";

    public static string Artifacts => Path.Combine(Root, "artifacts");

    /// <summary>The kernel, the initial file system and what else is booted.</summary>
    public static string Images => Path.Combine(Artifacts, "image", Configuration.ToLowerInvariant());

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "SkiftSharp.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("the tests must lie inside the working tree: no SkiftSharp.sln above " + AppContext.BaseDirectory);
    }
}
