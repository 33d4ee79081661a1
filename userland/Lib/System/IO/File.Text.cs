// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using System.Text;

namespace System.IO;

/// <summary>Files of text: UTF-8, unless told otherwise or a byte-order mark says otherwise.</summary>
public static partial class File
{
    public static string ReadAllText(string path) => ReadAllText(path, Encoding.UTF8);

    public static string ReadAllText(string path, Encoding encoding)
    {
        using StreamReader reader = Reader(path, encoding);
        return reader.ReadToEnd();
    }

    public static string[] ReadAllLines(string path) => ReadAllLines(path, Encoding.UTF8);

    public static string[] ReadAllLines(string path, Encoding encoding)
    {
        using StreamReader reader = Reader(path, encoding);
        List<string> lines = [];
        while (reader.ReadLine() is string line) lines.Add(line);
        return lines.ToArray();
    }

    public static IEnumerable<string> ReadLines(string path) => ReadLines(path, Encoding.UTF8);

    /// <summary>Opens the file at once, and reads it as the lines are asked for.</summary>
    public static IEnumerable<string> ReadLines(string path, Encoding encoding) => new FileLines(path, encoding);

    public static void WriteAllText(string path, string? contents) => WriteAllText(path, contents, StreamWriter.Utf8);

    public static void WriteAllText(string path, string? contents, Encoding encoding) => WriteAllText(path, contents.AsSpan(), encoding);

    public static void WriteAllText(string path, ReadOnlySpan<char> contents) => WriteAllText(path, contents, StreamWriter.Utf8);

    public static void WriteAllText(string path, ReadOnlySpan<char> contents, Encoding encoding)
    {
        using StreamWriter writer = Writer(path, append: false, encoding);
        writer.Write(contents);
    }

    public static void WriteAllLines(string path, IEnumerable<string> contents) => WriteAllLines(path, contents, StreamWriter.Utf8);

    public static void WriteAllLines(string path, string[] contents) => WriteAllLines(path, (IEnumerable<string>)contents);

    public static void WriteAllLines(string path, string[] contents, Encoding encoding) => WriteAllLines(path, (IEnumerable<string>)contents, encoding);

    public static void WriteAllLines(string path, IEnumerable<string> contents, Encoding encoding) => WriteLines(path, append: false, contents, encoding);

    public static void AppendAllText(string path, string? contents) => AppendAllText(path, contents, StreamWriter.Utf8);

    public static void AppendAllText(string path, string? contents, Encoding encoding) => AppendAllText(path, contents.AsSpan(), encoding);

    public static void AppendAllText(string path, ReadOnlySpan<char> contents) => AppendAllText(path, contents, StreamWriter.Utf8);

    public static void AppendAllText(string path, ReadOnlySpan<char> contents, Encoding encoding)
    {
        using StreamWriter writer = Writer(path, append: true, encoding);
        writer.Write(contents);
    }

    public static void AppendAllLines(string path, IEnumerable<string> contents) => AppendAllLines(path, contents, StreamWriter.Utf8);

    public static void AppendAllLines(string path, IEnumerable<string> contents, Encoding encoding) => WriteLines(path, append: true, contents, encoding);

    private static void WriteLines(string path, bool append, IEnumerable<string> contents, Encoding encoding)
    {
        Check(path, encoding);
        ArgumentNullException.ThrowIfNull(contents);
        using StreamWriter writer = Writer(path, append, encoding);
        foreach (string line in contents) writer.WriteLine(line);
    }

    private static StreamReader Reader(string path, Encoding encoding)
    {
        Check(path, encoding);
        return new StreamReader(path, encoding);
    }

    private static StreamWriter Writer(string path, bool append, Encoding encoding)
    {
        Check(path, encoding);
        return new StreamWriter(path, append, encoding);
    }

    private static void Check(string path, Encoding encoding)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(encoding);
        if (path.Length == 0) throw new ArgumentException("The value cannot be an empty string.", nameof(path));
    }
}
