// SPDX-License-Identifier: MIT
using System;
using System.IO;
using Skift.LibcDocs;

// Usage: dotnet run --project tools/libc-doc [--check]
// Writes docs/libc.md, or with --check only says whether it is up to date. Exit status: 0 yes, 1 no, 2 cannot tell.
if (args.Length > 1 || (args.Length == 1 && args[0] != "--check"))
{
    Console.Error.WriteLine("usage: dotnet run --project tools/libc-doc [--check]");
    return 2;
}

try
{
    string root = FindRoot();
    string text = Document.Write(InterfaceList.Read(Path.Combine(root, "tools", "libc-doc", "interfaces.txt")), LibrarySources.Read(Path.Combine(root, "libc")));
    string path = Path.Combine(root, "docs", "libc.md");
    if (args.Length == 1)
    {
        if (File.Exists(path) && File.ReadAllText(path) == text) return 0;
        Console.Error.WriteLine("libc-doc: docs/libc.md is not what the sources say: run dotnet run --project tools/libc-doc");
        return 1;
    }

    File.WriteAllText(path, text);
    return 0;
}
catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
{
    Console.Error.WriteLine($"libc-doc: {error.Message}");
    return 2;
}

static string FindRoot()
{
    for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
    {
        if (File.Exists(Path.Combine(folder.FullName, "SkiftSharp.sln"))) return folder.FullName;
    }

    throw new InvalidDataException("no SkiftSharp.sln above the tool");
}
