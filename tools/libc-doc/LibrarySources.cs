// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using System.IO;
using System.Text.RegularExpressions;

namespace Skift.LibcDocs;

/// <summary>What the library's sources export and declare.</summary>
internal sealed partial class LibrarySources
{
    private readonly string _include;
    private readonly Dictionary<string, string> _headers = [];

    /// <summary>Symbols for C programs.</summary>
    internal HashSet<string> Exports { get; } = [];

    /// <summary>What a function lacks, by its name.</summary>
    internal Dictionary<string, string> Partial { get; } = [];

    private LibrarySources(string include) => _include = include;

    internal static LibrarySources Read(string libc)
    {
        LibrarySources sources = new(Path.Combine(libc, "include"));
        foreach (string path in Directory.EnumerateFiles(libc, "*.cs", SearchOption.AllDirectories))
        {
            string text = File.ReadAllText(path);
            foreach (Match match in ExportAttribute().Matches(text)) sources.Exports.Add(match.Groups[1].Value);
            foreach (Match match in PartialAttribute().Matches(text)) sources.Partial[match.Groups[2].Value] = match.Groups[1].Value;
        }

        foreach (string path in Directory.EnumerateFiles(libc, "*.S", SearchOption.AllDirectories))
        {
            string text = File.ReadAllText(path);
            foreach (Match match in GlobalDirective().Matches(text))
                sources.Exports.UnionWith(match.Groups[1].Value.Split(", "));
            foreach (Match match in MacroUse().Matches(text)) sources.Exports.Add(match.Groups[1].Value);
        }

        foreach (string path in Directory.EnumerateFiles(sources._include, "*.h", SearchOption.AllDirectories))
        {
            foreach (Match match in Builtin().Matches(File.ReadAllText(path))) sources.Exports.Add(match.Groups[1].Value);
        }

        return sources;
    }

    /// <summary>Whether the header, or one it includes, has a prototype or a macro of that name.</summary>
    internal bool Declares(string header, string name) => Regex.IsMatch(Text(header), $@"\b{name}\)?\(");

    private string Text(string header)
    {
        if (_headers.TryGetValue(header, out string? known)) return known;
        _headers[header] = "";
        string path = Path.Combine(_include, header);
        string text = File.Exists(path) ? File.ReadAllText(path) : "";
        foreach (Match match in Inclusion().Matches(text)) text += Text(match.Groups[1].Value);
        return _headers[header] = text;
    }

    [GeneratedRegex("""\[RuntimeExport\("(\w+)"\)\]""")]
    private static partial Regex ExportAttribute();

    [GeneratedRegex("""\[Partial\("([^"]+)"\)\]\s+\[RuntimeExport\("(\w+)"\)\]""")]
    private static partial Regex PartialAttribute();

    [GeneratedRegex(@"^\s+\.globl (.+)$", RegexOptions.Multiline)]
    private static partial Regex GlobalDirective();

    /// <summary>Macros of the assembly files are written in capitals; their first argument is the function's name.</summary>
    [GeneratedRegex(@"^\s+[A-Z][A-Z0-9_]{2,} (\w+)", RegexOptions.Multiline)]
    private static partial Regex MacroUse();

    /// <summary>What the compiler does itself, so that there is no symbol: alloca.</summary>
    [GeneratedRegex(@"^#define (\w+)\(.*\) __builtin_\1\(", RegexOptions.Multiline)]
    private static partial Regex Builtin();

    [GeneratedRegex(@"#include <([^>]+)>")]
    private static partial Regex Inclusion();
}
