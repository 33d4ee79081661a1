// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Skift.Tests.Corelib;

namespace Skift.Tests.Userland;

/// <summary>What is known of files: attributes, times, modes, links; and finding them.</summary>
internal static class FileInfoChecks
{
    private static readonly string[] s_names = ["a", "b.txt", "c.tar.gz", ".hidden", "d.TXT", "noext.", "x.t"];

    internal static void Run(Check check)
    {
        _ = Directory.CreateDirectory("info/sub/below");
        foreach (string name in s_names) File.WriteAllText("info/" + name, name);
        File.WriteAllText("info/sub/b.txt", "");
        Directory.SetCurrentDirectory("info");
        try
        {
            Files(check);
            Directories(check);
            Patterns(check);
            Status(check);
            Links(check);
            Paths(check);
        }
        finally
        {
            Directory.SetCurrentDirectory("..");
        }
    }

    private static string Sorted(IEnumerable<string> names) => string.Join(" ", names.Order(StringComparer.Ordinal));

    private static void Files(Check check)
    {
        FileInfo file = new("b.txt");
        check.Print("file", $"{file} {file.Name} {file.Extension} {file.FullName} {file.DirectoryName} {file.Directory} {file.Length} {file.Exists} {file.IsReadOnly} {file.Attributes}");
        FileInfo copy = file.CopyTo("copy");
        check.Print("copy", $"{copy} {copy.Name} {copy.Exists} {copy.Length}");
        copy.MoveTo("moved");
        check.Print("moved", $"{copy} {copy.FullName} {copy.Exists} {File.Exists("copy")}");
        check.Print("length", copy.Length.ToString());
        using (StreamWriter writer = copy.AppendText()) writer.Write("more");
        check.Print("new length at once", copy.Length.ToString());
        File.AppendAllText(copy.FullName, "more");
        check.Print("old length", copy.Length.ToString());
        copy.Refresh();
        check.Print("new length", copy.Length.ToString());
        copy.Delete();
        check.Print("deleted", $"{copy.Exists} {copy.Attributes} {copy.LastWriteTimeUtc:O}");
        check.Throws<FileNotFoundException>("no length", () => _ = new FileInfo("nothing").Length);
        check.Throws<FileNotFoundException>("a directory's length", () => _ = new FileInfo("sub").Length);
        check.Throws<ArgumentNullException>("null", () => _ = new FileInfo(null!));
        check.Throws<ArgumentException>("empty", () => _ = new FileInfo(""));
        check.Throws<IOException>("copy over", () => file.CopyTo("a"));
        File.WriteAllText("one", "1");
        File.WriteAllText("two", "2");
        File.Replace("one", "two", "three");
        check.Print("replaced", $"{File.Exists("one")} {File.ReadAllText("two")} {File.ReadAllText("three")}");
        File.AppendAllLines("two", ["x", "y"]);
        File.AppendAllBytes("two", [33]);
        check.Print("appended", File.ReadAllText("two"));
        File.Delete("two");
        File.Delete("three");
    }

    private static void Directories(Check check)
    {
        DirectoryInfo directory = new("sub/");
        check.Print("directory", $"{directory} {directory.Name} {directory.FullName} {directory.Parent} {directory.Root} {directory.Exists} {directory.Attributes} {directory.Extension}");
        check.Print("files", Sorted(new DirectoryInfo(".").GetFiles().Select(file => file.ToString() + "=" + file.Length)));
        check.Print("directories", Sorted(new DirectoryInfo(".").GetDirectories("*", SearchOption.AllDirectories).Select(found => found.FullName)));
        check.Print("all", Sorted(directory.EnumerateFileSystemInfos().Select(found => $"{found.GetType().Name}:{found.Name}")));
        DirectoryInfo made = directory.CreateSubdirectory("m/n");
        check.Print("made", $"{made.FullName} {made.Exists}");
        made.MoveTo("n2");
        check.Print("moved", $"{made} {made.FullName} {made.Exists} {Directory.Exists("sub/m/n")}");
        made.Delete();
        new DirectoryInfo("sub/m").Delete(true);
        check.Print("created", Directory.CreateDirectory("sub/").ToString());
        check.Throws<ArgumentException>("not below", () => directory.CreateSubdirectory("../x"));
        check.Throws<ArgumentException>("rooted", () => directory.CreateSubdirectory("/x"));
        check.Throws<DirectoryNotFoundException>("list nothing", () => new DirectoryInfo("nothing").GetFiles());
        check.Throws<DirectoryNotFoundException>("enumerate nothing", () => Directory.EnumerateFiles("nothing"));
        check.Print("parents", $"{Directory.GetParent("a")} {Directory.GetParent("/")} {Directory.GetDirectoryRoot("a")} {new DirectoryInfo("/").Parent} {new DirectoryInfo("/").Name}");
        DirectoryInfo temporary = Directory.CreateTempSubdirectory("skift-");
        check.Print("temporary", $"{temporary.Exists} {temporary.UnixFileMode} {temporary.Name.Length} {temporary.Parent}");
        temporary.Delete();
    }

    private static void Patterns(Check check)
    {
        foreach (string pattern in (string[])["*", "*.*", "*.txt", "*.TXT", "?", "?.txt", "??.txt", "b.???", "x.???", "*.", "a?", ".*", "*t*", "nothing", "", ".", "*.t*", "c.*.gz", "sub/*", "*/b.txt", "*?"])
        {
            try
            {
                check.Print("pattern " + pattern, Sorted(Directory.GetFileSystemEntries(".", pattern)));
            }
            catch (Exception e)
            {
                check.Print("pattern " + pattern, e.GetType().Name + ": " + e.Message);
            }
        }

        check.Print("everywhere", Sorted(Directory.GetFiles(".", "*.txt", SearchOption.AllDirectories)));
        check.Print("absolute", Sorted(Directory.GetFiles(Directory.GetCurrentDirectory(), "b*", SearchOption.AllDirectories)));
        check.Print("options", Sorted(Directory.GetFiles(".", "*", new EnumerationOptions())));
        check.Print("any case", Sorted(Directory.GetFiles(".", "*.txt", new EnumerationOptions { MatchCasing = MatchCasing.CaseInsensitive, RecurseSubdirectories = true })));
        check.Print("simple", Sorted(Directory.GetFiles(".", "*.*", new EnumerationOptions { AttributesToSkip = 0 })));
        check.Print("special", Sorted(Directory.GetFileSystemEntries(".", "*", new EnumerationOptions { ReturnSpecialDirectories = true })));
        check.Print("depth", Sorted(Directory.GetFileSystemEntries(".", "*", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 0 })));
        check.Throws<ArgumentException>("a rooted pattern", () => Directory.GetFiles(".", "/tmp"));
        check.Throws<ArgumentNullException>("no pattern", () => Directory.GetFiles(".", null!));
        check.Throws<ArgumentOutOfRangeException>("no option", () => Directory.GetFiles(".", "*", (SearchOption)7));
    }

    private static void Status(Check check)
    {
        DateTime time = new(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc("a", time.AddTicks(1234567));
        File.SetLastAccessTimeUtc("a", time.AddYears(-40));
        check.Print("times", $"{File.GetLastWriteTimeUtc("a"):O} {File.GetLastAccessTimeUtc("a"):O}");
        check.Print("creation", $"{File.GetCreationTimeUtc("a"):O}");
        check.Print("no time", $"{File.GetLastWriteTimeUtc("nothing"):O} {Directory.GetLastWriteTimeUtc("nothing"):O}");
        check.Throws<FileNotFoundException>("set the time of nothing", () => File.SetLastWriteTimeUtc("nothing", time));
        foreach (string name in (string[])["a", ".hidden", "sub", "."]) check.Print("attributes of " + name, File.GetAttributes(name).ToString());
        check.Throws<FileNotFoundException>("attributes of nothing", () => File.GetAttributes("nothing"));
        File.SetAttributes("a", FileAttributes.ReadOnly);
        check.Print("read-only", $"{File.GetAttributes("a")} {File.GetUnixFileMode("a")} {new FileInfo("a").IsReadOnly}");
        File.SetAttributes("a", FileAttributes.Normal);
        check.Print("writable", $"{File.GetAttributes("a")} {File.GetUnixFileMode("a")}");
        File.SetUnixFileMode("a", UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.SetUser);
        check.Print("mode", $"{File.GetUnixFileMode("a")} {new FileInfo("a").UnixFileMode}");
        check.Throws<FileNotFoundException>("mode of nothing", () => File.GetUnixFileMode("nothing"));
        check.Throws<ArgumentException>("no mode", () => File.SetUnixFileMode("a", (UnixFileMode)0x1000));
        File.SetUnixFileMode("a", UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private static void Links(Check check)
    {
        _ = File.CreateSymbolicLink("link", "a");
        _ = File.CreateSymbolicLink("link2", "link");
        _ = Directory.CreateSymbolicLink("sublink", "sub");
        _ = File.CreateSymbolicLink("dangling", "nothing");
        FileInfo link = new("link2");
        check.Print("link", $"{link.LinkTarget} {link.Exists} {link.Length} {link.Attributes} {link.ResolveLinkTarget(false)} {link.ResolveLinkTarget(true)}");
        check.Print("directory link", $"{new DirectoryInfo("sublink").Exists} {Directory.Exists("sublink")} {File.Exists("sublink")} {File.GetAttributes("sublink")} {Directory.ResolveLinkTarget(Path.GetFullPath("sublink"), true)!.FullName}");
        check.Print("dangling", $"{File.Exists("dangling")} {new FileInfo("dangling").Exists} {File.GetAttributes("dangling")} {File.ResolveLinkTarget(Path.GetFullPath("dangling"), true)!.Exists} {Path.Exists("dangling")}");
        check.Print("no link", $"{File.ResolveLinkTarget("a", false)} {new FileInfo("a").LinkTarget}");
        check.Throws<FileNotFoundException>("link of nothing", () => File.ResolveLinkTarget(Path.GetFullPath("nothing"), false));
        check.Throws<IOException>("link over", () => File.CreateSymbolicLink(Path.GetFullPath("link"), "b"));
        check.Print("through links", Sorted(Directory.GetFiles(".", "b.txt", SearchOption.AllDirectories)));
        Directory.Delete("sublink");
        foreach (string name in (string[])["link", "link2", "dangling"]) File.Delete(name);
        check.Print("left", Sorted(Directory.GetFileSystemEntries("sub")));
    }

    private static void Paths(Check check)
    {
        foreach ((string from, string to) in ((string, string)[])[("/a/b", "/a/c"), ("/a/b", "/a/b"), ("/a/b/", "/a/b"), ("/a", "/a/b/c"), ("/a/b/c", "/a"), ("/", "/a"), ("/a", "/"), ("a", "b"), ("/a", "/ab"), ("/a", "/a/b/")])
        {
            check.Print($"from {from} to {to}", Path.GetRelativePath(from, to));
        }

        check.Print("join", $"{Path.Join("a", "/b", "c/")} {Path.Join("a", null, "b", "")} {Path.Combine("a", "b", "/c", "d")} {Path.GetFullPath("../x", "/a/b")}");
        check.Print("exists", $"{Path.Exists("a")} {Path.Exists("a/")} {Path.Exists("sub/")} {Path.Exists("nothing")} {Path.Exists("")}");
        check.Print("random", $"{Path.GetRandomFileName().Length} {Path.GetRandomFileName()[8]}");
        string temporary = Path.GetTempFileName();
        check.Print("temporary", $"{new FileInfo(temporary).Length} {Path.GetExtension(temporary)} {Path.GetFileName(temporary)[..3]} {Path.GetFileName(temporary).Length}");
        File.Delete(temporary);
    }
}
