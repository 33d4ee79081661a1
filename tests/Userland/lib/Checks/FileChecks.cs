// SPDX-License-Identifier: MIT
using System;
using System.IO;
using Skift.Tests.Corelib;

namespace Skift.Tests.Userland;

/// <summary>Files and directories by name.</summary>
internal static class FileChecks
{
    internal static void Run(Check check)
    {
        Contents(check);
        Errors(check);
        Directories(check);
    }

    private static void Contents(Check check)
    {
        File.WriteAllText("text", "one\ntwo\r\nthree");
        check.Print("text", File.ReadAllText("text"));
        check.Sequence("lines", File.ReadAllLines("text"), "one", "two", "three");
        File.AppendAllText("text", "\nfour");
        check.Equal("bytes", File.ReadAllBytes("text").Length, 19);
        File.Copy("text", "copy");
        File.Move("copy", "moved");
        check.Print("exist", $"{File.Exists("text")} {File.Exists("copy")} {File.Exists("moved")} {File.Exists(".")} {Directory.Exists("text")}");
        File.Delete("moved");
        File.Delete("moved");
        File.WriteAllBytes("bytes", [0, 1, 255]);
        check.Sequence("all bytes", File.ReadAllBytes("bytes"), (byte)0, (byte)1, (byte)255);
    }

    private static void Errors(Check check)
    {
        check.Throws<FileNotFoundException>("read what is not there", () => File.ReadAllText("nothing"));
        check.Throws<DirectoryNotFoundException>("read in what is not there", () => File.ReadAllText("nothing/nothing"));
        check.Throws<UnauthorizedAccessException>("read a directory", () => File.ReadAllText("."));
        check.Throws<ArgumentException>("read nothing", () => File.ReadAllText(""));
        check.Throws<IOException>("create again", () => new FileStream("text", FileMode.CreateNew).Dispose());
        check.Throws<IOException>("copy over", () => File.Copy("text", "bytes"));
        check.Throws<FileNotFoundException>("copy nothing", () => File.Copy("nothing", "other"));
        check.Throws<FileNotFoundException>("move nothing", () => File.Move("nothing", "other"));
        check.Throws<DirectoryNotFoundException>("delete nothing", () => Directory.Delete("nothing"));
        check.Throws<DirectoryNotFoundException>("list nothing", () => Directory.GetFiles("nothing"));
        check.Throws<DirectoryNotFoundException>("go nowhere", () => Directory.SetCurrentDirectory("nothing"));
    }

    private static void Directories(Check check)
    {
        _ = Directory.CreateDirectory("d/e/f");
        File.WriteAllText("d/x", "");
        check.Throws<IOException>("delete what is full", () => Directory.Delete("d"));
        check.Throws<IOException>("create over a file", () => Directory.CreateDirectory("text"));
        string[] entries = Directory.GetFileSystemEntries("d");
        Array.Sort(entries, string.CompareOrdinal);
        check.Sequence("entries", entries, "d/e", "d/x");
        check.Sequence("files", Directory.GetFiles("d"), "d/x");
        check.Sequence("directories", Directory.GetDirectories("d"), "d/e");
        Directory.Move("d", "g");
        check.Print("moved", $"{Directory.Exists("d")} {Directory.Exists("g/e/f")}");
        Directory.Delete("g", recursive: true);
        check.False("deleted", Directory.Exists("g"));
        check.Print("here", Directory.GetCurrentDirectory());
    }
}
